// A bell between coroutines of the loop: one rings it, those who wait go on. And, closed, the way
// to ask tasks to stop: they await it where they would await a timer.
#pragma once

#include <chrono>
#include <memory>

#include <boost/asio/any_io_executor.hpp>

#include "gateway/async/awaitable.hpp"

namespace warmline::async {

// All members are called on the loop thread only; from another thread, post.
class Wakeup {
 public:
  explicit Wakeup(asio::any_io_executor loop);

  // Wakes everyone who waits. While nobody waits it is remembered, once: the next to wait does not
  // wait. Those woken go on later, from the loop, never inside this call.
  void wake();

  // Goes on at the next wake(), or at once when one is remembered or this is closed: a loop around
  // it must look at closed().
  asio::awaitable<void> wait();

  // The same with a limit. True: woken or closed. False: `longest` went by.
  asio::awaitable<bool> wait_for(std::chrono::steady_clock::duration longest);

  // Wakes everyone, for good: from now on nothing waits here.
  void close();
  bool closed() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace warmline::async
