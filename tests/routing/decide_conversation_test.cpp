#include <doctest/doctest.h>

#include "tests/routing/world.hpp"

using namespace warmline::routing;
using namespace warmline::routing::test;
using namespace std::chrono_literals;
using Kinds = std::vector<EventKind>;
using State = ConversationState;

namespace {

// ana has maya's conversation, with nothing unanswered; ben and cora are there too.
struct Open {
  World world;
  StaffId ana = world.peer();
  TexterId maya = world.texter();
  StaffId ben;
  StaffId cora;
  Open() {
    world.texts(maya, "hi");
    world.does(maya, happened::Accepted{ana});
    world.does(maya, happened::Replied{ana});
    ben = world.peer();
    cora = world.coordinator();
  }
};

}  // namespace

TEST_CASE("a reply answers what waits; with nothing waiting nobody has to hear of it") {
  Open open;
  CHECK(kinds(open.world.does(open.maya, happened::Replied{open.ana})).empty());
  open.world.texts(open.maya, "and you?");
  CHECK(open.world.of(open.maya).waiting_since.has_value());
  SUBCASE("by the owner") {
    open.world.does(open.maya, happened::Replied{open.ana});
  }
  SUBCASE("by a coordinator") {
    open.world.does(open.maya, happened::Replied{open.cora});
  }
  CHECK_FALSE(open.world.of(open.maya).waiting_since.has_value());
  CHECK(open.world.of(open.maya).owner == open.ana);
}

TEST_CASE("only the owner and coordinators reply, note, rest and close") {
  Open open;
  for (const Event& event : {Event(happened::Replied{open.ben}), Event(happened::Noted{open.ben}),
                             Event(happened::Rested{open.ben, open.world.now() + 1h}),
                             Event(happened::Closed{open.ben})}) {
    const auto problem = open.world.refuses(open.maya, event);
    CHECK(problem.code == ProblemCode::not_owner);
    CHECK(problem.who == open.ana.text());
  }
  CHECK(open.world.refuses(open.maya, happened::Replied{StaffId()}).code == ProblemCode::forbidden);
  CHECK(open.world.does(open.maya, happened::Noted{open.ana}).empty());
  CHECK(open.world.does(open.maya, happened::Noted{open.cora}).empty());
}

TEST_CASE("a peer it is offered to does not own it yet") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  CHECK(world.refuses(maya, happened::Replied{ana}).code == ProblemCode::not_owner);
  CHECK(world.refuses(maya, happened::Closed{ana}).code == ProblemCode::not_owner);
}

TEST_CASE("a coordinator's word that was written before it moved on is turned down") {
  World world;
  const auto ana = world.peer();
  const auto cora = world.coordinator();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  const happened::Replied written{cora, std::optional<StaffId>()};
  CHECK(world.does(maya, written).empty());
  world.does(maya, happened::Accepted{ana});
  const auto refused = world.refuses(maya, written);
  CHECK(refused.code == ProblemCode::not_owner);
  CHECK(world.does(maya, happened::Replied{cora, std::optional(ana)}).size() == 1);
  // Whose own it is by now answers nobody twice.
  world.does(maya, happened::Assigned{.by = cora, .to = cora, .insist = true});
  CHECK_FALSE(world.does(maya, written).empty());
}

TEST_CASE("a coordinator's word to somebody who waits does not end their waiting") {
  World world;
  const auto cora = world.coordinator();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  const auto since = world.now();
  SUBCASE("waiting") {}
  SUBCASE("offered") {
    world.peer();
    world.tick();
  }
  const auto state = world.of(maya).state;
  world.later(1min);
  CHECK(world.does(maya, happened::Replied{cora}).empty());
  CHECK(world.of(maya).state == state);
  CHECK(world.of(maya).waiting_since == since);
}

TEST_CASE("nobody can reply to a texter who opted out") {
  Open open;
  open.world.texts(open.maya, "stop");
  CHECK(open.world.refuses(open.maya, happened::Replied{open.ana}).code == ProblemCode::opted_out);
  CHECK(open.world.refuses(open.maya, happened::Replied{open.cora}).code == ProblemCode::opted_out);
  CHECK(open.world.does(open.maya, happened::Noted{open.ana}).empty());
  open.world.texts(open.maya, "start");
  open.world.does(open.maya, happened::Replied{open.ana});
}

TEST_CASE("nothing is written into a closed conversation") {
  Open open;
  open.world.does(open.maya, happened::Closed{open.ana});
  for (const Event& event : {Event(happened::Replied{open.ana}), Event(happened::Noted{open.ana}),
                             Event(happened::Rested{open.cora, open.world.now() + 1h}),
                             Event(happened::Closed{open.cora})}) {
    CHECK(open.world.refuses(open.maya, event).code == ProblemCode::conversation_closed);
  }
}

TEST_CASE("what there is not can't be acted on") {
  World world;
  const auto cora = world.coordinator();
  const auto maya = world.texter();
  for (const Event& event :
       {Event(happened::Replied{cora}), Event(happened::Noted{cora}),
        Event(happened::Claimed{cora}), Event(happened::HandedOff{cora, std::nullopt}),
        Event(happened::Assigned{cora, cora}), Event(happened::Rested{cora, world.now() + 1h}),
        Event(happened::Closed{cora}), Event(happened::Reopened{cora})}) {
    CHECK(world.refuses(maya, event).code == ProblemCode::not_found);
  }
}

TEST_CASE("the owner rests a conversation, and it takes none of their room") {
  Open open;
  const auto until = open.world.now() + 1h;
  const auto change =
      only<action::Change>(open.world.does(open.maya, happened::Rested{open.ana, until}));
  CHECK(change.kind == EventKind::conversation_rested);
  CHECK(open.world.of(open.maya).state == State::resting);
  CHECK(open.world.of(open.maya).rest_until == until);
  CHECK(open.world.of(open.maya).owner == open.ana);
  CHECK(open.world.load(open.ana) == 0);
  open.world.does(open.maya, happened::Rested{open.ana, until + 1h});
  CHECK(open.world.of(open.maya).rest_until == until + 1h);
}

TEST_CASE("a rest ends in the future, and only what somebody has can rest") {
  Open open;
  CHECK(open.world.refuses(open.maya, happened::Rested{open.ana, open.world.now()}).code ==
        ProblemCode::malformed);
  open.world.does(open.maya, happened::HandedOff{open.ana, open.ben});
  open.world.sets(open.ana, Presence::off);
  open.world.sets(open.ben, Presence::off);
  CHECK(open.world.refuses(open.maya, happened::Rested{open.cora, open.world.now() + 1h}).code ==
        ProblemCode::not_owner);
}

TEST_CASE("a reply into a resting conversation wakes it, and answers what waits") {
  Open open;
  open.world.texts(open.maya, "talk tomorrow?");
  open.world.does(open.maya, happened::Rested{open.ana, open.world.now() + 1h});
  const auto actions = open.world.does(open.maya, happened::Replied{open.ana});
  CHECK(kinds(actions) == Kinds{EventKind::conversation_woke});
  CHECK(open.world.of(open.maya).state == State::open);
  CHECK_FALSE(open.world.of(open.maya).waiting_since.has_value());
}

TEST_CASE("the owner closes; who waits or is offered is closed by a coordinator only") {
  Open open;
  const auto change = only<action::Change>(open.world.does(open.maya, happened::Closed{open.ana}));
  CHECK(change.kind == EventKind::conversation_closed);
  CHECK(change.from == open.ana);
  CHECK(open.world.of(open.maya).last_owner == open.ana);
  CHECK(open.world.of(open.maya).closed_at == open.world.now());

  const auto noor = open.world.texter();
  open.world.texts(noor, "hi");
  const auto offered_to = *open.world.of(noor).offered_to;
  CHECK(open.world.refuses(noor, happened::Closed{offered_to}).code == ProblemCode::not_owner);
  open.world.does(noor, happened::Closed{open.cora});
  CHECK(open.world.of(noor).state == State::closed);
  CHECK_FALSE(open.world.of(noor).waiting_since.has_value());
}

TEST_CASE("the peer who had it last re-opens it for themselves if they are on and have room") {
  Open open;
  open.world.does(open.maya, happened::Closed{open.ana});
  CHECK(open.world.refuses(open.maya, happened::Reopened{open.ben}).code == ProblemCode::not_owner);
  open.world.person(open.ana).presence = Presence::break_;
  CHECK(open.world.refuses(open.maya, happened::Reopened{open.ana}).code == ProblemCode::not_on);
  open.world.person(open.ana).presence = Presence::on;
  open.world.person(open.ana).staff.capacity = 0;
  CHECK(open.world.refuses(open.maya, happened::Reopened{open.ana}).code ==
        ProblemCode::at_capacity);
  open.world.person(open.ana).staff.capacity = 1;
  open.world.later(10h);
  const auto change =
      only<action::Change>(open.world.does(open.maya, happened::Reopened{open.ana}));
  CHECK(change.kind == EventKind::conversation_reopened);
  CHECK(open.world.of(open.maya).owner == open.ana);
  CHECK_FALSE(open.world.of(open.maya).closed_at.has_value());
  CHECK_FALSE(open.world.of(open.maya).waiting_since.has_value());
}

TEST_CASE("a coordinator re-opens into the queue") {
  Open open;
  open.world.does(open.maya, happened::Closed{open.ana});
  CHECK(kinds(open.world.does(open.maya, happened::Reopened{open.cora})) ==
        Kinds{EventKind::conversation_reopened, EventKind::conversation_offered});
  CHECK(open.world.of(open.maya).offered_to == open.ana);
  CHECK(open.world.of(open.maya).returned);
  CHECK(open.world.of(open.maya).waiting_since == open.world.now());
}

TEST_CASE("what is not closed can't be re-opened, nor what has been followed by another") {
  Open open;
  CHECK(open.world.refuses(open.maya, happened::Reopened{open.ana}).code ==
        ProblemCode::conversation_live);

  open.world.does(open.maya, happened::Closed{open.ana});
  const Conversation earlier = open.world.of(open.maya);
  open.world.later(1h);
  open.world.texts(open.maya, "hi");
  const Snapshot snapshot{.line = open.world.line,
                          .conversation = earlier,
                          .opted_out = false,
                          .live = {open.world.of(open.maya)},
                          .staff = open.world.staff()};
  const auto actions = decide(snapshot, happened::Reopened{open.ana}, open.world.now());
  REQUIRE_FALSE(actions.has_value());
  CHECK(actions.error().code == ProblemCode::conversation_live);
}
