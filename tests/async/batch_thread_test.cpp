#include "gateway/async/batch_thread.hpp"

#include <algorithm>
#include <latch>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <doctest/doctest.h>

#include "gateway/async/overload.hpp"

namespace asio = boost::asio;
using warmline::async::BatchThread;

namespace {

std::vector<std::exception_ptr> run_each(std::span<BatchThread::Job> jobs) {
  std::vector<std::exception_ptr> outcomes(jobs.size());
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    try {
      jobs[i]();
    } catch (...) {
      outcomes[i] = std::current_exception();
    }
  }
  return outcomes;
}

struct Outcome {
  bool done = false;
  std::string failure;
};

asio::awaitable<void> run_and_note(BatchThread& thread, BatchThread::Job job, Outcome& outcome) {
  try {
    co_await thread.run(std::move(job));
    outcome.done = true;
  } catch (const warmline::async::Overloaded&) {
    outcome.failure = "overloaded";
  } catch (const warmline::async::Stopped&) {
    outcome.failure = "stopped";
  } catch (const std::exception& failure) {
    outcome.failure = failure.what();
  }
}

// Holds the thread in its first batch until let go, so that what comes after has to wait.
struct Gate {
  std::latch entered{1};
  std::latch open{1};
  BatchThread::Job job() {
    return [this] {
      entered.count_down();
      open.wait();
    };
  }
};

void spawn(asio::io_context& loop, asio::awaitable<void> task) {
  asio::co_spawn(loop, std::move(task), asio::detached);
}

}  // namespace

TEST_CASE("a hundred thousand jobs complete without growing the stack, each once, in order") {
  asio::io_context loop(1);
  std::vector<int> order;
  std::size_t largest = 0;
  BatchThread thread(
      loop.get_executor(),
      [&](std::span<BatchThread::Job> jobs) {
        largest = std::max(largest, jobs.size());
        return run_each(jobs);
      },
      100'000);
  constexpr int count = 100'000;
  std::vector<Outcome> outcomes(count);
  order.reserve(count);
  for (int i = 0; i < count; ++i) {
    spawn(loop,
          run_and_note(thread, [&order, i] { order.push_back(i); }, outcomes[std::size_t(i)]));
  }
  loop.run();
  CHECK(std::ranges::all_of(outcomes, &Outcome::done));
  CHECK(order.size() == count);
  CHECK(std::ranges::is_sorted(order));
  CHECK(largest <= 128);
}

TEST_CASE("one coroutine may wait for a hundred thousand jobs, one after the other") {
  asio::io_context loop(1);
  BatchThread thread(loop.get_executor(), run_each, 10);
  int done = 0;
  auto many = [&]() -> asio::awaitable<void> {
    for (int i = 0; i < 100'000; ++i) {
      BatchThread::Job job = [&done] { ++done; };
      co_await thread.run(std::move(job));
    }
  };
  spawn(loop, many());
  loop.run();
  CHECK(done == 100'000);
}

TEST_CASE("a hundred thousand refusals in a row do not grow the stack") {
  asio::io_context loop(1);
  BatchThread thread(loop.get_executor(), run_each, 10);
  thread.stop();
  int refused = 0;
  auto many = [&]() -> asio::awaitable<void> {
    for (int i = 0; i < 100'000; ++i) {
      Outcome outcome;
      co_await run_and_note(thread, [] {}, outcome);
      refused += outcome.failure == "stopped" ? 1 : 0;
    }
  };
  spawn(loop, many());
  loop.run();
  CHECK(refused == 100'000);
}

TEST_CASE("a job that throws fails alone") {
  asio::io_context loop(1);
  BatchThread thread(loop.get_executor(), run_each, 10);
  Outcome first;
  Outcome second;
  Outcome third;
  spawn(loop, run_and_note(thread, [] {}, first));
  spawn(loop, run_and_note(thread, [] { throw std::runtime_error("broken"); }, second));
  spawn(loop, run_and_note(thread, [] {}, third));
  loop.run();
  CHECK(first.done);
  CHECK(second.failure == "broken");
  CHECK(third.done);
}

TEST_CASE("a batch that throws, or loses count, fails each of its jobs") {
  asio::io_context loop(1);
  int batches = 0;
  BatchThread thread(
      loop.get_executor(),
      [&batches](std::span<BatchThread::Job> jobs) -> std::vector<std::exception_ptr> {
        if (++batches == 1) throw std::runtime_error("no disk");
        if (batches == 2) return {};
        return run_each(jobs);
      },
      10, 2);
  Outcome outcomes[3];
  auto one_by_one = [&]() -> asio::awaitable<void> {
    for (Outcome& outcome : outcomes) co_await run_and_note(thread, [] {}, outcome);
  };
  spawn(loop, one_by_one());
  loop.run();
  CHECK(outcomes[0].failure == "no disk");
  CHECK(outcomes[1].failure == "a batch returned another number of outcomes than it had jobs");
  CHECK(outcomes[2].done);
}

TEST_CASE("what waits while a batch runs becomes the next batch, no larger than allowed") {
  asio::io_context loop(1);
  std::vector<std::size_t> sizes;
  BatchThread thread(
      loop.get_executor(),
      [&sizes](std::span<BatchThread::Job> jobs) {
        sizes.push_back(jobs.size());
        return run_each(jobs);
      },
      10, 4);
  Gate gate;
  Outcome outcomes[7];
  spawn(loop, run_and_note(thread, gate.job(), outcomes[0]));
  loop.poll();
  gate.entered.wait();
  for (int i = 1; i < 7; ++i) spawn(loop, run_and_note(thread, [] {}, outcomes[i]));
  loop.poll();
  CHECK(thread.waiting() == 6);
  gate.open.count_down();
  loop.run();
  CHECK(sizes == std::vector<std::size_t>{1, 4, 2});
  CHECK(std::ranges::all_of(outcomes, &Outcome::done));
}

TEST_CASE("one more than may wait is refused at once, and the rest are done") {
  asio::io_context loop(1);
  BatchThread thread(loop.get_executor(), run_each, 2);
  Gate gate;
  Outcome held;
  Outcome outcomes[3];
  spawn(loop, run_and_note(thread, gate.job(), held));
  loop.poll();
  gate.entered.wait();
  for (Outcome& outcome : outcomes) spawn(loop, run_and_note(thread, [] {}, outcome));
  loop.poll();
  CHECK(outcomes[2].failure == "overloaded");
  CHECK_FALSE(outcomes[0].done);
  gate.open.count_down();
  loop.run();
  CHECK(held.done);
  CHECK(outcomes[0].done);
  CHECK(outcomes[1].done);
}

TEST_CASE("stop finishes what waits, refuses what comes, and may be called twice") {
  asio::io_context loop(1);
  BatchThread thread(loop.get_executor(), run_each, 10);
  Gate gate;
  Outcome held;
  Outcome waiting;
  Outcome late;
  spawn(loop, run_and_note(thread, gate.job(), held));
  spawn(loop, run_and_note(thread, [] {}, waiting));
  loop.poll();
  gate.entered.wait();
  gate.open.count_down();
  thread.stop();
  thread.stop();
  spawn(loop, run_and_note(thread, [] {}, late));
  loop.run();
  CHECK(held.done);
  CHECK(waiting.done);
  CHECK(late.failure == "stopped");
}

TEST_CASE("a job and what it owns are gone before its caller goes on") {
  asio::io_context loop(1);
  BatchThread thread(loop.get_executor(), run_each, 10);
  auto owned = std::make_shared<int>(1);
  long owners = 0;
  auto caller = [&]() -> asio::awaitable<void> {
    BatchThread::Job job = [owned] {};
    co_await thread.run(std::move(job));
    owners = owned.use_count();
  };
  spawn(loop, caller());
  loop.run();
  CHECK(owners == 1);
}

TEST_CASE("a loop that ends before its callers are told unwinds them") {
  auto owned = std::make_shared<int>(1);
  std::weak_ptr<int> watch = owned;
  {
    asio::io_context loop(1);
    BatchThread thread(loop.get_executor(), run_each, 10);
    auto caller = [](BatchThread& on, std::shared_ptr<int>) -> asio::awaitable<void> {
      BatchThread::Job job = [] {};
      co_await on.run(std::move(job));
    };
    spawn(loop, caller(thread, std::move(owned)));
    loop.poll();
    thread.stop();
  }
  CHECK(watch.expired());
}
