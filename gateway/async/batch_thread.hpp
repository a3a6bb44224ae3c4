// One thread that takes all jobs that wait and runs them as one batch: many changes, one commit.
// There is no lingering; a batch is what came in while the one before it ran.
#pragma once

#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "gateway/async/awaitable.hpp"

namespace warmline::async {

class BatchThread {
 public:
  // What one caller wants done.
  using Job = std::move_only_function<void()>;
  // Runs on the thread with 1 to `batch_max` jobs, in the order they came; it calls each of them,
  // or not. Returns for each job, in order, what became of it: null when it is done. Throwing (or
  // returning another number of outcomes, std::logic_error) fails every job of the batch.
  using RunBatch = std::move_only_function<std::vector<std::exception_ptr>(std::span<Job>)>;

  // `waiting_max` counts the jobs that wait, without those of the batch in hand. `loop` is kept
  // from running out of work while a job is under way, and must outlive this.
  BatchThread(asio::any_io_executor loop, RunBatch run_batch, std::size_t waiting_max,
              std::size_t batch_max = 128);
  ~BatchThread();  // stop()
  BatchThread(const BatchThread&) = delete;
  BatchThread& operator=(const BatchThread&) = delete;

  // Goes on, on the loop, after the batch that held `job`; throws that job's failure. Throws
  // Overloaded when waiting_max wait, Stopped after stop(): then `job` was never run. A job is
  // destroyed on the thread, before its caller goes on.
  asio::awaitable<void> run(Job job);

  // How many jobs wait now. Any thread.
  std::size_t waiting() const;

  // Refuses new jobs, finishes what waits, joins. Blocks. Callers of finished jobs go on when the
  // loop next runs. Calling it again does nothing.
  void stop();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace warmline::async
