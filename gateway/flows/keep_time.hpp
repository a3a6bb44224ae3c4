// Lets time pass: all waits are deadlines in the database, and this is what acts on them.
#pragma once

#include "gateway/async/task_group.hpp"
#include "gateway/async/wakeup.hpp"
#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"

namespace warmline::flows {

class TimeKeeper {
 public:
  TimeKeeper(async::asio::any_io_executor loop, StoreThread& store, const Lines& lines,
             async::TaskGroup& tasks, store::Database::Clock clock);

  // At each deadline, and every few seconds, until the task group is closed.
  awaitable<void> run();

  // Deadlines, or who is free, may have changed. Loop thread.
  void wake() { wakeup_.wake(); }

 private:
  StoreThread& store_;
  const Lines& lines_;
  async::TaskGroup& tasks_;
  store::Database::Clock clock_;
  async::Wakeup wakeup_;
};

}  // namespace warmline::flows
