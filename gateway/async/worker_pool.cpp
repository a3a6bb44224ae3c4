#include "gateway/async/worker_pool.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <pthread.h>

#include "gateway/async/overload.hpp"
#include "gateway/async/resume.hpp"

namespace warmline::async {

struct WorkerPool::State {
  struct Waiting {
    Work work;
    Resume resume;
    asio::any_io_executor loop;  // counts as work of the loop
  };

  State(asio::any_io_executor loop_executor, std::size_t waiting_bound)
      : loop(std::move(loop_executor)), waiting_max(waiting_bound) {}

  void start(const std::string& name, std::size_t count);
  void enqueue(Work work, Resume resume);
  void serve(std::size_t worker);
  void stop();

  const asio::any_io_executor loop;
  const std::size_t waiting_max;
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<Waiting> waiting;
  bool stopping = false;
  std::vector<std::jthread> threads;
};

namespace {

// Linux allows 15 characters.
void name_this_thread(const std::string& name, std::size_t worker) {
  const std::string full = name.substr(0, 12) + "/" + std::to_string(worker);
  pthread_setname_np(pthread_self(), full.substr(0, 15).c_str());
}

}  // namespace

void WorkerPool::State::start(const std::string& name, std::size_t count) {
  for (std::size_t worker = 0; worker < count; ++worker) {
    threads.emplace_back([this, name, worker] {
      name_this_thread(name, worker);
      serve(worker);
    });
  }
}

void WorkerPool::State::enqueue(Work work, Resume resume) {
  std::unique_lock lock(mutex);
  if (stopping || waiting.size() >= waiting_max) {
    auto refusal = stopping ? std::make_exception_ptr(Stopped("the worker pool has stopped"))
                            : std::make_exception_ptr(Overloaded("the worker pool is full"));
    lock.unlock();
    asio::post(loop, [resume = std::move(resume), refusal]() mutable { resume(refusal); });
    return;
  }
  waiting.push_back({std::move(work), std::move(resume),
                     asio::prefer(loop, asio::execution::outstanding_work.tracked)});
  lock.unlock();
  changed.notify_one();
}

void WorkerPool::State::serve(std::size_t worker) {
  for (;;) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return stopping || !waiting.empty(); });
    if (waiting.empty()) return;
    Waiting next = std::move(waiting.front());
    waiting.pop_front();
    lock.unlock();

    std::exception_ptr failure;
    try {
      next.work(worker);
    } catch (...) {
      failure = std::current_exception();
    }
    next.work = nullptr;
    asio::post(next.loop, [resume = std::move(next.resume),
                           failure = std::move(failure)]() mutable { resume(std::move(failure)); });
  }
}

void WorkerPool::State::stop() {
  {
    const std::lock_guard lock(mutex);
    stopping = true;
  }
  changed.notify_all();
  threads.clear();
}

WorkerPool::WorkerPool(asio::any_io_executor loop, std::string name, std::size_t threads,
                       std::size_t waiting_max)
    : state_(std::make_shared<State>(std::move(loop), waiting_max)) {
  state_->start(name, threads);
}

WorkerPool::~WorkerPool() {
  stop();
}

void WorkerPool::stop() {
  state_->stop();
}

asio::awaitable<void> WorkerPool::run_void(Work work) {
  auto start = [state = state_, work = std::move(work)](Resume resume) mutable {
    state->enqueue(std::move(work), std::move(resume));
  };
  return until_resumed(std::move(start));
}

}  // namespace warmline::async
