// Adds up texts for the numbers (store/tallies.hpp), now and then: read on a reader's thread, so
// that the writing one has only the sums to keep.
#pragma once

#include "gateway/async/task_group.hpp"
#include "gateway/async/wakeup.hpp"
#include "gateway/flows/store_thread.hpp"

namespace warmline::flows {

class TallyKeeper {
 public:
  TallyKeeper(async::asio::any_io_executor loop, StoreThread& store, async::TaskGroup& tasks);

  // Until the task group is closed.
  awaitable<void> run();

  // The service stops. Loop thread.
  void wake() { wakeup_.wake(); }

 private:
  StoreThread& store_;
  async::TaskGroup& tasks_;
  async::Wakeup wakeup_;
};

// One step. True while there is more to add up.
awaitable<Result<bool>> add_up_texts(StoreThread& store);

}  // namespace warmline::flows
