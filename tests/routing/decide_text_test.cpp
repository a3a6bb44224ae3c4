#include <doctest/doctest.h>

#include "tests/routing/world.hpp"

using namespace warmline::routing;
using namespace warmline::routing::test;
using namespace std::chrono_literals;
using Kinds = std::vector<EventKind>;
using State = ConversationState;

TEST_CASE("a first text starts a conversation, welcomes the texter and is offered to a peer") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  const auto actions = world.texts(maya, "hi");
  CHECK(kinds(actions) == Kinds{EventKind::conversation_started, EventKind::conversation_offered});
  const auto& conversation = world.of(maya);
  CHECK(conversation.state == State::offered);
  CHECK(conversation.offered_to == ana);
  CHECK(conversation.offer_expires_at == world.now() + 60s);
  CHECK(conversation.waiting_since == world.now());
  CHECK(conversation.opened_at == world.now());
  CHECK(conversation.language == "en");
  CHECK(conversation.welcomed);
  CHECK_FALSE(conversation.returned);
  const auto said = only<action::Say>(actions);
  CHECK(said.which == AutomaticText::welcome);
  CHECK(said.conversation == conversation.id);
}

TEST_CASE("with nobody on, the welcome says so and the conversation waits") {
  World world;
  world.person(world.peer()).presence = Presence::off;
  world.person(world.peer()).presence = Presence::break_;
  world.coordinator();  // is no peer
  const auto maya = world.texter();
  CHECK(only<action::Say>(world.texts(maya, "hi")).which == AutomaticText::welcome_nobody_on);
  CHECK(world.of(maya).state == State::waiting);
}

TEST_CASE("the welcome is said once in a conversation") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.texts(maya, "are you there?");
  world.does(maya, happened::Accepted{ana});
  world.texts(maya, "good");
  world.does(maya, happened::Closed{ana});
  world.later(10min);
  world.texts(maya, "one more thing");
  CHECK(world.said_to(maya).size() == 1);
  CHECK(world.conversations_of(maya) == 1);
}

TEST_CASE("a text to a conversation that waits or is offered changes nothing of it") {
  World world;
  const auto maya = world.texter();
  world.texts(maya, "hi");
  const auto since = world.now();
  world.later(1min);
  CHECK(world.texts(maya, "hello?").empty());
  CHECK(world.of(maya).waiting_since == since);
  const auto ana = world.peer();
  CHECK(kinds(world.tick()) == Kinds{EventKind::conversation_offered});
  CHECK(world.texts(maya, "hello??").empty());
  CHECK(world.of(maya).offered_to == ana);
  CHECK(world.of(maya).waiting_since == since);
}

TEST_CASE("the first unanswered text to an owner who is on is kept silently as such") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Accepted{ana});
  world.does(maya, happened::Replied{ana});
  CHECK_FALSE(world.of(maya).waiting_since.has_value());
  world.later(1min);
  const auto actions = world.texts(maya, "thanks");
  CHECK(actions.size() == 1);
  CHECK(has<action::Keep>(actions));
  const auto since = world.now();
  world.later(1min);
  CHECK(world.texts(maya, "really").empty());
  CHECK(world.of(maya).waiting_since == since);
}

TEST_CASE("a text whose owner went on a break returns it to the queue, and another peer gets it") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Accepted{ana});
  world.does(maya, happened::Replied{ana});
  world.sets(ana, Presence::break_);
  CHECK(world.of(maya).owner == ana);
  const auto ben = world.peer();
  const auto actions = world.texts(maya, "are you there?");
  CHECK(kinds(actions) == Kinds{EventKind::conversation_returned, EventKind::conversation_offered});
  CHECK(world.of(maya).offered_to == ben);
  CHECK(world.of(maya).returned);
  CHECK(world.of(maya).last_owner == ana);
  CHECK(world.of(maya).waiting_since == world.now());
}

TEST_CASE("a text wakes a resting conversation for its owner") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Accepted{ana});
  world.does(maya, happened::Replied{ana});
  world.does(maya, happened::Rested{ana, world.now() + 2h});
  CHECK(kinds(world.texts(maya, "me again")) == Kinds{EventKind::conversation_woke});
  CHECK(world.of(maya).state == State::open);
  CHECK(world.of(maya).owner == ana);
  CHECK(world.of(maya).waiting_since == world.now());
}

TEST_CASE("a text to a resting conversation whose owner is on a break returns it") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Accepted{ana});
  world.does(maya, happened::Replied{ana});
  world.does(maya, happened::Rested{ana, world.now() + 2h});
  world.sets(ana, Presence::break_);
  CHECK(world.of(maya).state == State::resting);
  CHECK(kinds(world.texts(maya, "me again")) == Kinds{EventKind::conversation_returned});
  CHECK(world.of(maya).state == State::waiting);
  CHECK(world.of(maya).returned);
}

TEST_CASE(
    "who comes back within rejoin is offered to the peer they talked with, not to a freer one") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  const auto noor = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Accepted{ana});
  world.texts(noor, "hi");
  world.does(noor, happened::Accepted{ana});
  world.does(maya, happened::Closed{ana});
  world.peer();
  world.later(30min - 1us);
  const auto actions = world.texts(maya, "one more thing");
  CHECK(kinds(actions) == Kinds{EventKind::conversation_reopened, EventKind::conversation_offered});
  CHECK(world.of(maya).offered_to == ana);
  CHECK_FALSE(world.of(maya).closed_at.has_value());
  CHECK_FALSE(has<action::Say>(actions));
}

TEST_CASE("who comes back within rejoin waits ahead of newcomers if their peer is off or full") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Accepted{ana});
  world.does(maya, happened::Closed{ana});
  SUBCASE("off") {
    world.sets(ana, Presence::off);
  }
  SUBCASE("full") {
    world.person(ana).staff.capacity = 0;
  }
  CHECK(kinds(world.texts(maya, "hi again")) == Kinds{EventKind::conversation_reopened});
  CHECK(world.of(maya).state == State::waiting);
  CHECK(world.of(maya).returned);
  CHECK(world.of(maya).waiting_since == world.now());
}

TEST_CASE("who comes back to a pull line waits, and on an auto line has their peer at once") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Accepted{ana});
  world.does(maya, happened::Closed{ana});
  SUBCASE("pull") {
    world.line.mode = LineMode::pull;
    world.texts(maya, "hi again");
    CHECK(world.of(maya).state == State::waiting);
    CHECK(world.of(maya).returned);
  }
  SUBCASE("auto") {
    world.line.mode = LineMode::auto_;
    CHECK(kinds(world.texts(maya, "hi again")) ==
          Kinds{EventKind::conversation_reopened, EventKind::conversation_assigned});
    CHECK(world.of(maya).owner == ana);
  }
}

TEST_CASE(
    "who comes back after rejoin starts anew, and whoever talked with them last is preferred") {
  World world;
  world.peer();
  const auto ben = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Claimed{*world.of(maya).offered_to});
  const auto talked_with = *world.of(maya).owner;
  world.does(maya, happened::HandedOff{talked_with, ben});
  world.does(maya, happened::Closed{ben});
  world.later(30min);
  const auto actions = world.texts(maya, "hi, it's me");
  CHECK(kinds(actions) == Kinds{EventKind::conversation_started, EventKind::conversation_offered});
  CHECK(world.conversations_of(maya) == 2);
  CHECK(world.of(maya).offered_to == ben);
  CHECK(world.said_to(maya).size() == 2);
}

TEST_CASE("STOP opts out, says nothing, and starts no conversation") {
  World world;
  world.peer();
  const auto maya = world.texter();
  const auto actions = world.texts(maya, "STOP");
  CHECK(actions.size() == 1);
  CHECK(has<action::OptOut>(actions));
  CHECK(world.conversations_of(maya) == 0);
  // Since when counts against a START that comes late.
  const auto again = world.texts(maya, "stop!");
  CHECK(again.size() == 1);
  CHECK(has<action::OptOut>(again));
}

TEST_CASE("STOP closes a conversation that nobody has yet, and the peer is free for another") {
  World world;
  const auto ana = world.peer();
  world.person(ana).staff.capacity = 1;
  const auto maya = world.texter();
  const auto noor = world.texter();
  world.texts(maya, "hi");
  world.texts(noor, "hi");
  CHECK(world.of(noor).state == State::waiting);
  const auto actions = world.texts(maya, "Unsubscribe");
  CHECK(kinds(actions) == Kinds{EventKind::conversation_closed, EventKind::conversation_offered});
  CHECK(world.of(maya).state == State::closed);
  CHECK(world.of(maya).closed_at == world.now());
  CHECK(world.of(noor).offered_to == ana);
  CHECK_FALSE(has<action::Say>(actions));
}

TEST_CASE("STOP leaves an open conversation with its owner, with nothing to answer") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Accepted{ana});
  SUBCASE("open") {}
  SUBCASE("resting") {
    world.does(maya, happened::Rested{ana, world.now() + 1h});
  }
  const auto state = world.of(maya).state;
  const auto actions = world.texts(maya, "stop");
  CHECK(kinds(actions).empty());
  CHECK(has<action::OptOut>(actions));
  CHECK(world.of(maya).state == state);
  CHECK(world.of(maya).owner == ana);
  CHECK_FALSE(world.of(maya).waiting_since.has_value());
}

TEST_CASE("START opts in where the texter had opted out, and nothing else happens") {
  World world;
  world.peer();
  const auto maya = world.texter();
  world.texts(maya, "stop");
  const auto actions = world.texts(maya, "start");
  CHECK(actions.size() == 1);
  CHECK(has<action::OptIn>(actions));
  CHECK(world.conversations_of(maya) == 0);
  CHECK_FALSE(world.is_opted_out(maya));
}

TEST_CASE("START from somebody who had not opted out is an ordinary text") {
  World world;
  world.peer();
  const auto maya = world.texter();
  const auto actions = world.texts(maya, "Yes");
  CHECK_FALSE(has<action::OptIn>(actions));
  CHECK(world.of(maya).state == State::offered);
  CHECK(world.said_to(maya) == std::vector{AutomaticText::welcome});
}

TEST_CASE("HELP is answered by the line, without a welcome, and by a peer as well") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "help");
  CHECK(world.said_to(maya) == std::vector{AutomaticText::help});
  CHECK(world.of(maya).offered_to == ana);
  CHECK(world.of(maya).welcomed);
  world.does(maya, happened::Accepted{ana});
  world.texts(maya, "info");
  CHECK(world.said_to(maya) == std::vector{AutomaticText::help, AutomaticText::help});
}

TEST_CASE("HELP that the carrier has answered is not answered twice, but goes to a peer") {
  World world;
  world.peer();
  const auto maya = world.texter();
  world.texts(maya, "help", /*carrier_answered=*/true);
  CHECK(world.said_to(maya).empty());
  CHECK(world.of(maya).state == State::offered);
}

TEST_CASE("who had their answer is given none by the line itself, and is with a peer") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  for (const auto* words : {"hi", "help", "wait"}) {
    world.texts_answered_since(maya, words);
    CHECK(world.said_to(maya).empty());
    CHECK(world.of(maya).offered_to == ana);
  }
  world.texts(maya, "help");
  CHECK(world.said_to(maya) == std::vector{AutomaticText::help});
}

TEST_CASE("who was asked whether to be forgotten is not asked once more") {
  World world;
  const auto maya = world.texter();
  const auto actions = world.texts_answered_since(maya, "FORGET");
  CHECK(world.said_to(maya).empty());
  CHECK(has<action::AskForget>(actions));
  CHECK(has<action::Forget>(world.texts(maya, "FORGET")));
}

TEST_CASE("who was asked whether to be forgotten, and let it pass, has to be asked anew") {
  World world;
  const auto maya = world.texter();
  const auto actions = world.texts_answered_since(maya, "FORGET", 25h);
  CHECK(world.said_to(maya).empty());
  CHECK_FALSE(has<action::AskForget>(actions));
  CHECK_FALSE(has<action::Forget>(world.texts(maya, "FORGET")));
}

TEST_CASE("somebody who opted out and writes again is read by a person, and nothing is said") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  SUBCASE("without a conversation before") {
    world.texts(maya, "stop");
    world.texts(maya, "i need somebody");
    CHECK(world.of(maya).offered_to == ana);
    CHECK_FALSE(world.of(maya).welcomed);
    CHECK(world.said_to(maya).empty());
  }
  SUBCASE("with HELP") {
    world.texts(maya, "stop");
    world.texts(maya, "help");
    CHECK(world.of(maya).offered_to == ana);
    CHECK(world.said_to(maya).empty());
  }
  SUBCASE("with a conversation whose owner is on a break") {
    world.texts(maya, "hi");
    world.does(maya, happened::Accepted{ana});
    world.texts(maya, "stop");
    world.sets(ana, Presence::break_);
    world.texts(maya, "hi");
    CHECK(world.of(maya).state == State::waiting);
    CHECK(world.said_to(maya) == std::vector{AutomaticText::welcome});
  }
  SUBCASE("with one that was closed a moment ago") {
    world.texts(maya, "hi");
    world.texts(maya, "stop");
    world.texts(maya, "hi");
    CHECK(world.of(maya).offered_to == ana);
    CHECK(world.conversations_of(maya) == 1);
    CHECK(world.said_to(maya) == std::vector{AutomaticText::welcome});
  }
  CHECK(world.is_opted_out(maya));
}

TEST_CASE("FORGET is asked once to confirm, and starts no conversation") {
  World world;
  world.peer();
  const auto maya = world.texter();
  const auto actions = world.texts(maya, "Forget");
  CHECK(has<action::AskForget>(actions));
  CHECK(kinds(actions).empty());
  CHECK(world.conversations_of(maya) == 0);
  const auto said = only<action::Say>(actions);
  CHECK(said.which == AutomaticText::forget_confirm);
  CHECK_FALSE(said.conversation.has_value());
}

TEST_CASE("a second FORGET within a day forgets, and nothing more is said") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Accepted{ana});
  world.texts(maya, "forget");
  world.later(23h + 59min);
  const auto actions = world.texts(maya, "OLVIDAR");
  CHECK(actions.size() == 1);
  CHECK(has<action::Forget>(actions));
  CHECK(world.is_forgotten(maya));
}

TEST_CASE("a FORGET that comes a day late asks again") {
  World world;
  const auto maya = world.texter();
  world.texts(maya, "forget");
  world.later(24h);
  const auto actions = world.texts(maya, "forget");
  CHECK_FALSE(has<action::Forget>(actions));
  CHECK(has<action::AskForget>(actions));
  CHECK(world.said_to(maya).size() == 2);
}

TEST_CASE("other texts between two FORGETs do not take the first one back") {
  World world;
  const auto maya = world.texter();
  world.texts(maya, "forget");
  world.texts(maya, "sorry, one more thing");
  CHECK(has<action::Forget>(world.texts(maya, "forget")));
}

TEST_CASE("the peer of a live conversation sees a FORGET as a text that waits") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Accepted{ana});
  world.does(maya, happened::Replied{ana});
  world.does(maya, happened::Rested{ana, world.now() + 1h});
  const auto actions = world.texts(maya, "forget");
  CHECK(kinds(actions) == Kinds{EventKind::conversation_woke});
  CHECK(world.of(maya).waiting_since == world.now());
  CHECK(only<action::Say>(actions).conversation == world.of(maya).id);
}

TEST_CASE("FORGET re-opens nothing, however short ago it was closed") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Accepted{ana});
  world.does(maya, happened::Closed{ana});
  CHECK(kinds(world.texts(maya, "forget")).empty());
  CHECK(world.of(maya).state == State::closed);
}

TEST_CASE("whoever opted out is forgotten without a word") {
  World world;
  const auto maya = world.texter();
  world.texts(maya, "STOP");
  const auto asked = world.texts(maya, "forget");
  CHECK(has<action::AskForget>(asked));
  CHECK_FALSE(has<action::Say>(asked));
  const auto actions = world.texts(maya, "forget");
  CHECK(has<action::Forget>(actions));
  CHECK_FALSE(has<action::Say>(actions));
}
