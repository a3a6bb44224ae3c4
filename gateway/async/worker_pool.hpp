// A few threads for work that must not block the loop: reads, hashing. Each worker has a number, so
// that work can use what belongs to that thread alone (a read-only connection).
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/any_io_executor.hpp>

#include "gateway/async/awaitable.hpp"

namespace warmline::async {

class WorkerPool {
 public:
  // Starts `threads` threads, named after `name` (the first 12 characters are seen in `top -H`). At
  // most `waiting_max` jobs wait besides those in hand. `loop` is kept from running out of work
  // while a job is under way, and must outlive the pool.
  WorkerPool(asio::any_io_executor loop, std::string name, std::size_t threads,
             std::size_t waiting_max);
  ~WorkerPool();  // stop()
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Runs `work(worker)`, 0 <= worker < threads, on one of the threads; the caller goes on
  // afterwards on the loop. What `work` owns is destroyed on that thread, before the caller goes
  // on. Throws what `work` throws; Overloaded when waiting_max wait; Stopped after stop().
  template <class T>
  asio::awaitable<T> run(std::move_only_function<T(std::size_t worker)> work) {
    auto result = std::make_shared<std::optional<T>>();
    Work keep = [result, work = std::move(work)](std::size_t worker) mutable {
      result->emplace(work(worker));
    };
    co_await run_void(std::move(keep));
    co_return std::move(**result);
  }

  // Refuses new work, finishes what waits, joins the threads. Blocks. Callers of finished work go
  // on when the loop next runs. Calling it again does nothing.
  void stop();

 private:
  using Work = std::move_only_function<void(std::size_t worker)>;
  struct State;

  asio::awaitable<void> run_void(Work work);

  std::shared_ptr<State> state_;
};

template <>
inline asio::awaitable<void> WorkerPool::run<void>(
    std::move_only_function<void(std::size_t worker)> work) {
  return run_void(std::move(work));
}

}  // namespace warmline::async
