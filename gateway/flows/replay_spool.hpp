// Lets the service get well by itself: tries a database that refuses until it takes something
// again, and then takes in what waits in the spool, in order.
#pragma once

#include <chrono>

#include "gateway/async/task_group.hpp"
#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/flows/text_spool.hpp"

namespace warmline::flows {

class SpoolReplay {
 public:
  struct Limits {
    std::chrono::milliseconds look_again{1'000};
    // What could not be taken in though the database is well is tried again this often.
    int looks_until_apart_again = 60;
  };

  // `master` is for a spool that could not be opened at first.
  SpoolReplay(StoreThread& store, const Lines& lines, TextSpool& spool, async::TaskGroup& tasks,
              store::MasterKey master, Limits limits, TextSpool::Log log);

  // Until the task group is closed.
  awaitable<void> run();

 private:
  enum class Taken { yes, later };
  awaitable<void> look();
  awaitable<void> replay();
  awaitable<Taken> take_in(TextSpool::Number number);
  awaitable<Taken> drop(TextSpool::Number number, Problem why);

  StoreThread& store_;
  const Lines& lines_;
  TextSpool& spool_;
  async::TaskGroup& tasks_;
  const store::MasterKey master_;
  const Limits limits_;
  const TextSpool::Log log_;
  int looks_ = 0;
  std::string said_;  // what failed at the last look
  bool said_no_line_ = false;
};

}  // namespace warmline::flows
