// product.md, "Routing": a line's hours, and what coordinators set it to over them.
#include <doctest/doctest.h>

#include "tests/story/line.hpp"

namespace warmline::story {

using namespace std::chrono_literals;
using Words = std::vector<std::string>;

namespace {

Setup open_from_10_to_22() {
  return {.hours = every_day("10:00-22:00")};
}
const std::string opens_on_saturday = "We open on Saturday at 10 am.";
const std::string opens_on_sunday = "We open on Sunday at 10 am.";

}  // namespace

TEST_CASE("outside hours, the closed text instead") {
  Line line(open_from_10_to_22());
  line.at("Fri 23:00").texts(maya, "hi").after(1min);
  CHECK(line.heard(maya) == Words{opens_on_saturday});
  CHECK(line.waits(maya));
  line.at("Sat 10:00").texts(noor, "hi");
  CHECK(line.last_heard(noor) == wording::nobody_on);
}

TEST_CASE("… at most once in 12 hours") {
  Line line(open_from_10_to_22());
  const auto cora = line.coordinator("cora");
  line.at("Fri 23:00").texts(maya, "hi").texts(maya, "hello?").at("Sat 09:59").texts(maya, "oh");
  CHECK(line.heard(maya) == Words{opens_on_saturday});
  // The next evening it is said again, once.
  line.at("Sat 22:30").texts(maya, "still nobody?").texts(maya, "please").after(1h);
  CHECK(line.heard(maya) == Words{opens_on_saturday, opens_on_sunday});
  // Nor is it said sooner in a new conversation, or since somebody closes the line by hand.
  line.at("Sun 09:00").closes(cora, maya).at("Sun 09:45").closes_the_line(cora, 4h);
  line.texts(maya, "me again").after(10min);
  CHECK(line.conversations_of(maya) == 2);
  CHECK(line.heard(maya).size() == 2);
  line.at("Sun 10:30").texts(maya, "are you there now?");
  CHECK(line.last_heard(maya) == "We open on Sunday at 1:45 pm.");
  CHECK(line.heard(maya).size() == 3);
}

TEST_CASE("who came while it was closed is not offered to anybody until it opens") {
  Line line(open_from_10_to_22());
  const auto ana = line.peer("ana");
  line.at("Fri 23:00").comes_on(ana).texts(maya, "hi").at("Sat 09:59");
  CHECK(line.waits(maya));
  CHECK(line.times(EventKind::conversation_offered) == 0);
  line.at("Sat 10:00").after(5s);
  CHECK(line.offered_to(maya) == ana);
}

TEST_CASE("a peer who is on all the same may take them meanwhile") {
  Line line(open_from_10_to_22());
  const auto ana = line.peer("ana");
  line.at("Fri 23:00").comes_on(ana).texts(maya, "hi").claims(ana, maya);
  line.replies(ana, maya, "we are closed, but I am here");
  CHECK(line.owner(maya) == ana);
  CHECK(line.heard(maya) == Words{opens_on_saturday, "we are closed, but I am here"});
}

TEST_CASE("who waits since before it closed is looked after all the same") {
  Line line(open_from_10_to_22());
  const auto ana = line.peer("ana", {.capacity = 1});
  const auto ben = line.peer("ben");
  line.at("Fri 21:50").comes_on(ana).texts(noor, "hi").accepts(ana, noor);
  line.replies(ana, noor, "I am here").texts(maya, "hi");
  REQUIRE(line.waits(maya));
  line.at("Fri 22:10").texts(omar, "hi").comes_on(ben);
  CHECK(line.offered_to(maya) == ben);
  CHECK(line.waits(omar));
  // So is who had an answer already.
  line.hands_off(ana, noor);
  CHECK(line.offered_to(noor) == ben);
}

TEST_CASE("who still waits when it closes and the last peer goes is told so, once") {
  Line line(open_from_10_to_22());
  line.at("Fri 21:00").nobody_is_on().texts(maya, "hi").at("Sat 09:30");
  CHECK(line.heard(maya) == Words{wording::nobody_on, opens_on_saturday});
  CHECK(line.waits(maya));
}

TEST_CASE("coordinators may set a line to `closed` until a time they choose") {
  Line line;
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana");
  line.at("Fri 18:00").comes_on(ana).closes_the_line(cora, 2h).texts(maya, "hi");
  CHECK(line.heard(maya) == Words{"We open on Friday at 8 pm."});
  line.at("Fri 19:59");
  CHECK(line.waits(maya));
  // It ends by itself.
  line.at("Fri 20:00").after(5s);
  CHECK(line.offered_to(maya) == ana);
  line.texts(noor, "hi");
  CHECK(line.last_heard(noor) == wording::welcome);
  CHECK(line.who_did(EventKind::line_switched) == cora);
}

TEST_CASE("… with the text that texters will get") {
  Line line;
  const auto cora = line.coordinator("cora");
  line.at("Fri 18:00").closes_the_line(cora, 2h, "A storm cut our power. Back {opens}.");
  line.is_cut_off().texts(maya, "hi");
  CHECK(line.last_heard(maya) == "A storm cut our power. Back on Friday at 8 pm.");
  line.at("Fri 20:00").texts(noor, "hi");
  CHECK(line.last_heard(noor) == wording::nobody_on);
}

TEST_CASE("… or to `short-staffed`: they are welcomed so, and offered as ever") {
  Line line;
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana");
  line.at("Fri 18:00").comes_on(ana).says_few_are_here(cora, 2h).texts(maya, "hi");
  CHECK(line.heard(maya) == Words{wording::short_staffed});
  CHECK(line.offered_to(maya) == ana);
  line.accepts(ana, maya).replies(ana, maya, "I am here");
  line.says_few_are_here(cora, 2h, "There are two of us tonight.").texts(noor, "hi");
  CHECK(line.last_heard(noor) == "There are two of us tonight.");
  line.accepts(ana, noor).replies(ana, noor, "hello").at("Fri 20:00").texts(omar, "hi");
  CHECK(line.last_heard(omar) == wording::welcome);
}

TEST_CASE(
    "a line that was closed by hand is opened by hand too, and who waits is offered at once") {
  Line line;
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana");
  line.comes_on(ana).closes_the_line(cora, 8h).texts(maya, "hi").after(1h);
  REQUIRE(line.waits(maya));
  line.opens_the_line(cora);
  CHECK(line.offered_to(maya) == ana);
}

TEST_CASE("a line that is closed by hand past its hours opens when both let it") {
  Line line(open_from_10_to_22());
  const auto cora = line.coordinator("cora");
  line.at("Fri 20:00").closes_the_line(cora, 4h).texts(maya, "hi");
  CHECK(line.heard(maya) == Words{opens_on_saturday});
}

}  // namespace warmline::story
