// product.md, "Routing": "Keywords".
#include <doctest/doctest.h>

#include "tests/story/line.hpp"

namespace warmline::story {

using namespace std::chrono_literals;
using Words = std::vector<std::string>;

TEST_CASE("STOP and its family: the whole text, ignoring case, punctuation and spaces around") {
  for (const char* word : {"STOP", " stop. ", "Unsubscribe!", "\"quit\""}) {
    CAPTURE(word);
    Line line;
    line.texts(maya, "hi").texts(maya, word);
    CHECK(line.is_opted_out(maya));
    CHECK(line.state(maya) == ConversationState::closed);
  }
}

TEST_CASE("STOP wins: nothing goes to someone who opted out, until they opt back in") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).texts(maya, "STOP");
  CHECK(line.tries_to_reply(ana, maya, "are you sure?") == ProblemCode::opted_out);
  line.texts(maya, "HELP").after(1h);
  CHECK(line.heard(maya) == Words{wording::welcome});
  line.texts(maya, "START").texts(maya, "I am back");
  CHECK_FALSE(line.is_opted_out(maya));
  CHECK_FALSE(line.tries_to_reply(ana, maya, "I am glad"));
}

TEST_CASE("HELP/INFO as carriers define them") {
  Line line;
  line.texts(maya, "info");
  CHECK(line.last_heard(maya) == wording::help);
}

TEST_CASE("FORGET (asks once to confirm)") {
  Line line;
  line.texts(maya, "hi").texts(maya, "FORGET").after(1min);
  CHECK(line.last_heard(maya) == wording::forget);
  CHECK(line.times(EventKind::texter_forgotten) == 0);
  line.texts(maya, "forget").after(1min);
  CHECK(line.times(EventKind::texter_forgotten) == 1);
}

TEST_CASE("FORGET: … and confirmed, whoever texts again is nobody the line knows") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).texts(maya, "FORGET").after(23h);
  line.texts(maya, "FORGET").after(1h);
  const auto heard_before = line.heard(maya).size();
  line.texts(maya, "hello").after(1min);
  CHECK(line.said_by(maya) == Words{"hello"});
  CHECK(line.conversations_of(maya) == 1);
  CHECK(line.heard(maya).size() == heard_before + 1);
}

TEST_CASE("FORGET: not confirmed within a day, it is asked for anew") {
  Line line;
  line.texts(maya, "FORGET").after(25h).texts(maya, "FORGET").after(1min);
  CHECK(line.heard(maya) == Words{wording::forget, wording::forget});
  CHECK(line.times(EventKind::texter_forgotten) == 0);
}

TEST_CASE("SWITCH (someone else, please)") {
  Line line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).replies(ana, maya, "hello");
  line.comes_on(ben).texts(maya, "switch").after(1s);
  CHECK(line.last_heard(maya) == wording::someone_else);
  CHECK(line.offered_to(maya) == ben);
}

TEST_CASE("SWITCH: they are not given the same person again, nor on another day") {
  Line line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).texts(maya, "SWITCH").after(30min);
  CHECK(line.waits(maya));
  CHECK(line.times_asked(ana) == 1);
  line.comes_on(ben).accepts(ben, maya).closes(ben, maya).goes_off(ben).after(24h);
  line.comes_on(ana).texts(maya, "hi again").after(30min);
  CHECK(line.conversations_of(maya) == 2);
  CHECK(line.waits(maya));
  CHECK(line.times_asked(ana) == 1);
}

TEST_CASE("SWITCH: the same person can't pick them from the queue, nor be handed them") {
  Line line(LineMode::pull);
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.comes_on(ana).comes_on(ben);
  line.texts(maya, "hi").claims(ana, maya).texts(maya, "SWITCH");
  CHECK(line.tries_to_claim(ana, maya) == ProblemCode::not_wanted);
  line.claims(ben, maya);
  CHECK(line.tries_to_hand_off(ben, maya, ana) == ProblemCode::not_wanted);
}

TEST_CASE("SWITCH: who asks for it twice gets neither of the two") {
  Line line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  const auto eva = line.peer("eva");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).comes_on(ben).texts(maya, "switch");
  line.accepts(ben, maya).texts(maya, "switch").after(10min);
  CHECK(line.waits(maya));
  CHECK(line.times_asked(ana) == 1);
  CHECK(line.times_asked(ben) == 1);
  line.comes_on(eva);
  CHECK(line.offered_to(maya) == eva);
}

TEST_CASE("SWITCH: before anybody has answered there is nobody to be switched from") {
  Line line;
  const auto ana = line.peer("ana");
  line.texts(maya, "hi").texts(maya, "switch").after(1s);
  CHECK(line.last_heard(maya) == "You are number 1.");
  line.comes_on(ana);
  CHECK(line.offered_to(maya) == ana);
}

TEST_CASE("SWITCH: asked for soon after the end, it is somebody else who goes on") {
  Line line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).closes(ana, maya).comes_on(ben);
  line.after(5min).texts(maya, "switch");
  CHECK(line.offered_to(maya) == ben);
}

TEST_CASE("WAIT (where am I in the queue)") {
  Line line;
  const auto ana = line.peer("ana", {.capacity = 1});
  line.texts(noor, "hi").after(1s).texts(omar, "hi").after(1s).texts(maya, "hi");
  line.texts(maya, "WAIT").after(1s);
  CHECK(line.last_heard(maya) == "You are number 3.");
  line.comes_on(ana).accepts(ana, noor).texts(maya, "wait?").after(1s);
  CHECK(line.last_heard(maya) == "You are number 2.");
  line.closes(ana, noor);
  REQUIRE(line.offered_to(omar) == ana);
  line.texts(omar, "wait").texts(maya, "Wait!").after(1s);
  CHECK(line.last_heard(omar) == "You are number 1.");
  CHECK(line.last_heard(maya) == "You are number 1.");
}

TEST_CASE("WAIT: to whoever is answered already it is a word like any other") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).texts(maya, "wait").after(1s);
  CHECK(line.heard(maya) == Words{wording::welcome});
  CHECK(line.said_by(maya) == Words{"hi", "wait"});
}

TEST_CASE("ours, in each of the line's languages") {
  Line line({.languages = {"en", "es"}});
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.texts(maya, "hola").texts(maya, "¡Espera!").after(1s);
  CHECK(line.last_heard(maya) == "You are number 1.");
  line.comes_on(ana).accepts(ana, maya).comes_on(ben).texts(maya, "CAMBIAR").after(1s);
  CHECK(line.offered_to(maya) == ben);
  line.texts(maya, "olvídame").texts(maya, "olvidar").after(1min);
  CHECK(line.times(EventKind::texter_forgotten) == 1);
}

TEST_CASE("… and in no other: there they are just texts") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hola").accepts(ana, maya);
  line.texts(maya, "espera").texts(maya, "cambiar").texts(maya, "olvidar").after(1s);
  CHECK(line.owner(maya) == ana);
  CHECK(line.heard(maya) == Words{wording::welcome});
}

TEST_CASE("a sentence that contains such a word is just a text for the peer") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "I can't stop crying").accepts(ana, maya);
  line.texts(maya, "please help").texts(maya, "I want to forget him").texts(maya, "I can't wait");
  line.texts(maya, "can we switch to him?").texts(maya, "he read me the menu").after(1s);
  CHECK_FALSE(line.is_opted_out(maya));
  CHECK(line.owner(maya) == ana);
  CHECK(line.heard(maya) == Words{wording::welcome});
  CHECK(line.said_by(maya).size() == 6);
}

}  // namespace warmline::story
