#include "gateway/onward_clock.hpp"

#include <doctest/doctest.h>

namespace warmline::test {
namespace {

using namespace std::chrono_literals;

struct Machine {
  routing::Instant says{1000h};
  routing::Duration runs{5h};
  OnwardClock clock{[this] { return says; }, [this] { return runs; }};

  void goes_on(routing::Duration time) {
    says += time;
    runs += time;
  }
};

}  // namespace

TEST_CASE("the time is the machine's, also where its clock is set ahead") {
  Machine machine;
  CHECK(machine.clock.now() == machine.says);
  machine.goes_on(10s);
  CHECK(machine.clock.now() == machine.says);
  machine.says += 2h;
  CHECK(machine.clock.now() == machine.says);
}

TEST_CASE("behind a clock that was set back time goes on, at half its pace, until they meet") {
  Machine machine;
  const auto before = machine.clock.now();
  machine.says -= 1min;
  CHECK(machine.clock.now() == before);
  for (int second = 1; second <= 119; ++second) {
    machine.goes_on(1s);
    CHECK(machine.clock.now() == before + second * 500ms);
  }
  machine.goes_on(2s);
  CHECK(machine.clock.now() == machine.says);
}

TEST_CASE("time goes on from what was before the process, where that was later") {
  Machine machine;
  machine.clock.go_on_from(machine.says - 1h);
  CHECK(machine.clock.now() == machine.says);
  const auto before = machine.says + 1h;
  machine.clock.go_on_from(before);
  CHECK(machine.clock.now() == before);
  machine.goes_on(10s);
  CHECK(machine.clock.now() == before + 5s);
}

}  // namespace warmline::test
