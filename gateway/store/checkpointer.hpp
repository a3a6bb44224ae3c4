// Brings the write-ahead log back into the database file, on a thread and a connection of its own,
// so that no commit waits for it.
#pragma once

#include <memory>
#include <string>

namespace warmline::store {

class Checkpointer {
 public:
  // Each time the log has grown by this much it is brought back; under steady load it grows on, for
  // it begins anew only when all of it is back at the moment of a commit.
  static constexpr int log_pages_wanted = 4'000;
  // Shortly before the bound more often, so that little is left to be done at it.
  static constexpr int log_pages_late = 28'000;
  static constexpr int log_pages_wanted_late = 1'000;
  // From here on whoever writes brings back what is left before going on, so that it can begin
  // anew.
  static constexpr int log_pages_max = 32'000;

  explicit Checkpointer(std::string path);
  ~Checkpointer();  // ends the thread; a checkpoint in hand is finished
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  // The log has this many pages now. Any thread.
  void log_grew_to(int pages);

  // Waits for the checkpoint in hand, if there is one: whoever makes one next does not find the log
  // taken. Not on the thread itself.
  void wait_until_idle();

  // Empties the log for good, as soon as no reader holds on to it: what was deleted from the
  // database is then nowhere in it either. Any thread.
  void scrub();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace warmline::store
