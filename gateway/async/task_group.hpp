// Where every coroutine that nobody awaits is started: it has a name, its failure is heard, and the
// end of the program can wait for it.
#pragma once

#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/any_io_executor.hpp>

#include "gateway/async/awaitable.hpp"
#include "gateway/async/wakeup.hpp"

namespace warmline::async {

// All members are called on the loop thread only.
class TaskGroup {
 public:
  // Called on the loop when a task ends with an exception; must not throw.
  using OnFailure = std::function<void(std::string_view task, std::exception_ptr failure)>;

  TaskGroup(asio::any_io_executor loop, OnFailure on_failure);

  // Begins `task` from the loop, not inside this call. False after close(): then it never begins.
  bool spawn(std::string name, asio::awaitable<void> task);

  std::size_t running() const;

  // Asks the tasks to stop (stop_signal() is closed) and refuses new ones. Tasks that look at
  // neither stopping() nor the signal go on.
  void close();
  bool stopping() const;

  // For tasks that wait: `if (co_await group.stop_signal().wait_for(5s)) co_return;`
  Wakeup& stop_signal();

  // True when no task runs any more; false when `longest` went by first. Call close() before, or
  // new tasks may come.
  asio::awaitable<bool> wait_until_empty(std::chrono::steady_clock::duration longest);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace warmline::async
