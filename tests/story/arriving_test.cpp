// product.md, "Routing": a conversation's states, and "A text arrives".
#include <doctest/doctest.h>

#include "tests/story/line.hpp"

namespace warmline::story {

using namespace std::chrono_literals;
using Words = std::vector<std::string>;

TEST_CASE("waiting -> offered -> open -> closed") {
  Line line;
  const auto ana = line.peer("ana");
  line.at("Sat 02:10").texts(maya, "hi");
  CHECK(line.state(maya) == ConversationState::waiting);
  line.comes_on(ana);
  CHECK(line.state(maya) == ConversationState::offered);
  CHECK(line.offered_to(maya) == ana);
  line.accepts(ana, maya);
  CHECK(line.state(maya) == ConversationState::open);
  CHECK(line.owner(maya) == ana);
  line.closes(ana, maya);
  CHECK(line.state(maya) == ConversationState::closed);
}

TEST_CASE("open <-> resting: the owner set a time to come back to it; a new text wakes it") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).replies(ana, maya, "until tonight");
  line.rests(ana, maya, 2h);
  CHECK(line.state(maya) == ConversationState::resting);
  CHECK(line.owner(maya) == ana);
  line.texts(maya, "I can't wait that long");
  CHECK(line.state(maya) == ConversationState::open);
  CHECK(line.owner(maya) == ana);

  line.replies(ana, maya, "I am here").rests(ana, maya, 30min).after(31min);
  CHECK(line.state(maya) == ConversationState::open);
}

TEST_CASE("any state but closed can return to waiting") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi");
  REQUIRE(line.offered_to(maya) == ana);
  line.goes_off(ana);
  CHECK(line.waits(maya));
  line.comes_on(ana).accepts(ana, maya).goes_off(ana);
  CHECK(line.waits(maya));
  line.comes_on(ana).accepts(ana, maya).rests(ana, maya, 1h).goes_off(ana);
  CHECK(line.waits(maya));
  line.comes_on(ana).accepts(ana, maya).closes(ana, maya).goes_off(ana).after(1h);
  CHECK(line.state(maya) == ConversationState::closed);
}

TEST_CASE("no live conversation in the thread: a new one, waiting") {
  Line line;
  const auto ana = line.peer("ana");
  line.nobody_is_on().texts(maya, "hi");
  CHECK(line.waits(maya));
  CHECK(line.conversations_of(maya) == 1);
  line.comes_on(ana).accepts(ana, maya).closes(ana, maya).goes_off(ana);
  line.after(31min).texts(maya, "it is me again");
  CHECK(line.waits(maya));
  CHECK(line.conversations_of(maya) == 2);
}

TEST_CASE("the texter gets the line's welcome at most once per conversation") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").texts(maya, "hello?").accepts(ana, maya);
  line.texts(maya, "thank you").after(1min);
  CHECK(line.heard(maya) == Words{wording::welcome});
  line.closes(ana, maya).after(5min).texts(maya, "one more thing");
  CHECK(line.conversations_of(maya) == 1);
  CHECK(line.heard(maya) == Words{wording::welcome});
  line.accepts(ana, maya).closes(ana, maya).after(31min).texts(maya, "a new day");
  CHECK(line.conversations_of(maya) == 2);
  CHECK(line.heard(maya) == Words{wording::welcome, wording::welcome});
}

TEST_CASE("with an honest word on the wait") {
  Line line;
  const auto ana = line.peer("ana");
  line.at("Sat 02:10").nobody_is_on().texts(maya, "hi");
  CHECK(line.last_heard(maya) == wording::nobody_on);
  line.comes_on(ana).texts(noor, "hi");
  CHECK(line.last_heard(noor) == wording::welcome);
  line.takes_a_break(ana).texts(omar, "hi");
  CHECK(line.last_heard(omar) == wording::nobody_on);
}

TEST_CASE("waiting, offered: appended") {
  Line line;
  const auto ana = line.peer("ana");
  line.texts(maya, "hi").texts(maya, "anybody?");
  CHECK(line.waits(maya));
  line.comes_on(ana).texts(maya, "please");
  CHECK(line.offered_to(maya) == ana);
  CHECK(line.conversations_of(maya) == 1);
  CHECK(line.said_by(maya) == Words{"hi", "anybody?", "please"});
}

TEST_CASE("resting: wakes; but to nobody who is not on") {
  Line line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).replies(ana, maya, "see you later");
  line.rests(ana, maya, 3h).takes_a_break(ana);
  REQUIRE(line.state(maya) == ConversationState::resting);
  line.texts(maya, "are you there?");
  CHECK(line.waits(maya));
  line.comes_on(ben);
  CHECK(line.offered_to(maya) == ben);
}

TEST_CASE("open: appended; if the owner is no longer on, back to the queue ahead of newcomers") {
  Line line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben", {.capacity = 1});
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).replies(ana, maya, "I am here");
  line.texts(maya, "good").replies(ana, maya, "tell me");
  CHECK(line.owner(maya) == ana);
  // On a break with nothing unanswered it stays hers, until something is.
  line.takes_a_break(ana).texts(noor, "hi");
  CHECK(line.owner(maya) == ana);
  line.after(1min).texts(maya, "it got worse");
  CHECK(line.waits(maya));
  line.comes_on(ben);
  CHECK(line.offered_to(maya) == ben);
  CHECK(line.waits(noor));
}

TEST_CASE("closed less than `rejoin` ago (30 min): the conversation re-opens") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).closes(ana, maya);
  line.after(29min).texts(maya, "one more thing");
  CHECK(line.conversations_of(maya) == 1);
  CHECK(line.offered_to(maya) == ana);
  line.accepts(ana, maya).closes(ana, maya).after(30min + 5s).texts(maya, "and another");
  CHECK(line.conversations_of(maya) == 2);
}

TEST_CASE("its last peer is tried first if on and below capacity; otherwise the queue") {
  Line line;
  const auto ana = line.peer("ana", {.capacity = 1});
  const auto ben = line.peer("ben");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).closes(ana, maya).comes_on(ben);
  line.after(5min).texts(maya, "it is me");
  CHECK(line.offered_to(maya) == ana);

  // Full.
  line.accepts(ana, maya).closes(ana, maya).texts(noor, "hi");
  REQUIRE(line.offered_to(noor) == ben);
  line.passes(ben, noor);
  REQUIRE(line.offered_to(noor) == ana);
  line.accepts(ana, noor).texts(maya, "it is me again");
  CHECK(line.offered_to(maya) == ben);

  // Gone home.
  line.accepts(ben, maya).closes(ben, maya).goes_off(ben).texts(maya, "hello?");
  CHECK(line.waits(maya));
}

}  // namespace warmline::story
