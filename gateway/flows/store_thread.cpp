#include "gateway/flows/store_thread.hpp"

#include <atomic>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <typeinfo>

#include <boost/asio/post.hpp>
#include <boost/core/demangle.hpp>
#include <fmt/format.h>

#include "gateway/async/overload.hpp"
#include "gateway/store/health.hpp"

namespace warmline::flows {
namespace {

// The database as a whole refuses, and may not do so later; as against something that is wrong with
// what one job needs.
struct Refusing : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace

// What is known of the database, from what came of the work on it. Any thread.
class StoreThread::Health {
 public:
  explicit Health(Log log) : log_(std::move(log)) {}

  void refused(const std::string& why) {
    if (remember(refusing_, why)) log_(fmt::format("the database refuses: {}", why));
  }
  // Something went to the disk, and is there.
  void wrote() {
    if (forget(refusing_)) log_("the database is well again");
  }
  void unreadable(const std::string& why) {
    if (remember(unreadable_, why)) log_(fmt::format("the database can't be read: {}", why));
  }
  void was_read() {
    if (forget(unreadable_)) log_("the database can be read again");
  }
  void damaged(const std::string& why) {
    if (remember(damaged_, why)) log_(fmt::format("part of the database is damaged: {}", why));
  }

  std::optional<std::string> refusing() const { return refusing_.why(); }
  std::optional<std::string> not_ready() const {
    if (auto why = refusing_.why()) return why;
    if (auto why = unreadable_.why()) return why;
    return damaged_.why();
  }

 private:
  // Whether it is so is asked with every text: without a lock while all is well.
  struct Trouble {
    mutable std::mutex mutex;
    std::atomic<bool> is_so = false;
    std::string words;

    std::optional<std::string> why() const {
      if (!is_so) return std::nullopt;
      const std::lock_guard lock(mutex);
      return words;
    }
  };

  static bool remember(Trouble& trouble, const std::string& why) {
    const std::lock_guard lock(trouble.mutex);
    trouble.words = why;
    return !trouble.is_so.exchange(true);
  }
  static bool forget(Trouble& trouble) { return trouble.is_so && trouble.is_so.exchange(false); }

  const Log log_;
  Trouble refusing_;
  Trouble unreadable_;
  Trouble damaged_;
};

StoreThread::StoreThread(async::asio::any_io_executor loop, store::Database& database,
                         store::Database::Clock clock, Limits limits, OnEvents on_events, Log log)
    : loop_(loop),
      database_(database),
      clock_(std::move(clock)),
      on_events_(std::move(on_events)),
      health_(std::make_unique<Health>(std::move(log))),
      pool_(loop, "reads", limits.readers, limits.reads_waiting_max),
      writer_(
          loop, [this](std::span<async::BatchThread::Job> batch) { return run_batch(batch); },
          limits.jobs_waiting_max) {
  for (std::size_t i = 0; i < limits.readers; ++i) readers_.push_back(database_.reader());
}

StoreThread::~StoreThread() = default;

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
  } catch (const store::Refused& refused) {
    // One job that met damage takes its whole batch with it: SQLite does not commit after that.
    if (store::is_damage(refused)) throw;
    health_->refused(refused.what());
    throw Refusing(refused.what());
  } catch (const std::exception& failure) {
    health_->refused(failure.what());
    throw Refusing(failure.what());
  }
  // A commit that changed nothing says nothing about the disk.
  if (done.wrote) health_->wrote();
  if (done.left_out) health_->damaged(*done.left_out);
  if (!done.events.empty()) {
    async::asio::post(
        loop_, [tell = on_events_, events = std::make_shared<const std::vector<store::Event>>(
                                       std::move(done.events))] { tell(events); });
  }
  return std::move(done.failures);
}

std::optional<Problem> StoreThread::problem_of(std::exception_ptr failure) const {
  try {
    std::rethrow_exception(std::move(failure));
  } catch (const TurnedDown&) {
    return std::nullopt;  // the job's own problem is in its result
  } catch (const async::Overloaded& full) {
    return Problem{ProblemCode::store_full, full.what(), {}};
  } catch (const async::Stopped& stopped) {
    return Problem{ProblemCode::stopping, stopped.what(), {}};
  } catch (const Refusing& refused) {
    return Problem{ProblemCode::store_unavailable, refused.what(), {}};
  } catch (const store::Refused& refused) {
    return damage(refused.what());
  } catch (const store::Corrupt& corrupt) {
    return damage(corrupt.what());
  } catch (const store::SealBroken& broken) {
    return damage(broken.what());
  } catch (const std::system_error& failure) {
    // A file beside the database.
    return Problem{ProblemCode::store_unavailable, failure.what(), {}};
  } catch (const std::exception& failure) {
    // Its words may be a texter's: JSON's errors quote what they read.
    return damage("unforeseen: " + boost::core::demangle(typeid(failure).name()));
  }
}

Problem StoreThread::damage(const std::string& why) const {
  health_->damaged(why);
  return {ProblemCode::store_damaged, why, {}};
}

awaitable<std::optional<Problem>> StoreThread::commit(Job job) {
  try {
    async::BatchThread::Job run = [this, job = std::move(job)]() mutable { job(*writing_); };
    co_await writer_.run(std::move(run));
  } catch (...) {
    co_return problem_of(std::current_exception());
  }
  co_return std::nullopt;
}

awaitable<std::optional<Problem>> StoreThread::look_up(ReadJob job) {
  std::move_only_function<bool(std::size_t)> run =
      [this, job = std::move(job)](std::size_t worker) mutable {
        auto& connection = *readers_[worker];
        store::Reading store{connection, database_.seal(), clock_()};
        try {
          // One transaction, so that everything the job reads is of one moment. It ends with a
          // rollback, since a commit would repeat the error of what the job left out as damaged.
          connection.query("BEGIN").run();
          try {
            job(store);
          } catch (...) {
            connection.query("ROLLBACK").run();
            throw;
          }
          connection.query("ROLLBACK").run();
          if (const auto why = connection.take_left_out()) health_->damaged(*why);
        } catch (const store::Refused& refused) {
          if (store::is_damage(refused)) throw;
          health_->unreadable(refused.what());
          throw Refusing(refused.what());
        }
        health_->was_read();
        return true;
      };
  try {
    co_await pool_.run<bool>(std::move(run));
  } catch (...) {
    co_return problem_of(std::current_exception());
  }
  co_return std::nullopt;
}

awaitable<void> StoreThread::probe() {
  std::move_only_function<Result<bool>(store::Writing&)> job =
      [](store::Writing& writing) -> Result<bool> {
    store::probe(writing);
    return true;
  };
  co_await write<bool>(std::move(job));
}

std::optional<std::string> StoreThread::refusing() const {
  return health_->refusing();
}

std::optional<std::string> StoreThread::not_ready() const {
  return health_->not_ready();
}

void StoreThread::stop() {
  writer_.stop();
  pool_.stop();
}

}  // namespace warmline::flows
