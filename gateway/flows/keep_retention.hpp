// Erases what the lines no longer keep ([lines.retention]), and copies beside the database that are
// old enough to go (backup.hpp): at the start and daily, in steps so small that no text waits for
// them.
#pragma once

#include "gateway/async/task_group.hpp"
#include "gateway/async/wakeup.hpp"
#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"

namespace warmline::flows {

class RetentionKeeper {
 public:
  RetentionKeeper(async::asio::any_io_executor loop, StoreThread& store, const Lines& lines,
                  async::TaskGroup& tasks);

  // Until the task group is closed.
  awaitable<void> run();
  // One round over all lines. A problem of the store ends it early; the next one goes on.
  awaitable<Result<void>> keep();

  // Loop thread.
  void wake() { wakeup_.wake(); }

 private:
  awaitable<Result<void>> keep_on(const routing::Line& line);

  StoreThread& store_;
  const Lines& lines_;
  async::TaskGroup& tasks_;
  async::Wakeup wakeup_;
};

}  // namespace warmline::flows
