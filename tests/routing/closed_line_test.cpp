// Outside the hours, and while the line is switched.
#include <algorithm>

#include <doctest/doctest.h>

#include "tests/routing/world.hpp"

using namespace warmline::routing;
using namespace warmline::routing::test;
using namespace std::chrono_literals;
using State = ConversationState;
using Said = std::vector<AutomaticText>;

namespace {

// 2026-11-21 10:00 UTC is Saturday 02:00 in Portland: the line is open from 17:00 to 22:00.
World night() {
  World world;
  for (auto& day : world.line.hours.weekly) day = {*parse_span("17:00-22:00")};
  return world;
}

constexpr auto opens = 15h;

}  // namespace

TEST_CASE("who texts a closed line is told when it opens, and waits") {
  auto world = night();
  const auto maya = world.texter();
  const auto actions = world.texts(maya, "hi");
  CHECK(only<action::Say>(actions).which == AutomaticText::closed);
  CHECK(only<action::Say>(actions).particulars.opens_at == world.now() + opens);
  CHECK(world.of(maya).state == State::waiting);
}

TEST_CASE("the closed text comes once in twelve hours at the most") {
  auto world = night();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.later(1h);
  world.texts(maya, "is anybody there?");
  world.texts(maya, "WAIT");
  CHECK(world.said_to(maya) == Said{AutomaticText::closed});
  world.later(12h);
  world.texts(maya, "hello?");
  CHECK(world.said_to(maya) == Said{AutomaticText::closed, AutomaticText::closed});
}

TEST_CASE("one text is told once that the line is closed, whatever it asks for") {
  auto world = night();
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Claimed{ana});
  world.does(maya, happened::Closed{ana});
  world.later(13h);
  world.texts(maya, "switch");
  CHECK(std::ranges::count(world.said_to(maya), AutomaticText::closed) == 2);
}

TEST_CASE("who came while the line was closed is offered to somebody when it opens") {
  auto world = night();
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  CHECK(world.of(maya).state == State::waiting);
  world.later(opens - 1s);
  world.tick();
  CHECK(world.of(maya).state == State::waiting);
  world.later(1s);
  world.tick();
  CHECK(world.of(maya).offered_to == ana);
}

TEST_CASE("a peer who is still there may take whoever came to a closed line") {
  auto world = night();
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Claimed{ana});
  CHECK(world.of(maya).owner == ana);
}

TEST_CASE("who waited before the line closed is still offered to who is on") {
  auto world = night();
  world.later(opens);
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.later(6h);
  world.tick();
  const auto ana = world.peer();
  world.sets(ana, Presence::break_);
  world.sets(ana, Presence::on);
  CHECK(world.of(maya).offered_to == ana);
}

TEST_CASE("a conversation goes on over the closing time, and is returned to somebody on") {
  auto world = night();
  world.later(opens);
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Accepted{ana});
  world.later(6h);
  world.texts(maya, "still here?");
  CHECK(world.of(maya).owner == ana);
  const auto ben = world.peer();
  world.sets(ana, Presence::off);
  CHECK(world.of(maya).offered_to == ben);
}

TEST_CASE("whoever still waits when the line closes and nobody is on is told so, once") {
  auto world = night();
  world.later(opens);
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.later(4h);
  CHECK_FALSE(has<action::Say>(world.does(maya, happened::StillWaits{})));
  world.later(2h);
  const auto ana = world.peer();
  world.person(ana).staff.capacity = 0;
  CHECK_FALSE(has<action::Say>(world.does(maya, happened::StillWaits{})));
  world.sets(ana, Presence::off);
  CHECK(has<action::Say>(world.does(maya, happened::StillWaits{})));
  CHECK_FALSE(has<action::Say>(world.does(maya, happened::StillWaits{})));
}

TEST_CASE("a short-staffed line welcomes with an honest word") {
  World world;
  world.line.line_switch = LineSwitch{
      .to = SwitchTo::short_staffed, .since = world.now(), .until = world.now() + 3h, .words = {}};
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  CHECK(world.said_to(maya) == Said{AutomaticText::short_staffed});
  CHECK(world.of(maya).offered_to == ana);
}

TEST_CASE("a line that is switched to closed opens by itself at its time") {
  World world;
  world.line.line_switch = LineSwitch{
      .to = SwitchTo::closed, .since = world.now(), .until = world.now() + 3h, .words = {}};
  const auto ana = world.peer();
  const auto maya = world.texter();
  const auto actions = world.texts(maya, "hi");
  CHECK(only<action::Say>(actions).particulars.opens_at == world.now() + 3h);
  CHECK(world.of(maya).state == State::waiting);
  world.later(3h);
  world.tick();
  CHECK(world.of(maya).offered_to == ana);
}

TEST_CASE("nothing is said to whom opted out, closed or not") {
  auto world = night();
  const auto maya = world.texter();
  world.texts(maya, "STOP");
  world.texts(maya, "hi");
  CHECK(world.said_to(maya).empty());
}
