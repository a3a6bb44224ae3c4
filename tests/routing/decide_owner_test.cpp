#include <doctest/doctest.h>

#include "tests/routing/world.hpp"

using namespace warmline::routing;
using namespace warmline::routing::test;
using namespace std::chrono_literals;
using Kinds = std::vector<EventKind>;
using State = ConversationState;

TEST_CASE("an accepted offer belongs to the peer, until which it may pass") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  const auto since = world.now();
  world.later(60s - 1us);
  const auto actions = world.does(maya, happened::Accepted{ana});
  CHECK(kinds(actions) == Kinds{EventKind::conversation_accepted});
  CHECK(only<action::Change>(actions).actor == ana);
  CHECK(world.of(maya).state == State::open);
  CHECK(world.of(maya).owner == ana);
  CHECK(world.of(maya).last_owner == ana);
  CHECK(world.of(maya).waiting_since == since);  // until somebody answers
}

TEST_CASE("an offer that expired, is somebody else's or is gone can't be accepted") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  const auto ben = world.peer();
  CHECK(world.refuses(maya, happened::Accepted{ben}).code == ProblemCode::offer_expired);
  world.later(60s);
  CHECK(world.refuses(maya, happened::Accepted{ana}).code == ProblemCode::offer_expired);
  world.does(maya, happened::Passed{ana});
  CHECK(world.refuses(maya, happened::Accepted{ana}).code == ProblemCode::offer_expired);
  CHECK(world.refuses(maya, happened::Passed{ana}).code == ProblemCode::offer_expired);
}

TEST_CASE("a pass moves on to the next peer and keeps the texter's place") {
  World world;
  const auto ana = world.peer();
  const auto ben = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  const auto since = world.now();
  REQUIRE(world.of(maya).offered_to == ana);
  world.later(10s);
  CHECK(kinds(world.does(maya, happened::Passed{ana})) ==
        Kinds{EventKind::conversation_passed, EventKind::conversation_offered});
  CHECK(world.of(maya).offered_to == ben);
  CHECK(world.of(maya).waiting_since == since);
  world.does(maya, happened::Passed{ben});
  CHECK(world.of(maya).state == State::waiting);
}

TEST_CASE("a pass is forgotten after a while, and when somebody took the conversation") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Passed{ana});
  SUBCASE("after a while") {
    world.later(5min - 1us);
    CHECK(world.tick().empty());
    world.later(1us);
    world.tick();
    CHECK(world.of(maya).offered_to == ana);
  }
  SUBCASE("taken") {
    const auto ben = world.peer();
    world.does(maya, happened::Claimed{ben});
    CHECK(world.of(maya).passes.empty());
  }
}

TEST_CASE("a second peer cannot claim a claimed conversation, and is told who has it") {
  World world;
  world.line.mode = LineMode::pull;
  const auto ana = world.peer();
  const auto ben = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  CHECK(kinds(world.does(maya, happened::Claimed{ana})) == Kinds{EventKind::conversation_claimed});
  CHECK(world.of(maya).owner == ana);
  const auto problem = world.refuses(maya, happened::Claimed{ben});
  CHECK(problem.code == ProblemCode::already_claimed);
  CHECK(problem.who == ana.text());
}

TEST_CASE("a claim by whoever has it already changes nothing") {
  World world;
  world.line.mode = LineMode::pull;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Claimed{ana});
  CHECK(world.does(maya, happened::Claimed{ana}).empty());
}

TEST_CASE("what is offered to one peer can't be claimed by another, but by that one even late") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  const auto ben = world.peer();
  const auto problem = world.refuses(maya, happened::Claimed{ben});
  CHECK(problem.code == ProblemCode::already_claimed);
  CHECK(problem.who == ana.text());
  world.later(2min);
  CHECK(kinds(world.does(maya, happened::Claimed{ana})) == Kinds{EventKind::conversation_accepted});
  CHECK(world.of(maya).owner == ana);
}

TEST_CASE("a peer who passed may still claim") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Passed{ana});
  world.does(maya, happened::Claimed{ana});
  CHECK(world.of(maya).owner == ana);
}

TEST_CASE("a claim needs somebody who is on, below capacity and of this line") {
  World world;
  world.line.mode = LineMode::pull;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  SUBCASE("on a break") {
    world.sets(ana, Presence::break_);
    CHECK(world.refuses(maya, happened::Claimed{ana}).code == ProblemCode::not_on);
  }
  SUBCASE("full") {
    world.person(ana).staff.capacity = 0;
    CHECK(world.refuses(maya, happened::Claimed{ana}).code == ProblemCode::at_capacity);
  }
  SUBCASE("a coordinator who is full") {
    const auto cora = world.coordinator();
    world.person(cora).staff.capacity = 0;
    CHECK(world.refuses(maya, happened::Claimed{cora}).code == ProblemCode::at_capacity);
  }
  SUBCASE("another line's") {
    world.person(ana).staff.lines = {LineId()};
    CHECK(world.refuses(maya, happened::Claimed{ana}).code == ProblemCode::forbidden);
  }
  SUBCASE("closed") {
    world.texts(maya, "stop");
    CHECK(world.refuses(maya, happened::Claimed{ana}).code == ProblemCode::conversation_closed);
  }
}

TEST_CASE("a coordinator may claim") {
  World world;
  const auto cora = world.coordinator();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Claimed{cora});
  CHECK(world.of(maya).owner == cora);
}

TEST_CASE("the owner hands off to a peer who is on and has room") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Accepted{ana});
  const auto ben = world.peer();
  SUBCASE("open") {}
  SUBCASE("resting") {
    world.does(maya, happened::Rested{ana, world.now() + 1h});
  }
  const auto change = only<action::Change>(world.does(maya, happened::HandedOff{ana, ben}));
  CHECK(change.kind == EventKind::conversation_handed_off);
  CHECK(change.actor == ana);
  CHECK(change.from == ana);
  CHECK(change.to == ben);
  CHECK(world.of(maya).state == State::open);
  CHECK(world.of(maya).owner == ben);
}

TEST_CASE("a handoff is refused to somebody off, full, unknown, and by anybody but the owner") {
  World world;
  const auto ana = world.peer();
  const auto cora = world.coordinator();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  CHECK(world.refuses(maya, happened::HandedOff{cora, ana}).code == ProblemCode::not_owner);
  world.does(maya, happened::Accepted{ana});
  const auto ben = world.peer();
  const auto problem = world.refuses(maya, happened::HandedOff{cora, ben});
  CHECK(problem.code == ProblemCode::not_owner);
  CHECK(problem.who == ana.text());
  CHECK(world.refuses(maya, happened::HandedOff{ana, StaffId()}).code == ProblemCode::not_found);
  world.person(ben).presence = Presence::break_;
  CHECK(world.refuses(maya, happened::HandedOff{ana, ben}).code == ProblemCode::peer_off);
  world.person(ben).presence = Presence::on;
  world.person(ben).staff.capacity = 0;
  CHECK(world.refuses(maya, happened::HandedOff{ana, ben}).code == ProblemCode::peer_full);
  world.person(ben).staff.capacity = 1;
  world.of(maya).wishes = {{.kind = WishKind::not_the_same_person, .not_ = ben}};
  CHECK(world.refuses(maya, happened::HandedOff{ana, ben}).code == ProblemCode::not_wanted);
  CHECK(world.does(maya, happened::HandedOff{ana, ana}).empty());
  world.does(maya, happened::Closed{ana});
  CHECK(world.refuses(maya, happened::HandedOff{ana, ben}).code ==
        ProblemCode::conversation_closed);
}

TEST_CASE("a handoff to nobody puts it in the queue, and it does not bounce straight back") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Accepted{ana});
  world.does(maya, happened::Replied{ana});
  world.later(1min);
  const auto change =
      only<action::Change>(world.does(maya, happened::HandedOff{ana, std::nullopt}));
  CHECK(change.kind == EventKind::conversation_handed_off);
  CHECK_FALSE(change.to.has_value());
  CHECK(world.of(maya).state == State::waiting);
  CHECK(world.of(maya).returned);
  CHECK(world.of(maya).waiting_since == world.now());
  const auto ben = world.peer();
  world.tick();
  CHECK(world.of(maya).offered_to == ben);
}

TEST_CASE("handing off makes room for the next who waits") {
  World world;
  const auto ana = world.peer();
  world.person(ana).staff.capacity = 1;
  const auto maya = world.texter();
  const auto noor = world.texter();
  world.texts(maya, "hi");
  world.texts(noor, "hi");
  world.does(maya, happened::Accepted{ana});
  const auto ben = world.coordinator();
  SUBCASE("by handoff") {
    world.does(maya, happened::HandedOff{ana, ben});
  }
  SUBCASE("by assignment") {
    world.does(maya, happened::Assigned{ben, ben});
  }
  SUBCASE("by close") {
    world.does(maya, happened::Closed{ana});
  }
  SUBCASE("by rest") {
    world.does(maya, happened::Rested{ana, world.now() + 1h});
  }
  CHECK(world.of(noor).offered_to == ana);
}

TEST_CASE("a coordinator assigns from any live state to anybody of the line") {
  World world;
  const auto cora = world.coordinator();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  const auto ana = world.peer();
  const auto ben = world.peer();
  std::optional<StaffId> before;
  SUBCASE("waiting") {}
  SUBCASE("offered") {
    world.tick();
    before = world.of(maya).offered_to;
  }
  SUBCASE("open") {
    world.does(maya, happened::Claimed{ana});
    before = ana;
  }
  SUBCASE("resting") {
    world.does(maya, happened::Claimed{ana});
    world.does(maya, happened::Rested{ana, world.now() + 1h});
    before = ana;
  }
  const auto change = only<action::Change>(world.does(maya, happened::Assigned{cora, ben}));
  CHECK(change.kind == EventKind::conversation_assigned);
  CHECK(change.actor == cora);
  CHECK(change.from == before);
  CHECK(change.to == ben);
  CHECK(world.of(maya).state == State::open);
  CHECK(world.of(maya).owner == ben);
  CHECK(world.does(maya, happened::Assigned{cora, ben}).empty());
  world.does(maya, happened::Assigned{cora, cora});
  CHECK(world.of(maya).owner == cora);
}

TEST_CASE("a coordinator is told that somebody is off, full or not wanted, and may insist") {
  World world;
  const auto cora = world.coordinator();
  const auto ana = world.peer();
  const auto maya = world.texter();
  ProblemCode expected{};
  SUBCASE("off") {
    world.sets(ana, Presence::off);
    expected = ProblemCode::peer_off;
  }
  SUBCASE("full") {
    world.person(ana).staff.capacity = 0;
    expected = ProblemCode::peer_full;
  }
  SUBCASE("not wanted") {
    world.person(ana).staff.capacity = 0;
    expected = ProblemCode::not_wanted;
  }
  world.texts(maya, "hi");
  if (expected == ProblemCode::not_wanted) {
    world.of(maya).wishes = {{.kind = WishKind::not_the_same_person, .not_ = ana}};
  }
  CHECK(world.refuses(maya, happened::Assigned{cora, ana}).code == expected);
  world.does(maya, happened::Assigned{cora, ana, /*insist=*/true});
  CHECK(world.of(maya).owner == ana);
}

TEST_CASE("what is offered to a peer takes no more room when it is assigned to them") {
  World world;
  const auto cora = world.coordinator();
  const auto ana = world.peer();
  world.person(ana).staff.capacity = 1;
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Assigned{cora, ana});
  CHECK(world.of(maya).owner == ana);
}

TEST_CASE("only a coordinator assigns, only to somebody of the line, only what is not closed") {
  World world;
  const auto cora = world.coordinator();
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  CHECK(world.refuses(maya, happened::Assigned{ana, ana}).code == ProblemCode::forbidden);
  CHECK(world.refuses(maya, happened::Assigned{StaffId(), ana}).code == ProblemCode::forbidden);
  CHECK(world.refuses(maya, happened::Assigned{cora, StaffId(), true}).code ==
        ProblemCode::not_found);
  world.texts(maya, "stop");
  CHECK(world.refuses(maya, happened::Assigned{cora, ana}).code ==
        ProblemCode::conversation_closed);
}
