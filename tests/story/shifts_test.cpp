// product.md, "Routing": "Shifts", and signing on and off from a phone.
#include <doctest/doctest.h>

#include "tests/story/line.hpp"

namespace warmline::story {

using namespace std::chrono_literals;
using Words = std::vector<std::string>;

namespace {

// On a line in Los Angeles, from the first moment of a Friday on. Ana has a shift each week, and
// Cora plans it.
struct Rota {
  Line line;
  Person cora = line.coordinator("cora");
  Person ana = line.peer("ana");
  Person ben = line.peer("ben", {.capacity = 2});

  explicit Rota(std::string_view when, const std::string& from = "2026-11-20")
      : line({.begins = from, .time_zone = "America/Los_Angeles"}) {
    line.plans(cora, ana, when);
  }
  // They talk, and nothing is unanswered.
  void talk(const Texter& texter) {
    line.texts(texter, "hi").accepts(ana, texter).replies(ana, texter, "hello");
  }
};

}  // namespace

TEST_CASE("a rota repeats weekly, in the line's IANA time zone, across midnight") {
  Rota rota("Fri 20:00-04:00");
  auto& line = rota.line;
  for (int week = 0; week < 2; ++week) {
    CHECK_FALSE(line.at("Fri 19:59").is_on_shift(rota.ana));
    CHECK(line.at("Fri 20:00").is_on_shift(rota.ana));
    CHECK(line.at("Sat 02:00").is_on_shift(rota.ana));
    CHECK(line.at("Sat 03:59").is_on_shift(rota.ana));
    CHECK_FALSE(line.at("Sat 04:00").is_on_shift(rota.ana));
    CHECK_FALSE(line.at("Sat 20:00").is_on_shift(rota.ana));
  }
}

TEST_CASE(
    "… and across DST: a night shift ends when the clock says so, in nine hours or in seven") {
  // The first nights of November 2026 and March 2027 in which the clock changes.
  for (const std::string friday : {"2026-10-30", "2027-03-12"}) {
    CAPTURE(friday);
    Rota rota("Sat 20:00-04:00", friday);
    auto& line = rota.line;
    CHECK_FALSE(line.at("Sat 19:59").is_on_shift(rota.ana));
    line.at("Sat 20:00").comes_on(rota.ana);
    CHECK(line.is_on_shift(rota.ana));
    CHECK(line.at("Sun 00:59").is_on_shift(rota.ana));
    CHECK(line.at("Sun 03:40").is_on_shift(rota.ana));
    CHECK_FALSE(line.told_of_the_end(rota.ana));
    line.at("Sun 03:46");
    CHECK(line.told_of_the_end(rota.ana));
    CHECK(line.at("Sun 03:59").is_on_shift(rota.ana));
    CHECK_FALSE(line.at("Sun 04:00").is_on_shift(rota.ana));
    line.at("Sun 04:10");
    CHECK(line.presence(rota.ana) == Presence::on);
    line.at("Sun 04:16");
    CHECK(line.presence(rota.ana) == Presence::off);
  }
}

TEST_CASE("a shift reminds, it does not force") {
  Rota rota("Fri 20:00-22:00");
  auto& line = rota.line;
  line.has_phone(rota.ana).at("Fri 19:46");
  CHECK(line.last_heard(rota.ana) == "It begins on Friday at 8 pm");
  line.at("Fri 20:05").texts(maya, "hi").at("Fri 20:30");
  CHECK(line.presence(rota.ana) == Presence::off);
  CHECK(line.waits(maya));
  // A day ahead of the next one too.
  line.at("Thu 20:01");
  CHECK(line.last_heard(rota.ana) == "Your shift begins on Friday at 8 pm");
  CHECK(line.heard(rota.ana).size() == 2);
}

TEST_CASE("being on outside the rota is allowed and shown") {
  Rota rota("Fri 20:00-22:00");
  auto& line = rota.line;
  line.at("Fri 20:30").comes_on(rota.ana).comes_on(rota.ben);
  CHECK_FALSE(line.is_outside_the_rota(rota.ana));
  CHECK(line.is_outside_the_rota(rota.ben));
  line.goes_off(rota.ana).texts(maya, "hi").accepts(rota.ben, maya).replies(rota.ben, maya, "hey");
  line.at("Fri 22:30");
  CHECK(line.presence(rota.ben) == Presence::on);
  CHECK(line.owner(maya) == rota.ben);
  // Ana too, who came back when hers was over.
  line.comes_on(rota.ana).at("Fri 23:59");
  CHECK(line.is_outside_the_rota(rota.ana));
  CHECK(line.presence(rota.ana) == Presence::on);
}

TEST_CASE("15 min before the end: a reminder with what is still open") {
  Rota rota("Fri 20:00-22:00");
  auto& line = rota.line;
  line.at("Fri 21:00").comes_on(rota.ana);
  for (const Texter& each : {maya, noor, omar}) rota.talk(each);
  line.rests(rota.ana, omar, 12h).closes(rota.ana, noor).at("Fri 21:44");
  CHECK_FALSE(line.told_of_the_end(rota.ana));
  line.at("Fri 21:45").after(5s);
  CHECK(line.told_of_the_end(rota.ana) == Line::StillTheirs{.open = 1, .resting = 1});
}

TEST_CASE("… which nobody is told who went home, or is there outside the rota") {
  Rota rota("Fri 20:00-22:00");
  auto& line = rota.line;
  line.at("Fri 21:00").comes_on(rota.ana).comes_on(rota.ben).goes_off(rota.ana).at("Fri 21:50");
  CHECK(line.times(EventKind::shift_ending) == 0);
}

TEST_CASE("at the end plus `grace` (15 min), each open conversation returns to the queue") {
  Rota rota("Fri 20:00-22:00");
  auto& line = rota.line;
  line.at("Fri 21:30").comes_on(rota.ana);
  for (const Texter& each : {maya, noor}) rota.talk(each);
  line.rests(rota.ana, noor, 12h).at("Fri 22:14");
  CHECK(line.owner(maya) == rota.ana);
  CHECK(line.presence(rota.ana) == Presence::on);
  line.at("Fri 22:15").after(5s);
  CHECK(line.waits(maya));
  CHECK(line.waits(noor));
  CHECK(line.presence(rota.ana) == Presence::off);
  // Ahead of newcomers.
  line.texts(omar, "hi").comes_on(rota.ben);
  CHECK(line.offered_to(maya) == rota.ben);
  CHECK(line.offered_to(noor) == rota.ben);
  CHECK(line.waits(omar));
}

TEST_CASE("… also from a break, which does not outlast the shift") {
  Rota rota("Fri 20:00-22:00");
  auto& line = rota.line;
  line.at("Fri 21:30").comes_on(rota.ana);
  rota.talk(maya);
  line.takes_a_break(rota.ana).at("Fri 22:10");
  CHECK(line.owner(maya) == rota.ana);
  line.at("Fri 22:16");
  CHECK(line.waits(maya));
  CHECK(line.presence(rota.ana) == Presence::off);
}

TEST_CASE("… or goes to whom the peer chose before that") {
  Rota rota("Fri 20:00-22:00");
  auto& line = rota.line;
  line.at("Fri 21:30").comes_on(rota.ana);
  rota.talk(maya);
  line.comes_on(rota.ben).at("Fri 22:10").hands_off(rota.ana, maya, rota.ben).at("Fri 22:20");
  CHECK(line.owner(maya) == rota.ben);
}

TEST_CASE("nobody is stranded by a shift that ended during a power cut") {
  Rota rota("Fri 20:00-22:00");
  auto& line = rota.line;
  line.at("Fri 21:30").comes_on(rota.ana);
  rota.talk(maya);
  line.at("Fri 22:14").is_cut_off().after(1min + 5s).is_cut_off().after(5s);
  CHECK(line.waits(maya));
  CHECK(line.presence(rota.ana) == Presence::off);
  CHECK(line.times(EventKind::shift_ended) == 1);
}

TEST_CASE("where one shift follows another nothing is over in between") {
  Rota rota("Fri 20:00-22:00");
  auto& line = rota.line;
  line.plans(rota.cora, rota.ana, "Fri 22:00-23:00").at("Fri 21:30").comes_on(rota.ana);
  rota.talk(maya);
  line.at("Fri 22:30");
  CHECK(line.owner(maya) == rota.ana);
  line.at("Fri 23:16");
  CHECK(line.waits(maya));
}

TEST_CASE("peers sign on and off by a text from their own phone: ON, BREAK, OFF") {
  Line line;
  const auto ana = line.peer("ana");
  line.has_phone(ana).texts(maya, "hi").texts(ana, "On").after(1s);
  CHECK(line.presence(ana) == Presence::on);
  CHECK(line.offered_to(maya) == ana);
  line.accepts(ana, maya).texts(ana, "break").after(1s);
  CHECK(line.presence(ana) == Presence::break_);
  CHECK(line.waits(maya));
  line.texts(ana, "ON").accepts(ana, maya).replies(ana, maya, "hello").texts(ana, "off!").after(1s);
  CHECK(line.presence(ana) == Presence::off);
  CHECK(line.waits(maya));
  CHECK(line.heard(ana) == Words{"On, 1 wait", "On a break, 1 wait", "On, 1 wait", "Off, 1 wait"});
}

TEST_CASE("any other text from that phone is a texter's: peers may need the line too") {
  Line line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.has_phone(ana).comes_on(ben).texts(ana, "I am off today and need to talk").after(1s);
  CHECK(line.presence(ana) == Presence::off);
  CHECK(line.heard(ana) == Words{wording::welcome});
  CHECK(line.times(EventKind::conversation_offered) == 1);
}

TEST_CASE("nobody signs on from a phone that is not theirs") {
  Line line;
  const auto ana = line.peer("ana");
  line.texts(maya, "ON").after(1s);
  CHECK(line.presence(ana) == Presence::off);
  CHECK(line.said_by(maya) == Words{"ON"});
  CHECK(line.heard(maya) == Words{wording::nobody_on});
}

}  // namespace warmline::story
