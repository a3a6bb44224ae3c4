#include "routing/hours.hpp"

#include <doctest/doctest.h>

using namespace warmline::routing;
using namespace std::chrono_literals;
using State = Standing::State;

namespace {

const std::string portland = "America/Los_Angeles";
const std::string berlin = "Europe/Berlin";

Instant at(const std::string& utc) {
  return *parse_instant(utc);
}

// Every evening from 17:00 to 22:00, and on Friday from 20:00 to 02:00 only.
Hours evenings() {
  Hours hours;
  for (auto& day : hours.weekly) day = {*parse_span("17:00-22:00")};
  hours.weekly[5] = {*parse_span("20:00-02:00")};
  return hours;
}

Standing stands(const Hours& hours, const std::string& utc, const std::string& zone = portland) {
  return standing(hours, std::nullopt, zone, at(utc));
}

}  // namespace

TEST_CASE("a span is two times of a day, and may end on the next") {
  CHECK(parse_span("09:00-17:30") == Span{9h, 17h + 30min});
  CHECK(parse_span("20:00-02:00") == Span{20h, 26h});
  CHECK(parse_span("00:00-24:00") == Span{0h, 24h});
  CHECK(to_string(*parse_span("20:00-02:00")) == "20:00-02:00");
  CHECK(to_string(*parse_span("00:00-24:00")) == "00:00-24:00");
  for (const auto* wrong : {"", "9:00-17:00", "09:00", "09:00-09:00", "25:00-02:00", "09:60-10:00",
                            "24:00-02:00", "09:00-17:00 ", "09-17", "ab:cd-ef:gh", "24:01-01:00"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_span(wrong));
  }
}

TEST_CASE("a day is a date that exists") {
  CHECK(to_string(*parse_day("2026-12-24")) == "2026-12-24");
  for (const auto* wrong : {"", "2026-2-30", "2026-02-30", "2026-13-01", "24.12.2026", "2026-12-2x",
                            "2026-12-244", "+026-12-24"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_day(wrong));
  }
}

TEST_CASE("a line without hours is always open") {
  CHECK(stands({}, "2026-11-22T03:00:00Z").state == State::open);
}

TEST_CASE("a line is open in its own time zone, and says when it opens next") {
  // 16:59 on a Saturday in Portland.
  const auto before = stands(evenings(), "2026-11-22T00:59:00Z");
  CHECK(before.state == State::closed);
  CHECK(before.opens_at == at("2026-11-22T01:00:00Z"));
  CHECK(stands(evenings(), "2026-11-22T01:00:00Z").state == State::open);
  CHECK(stands(evenings(), "2026-11-22T05:59:59Z").state == State::open);
  const auto after = stands(evenings(), "2026-11-22T06:00:00Z");
  CHECK(after.state == State::closed);
  CHECK(after.since == at("2026-11-22T06:00:00Z"));
  CHECK(after.opens_at == at("2026-11-23T01:00:00Z"));
}

TEST_CASE("a Friday night goes on until Saturday 02:00") {
  CHECK(stands(evenings(), "2026-11-21T03:59:00Z").state == State::closed);
  CHECK(stands(evenings(), "2026-11-21T04:00:00Z").state == State::open);
  CHECK(stands(evenings(), "2026-11-21T09:59:00Z").state == State::open);
  CHECK(stands(evenings(), "2026-11-21T10:00:00Z").state == State::closed);
}

TEST_CASE("hours keep to the clock on the wall when the clocks change") {
  // Portland goes back on November 1st: 17:00 was 00:00 UTC, and is 01:00 UTC.
  CHECK(stands(evenings(), "2026-11-01T00:00:00Z").state == State::open);
  CHECK(stands(evenings(), "2026-11-02T00:00:00Z").state == State::closed);
  CHECK(stands(evenings(), "2026-11-02T01:00:00Z").state == State::open);
  // Berlin goes forward on March 28th 2027: the night is an hour shorter.
  Hours nights;
  for (auto& day : nights.weekly) day = {*parse_span("22:00-06:00")};
  CHECK(stands(nights, "2027-03-27T21:00:00Z", berlin).state == State::open);
  CHECK(stands(nights, "2027-03-28T03:59:00Z", berlin).state == State::open);
  CHECK(stands(nights, "2027-03-28T04:00:00Z", berlin).state == State::closed);
  // One that begins at a time that there is not begins when the clocks are there.
  Hours skipped;
  for (auto& day : skipped.weekly) day = {*parse_span("02:30-04:00")};
  CHECK(stands(skipped, "2027-03-28T00:59:00Z", berlin).state == State::closed);
  CHECK(stands(skipped, "2027-03-28T01:00:00Z", berlin).state == State::open);
}

TEST_CASE("spans that touch are one, and several make up a day") {
  Hours hours;
  for (auto& day : hours.weekly)
    day = {*parse_span("17:00-24:00"), *parse_span("00:00-02:00"), *parse_span("09:00-12:00")};
  CHECK(stands(hours, "2026-11-22T08:00:00Z").state == State::open);  // midnight
  const auto night = stands(hours, "2026-11-22T10:30:00Z");
  CHECK(night.state == State::closed);
  CHECK(night.since == at("2026-11-22T10:00:00Z"));
  CHECK(night.opens_at == at("2026-11-22T17:00:00Z"));
}

TEST_CASE("a holiday closes the day, and a changed day has its own hours") {
  auto hours = evenings();
  hours.days = {{*parse_day("2026-12-24"), {}},
                {*parse_day("2026-12-25"), {*parse_span("10:00-12:00")}}};
  const auto eve = stands(hours, "2026-12-25T02:00:00Z");  // 18:00 on the 24th
  CHECK(eve.state == State::closed);
  CHECK(eve.opens_at == at("2026-12-25T18:00:00Z"));
  CHECK(stands(hours, "2026-12-25T18:30:00Z").state == State::open);
  CHECK(stands(hours, "2026-12-26T05:00:00Z").state == State::closed);  // Friday night is off
}

TEST_CASE("a line that always is open can be closed for a day") {
  Hours hours;
  hours.days = {{*parse_day("2026-12-24"), {}}};
  CHECK(stands(hours, "2026-12-24T20:00:00Z").state == State::closed);
}

TEST_CASE("the switch closes an open line until its time, and then its hours count again") {
  const LineSwitch closed{
      SwitchTo::closed, at("2026-11-22T02:00:00Z"), at("2026-11-22T04:00:00Z"), {}};
  const auto while_on = standing(evenings(), closed, portland, at("2026-11-22T03:00:00Z"));
  CHECK(while_on.state == State::closed);
  CHECK(while_on.since == closed.since);
  CHECK(while_on.opens_at == closed.until);
  CHECK(standing(evenings(), closed, portland, closed.until).state == State::open);
  CHECK(standing({}, closed, portland, at("2026-11-22T03:00:00Z")).opens_at == closed.until);
}

TEST_CASE("a line that is switched to closed beyond its hours opens with the next ones") {
  const LineSwitch closed{
      SwitchTo::closed, at("2026-11-22T02:00:00Z"), at("2026-11-22T08:00:00Z"), {}};
  CHECK(standing(evenings(), closed, portland, at("2026-11-22T03:00:00Z")).opens_at ==
        at("2026-11-23T01:00:00Z"));
  const LineSwitch longer{
      SwitchTo::closed, at("2026-11-22T02:00:00Z"), at("2026-11-23T03:00:00Z"), {}};
  const auto outside = standing(evenings(), longer, portland, at("2026-11-22T12:00:00Z"));
  CHECK(outside.state == State::closed);
  CHECK(outside.opens_at == longer.until);
}

TEST_CASE("a line that was switched to closed is closed since then, also once its hours are over") {
  // From Saturday 18:00 on; the hours end at 22:00.
  const LineSwitch within{
      SwitchTo::closed, at("2026-11-22T02:00:00Z"), at("2026-11-22T08:00:00Z"), {}};
  CHECK(standing(evenings(), within, portland, at("2026-11-22T07:00:00Z")).since == within.since);
  CHECK(standing(evenings(), within, portland, at("2026-11-22T09:00:00Z")).since == within.since);
  // It was open in between.
  const LineSwitch before{
      SwitchTo::closed, at("2026-11-22T02:00:00Z"), at("2026-11-22T04:00:00Z"), {}};
  CHECK(standing(evenings(), before, portland, at("2026-11-22T07:00:00Z")).since ==
        at("2026-11-22T06:00:00Z"));
}

TEST_CASE("a closed line that is switched to short-staffed is closed since before that") {
  // The hours end at 22:00 on Saturday; it was closed by a switch from 18:00 on.
  LineSwitch few{SwitchTo::short_staffed,
                 at("2026-11-22T08:00:00Z"),
                 at("2026-11-24T00:00:00Z"),
                 {},
                 at("2026-11-22T02:00:00Z")};
  CHECK(standing(evenings(), few, portland, at("2026-11-22T09:00:00Z")).since == few.closed_since);
  // On the next day it has been open in between.
  CHECK(standing(evenings(), few, portland, at("2026-11-23T09:00:00Z")).since ==
        at("2026-11-23T06:00:00Z"));
  few.closed_since.reset();
  CHECK(standing(evenings(), few, portland, at("2026-11-22T09:00:00Z")).since ==
        at("2026-11-22T06:00:00Z"));
}

TEST_CASE("short-staffed is for while the line is open") {
  const LineSwitch few{
      SwitchTo::short_staffed, at("2026-11-22T02:00:00Z"), at("2026-11-22T12:00:00Z"), {}};
  CHECK(standing(evenings(), few, portland, at("2026-11-22T03:00:00Z")).state ==
        State::short_staffed);
  CHECK(standing(evenings(), few, portland, at("2026-11-22T07:00:00Z")).state == State::closed);
  CHECK(standing({}, few, portland, at("2026-11-22T07:00:00Z")).state == State::short_staffed);
}

TEST_CASE("open periods are what the hours and the days have open, whatever the line is set to") {
  auto hours = evenings();
  hours.days = {{*parse_day("2026-11-21"), {}}};
  // From Friday 21:00, within its evening, to Sunday 18:00, within that one; Saturday is closed.
  const auto open =
      open_periods(hours, portland, at("2026-11-21T05:00:00Z"), at("2026-11-23T02:00:00Z"));
  REQUIRE(open.size() == 2);
  CHECK(open.front().from == at("2026-11-21T05:00:00Z"));
  CHECK(open.front().to == at("2026-11-21T10:00:00Z"));
  CHECK(open.back().from == at("2026-11-23T01:00:00Z"));
  CHECK(open.back().to == at("2026-11-23T02:00:00Z"));
  CHECK(open_periods({}, portland, at("2026-11-21T05:00:00Z"), at("2026-11-22T05:00:00Z")).size() ==
        1);
}
