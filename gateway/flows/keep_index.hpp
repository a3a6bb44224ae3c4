// Looks after the search index: puts in what was kept before there was one, and merges its parts,
// in steps so small that no text waits for them.
#pragma once

#include "gateway/async/task_group.hpp"
#include "gateway/async/wakeup.hpp"
#include "gateway/flows/store_thread.hpp"

namespace warmline::flows {

class IndexKeeper {
 public:
  IndexKeeper(async::asio::any_io_executor loop, StoreThread& store, async::TaskGroup& tasks);

  // Until the task group is closed.
  awaitable<void> run();

  // Texts were kept. Loop thread.
  void wake() { wakeup_.wake(); }

 private:
  StoreThread& store_;
  async::TaskGroup& tasks_;
  async::Wakeup wakeup_;
};

}  // namespace warmline::flows
