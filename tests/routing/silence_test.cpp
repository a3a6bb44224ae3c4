// product.md, "Silence": what happens when nobody says anything.
#include <doctest/doctest.h>

#include "tests/routing/world.hpp"

using namespace warmline::routing;
using namespace warmline::routing::test;
using namespace std::chrono_literals;
using Kinds = std::vector<EventKind>;
using State = ConversationState;

namespace {

// Maya, whom Ana has accepted and not answered yet.
struct Talk {
  World world;
  StaffId ana = world.peer();
  TexterId maya = world.texter();

  Talk() {
    world.texts(maya, "hi");
    world.does(maya, happened::Accepted{ana});
  }
};

}  // namespace

TEST_CASE("after `nudge` the owner is nudged, once") {
  Talk talk;
  auto& world = talk.world;
  world.later(4min - 1us);
  CHECK(world.tick().empty());
  world.later(1us);
  CHECK(kinds(world.tick()) == Kinds{EventKind::conversation_nudged});
  CHECK(world.of(talk.maya).owner == talk.ana);
  world.later(1min);
  CHECK(world.tick().empty());
}

TEST_CASE(
    "after `return` it is in the queue again, ahead of newcomers, and not for the same peer") {
  Talk talk;
  auto& world = talk.world;
  const auto since = world.of(talk.maya).waiting_since;
  world.later(4min);
  world.tick();
  world.later(6min - 1us);
  CHECK(world.tick().empty());
  world.later(1us);
  const auto actions = world.tick();
  CHECK(kinds(actions) == Kinds{EventKind::conversation_unanswered});
  CHECK(only<action::Change>(actions).from == talk.ana);
  CHECK(world.of(talk.maya).state == State::waiting);
  CHECK(world.of(talk.maya).returned);
  CHECK(world.of(talk.maya).waiting_since == since);
  const auto ben = world.peer();
  CHECK(kinds(world.tick()) == Kinds{EventKind::conversation_offered});
  CHECK(world.of(talk.maya).offered_to == ben);
}

TEST_CASE("a clock that was not looked at in between returns it after one more nudge") {
  Talk talk;
  auto& world = talk.world;
  world.later(3h);
  CHECK(kinds(world.tick()) == Kinds{EventKind::conversation_nudged});
  world.later(6min);
  CHECK(kinds(world.tick()) == Kinds{EventKind::conversation_unanswered});
}

TEST_CASE("an answer ends the wait, and the next text begins one of its own") {
  Talk talk;
  auto& world = talk.world;
  world.later(4min);
  world.tick();
  world.does(talk.maya, happened::Replied{talk.ana});
  world.later(20min);
  CHECK(world.tick().empty());
  world.texts(talk.maya, "are you there?");
  world.later(3min);
  world.texts(talk.maya, "hello?");  // waits since the first
  world.later(1min);
  CHECK(kinds(world.tick()) == Kinds{EventKind::conversation_nudged});
}

TEST_CASE("whoever takes it over has the whole of the wait") {
  Talk talk;
  auto& world = talk.world;
  const auto ben = world.peer();
  world.later(9min);
  world.tick();
  world.does(talk.maya, happened::HandedOff{talk.ana, ben});
  world.later(4min - 1us);
  CHECK(world.tick().empty());
  world.later(1us);
  CHECK(kinds(world.tick()) == Kinds{EventKind::conversation_nudged});
  CHECK(world.of(talk.maya).owner == ben);
}

TEST_CASE(
    "after `quiet` the owner is asked whether to close, once, and it is never closed by itself") {
  Talk talk;
  auto& world = talk.world;
  world.does(talk.maya, happened::Replied{talk.ana});
  world.later(30min);
  world.does(talk.maya, happened::Replied{talk.ana});
  world.later(60min - 1us);
  CHECK(world.tick().empty());
  world.later(1us);
  CHECK(kinds(world.tick()) == Kinds{EventKind::conversation_quiet});
  world.later(48h);
  CHECK(world.tick().empty());
  CHECK(world.of(talk.maya).state == State::open);
  world.does(talk.maya, happened::Replied{talk.ana});
  world.later(60min);
  CHECK(kinds(world.tick()) == Kinds{EventKind::conversation_quiet});
}

TEST_CASE("nobody is asked to close while a text is unanswered") {
  Talk talk;
  auto& world = talk.world;
  world.line.timing.return_ = 24h;
  world.does(talk.maya, happened::Replied{talk.ana});
  world.later(59min);
  world.texts(talk.maya, "hello?");
  world.later(4min);
  CHECK(kinds(world.tick()) == Kinds{EventKind::conversation_nudged});
  world.later(3h);
  CHECK(world.tick().empty());
}

TEST_CASE("a line that returns before it would nudge does not nudge") {
  World world;
  world.line.timing.nudge = 10min;
  world.line.timing.return_ = 5min;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Accepted{ana});
  world.later(5min);
  CHECK(kinds(world.tick()) == Kinds{EventKind::conversation_unanswered});
}

TEST_CASE("what rests, waits or is closed is left to its own waits") {
  Talk talk;
  auto& world = talk.world;
  world.does(talk.maya, happened::Replied{talk.ana});
  world.does(talk.maya, happened::Rested{talk.ana, world.now() + 5h});
  world.later(4h);
  CHECK(world.tick().empty());
  world.does(talk.maya, happened::Closed{talk.ana});
  world.later(48h);
  CHECK(world.tick().empty());
}

TEST_CASE("a rest over an unanswered text keeps nobody waiting longer than silence does") {
  Talk talk;
  auto& world = talk.world;
  world.does(talk.maya, happened::Rested{talk.ana, world.now() + 15h});
  CHECK(world.of(talk.maya).state == State::resting);
  world.later(4min);
  CHECK(kinds(world.tick()) == Kinds{EventKind::conversation_nudged});
  SUBCASE("back to the queue") {
    world.later(6min);
    CHECK(kinds(world.tick()) == Kinds{EventKind::conversation_unanswered});
    CHECK(world.of(talk.maya).state == State::waiting);
    CHECK(world.of(talk.maya).returned);
  }
  SUBCASE("unless it is answered") {
    world.does(talk.maya, happened::Replied{talk.ana});
    world.later(6min);
    CHECK(world.tick().empty());
  }
  SUBCASE("or there is nobody to answer any more") {
    world.texts(talk.maya, "STOP");
    world.later(6min);
    CHECK(world.tick().empty());
    CHECK(world.of(talk.maya).state == State::resting);
  }
}

TEST_CASE("what somebody writes after STOP stays with whoever reads it, who can't answer") {
  Talk talk;
  auto& world = talk.world;
  world.texts(talk.maya, "STOP");
  SUBCASE("in the same conversation") {
    world.texts(talk.maya, "hello?");
  }
  SUBCASE("in one that is offered and accepted") {
    world.does(talk.maya, happened::Closed{talk.ana});
    world.later(3h);
    world.texts(talk.maya, "hello?");
    world.does(talk.maya, happened::Accepted{talk.ana});
  }
  SUBCASE("in one that rested") {
    world.does(talk.maya, happened::Rested{talk.ana, world.now() + 5h});
    world.texts(talk.maya, "hello?");
  }
  world.later(20min);
  CHECK(world.tick().empty());
  CHECK(world.of(talk.maya).owner == talk.ana);
}

TEST_CASE("who opted out waits for nothing") {
  Talk talk;
  auto& world = talk.world;
  world.texts(talk.maya, "STOP");
  world.later(59min);
  CHECK(world.tick().empty());
  world.later(1min);
  CHECK(kinds(world.tick()) == Kinds{EventKind::conversation_quiet});
}
