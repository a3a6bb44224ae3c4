// What texters ask for by a word or a number, and what becomes of it.
#include <doctest/doctest.h>

#include "tests/routing/world.hpp"

using namespace warmline::routing;
using namespace warmline::routing::test;
using namespace std::chrono_literals;
using State = ConversationState;
using Said = std::vector<AutomaticText>;

namespace {

const Wish grief{.kind = WishKind::experience, .value = "grief"};
const Wish spanish{.kind = WishKind::language, .value = "es"};

// Maya talks with Ana; Ben is on as well.
struct Talk {
  World world;
  StaffId ana = world.peer();
  StaffId ben = world.peer();
  TexterId maya = world.texter();
  Talk() {
    world.texts(maya, "hi");
    world.does(maya, happened::Accepted{ana});
    world.does(maya, happened::Replied{ana});
  }
};

}  // namespace

TEST_CASE("SWITCH in a conversation brings somebody else, and says so") {
  Talk talk;
  talk.world.texts(talk.maya, "switch");
  CHECK(talk.world.of(talk.maya).offered_to == talk.ben);
  CHECK(talk.world.of(talk.maya).returned);
  CHECK(talk.world.said_to(talk.maya).back() == AutomaticText::someone_else);
}

TEST_CASE("whom a texter asked not to have does not come back, in this conversation or the next") {
  Talk talk;
  talk.world.sets(talk.ben, Presence::off);
  talk.world.texts(talk.maya, "SWITCH");
  talk.world.later(20min);
  talk.world.tick();
  CHECK(talk.world.of(talk.maya).state == State::waiting);
  talk.world.does(talk.maya, happened::Closed{talk.world.coordinator()});
  talk.world.later(2h);
  talk.world.texts(talk.maya, "hi again");
  CHECK(talk.world.conversations_of(talk.maya) == 2);
  CHECK(talk.world.of(talk.maya).state == State::waiting);
  talk.world.sets(talk.ben, Presence::on);
  CHECK(talk.world.of(talk.maya).offered_to == talk.ben);
}

TEST_CASE("SWITCH soon after the close re-opens it for somebody else") {
  Talk talk;
  talk.world.does(talk.maya, happened::Closed{talk.ana});
  talk.world.later(1min);
  talk.world.texts(talk.maya, "switch");
  CHECK(talk.world.conversations_of(talk.maya) == 1);
  CHECK(talk.world.of(talk.maya).offered_to == talk.ben);
}

TEST_CASE("SWITCH before anybody has answered says how long the line is") {
  World world;
  const auto maya = world.texter();
  const auto noor = world.texter();
  world.texts(noor, "hi");
  world.later(1s);
  world.texts(maya, "hi");
  world.texts(maya, "switch");
  CHECK(world.of(maya).wishes.empty());
  CHECK(world.said_to(maya).back() == AutomaticText::place_in_queue);
}

TEST_CASE("SWITCH as the first word of all is greeted, and no more") {
  World world;
  const auto maya = world.texter();
  world.texts(maya, "switch");
  CHECK(world.said_to(maya) == Said{AutomaticText::welcome_nobody_on});
}

TEST_CASE("WAIT tells one's place in the queue, and leaves it") {
  World world;
  const auto noor = world.texter();
  const auto maya = world.texter();
  world.texts(noor, "hi");
  world.later(1s);
  world.texts(maya, "hi");
  const auto since = world.of(maya).waiting_since;
  world.later(1min);
  const auto actions = world.texts(maya, "Wait?");
  CHECK(only<action::Say>(actions).which == AutomaticText::place_in_queue);
  CHECK(only<action::Say>(actions).particulars.place == 2);
  CHECK(world.of(maya).waiting_since == since);
}

TEST_CASE("wait, said to whom one talks with, is a word like any other") {
  Talk talk;
  CHECK_FALSE(has<action::Say>(talk.world.texts(talk.maya, "wait")));
  CHECK(talk.world.of(talk.maya).owner == talk.ana);
  // … and so it is as the first word of all.
  World world;
  const auto noor = world.texter();
  world.texts(noor, "wait");
  CHECK(world.said_to(noor) == Said{AutomaticText::welcome_nobody_on});
}

TEST_CASE("MENU is answered with what there is to choose, also as the first word") {
  World world;
  const auto maya = world.texter();
  const auto actions = world.texts(maya, "menu");
  CHECK(only<action::Say>(actions).which == AutomaticText::menu);
  CHECK(only<action::Say>(actions).particulars.choices.size() == 2);
  CHECK(world.of(maya).state == State::waiting);
}

TEST_CASE("a wish waits for somebody who meets it, and is noted with a word") {
  World world;
  const auto ana = world.peer();
  const auto ben = world.peer();
  world.person(ben).staff.experiences = {"grief"};
  world.sets(ben, Presence::off);
  const auto maya = world.texter();
  world.texts(maya, "hi");
  REQUIRE(world.of(maya).offered_to == ana);
  world.chooses(maya, grief);
  CHECK(world.said_to(maya).back() == AutomaticText::wish_noted);
  // Ana is being asked already: a wish can do without in the end.
  CHECK(world.of(maya).offered_to == ana);
  world.does(maya, happened::Passed{ana});
  world.later(1min);
  world.sets(ben, Presence::on);
  CHECK(world.of(maya).offered_to == ben);
}

TEST_CASE("whom it is offered to, and who can't be for them, is asked no longer") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  REQUIRE(world.of(maya).offered_to == ana);
  world.chooses(maya, spanish);
  CHECK(world.of(maya).state == State::waiting);
  CHECK(world.of(maya).language == "es");
  const auto ben = world.peer();
  world.person(ben).staff.languages = {"en", "es"};
  world.tick();
  CHECK(world.of(maya).offered_to == ben);
}

TEST_CASE("one asks for one language, and for any number of experiences") {
  World world;
  const auto maya = world.texter();
  world.texts(maya, "hi");
  for (const Wish& wish : {spanish, grief, grief, Wish{WishKind::experience, "veteran", {}, true},
                           Wish{WishKind::language, "en", {}, false}}) {
    world.chooses(maya, wish);
  }
  const auto& wishes = world.of(maya).wishes;
  REQUIRE(wishes.size() == 3);
  CHECK(wishes[0] == grief);
  CHECK(wishes[1].only);
  CHECK(wishes[2].value == "en");
}

TEST_CASE("whoever has the conversation, or a coordinator, notes what the texter wishes for") {
  Talk talk;
  talk.world.does(talk.maya, happened::Wished{talk.ana, {grief}});
  CHECK(talk.world.of(talk.maya).wishes == std::vector{grief});
  CHECK(talk.world.of(talk.maya).owner == talk.ana);
  CHECK(talk.world.refuses(talk.maya, happened::Wished{talk.ben, {}}).code ==
        ProblemCode::not_owner);
  talk.world.does(talk.maya, happened::Wished{talk.world.coordinator(), {}});
  CHECK(talk.world.of(talk.maya).wishes.empty());
}

TEST_CASE("two machines can't go on answering each other") {
  World world;
  const auto maya = world.texter();
  world.texts(maya, "hi");
  for (int i = 0; i < 10; ++i) {
    world.later(1min);
    world.texts(maya, "WAIT");
  }
  CHECK(world.said_to(maya).size() == automatic_most);
  // Once an hour, and it is flagged until somebody clears it.
  CHECK_FALSE(has<action::HoldBack>(world.texts(maya, "WAIT")));
  REQUIRE(world.flags_of(maya).size() == 1);
  CHECK(world.flags_of(maya).front().kind == FlagKind::machine);
  CHECK_FALSE(world.of(maya).urgent);
  world.later(61min);
  CHECK(has<action::Say>(world.texts(maya, "WAIT")));
}
