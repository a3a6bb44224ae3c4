// What went wrong on other people's lines, each as it would go here.
#include <doctest/doctest.h>

#include "tests/story/line.hpp"

namespace warmline::story {

using namespace std::chrono_literals;
using Words = std::vector<std::string>;

TEST_CASE("a returning texter does not land on someone who went home") {
  Line line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.at("Fri 23:40").comes_on(ana).texts(maya, "hi").accepts(ana, maya).closes(ana, maya);
  line.goes_off(ana).after(10min).texts(maya, "are you still there?");
  CHECK(line.waits(maya));
  line.comes_on(ben);
  CHECK(line.offered_to(maya) == ben);
}

TEST_CASE("a thread that is assigned and ignored does not stay so forever") {
  Line line;
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  // Ana is not even on, and Cora insists.
  line.texts(maya, "hi").insists(cora, maya, ana).comes_on(ben).after(10min + 5s);
  CHECK(line.offered_to(maya) == ben);
}

TEST_CASE("a peer who comes on while people wait gets them, as many as they can take") {
  Line line;
  const auto ana = line.peer("ana", {.capacity = 2});
  line.nobody_is_on().texts(maya, "hi").texts(noor, "hi").texts(omar, "hi").after(20min);
  line.comes_on(ana);
  CHECK(line.offered_to(maya) == ana);
  CHECK(line.offered_to(noor) == ana);
  CHECK(line.waits(omar));
}

TEST_CASE("the oldest is served before the newest") {
  Line line;
  const auto ana = line.peer("ana", {.capacity = 1});
  line.texts(maya, "hi").after(1s).texts(noor, "hi").after(1s).texts(maya, "hello?").comes_on(ana);
  CHECK(line.offered_to(maya) == ana);
  CHECK(line.waits(noor));
}

TEST_CASE("\"Stop. Thank you\" opts nobody out") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).texts(maya, "Stop. Thank you");
  CHECK_FALSE(line.is_opted_out(maya));
  CHECK_FALSE(line.tries_to_reply(ana, maya, "do you want to stop getting texts?"));
}

TEST_CASE("STOP on one line does not block another") {
  Line line;
  line.texts(maya, "hi", 0).texts(maya, "STOP", 0).texts(maya, "hi", 1);
  CHECK(line.is_opted_out(maya, 0));
  CHECK_FALSE(line.is_opted_out(maya, 1));
  CHECK(line.last_heard(maya, 1) == wording::nobody_on);
  CHECK(line.waits(maya, 1));
}

TEST_CASE("a full peer is not handed a conversation by claiming it, nor by a colleague") {
  Line line(LineMode::pull);
  const auto ana = line.peer("ana", {.capacity = 1});
  const auto ben = line.peer("ben");
  line.comes_on(ana).comes_on(ben).texts(maya, "hi").texts(noor, "hi").claims(ana, maya);
  CHECK(line.tries_to_claim(ana, noor) == ProblemCode::at_capacity);
  CHECK(line.waits(noor));
  line.claims(ben, noor);
  CHECK(line.tries_to_hand_off(ben, noor, ana) == ProblemCode::peer_full);
  CHECK(line.owner(noor) == ben);
}

TEST_CASE("two who claim at once do not both have it") {
  Line line(LineMode::pull);
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.comes_on(ana).comes_on(ben).texts(maya, "hi").claims(ana, maya);
  CHECK(line.tries_to_claim(ben, maya) == ProblemCode::already_claimed);
  CHECK(line.owner(maya) == ana);
}

TEST_CASE("a handoff does not greet the texter again") {
  Line line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.comes_on(ana).comes_on(ben).texts(maya, "hi").accepts(ana, maya).hands_off(ana, maya, ben);
  line.texts(maya, "who is this?").hands_off(ben, maya).after(1min);
  CHECK(line.heard(maya) == Words{wording::welcome});
}

TEST_CASE("an overnight Friday shift is not off at Saturday 02:00") {
  Line line({.time_zone = "America/Los_Angeles"});
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana");
  line.plans(cora, ana, "Fri 20:00-04:00").at("Fri 19:50").comes_on(ana).at("Sat 02:00");
  CHECK(line.is_on_shift(ana));
  CHECK_FALSE(line.is_outside_the_rota(ana));
  CHECK(line.presence(ana) == Presence::on);
  line.texts(maya, "hi");
  CHECK(line.offered_to(maya) == ana);
}

TEST_CASE("a line that is open overnight is not closed at Saturday 02:00") {
  Line line({.time_zone = "America/Los_Angeles", .hours = every_day("18:00-06:00")});
  line.at("Sat 02:00").texts(maya, "hi");
  CHECK(line.last_heard(maya) == wording::nobody_on);
}

TEST_CASE("who is on a break overnight keeps nobody waiting until the morning") {
  Line line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.at("Fri 22:00").comes_on(ana).texts(maya, "hi").accepts(ana, maya).takes_a_break(ana);
  line.at("Sat 02:00").comes_on(ben);
  CHECK(line.offered_to(maya) == ben);
}

}  // namespace warmline::story
