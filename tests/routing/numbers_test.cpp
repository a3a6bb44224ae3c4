#include "routing/numbers.hpp"

#include <tuple>

#include <doctest/doctest.h>

using namespace warmline::routing;
using namespace std::chrono_literals;

namespace {

Instant at(const char* time) {
  return parse_instant(time).value();
}
Day day(const char* text) {
  return parse_local_day(text).value();
}
std::int64_t seconds(const std::optional<std::chrono::seconds>& wait) {
  return wait ? wait->count() : -1;
}

constexpr auto* pacific = "America/Los_Angeles";

}  // namespace

TEST_CASE("the wall clock shows day, hour and weekday, also across changes of the clock") {
  WallClock clock(pacific);
  const auto shown = [&](const char* time) {
    const auto it = clock.at(at(time));
    return format_day(it.day) + " " + std::to_string(it.hour) + " " + std::to_string(it.weekday);
  };
  CHECK(shown("2026-11-22T07:59:59Z") == "2026-11-21 23 6");
  CHECK(shown("2026-11-22T08:00:00Z") == "2026-11-22 0 0");
  // The clock is put back at 2 in the morning of the first of November, and one hour is there
  // twice.
  CHECK(shown("2026-11-01T08:30:00Z") == "2026-11-01 1 0");
  CHECK(shown("2026-11-01T09:30:00Z") == "2026-11-01 1 0");
  CHECK(shown("2026-11-01T10:30:00Z") == "2026-11-01 2 0");
  // In March one is skipped.
  CHECK(shown("2026-03-08T09:59:59Z") == "2026-03-08 1 0");
  CHECK(shown("2026-03-08T10:00:00Z") == "2026-03-08 3 0");
  CHECK(shown("1999-06-01T00:00:00Z") == "1999-05-31 17 1");
  WallClock nepal("Asia/Kathmandu");
  CHECK(nepal.at(at("2026-11-22T18:15:00Z")).hour == 0);
}

TEST_CASE("the wall clock agrees with the zone's own arithmetic all through a year") {
  for (const auto* zone : {pacific, "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu",
                           "America/Havana", "UTC"}) {
    WallClock clock(zone);
    for (Instant time = at("2026-01-01T00:00:00Z"); time < at("2027-01-01T00:00:00Z");
         time += 437min) {
      REQUIRE(clock.at(time).day == day_at(zone, time));
    }
  }
}

TEST_CASE("waits are told by nearest rank, of those that a person answered") {
  NumbersCounter counter(pacific, day("2026-11-20"), day("2026-11-22"));
  const auto begun = at("2026-11-21T20:00:00Z");
  for (int wait = 10; wait >= 1; --wait)
    counter.answered(begun, begun + std::chrono::minutes(wait));
  counter.unanswered(begun, NumbersCounter::Unanswered::left);
  counter.unanswered(begun, NumbersCounter::Unanswered::waits);
  const auto numbers = counter.numbers();
  CHECK(numbers.all.begun == 12);
  CHECK(numbers.all.answered == 10);
  CHECK(numbers.all.left == 1);
  CHECK(numbers.all.waiting == 1);
  CHECK(seconds(numbers.all.wait_p50) == 300);
  CHECK(seconds(numbers.all.wait_p90) == 540);
  CHECK(numbers.days.size() == 3);
  CHECK(numbers.days[1].begun == 12);
  CHECK(seconds(numbers.days[1].wait_p90) == 540);
  CHECK(seconds(numbers.days[0].wait_p50) == -1);
  CHECK(numbers.hours[12].begun == 12);
  CHECK(numbers.weekdays[6].begun == 12);
  CHECK(numbers.by_week[6][12].begun == 12);
  CHECK(numbers.by_week[6][11].begun == 0);
}

TEST_CASE(
    "one wait is half of them and nine of ten, and a clock set back makes none below nothing") {
  NumbersCounter counter("UTC", day("2026-11-22"), day("2026-11-22"));
  const auto begun = at("2026-11-22T12:00:00Z");
  counter.answered(begun, begun + 1999ms);
  const auto all = counter.numbers().all;
  CHECK(seconds(all.wait_p50) == 1);
  CHECK(seconds(all.wait_p90) == 1);
  NumbersCounter back("UTC", day("2026-11-22"), day("2026-11-22"));
  back.answered(begun, begun - 1h);
  CHECK(seconds(back.numbers().all.wait_p50) == 0);
}

TEST_CASE(
    "what is outside of the days is left out, to the moment, also on days of 23 and 25 hours") {
  for (const auto& [name, first, last] :
       {std::tuple{"2026-11-21", "2026-11-21T08:00:00Z", "2026-11-22T07:59:59.999999Z"},
        {"2026-11-01", "2026-11-01T07:00:00Z", "2026-11-02T07:59:59.999999Z"},
        {"2026-03-08", "2026-03-08T08:00:00Z", "2026-03-09T06:59:59.999999Z"}}) {
    CAPTURE(name);
    NumbersCounter counter(pacific, day(name), day(name));
    counter.ended(at(first));
    counter.ended(at(last));
    counter.ended(at(first) - 1us);
    counter.ended(at(last) + 1us);
    const auto numbers = counter.numbers();
    CHECK(numbers.all.ended == 2);
    CHECK(numbers.hours[0].ended == 1);
    CHECK(numbers.hours[23].ended == 1);
  }
}

TEST_CASE("texts are added up, and those that failed counted") {
  NumbersCounter counter("UTC", day("2026-11-22"), day("2026-11-23"));
  counter.texts(at("2026-11-22T23:45:00Z"), {.in = 3, .out = 2, .automatic = 1});
  counter.texts(at("2026-11-23T00:00:00Z"), {.in = 1, .out = 0, .automatic = 4});
  counter.failed(at("2026-11-23T01:00:00Z"));
  const auto numbers = counter.numbers();
  CHECK(numbers.all.texts.in == 4);
  CHECK(numbers.all.texts.out == 2);
  CHECK(numbers.all.texts.automatic == 5);
  CHECK(numbers.days[0].texts.in == 3);
  CHECK(numbers.days[1].texts.automatic == 4);
  CHECK(numbers.days[1].failed == 1);
  CHECK(numbers.hours[23].texts.in == 3);
}
