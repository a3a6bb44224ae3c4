#include "gateway/flows/store_thread.hpp"

#include <mutex>

#include <boost/asio/post.hpp>

#include "gateway/async/overload.hpp"

namespace warmline::flows {

// Shared with whoever asks from the loop while the writing thread commits.
struct StoreThread::Health {
  std::mutex mutex;
  std::optional<std::string> refusing;

  void set(std::optional<std::string> why) {
    const std::lock_guard lock(mutex);
    refusing = std::move(why);
  }
};

StoreThread::StoreThread(async::asio::any_io_executor loop, store::Database& database,
                         store::Database::Clock clock, Limits limits, OnEvents on_events,
                         OnFailure on_failure)
    : loop_(loop),
      database_(database),
      clock_(std::move(clock)),
      on_events_(std::move(on_events)),
      on_failure_(std::move(on_failure)),
      health_(std::make_shared<Health>()),
      pool_(loop, "reads", limits.readers, limits.reads_waiting_max),
      writer_(
          loop, [this](std::span<async::BatchThread::Job> batch) { return run_batch(batch); },
          limits.jobs_waiting_max) {
  for (std::size_t i = 0; i < limits.readers; ++i) readers_.push_back(database_.reader());
}

std::vector<std::exception_ptr> StoreThread::run_batch(std::span<async::BatchThread::Job> batch) {
  std::vector<Job> jobs;
  jobs.reserve(batch.size());
  for (auto& job : batch) {
    jobs.emplace_back([this, &job](store::Writing& store) {
      writing_ = &store;
      job();
    });
  }
  store::Database::Committed done;
  try {
    done = database_.commit_together(jobs);
  } catch (const std::exception& failure) {
    health_->set(failure.what());
    on_failure_(failure.what());
    throw;
  }
  health_->set(std::nullopt);
  if (!done.events.empty()) {
    async::asio::post(
        loop_, [tell = on_events_, events = std::make_shared<const std::vector<store::Event>>(
                                       std::move(done.events))] { tell(events); });
  }
  return std::move(done.failures);
}

awaitable<std::optional<Problem>> StoreThread::commit(Job job) {
  try {
    async::BatchThread::Job run = [this, job = std::move(job)]() mutable { job(*writing_); };
    co_await writer_.run(std::move(run));
  } catch (const TurnedDown&) {
    co_return std::nullopt;  // the job's own problem is in its result
  } catch (const async::Overloaded& failure) {
    co_return Problem{ProblemCode::store_full, failure.what(), {}};
  } catch (const async::Stopped& failure) {
    co_return Problem{ProblemCode::stopping, failure.what(), {}};
  } catch (const store::Refused& failure) {
    co_return Problem{ProblemCode::store_unavailable, failure.what(), {}};
  }
  co_return std::nullopt;
}

awaitable<std::optional<Problem>> StoreThread::look_up(ReadJob job) {
  std::move_only_function<bool(std::size_t)> run =
      [this, job = std::move(job)](std::size_t worker) mutable {
        auto& connection = *readers_[worker];
        store::Reading store{connection, database_.seal(), clock_()};
        // One transaction, so that everything the job reads is of one moment.
        connection.query("BEGIN").run();
        try {
          job(store);
        } catch (...) {
          connection.query("ROLLBACK").run();
          throw;
        }
        connection.query("COMMIT").run();
        return true;
      };
  try {
    co_await pool_.run<bool>(std::move(run));
  } catch (const async::Overloaded& failure) {
    co_return Problem{ProblemCode::store_full, failure.what(), {}};
  } catch (const async::Stopped& failure) {
    co_return Problem{ProblemCode::stopping, failure.what(), {}};
  } catch (const store::Refused& failure) {
    on_failure_(failure.what());
    co_return Problem{ProblemCode::store_unavailable, failure.what(), {}};
  }
  co_return std::nullopt;
}

std::optional<std::string> StoreThread::refusing() const {
  const std::lock_guard lock(health_->mutex);
  return health_->refusing;
}

void StoreThread::stop() {
  writer_.stop();
  pool_.stop();
}

}  // namespace warmline::flows
