#include "gateway/async/batch_thread.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>

#include "gateway/async/overload.hpp"
#include "gateway/async/resume.hpp"

namespace warmline::async {

struct BatchThread::State {
  State(asio::any_io_executor loop_executor, RunBatch run, std::size_t waiting_bound,
        std::size_t batch_bound)
      : loop(std::move(loop_executor)),
        run_batch(std::move(run)),
        waiting_max(waiting_bound),
        batch_max(batch_bound) {}

  void enqueue(Job job, Resume resume);
  void serve();
  bool take_batch();
  std::vector<std::exception_ptr> run_taken();
  void stop();

  const asio::any_io_executor loop;
  RunBatch run_batch;
  const std::size_t waiting_max;
  const std::size_t batch_max;

  struct Waiting {
    Job job;
    Resume resume;
  };

  mutable std::mutex mutex;  // guards all up to `stopping`
  std::condition_variable changed;
  std::deque<Waiting> waiting;
  // Jobs whose callers' completion is not posted yet; while there are any, `busy` is an executor
  // that counts as work of the loop.
  std::size_t unfinished = 0;
  asio::any_io_executor busy;
  bool stopping = false;

  // The batch in hand; the thread's own.
  std::vector<Job> jobs;
  std::vector<Resume> resumes;
  std::jthread thread;
};

void BatchThread::State::enqueue(Job job, Resume resume) {
  std::unique_lock lock(mutex);
  if (stopping || waiting.size() >= waiting_max) {
    auto refusal = stopping ? std::make_exception_ptr(Stopped("the batch thread has stopped"))
                            : std::make_exception_ptr(Overloaded("the batch thread is full"));
    lock.unlock();
    asio::post(loop, [resume = std::move(resume), refusal]() mutable { resume(refusal); });
    return;
  }
  const bool first = waiting.empty();
  waiting.push_back({std::move(job), std::move(resume)});
  if (unfinished++ == 0) busy = asio::prefer(loop, asio::execution::outstanding_work.tracked);
  lock.unlock();
  // Whoever found others waiting need not wake the thread: it looks again after each batch.
  if (first) changed.notify_one();
}

bool BatchThread::State::take_batch() {
  std::unique_lock lock(mutex);
  changed.wait(lock, [this] { return stopping || !waiting.empty(); });
  while (!waiting.empty() && jobs.size() < batch_max) {
    jobs.push_back(std::move(waiting.front().job));
    resumes.push_back(std::move(waiting.front().resume));
    waiting.pop_front();
  }
  return !jobs.empty();
}

std::vector<std::exception_ptr> BatchThread::State::run_taken() {
  try {
    auto outcomes = run_batch(jobs);
    if (outcomes.size() != jobs.size()) {
      throw std::logic_error("a batch returned another number of outcomes than it had jobs");
    }
    return outcomes;
  } catch (...) {
    return std::vector<std::exception_ptr>(jobs.size(), std::current_exception());
  }
}

void BatchThread::State::serve() {
  while (take_batch()) {
    auto outcomes = run_taken();
    const std::size_t done = jobs.size();
    jobs.clear();
    auto complete = [batch = std::exchange(resumes, {}), outcomes = std::move(outcomes)]() mutable {
      for (std::size_t i = 0; i < batch.size(); ++i) batch[i](std::move(outcomes[i]));
    };
    asio::post(loop, std::move(complete));
    const std::lock_guard lock(mutex);
    unfinished -= done;
    if (unfinished == 0) busy = nullptr;
  }
}

void BatchThread::State::stop() {
  {
    const std::lock_guard lock(mutex);
    stopping = true;
  }
  changed.notify_all();
  if (thread.joinable()) thread.join();
}

BatchThread::BatchThread(asio::any_io_executor loop, RunBatch run_batch, std::size_t waiting_max,
                         std::size_t batch_max)
    : state_(
          std::make_shared<State>(std::move(loop), std::move(run_batch), waiting_max, batch_max)) {
  state_->thread = std::jthread([state = state_.get()] { state->serve(); });
}

BatchThread::~BatchThread() {
  stop();
}

asio::awaitable<void> BatchThread::run(Job job) {
  return until_resumed([state = state_, job = std::move(job)](Resume resume) mutable {
    state->enqueue(std::move(job), std::move(resume));
  });
}

std::size_t BatchThread::waiting() const {
  const std::lock_guard lock(state_->mutex);
  return state_->waiting.size();
}

void BatchThread::stop() {
  state_->stop();
}

}  // namespace warmline::async
