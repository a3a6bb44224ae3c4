// What a line bears: somebody who comes too often, who is blocked, and a machine that answers.
#include <doctest/doctest.h>

#include "tests/story/line.hpp"

namespace warmline::story {

using namespace std::chrono_literals;
using Words = std::vector<std::string>;

namespace {

const std::string too_often = "too_often";

}  // namespace

TEST_CASE(
    "fair use: who comes more often in a day than the line has in mind is pointed out, not "
    "refused") {
  Line line({.contacts_per_day = 2});
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "one").accepts(ana, maya).closes(ana, maya).after(1h);
  line.texts(maya, "two").accepts(ana, maya);
  CHECK(line.flags_on(maya).empty());
  line.closes(ana, maya).after(1h).texts(maya, "three");
  CHECK(line.conversations_of(maya) == 3);
  CHECK(line.flags_on(maya) == Words{too_often});
  CHECK_FALSE(line.is_urgent(maya));
  CHECK(line.offered_to(maya) == ana);
  line.accepts(ana, maya).replies(ana, maya, "I am here");
  CHECK(line.heard(maya) ==
        Words{wording::welcome, wording::welcome, wording::welcome, "I am here"});
  // The day after it begins anew.
  line.closes(ana, maya).after(25h).texts(maya, "a new day");
  CHECK(line.flags_on(maya).empty());
}

TEST_CASE("fair use: who comes back within `rejoin`, or was asked to, is no contact more") {
  Line line({.contacts_per_day = 1});
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).closes(ana, maya).after(29min);
  line.texts(maya, "we were cut off").accepts(ana, maya);
  CHECK(line.conversations_of(maya) == 1);
  CHECK(line.flags_on(maya).empty());
  line.closes_asking_back(ana, maya).after(3h).texts(maya, "you said I should");
  CHECK(line.conversations_of(maya) == 2);
  CHECK(line.flags_on(maya).empty());
  line.accepts(ana, maya).closes(ana, maya).after(3h).texts(maya, "once more");
  CHECK(line.flags_on(maya) == Words{too_often});
}

TEST_CASE("fair use: a line without it counts nobody's contacts") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana);
  for (int again = 0; again < 6; ++again) {
    line.texts(maya, "hi").accepts(ana, maya).closes(ana, maya).after(1h);
  }
  CHECK(line.conversations_of(maya) == 6);
  CHECK(line.times(EventKind::flag_raised) == 0);
}

TEST_CASE("blocking: what is texted then is kept, answered by nothing, and unread by nobody") {
  Line line;
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "I know where you live").accepts(ana, maya);
  line.replies(ana, maya, "this is where we stop").blocks(cora, maya, 48h);
  CHECK(line.state(maya) == ConversationState::closed);
  const auto unread_before = line.unread(ana, maya);
  line.after(1h).texts(maya, "answer me").texts(maya, "MENU").texts(maya, "HELP").after(1h);
  CHECK(line.said_by(maya) == Words{"I know where you live", "answer me", "MENU", "HELP"});
  CHECK(line.heard(maya) == Words{wording::welcome, "this is where we stop"});
  CHECK(line.unread(ana, maya) == unread_before);
  CHECK(line.state(maya) == ConversationState::closed);
  CHECK(line.conversations_of(maya) == 1);
  CHECK(line.who_did(EventKind::thread_blocked) == cora);
}

TEST_CASE("blocking: it ends by itself, when it was said to") {
  Line line;
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").blocks(cora, maya, 48h).after(47h).texts(maya, "hello?");
  CHECK(line.state(maya) == ConversationState::closed);
  line.is_cut_off().after(1h).texts(maya, "and now?");
  CHECK(line.conversations_of(maya) == 2);
  CHECK(line.offered_to(maya) == ana);
  CHECK(line.last_heard(maya) == wording::welcome);
}

TEST_CASE("blocking: only coordinators do it, only on this line, and STOP holds all the same") {
  Line line;
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya);
  CHECK(line.tries_to_block(ana, maya, 48h) == ProblemCode::forbidden);
  line.blocks(cora, maya, 48h).texts(maya, "hi", 1).texts(maya, "STOP").after(1s);
  CHECK(line.offered_to(maya, 1) == ana);
  CHECK(line.last_heard(maya, 1) == wording::welcome);
  CHECK(line.is_opted_out(maya));
}

TEST_CASE(
    "two machines don't go on answering each other for 24 hours: five an hour, then silence") {
  Line line;
  // Its words happen to be one of ours, and so each is answered.
  line.is_answered_by_a_machine(maya, "WAIT").texts(maya, "hi").after(24h);
  CHECK(line.heard(maya).size() == 5);
  CHECK(line.most_heard_in_an_hour(maya) == 5);
  // It is flagged, and the conversation is there for a person.
  CHECK(line.flags_on(maya) == Words{"machine"});
  CHECK(line.times(EventKind::automatic_held_back) == 1);
  CHECK(line.waits(maya));
  CHECK(line.said_by(maya).size() == 6);
}

TEST_CASE("… nor with a machine that never gives up") {
  Line line;
  line.texts(maya, "hi");
  for (int minute = 0; minute < 24 * 60; minute += 10) line.texts(maya, "HELP").after(10min);
  CHECK(line.most_heard_in_an_hour(maya) <= 5);
  CHECK(line.times(EventKind::automatic_held_back) > 0);
  CHECK(line.times(EventKind::automatic_held_back) <= 24);
}

TEST_CASE("who is away and has a machine say so is greeted once, and not forgotten by anybody") {
  Line line;
  const auto ana = line.peer("ana");
  line.is_answered_by_a_machine(maya, "I am driving").comes_on(ana).texts(maya, "hi").after(30s);
  CHECK(line.heard(maya) == Words{wording::welcome});
  line.accepts(ana, maya).replies(ana, maya, "I am here when you are").after(20min);
  CHECK(line.heard(maya) == Words{wording::welcome, "I am here when you are"});
}

TEST_CASE("what people write is not held back with the machine's") {
  Line line;
  const auto ana = line.peer("ana");
  line.is_answered_by_a_machine(maya, "HELP").texts(maya, "hi").after(10min);
  REQUIRE(line.heard(maya).size() == 5);
  line.comes_on(ana).accepts(ana, maya).replies(ana, maya, "are you there?").after(1s);
  CHECK(line.last_heard(maya) == "are you there?");
}

}  // namespace warmline::story
