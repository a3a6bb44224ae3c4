#include "gateway/async/worker_pool.hpp"

#include <latch>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <doctest/doctest.h>

#include "gateway/async/overload.hpp"

namespace asio = boost::asio;
using warmline::async::WorkerPool;

namespace {

void spawn(asio::io_context& loop, asio::awaitable<void> task) {
  asio::co_spawn(loop, std::move(task), asio::detached);
}

}  // namespace

TEST_CASE("work runs on another thread and its caller goes on on the loop with the value") {
  asio::io_context loop(1);
  WorkerPool pool(loop.get_executor(), "readers", 2, 10);
  std::unique_ptr<int> value;
  std::thread::id worked_on;
  std::thread::id went_on;
  auto caller = [&]() -> asio::awaitable<void> {
    std::move_only_function<std::unique_ptr<int>(std::size_t)> work = [&](std::size_t) {
      worked_on = std::this_thread::get_id();
      return std::make_unique<int>(7);
    };
    value = co_await pool.run<std::unique_ptr<int>>(std::move(work));
    went_on = std::this_thread::get_id();
  };
  spawn(loop, caller());
  loop.run();
  REQUIRE(value);
  CHECK(*value == 7);
  CHECK(went_on == std::this_thread::get_id());
  CHECK(worked_on != went_on);
}

TEST_CASE("work that throws, throws to its caller, and the worker lives on") {
  asio::io_context loop(1);
  WorkerPool pool(loop.get_executor(), "readers", 1, 10);
  bool threw = false;
  bool ran = false;
  auto caller = [&]() -> asio::awaitable<void> {
    std::move_only_function<void(std::size_t)> broken = [](std::size_t) {
      throw std::runtime_error("broken");
    };
    try {
      co_await pool.run<void>(std::move(broken));
    } catch (const std::runtime_error& failure) {
      threw = std::string(failure.what()) == "broken";
    }
    std::move_only_function<void(std::size_t)> sound = [&](std::size_t) { ran = true; };
    co_await pool.run<void>(std::move(sound));
  };
  spawn(loop, caller());
  loop.run();
  CHECK(threw);
  CHECK(ran);
}

TEST_CASE("each worker has its own number, and they work at the same time") {
  asio::io_context loop(1);
  WorkerPool pool(loop.get_executor(), "readers", 3, 10);
  std::latch all_here(3);
  std::multiset<std::size_t> workers;
  auto caller = [&]() -> asio::awaitable<void> {
    std::move_only_function<std::size_t(std::size_t)> work = [&](std::size_t worker) {
      all_here.arrive_and_wait();
      return worker;
    };
    workers.insert(co_await pool.run<std::size_t>(std::move(work)));
  };
  for (int i = 0; i < 3; ++i) spawn(loop, caller());
  loop.run();
  CHECK(workers == std::multiset<std::size_t>{0, 1, 2});
}

TEST_CASE("a full pool refuses, a stopped pool finishes what waits and refuses") {
  asio::io_context loop(1);
  WorkerPool pool(loop.get_executor(), "hashing", 1, 1);
  std::latch entered(1);
  std::latch open(1);
  std::vector<std::string> outcomes;
  auto caller = [&](std::string name, bool hold) -> asio::awaitable<void> {
    std::move_only_function<void(std::size_t)> work = [&, hold](std::size_t) {
      if (!hold) return;
      entered.count_down();
      open.wait();
    };
    try {
      co_await pool.run<void>(std::move(work));
      outcomes.push_back(name + " done");
    } catch (const warmline::async::Overloaded&) {
      outcomes.push_back(name + " overloaded");
    } catch (const warmline::async::Stopped&) {
      outcomes.push_back(name + " stopped");
    }
  };
  spawn(loop, caller("held", true));
  loop.poll();
  entered.wait();
  spawn(loop, caller("waiting", false));
  spawn(loop, caller("refused", false));
  loop.poll();
  CHECK(outcomes == std::vector<std::string>{"refused overloaded"});
  open.count_down();
  pool.stop();
  spawn(loop, caller("late", false));
  loop.run();
  CHECK(outcomes == std::vector<std::string>{"refused overloaded", "held done", "waiting done",
                                             "late stopped"});
}
