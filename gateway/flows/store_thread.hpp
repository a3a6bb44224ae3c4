// The way from a coroutine to the database and back. Every change of state, whoever causes it, is
// one job on the one writing thread; jobs that wait are committed together. Reads run on a few
// threads with read-only connections. All members: loop thread only.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "gateway/async/awaitable.hpp"
#include "gateway/async/batch_thread.hpp"
#include "gateway/async/worker_pool.hpp"
#include "gateway/store/database.hpp"
#include "routing/result.hpp"

namespace warmline::flows {

using async::asio::awaitable;
using routing::Problem;
using routing::ProblemCode;
using routing::Result;

class StoreThread {
 public:
  struct Limits {
    std::size_t jobs_waiting_max = 4096;
    std::size_t reads_waiting_max = 4096;
    std::size_t readers = 2;
  };
  // What was recorded by one commit, in order. On the loop, before the callers of those jobs go on.
  using OnEvents = std::function<void(std::shared_ptr<const std::vector<store::Event>>)>;
  // One line for the log when the database begins to refuse, one when it is well again, and one
  // when something in it turns out to be damaged. Any thread.
  using Log = std::function<void(const std::string& line)>;

  // `clock` may be called from any thread. `database` must outlive this.
  StoreThread(async::asio::any_io_executor loop, store::Database& database,
              store::Database::Clock clock, Limits limits, OnEvents on_events, Log log);
  ~StoreThread();

  // Runs `job` in a transaction and goes on when it is on disk. A problem that the job returns
  // rolls back what it did. It may be run twice (Database::commit_together): it must not use up
  // what it holds. Besides the job's own: store_full (too many wait), stopping,
  // store_unavailable (the database refused), store_damaged (what the job needs is damaged, or it
  // threw what nobody foresaw); nothing was kept then.
  template <class T>
  awaitable<Result<T>> write(std::move_only_function<Result<T>(store::Writing&)> job) {
    auto result = std::make_shared<std::optional<Result<T>>>();
    Job keep = [result, job = std::move(job)](store::Writing& store) mutable {
      result->emplace(job(store));
      if (!(*result)->has_value()) throw TurnedDown{};
    };
    auto failure = co_await commit(std::move(keep));
    if (failure) co_return std::unexpected(std::move(*failure));
    co_return std::move(**result);
  }

  // Runs `job` on a state of the database that does not change under it. Problems as above.
  template <class T>
  awaitable<Result<T>> read(std::move_only_function<Result<T>(store::Reading&)> job) {
    auto result = std::make_shared<std::optional<Result<T>>>();
    ReadJob look = [result, job = std::move(job)](store::Reading& store) mutable {
      result->emplace(job(store));
    };
    auto failure = co_await look_up(std::move(look));
    if (failure) co_return std::unexpected(std::move(*failure));
    co_return std::move(**result);
  }

  // What everything is sealed and hashed with. Any thread.
  const store::Seal& seal() const { return database_.seal(); }

  // Why nothing is kept now: why a commit failed; empty since one has been on the disk again.
  std::optional<std::string> refusing() const;
  // Why a text could not be kept, or staff could not read all there is: also reads that fail, and
  // damage.
  std::optional<std::string> not_ready() const;
  // Tries whether the database takes something again. Where it does, it is well from then on.
  awaitable<void> probe();

  // Refuses new jobs, finishes what waits, joins the threads. Blocks.
  void stop();

 private:
  using Job = store::Database::Job;
  using ReadJob = std::move_only_function<void(store::Reading&)>;
  struct TurnedDown {};

  std::optional<Problem> problem_of(std::exception_ptr failure) const;
  Problem damage(const std::string& why) const;
  awaitable<std::optional<Problem>> commit(Job job);
  awaitable<std::optional<Problem>> look_up(ReadJob job);
  std::vector<std::exception_ptr> run_batch(std::span<async::BatchThread::Job> batch);

  async::asio::any_io_executor loop_;
  store::Database& database_;
  store::Database::Clock clock_;
  OnEvents on_events_;
  class Health;
  std::unique_ptr<Health> health_;
  store::Writing* writing_ = nullptr;  // the one of the job in hand; the writing thread's own
  std::vector<std::unique_ptr<store::Connection>> readers_;
  async::WorkerPool pool_;
  async::BatchThread writer_;
};

}  // namespace warmline::flows
