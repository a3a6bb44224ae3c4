#include <doctest/doctest.h>

#include "tests/routing/world.hpp"

using namespace warmline::routing;
using namespace warmline::routing::test;
using namespace std::chrono_literals;
using Kinds = std::vector<EventKind>;
using State = ConversationState;

TEST_CASE("an offer that nobody takes lapses and moves on to the next peer") {
  World world;
  const auto ana = world.peer();
  const auto ben = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  const auto since = world.now();
  REQUIRE(world.of(maya).offered_to == ana);
  world.later(60s - 1us);
  CHECK(world.tick().empty());
  world.later(1us);
  const auto actions = world.tick();
  CHECK(kinds(actions) == Kinds{EventKind::conversation_lapsed, EventKind::conversation_offered});
  CHECK(only<action::SetLapses>(actions).in_a_row == 1);
  CHECK(world.of(maya).offered_to == ben);
  CHECK(world.of(maya).waiting_since == since);
}

TEST_CASE("two lapses in a row put a peer on a break and return what they can't look after") {
  World world;
  const auto ana = world.peer();
  const auto answered = world.texter();
  const auto unanswered = world.texter();
  const auto offered = world.texter();
  world.texts(answered, "hi");
  world.does(answered, happened::Accepted{ana});
  world.does(answered, happened::Replied{ana});
  world.texts(unanswered, "hi");
  world.does(unanswered, happened::Accepted{ana});
  world.person(ana).lapses_in_a_row = 1;
  const auto lapsing = world.texter();
  world.texts(lapsing, "hi");
  world.later(30s);
  world.texts(offered, "hi");
  world.later(30s);
  const auto actions = world.tick();
  const auto presence = only<action::SetPresence>(actions);
  CHECK(presence.staff == ana);
  CHECK(presence.presence == Presence::break_);
  CHECK(presence.by_lapses);
  CHECK(kinds(actions) == Kinds{EventKind::conversation_lapsed, EventKind::conversation_returned,
                                EventKind::conversation_returned});
  CHECK(world.person(ana).lapses_in_a_row == 0);
  CHECK(world.of(answered).owner == ana);
  CHECK(world.of(unanswered).returned);
  CHECK(world.of(offered).state == State::waiting);
  CHECK_FALSE(world.of(offered).returned);  // nobody had begun to answer
}

TEST_CASE("two offers that lapse at once are two in a row") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  const auto noor = world.texter();
  world.texts(maya, "hi");
  world.texts(noor, "hi");
  world.later(60s);
  world.tick();
  CHECK(world.person(ana).presence == Presence::break_);
  CHECK(world.person(ana).lapses_in_a_row == 0);
}

TEST_CASE("an accept, a claim, a pass or signing on ends a row of lapses") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.person(ana).lapses_in_a_row = 1;
  SUBCASE("accept") {
    world.does(maya, happened::Accepted{ana});
  }
  SUBCASE("claim") {
    world.does(maya, happened::Claimed{ana});
  }
  SUBCASE("pass") {
    world.does(maya, happened::Passed{ana});
  }
  SUBCASE("signing on") {
    world.sets(ana, Presence::off);
    world.sets(ana, Presence::on);
  }
  CHECK(world.person(ana).lapses_in_a_row == 0);
}

TEST_CASE("a peer who comes on gets those who wait, at once and up to their capacity") {
  World world;
  const auto ana = world.peer();
  world.person(ana).staff.capacity = 2;
  world.sets(ana, Presence::off);
  const auto first = world.texter();
  const auto second = world.texter();
  const auto third = world.texter();
  for (const auto texter : {first, second, third}) {
    world.texts(texter, "hi");
    world.later(1s);
  }
  const auto actions = world.sets(ana, Presence::on);
  CHECK(std::holds_alternative<action::SetPresence>(actions.front()));
  CHECK(world.of(first).offered_to == ana);
  CHECK(world.of(second).offered_to == ana);
  CHECK(world.of(third).state == State::waiting);
}

TEST_CASE("a break returns offers and what waits for an answer, and leaves the rest") {
  World world;
  const auto ana = world.peer();
  const auto answered = world.texter();
  const auto unanswered = world.texter();
  const auto resting = world.texter();
  const auto offered = world.texter();
  for (const auto texter : {answered, unanswered, resting}) {
    world.texts(texter, "hi");
    world.does(texter, happened::Accepted{ana});
    if (texter != unanswered) world.does(texter, happened::Replied{ana});
  }
  world.does(resting, happened::Rested{ana, world.now() + 1h});
  world.texts(offered, "hi");
  const auto actions = world.sets(ana, Presence::break_);
  CHECK(std::holds_alternative<action::SetPresence>(actions.front()));
  CHECK(kinds(actions) ==
        Kinds{EventKind::conversation_returned, EventKind::conversation_returned});
  CHECK(world.of(answered).owner == ana);
  CHECK(world.of(resting).state == State::resting);
  CHECK(world.of(unanswered).state == State::waiting);
  CHECK(world.of(unanswered).returned);
  CHECK(world.of(offered).state == State::waiting);
}

TEST_CASE("a break returns a resting conversation too, where a text in it is unanswered") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Accepted{ana});
  world.does(maya, happened::Rested{ana, world.now() + 1h});
  world.sets(ana, Presence::break_);
  CHECK(world.of(maya).state == State::waiting);
}

TEST_CASE("going off returns everything, and others take it over") {
  World world;
  const auto ana = world.peer();
  const auto answered = world.texter();
  const auto resting = world.texter();
  for (const auto texter : {answered, resting}) {
    world.texts(texter, "hi");
    world.does(texter, happened::Accepted{ana});
    world.does(texter, happened::Replied{ana});
  }
  world.does(resting, happened::Rested{ana, world.now() + 1h});
  const auto ben = world.peer();
  world.later(1min);
  const auto actions = world.sets(ana, Presence::off);
  CHECK(kinds(actions) == Kinds{EventKind::conversation_returned, EventKind::conversation_returned,
                                EventKind::conversation_offered, EventKind::conversation_offered});
  for (const auto texter : {answered, resting}) {
    CHECK(world.of(texter).offered_to == ben);
    CHECK(world.of(texter).returned);
    CHECK(world.of(texter).last_owner == ana);
    CHECK(world.of(texter).waiting_since == world.now());
  }
}

TEST_CASE("the same presence again changes nothing") {
  World world;
  const auto ana = world.peer();
  for (const auto presence : {Presence::on, Presence::break_, Presence::off}) {
    world.sets(ana, presence);
    CHECK(world.sets(ana, presence).empty());
  }
}

TEST_CASE("the presence of somebody of another line can't be set here") {
  World world;
  CHECK(world.happens(happened::PresenceSet{StaffId(), Presence::on}, std::nullopt).error().code ==
        ProblemCode::not_found);
}

TEST_CASE("presence set on a second line returns what is there, though it is not new") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.person(ana).presence = Presence::off;  // by the first line
  CHECK(kinds(world.sets(ana, Presence::off)) == Kinds{EventKind::conversation_returned});
}

TEST_CASE("a rest that is over wakes for an owner who is on, and returns from one who is not") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Accepted{ana});
  world.does(maya, happened::Replied{ana});
  world.does(maya, happened::Rested{ana, world.now() + 1h});
  world.later(1h - 1us);
  CHECK(world.tick().empty());
  world.later(1us);
  SUBCASE("on") {
    CHECK(kinds(world.tick()) == Kinds{EventKind::conversation_woke});
    CHECK(world.of(maya).owner == ana);
  }
  SUBCASE("on a break") {
    world.sets(ana, Presence::break_);
    CHECK(kinds(world.tick()) == Kinds{EventKind::conversation_returned});
    CHECK(world.of(maya).waiting_since == world.now());
  }
}

TEST_CASE("a rest that is over wakes even for an owner who is full by now: it is theirs") {
  World world;
  const auto ana = world.peer();
  world.person(ana).staff.capacity = 1;
  const auto maya = world.texter();
  const auto noor = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Accepted{ana});
  world.does(maya, happened::Rested{ana, world.now() + 1h});
  world.texts(noor, "hi");
  world.does(noor, happened::Accepted{ana});
  world.later(1h);
  world.tick();
  CHECK(world.of(maya).owner == ana);
  CHECK(world.load(ana) == 2);
}
