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
  // From here on it is brought back more often, and whoever writes makes it begin anew: it brings
  // back what is left right after most of it was, when that is the least to wait for.
  static constexpr int log_pages_late = 28'000;
  static constexpr int log_pages_wanted_late = 1'000;
  // At this bound it does not wait for that moment.
  static constexpr int log_pages_max = 32'000;

  explicit Checkpointer(std::string path);
  ~Checkpointer();  // ends the thread; a checkpoint in hand is finished
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  // The log has this many pages now. True: whoever writes is to bring back what is left of it
  // before going on. No checkpoint is in hand then, so that it does not find the log taken; at the
  // bound this waits for that. The thread that writes.
  bool log_grew_to(int pages);

  // Empties the log for good, as soon as no reader holds on to it: what was deleted from the
  // database is then nowhere in it either. Any thread.
  void scrub();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace warmline::store
