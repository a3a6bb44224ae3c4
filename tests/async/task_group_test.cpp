#include "gateway/async/task_group.hpp"

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <doctest/doctest.h>

namespace asio = boost::asio;
using warmline::async::TaskGroup;
using warmline::async::Wakeup;
using namespace std::chrono_literals;

namespace {

void spawn(asio::io_context& loop, asio::awaitable<void> task) {
  asio::co_spawn(loop, std::move(task), asio::detached);
}

}  // namespace

TEST_CASE("a wake goes to everyone who waits, later and not inside the call") {
  asio::io_context loop(1);
  Wakeup wakeup(loop.get_executor());
  int woken = 0;
  auto waits = [&]() -> asio::awaitable<void> {
    co_await wakeup.wait();
    ++woken;
  };
  spawn(loop, waits());
  spawn(loop, waits());
  loop.poll();
  wakeup.wake();
  CHECK(woken == 0);
  loop.run();
  CHECK(woken == 2);
}

TEST_CASE("wakes that nobody waits for are remembered once") {
  asio::io_context loop(1);
  Wakeup wakeup(loop.get_executor());
  std::vector<bool> woken;
  auto waits_twice = [&]() -> asio::awaitable<void> {
    woken.push_back(co_await wakeup.wait_for(1h));
    woken.push_back(co_await wakeup.wait_for(0s));
  };
  wakeup.wake();
  wakeup.wake();
  spawn(loop, waits_twice());
  loop.run();
  CHECK(woken == std::vector<bool>{true, false});
}

TEST_CASE("a closed wakeup holds nobody, now or later") {
  asio::io_context loop(1);
  Wakeup wakeup(loop.get_executor());
  std::vector<bool> woken;
  auto waits_twice = [&]() -> asio::awaitable<void> {
    woken.push_back(co_await wakeup.wait_for(1h));
    woken.push_back(co_await wakeup.wait_for(1h));
  };
  spawn(loop, waits_twice());
  loop.poll();
  CHECK(woken.empty());
  wakeup.close();
  loop.run();
  CHECK(woken == std::vector<bool>{true, true});
  CHECK(wakeup.closed());
}

TEST_CASE("a wakeup may be gone before those who wait are destroyed with the loop") {
  auto owned = std::make_shared<int>(1);
  std::weak_ptr<int> watch = owned;
  {
    asio::io_context loop(1);
    Wakeup wakeup(loop.get_executor());
    auto waits = [](Wakeup& on, std::shared_ptr<int>) -> asio::awaitable<void> {
      co_await on.wait();
    };
    spawn(loop, waits(wakeup, std::move(owned)));
    loop.poll();
  }
  CHECK(watch.expired());
}

TEST_CASE("a task's failure is reported with its name, and the others go on") {
  asio::io_context loop(1);
  std::vector<std::string> failures;
  TaskGroup group(loop.get_executor(), [&](std::string_view task, std::exception_ptr failure) {
    try {
      std::rethrow_exception(std::move(failure));
    } catch (const std::exception& error) {
      failures.push_back(std::string(task) + ": " + error.what());
    }
  });
  bool finished = false;
  auto breaks = []() -> asio::awaitable<void> {
    throw std::runtime_error("broken");
    co_return;
  };
  auto finishes = [&]() -> asio::awaitable<void> {
    finished = true;
    co_return;
  };
  CHECK(group.spawn("drain the outbox", breaks()));
  CHECK(group.spawn("watch the shifts", finishes()));
  CHECK(group.running() == 2);
  loop.run();
  CHECK(failures == std::vector<std::string>{"drain the outbox: broken"});
  CHECK(finished);
  CHECK(group.running() == 0);
}

TEST_CASE("close asks tasks to stop, refuses new ones, and the end can be waited for") {
  asio::io_context loop(1);
  TaskGroup group(loop.get_executor(), [](std::string_view, std::exception_ptr) {});
  int rounds = 0;
  auto works_until_stopped = [&]() -> asio::awaitable<void> {
    while (!co_await group.stop_signal().wait_for(0s)) ++rounds;
  };
  bool empty = false;
  bool refused = false;
  auto ends = [&]() -> asio::awaitable<void> {
    group.close();
    refused = !group.spawn("late", works_until_stopped());
    empty = co_await group.wait_until_empty(1h);
  };
  group.spawn("works", works_until_stopped());
  spawn(loop, ends());
  loop.run();
  CHECK(refused);
  CHECK(empty);
  CHECK(group.stopping());
}

TEST_CASE("waiting for a task that does not stop has an end") {
  asio::io_context loop(1);
  TaskGroup group(loop.get_executor(), [](std::string_view, std::exception_ptr) {});
  Wakeup never(loop.get_executor());
  auto hangs = [&]() -> asio::awaitable<void> { co_await never.wait(); };
  bool empty = true;
  auto ends = [&]() -> asio::awaitable<void> {
    group.close();
    empty = co_await group.wait_until_empty(1ms);
    never.close();
  };
  group.spawn("hangs", hangs());
  spawn(loop, ends());
  loop.run();
  CHECK_FALSE(empty);
}
