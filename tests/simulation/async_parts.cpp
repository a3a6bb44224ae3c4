// The parts of gateway/async/ that start threads or wait for time, made again for a simulated line:
// the same headers, the same promises, one thread, and time that is moved by hand. They take the
// place of batch_thread.cpp, worker_pool.cpp and wakeup.cpp in this program, which the linker then
// leaves in their library; everything else here is the service's own. After Stage says that the
// program is dead, nothing that waits here goes on.
#include <chrono>
#include <list>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <time.h>

#include "gateway/async/batch_thread.hpp"
#include "gateway/async/overload.hpp"
#include "gateway/async/resume.hpp"
#include "gateway/async/wakeup.hpp"
#include "gateway/async/worker_pool.hpp"
#include "tests/simulation/stage.hpp"

namespace warmline::async {

using simulation::Stage;

namespace {

// What this thread has had of the processor.
std::chrono::nanoseconds spent() {
  timespec had{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &had);
  return std::chrono::seconds(had.tv_sec) + std::chrono::nanoseconds(had.tv_nsec);
}

}  // namespace

// What comes before the loop gets round to it is one batch.
struct BatchThread::State : std::enable_shared_from_this<BatchThread::State> {
  State(asio::any_io_executor loop_executor, RunBatch run)
      : loop(std::move(loop_executor)), stage(Stage::of(loop)), run_batch(std::move(run)) {}

  void enqueue(Job job, Resume resume) {
    jobs.push_back(std::move(job));
    resumes.push_back(std::move(resume));
    if (jobs.size() == 1) asio::post(loop, [self = shared_from_this()] { self->serve(); });
  }

  void serve() {
    if (stage.is_dead() || stage.dies_before_commit()) return;
    auto batch = std::exchange(jobs, {});
    auto callers = std::exchange(resumes, {});
    std::vector<std::exception_ptr> outcomes;
    const auto before = stage.is_timed() ? spent() : std::chrono::nanoseconds(0);
    try {
      outcomes = run_batch(batch);
    } catch (...) {
      outcomes.assign(batch.size(), std::current_exception());
    }
    batch.clear();
    if (stage.is_timed()) stage.committed(spent() - before);
    if (stage.dies_after_commit()) {
      unheard = std::move(callers);
      return;
    }
    for (std::size_t i = 0; i < callers.size(); ++i) callers[i](std::move(outcomes[i]));
  }

  const asio::any_io_executor loop;
  Stage& stage;
  RunBatch run_batch;
  std::vector<Job> jobs;
  std::vector<Resume> resumes;
  std::vector<Resume> unheard;
};

BatchThread::BatchThread(asio::any_io_executor loop, RunBatch run_batch, std::size_t /*no bound*/,
                         std::size_t /*no bound*/)
    : state_(std::make_shared<State>(std::move(loop), std::move(run_batch))) {}

// Whoever still waits is unwound here, while the loop is there.
BatchThread::~BatchThread() {
  state_->jobs.clear();
  auto resumes = std::exchange(state_->resumes, {});
  auto unheard = std::exchange(state_->unheard, {});
}

asio::awaitable<void> BatchThread::run(Job job) {
  return until_resumed([state = state_, job = std::move(job)](Resume resume) mutable {
    state->enqueue(std::move(job), std::move(resume));
  });
}

std::size_t BatchThread::waiting() const {
  return state_->jobs.size();
}

void BatchThread::stop() {}

struct WorkerPool::State {
  asio::any_io_executor loop;
};

WorkerPool::WorkerPool(asio::any_io_executor loop, std::string /*name*/, std::size_t /*one*/,
                       std::size_t /*no bound*/)
    : state_(std::make_shared<State>(std::move(loop))) {}

WorkerPool::~WorkerPool() = default;

void WorkerPool::stop() {}

asio::awaitable<void> WorkerPool::run_void(Work work) {
  return until_resumed([state = state_, work = std::move(work)](Resume resume) mutable {
    auto serve = [state, work = std::move(work), resume = std::move(resume)]() mutable {
      if (Stage::of(state->loop).is_dead()) return;
      std::exception_ptr failure;
      try {
        work(0);
      } catch (...) {
        failure = std::current_exception();
      }
      work = nullptr;
      resume(std::move(failure));
    };
    asio::post(state->loop, std::move(serve));
  });
}

struct Wakeup::State {
  struct Waiter {
    asio::steady_timer timer;  // has no end of its own
    bool woken = false;
  };

  explicit State(asio::any_io_executor loop_executor)
      : loop(std::move(loop_executor)), stage(Stage::of(loop)) {}

  void wake_all() {
    for (Waiter& waiter : waiters) {
      waiter.woken = true;
      waiter.timer.cancel();
    }
  }

  const asio::any_io_executor loop;
  Stage& stage;
  std::list<Waiter> waiters;
  bool remembered = false;
  bool closed = false;
};

Wakeup::Wakeup(asio::any_io_executor loop) : state_(std::make_shared<State>(std::move(loop))) {}

void Wakeup::wake() {
  if (state_->waiters.empty()) {
    state_->remembered = true;
  } else {
    state_->wake_all();
  }
}

void Wakeup::close() {
  state_->closed = true;
  state_->wake_all();
}

bool Wakeup::closed() const {
  return state_->closed;
}

asio::awaitable<void> Wakeup::wait() {
  co_await wait_for(std::chrono::steady_clock::duration::max());
}

asio::awaitable<bool> Wakeup::wait_for(std::chrono::steady_clock::duration longest) {
  const std::shared_ptr<State> state = state_;
  if (state->closed || std::exchange(state->remembered, false)) co_return true;
  const auto waiter = state->waiters.insert(
      state->waiters.end(),
      {asio::steady_timer(state->loop, asio::steady_timer::time_point::max()), false});
  const auto bell = state->stage.ring_after(std::chrono::duration_cast<routing::Duration>(longest),
                                            [timer = &waiter->timer] { timer->cancel(); });
  struct Leave {
    State& from;
    std::list<State::Waiter>::iterator who;
    Stage::Bell bell;
    ~Leave() {
      from.stage.leave(bell);
      from.waiters.erase(who);
    }
  };
  const Leave leave{*state, waiter, bell};
  boost::system::error_code cancelled;
  co_await waiter->timer.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
  co_return waiter->woken;
}

}  // namespace warmline::async
