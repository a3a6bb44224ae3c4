// The plan of who works when: repeating, with exceptions, across midnight and both changes of the
// clock.
#include "routing/rota.hpp"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

using namespace warmline::routing;
using namespace std::chrono_literals;

namespace {

const std::string los_angeles = "America/Los_Angeles";
const std::string berlin = "Europe/Berlin";

template <class SomeId>
SomeId id(std::uint8_t which) {
  UuidBytes bytes{};
  bytes[15] = which;
  return SomeId(bytes);
}

const auto ana = id<StaffId>(1);
const auto ben = id<StaffId>(2);

Instant utc(std::string_view text) {
  const auto at = parse_instant(text);
  REQUIRE(at);
  return *at;
}

Day day(std::string_view text) {
  const auto found = parse_local_day(text);
  REQUIRE(found);
  return *found;
}

// "20:00-04:00"
ShiftHours hours(std::string_view text) {
  const auto begins = *parse_clock(text.substr(0, 5));
  auto lasts = *parse_clock(text.substr(6)) - begins;
  if (lasts <= 0min) lasts += 24h;
  return {begins, lasts};
}

ShiftRule rule(std::string_view first, std::string_view when, std::string repeats = {},
               std::optional<StaffId> staff = ana) {
  static std::uint8_t made = 0;
  return {.id = id<ShiftRuleId>(++made),
          .line = {},
          .staff = staff,
          .first = day(first),
          .hours = hours(when),
          .repeats = std::move(repeats),
          .last_day = {}};
}

std::vector<Shift> expand(const ShiftRule& rule, std::string_view from, std::string_view to,
                          const std::string& zone = los_angeles,
                          std::vector<ShiftChange> changes = {}) {
  return shifts(std::array{rule}, changes, zone, utc(from), utc(to));
}

std::string times(const Shift& shift) {
  return format_instant(shift.starts).substr(0, 16) + " " +
         format_instant(shift.ends).substr(0, 16);
}

std::string fault(const ShiftRule& wrong) {
  const auto checked = check(wrong);
  if (checked) return "";
  CHECK(checked.error().code == ProblemCode::bad_shift);
  return checked.error().detail;
}

}  // namespace

TEST_CASE("whoever has the Friday night shift is on shift at Saturday 02:00") {
  const auto friday = rule("2026-11-06", "20:00-04:00", "FREQ=WEEKLY;BYDAY=FR");
  const auto at = utc("2026-11-28T10:00:00Z");  // Saturday 02:00 in Los Angeles
  const auto found = expand(friday, "2026-11-28T10:00:00Z", "2026-11-28T10:00:01Z");
  REQUIRE(found.size() == 1);
  CHECK(format_day(found.front().id.day) == "2026-11-27");
  CHECK(times(found.front()) == "2026-11-28T04:00 2026-11-28T12:00");
  const auto on = going_on(found, ana, at);
  REQUIRE(on);
  CHECK(on->ends == utc("2026-11-28T12:00:00Z"));
  CHECK_FALSE(going_on(found, ben, at));
  CHECK_FALSE(going_on(found, ana, on->ends));
  CHECK(going_on(found, ana, on->starts));
}

TEST_CASE("a night shift keeps its hours by the clock when the clock changes") {
  struct Night {
    const char* what;
    std::string zone;
    const char* first;
    const char* when;
    const char* times;
  };
  for (const auto& [what, zone, first, when, expected] : {
           Night{"shorter", los_angeles, "2026-03-07", "20:00-04:00",
                 "2026-03-08T04:00 2026-03-08T11:00"},
           Night{"longer", los_angeles, "2026-10-31", "20:00-04:00",
                 "2026-11-01T03:00 2026-11-01T12:00"},
           Night{"shorter", berlin, "2026-03-28", "20:00-04:00",
                 "2026-03-28T19:00 2026-03-29T02:00"},
           Night{"longer", berlin, "2026-10-24", "20:00-04:00",
                 "2026-10-24T18:00 2026-10-25T03:00"},
           Night{"as long as ever", berlin, "2026-11-24", "20:00-04:00",
                 "2026-11-24T19:00 2026-11-25T03:00"},
           Night{"ends in the hour that is skipped", los_angeles, "2026-03-07", "20:00-02:30",
                 "2026-03-08T04:00 2026-03-08T10:00"},
           Night{"begins in the hour that is skipped", berlin, "2026-03-29", "02:30-06:00",
                 "2026-03-29T01:00 2026-03-29T04:00"},
           Night{"ends in the hour that comes twice", los_angeles, "2026-10-31", "20:00-01:30",
                 "2026-11-01T03:00 2026-11-01T08:30"},
           Night{"begins in the hour that comes twice", los_angeles, "2026-11-01", "01:30-06:00",
                 "2026-11-01T08:30 2026-11-01T14:00"},
           Night{"a whole day", los_angeles, "2026-03-07", "20:00-20:00",
                 "2026-03-08T04:00 2026-03-09T03:00"},
       }) {
    CAPTURE(what);
    CAPTURE(first);
    const auto found =
        expand(rule(first, when), "2026-01-01T00:00:00Z", "2026-12-31T00:00:00Z", zone);
    REQUIRE(found.size() == 1);
    CHECK(times(found.front()) == expected);
  }
}

TEST_CASE("a shift of which the clock leaves nothing is left out") {
  CHECK(expand(rule("2026-03-08", "02:10-02:50"), "2026-03-01T00:00:00Z", "2026-03-20T00:00:00Z")
            .empty());
}

TEST_CASE("shifts that follow each other by the clock leave no minute out in any night of a year") {
  for (const auto& zone : {los_angeles, berlin, std::string("Australia/Lord_Howe")}) {
    CAPTURE(zone);
    const std::array rules{rule("2026-01-01", "20:00-01:30", "FREQ=DAILY", ana),
                           rule("2026-01-01", "01:30-02:30", "FREQ=DAILY", ben),
                           rule("2026-01-01", "02:30-20:00", "FREQ=DAILY", ana)};
    const auto from = utc("2026-02-01T00:00:00Z");
    const auto to = utc("2027-02-01T00:00:00Z");
    const auto all = shifts(rules, {}, zone, from, to);
    CHECK(all.size() > 3 * 360);
    for (std::size_t i = 1; i < all.size(); ++i) {
      if (all[i].starts != all[i - 1].ends) FAIL_CHECK(times(all[i - 1]) << " / " << times(all[i]));
    }
    CHECK(uncovered(all, std::array{Period{from, to}}, from, to).empty());
  }
}

TEST_CASE("a rule repeats as it says") {
  struct Repeats {
    const char* rule;
    const char* first;
    const char* days;
  };
  for (const auto& [repeats, first, expected] : {
           Repeats{"", "2026-11-27", "27"},
           Repeats{"FREQ=WEEKLY", "2026-11-06", "06 13 20 27"},
           Repeats{"FREQ=WEEKLY;BYDAY=SA", "2026-11-06", "07 14 21 28"},
           Repeats{"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "2026-11-06", "06 16 20 30"},
           Repeats{"FREQ=DAILY;INTERVAL=10", "2026-11-05", "05 15 25"},
           Repeats{"FREQ=MONTHLY;BYDAY=-1SU", "2026-01-01", "29"},
           Repeats{"FREQ=MONTHLY;BYDAY=2TU", "2020-01-01", "10"},
           Repeats{"FREQ=MONTHLY;BYMONTHDAY=31", "2026-01-01", ""},
           Repeats{"FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30", "2020-01-01", "30"},
       }) {
    CAPTURE(std::string(repeats));
    auto one = rule(first, "18:00-20:00", repeats);
    CHECK(fault(one) == "");
    std::string days;
    for (const auto each : days_of(one, day("2026-11-01"), day("2026-11-30"))) {
      days += (days.empty() ? "" : " ") + format_day(each).substr(8);
    }
    CHECK(days == std::string(expected));
  }
}

TEST_CASE("every other week stays every other week for years") {
  const auto every_other = rule("2020-01-03", "20:00-23:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR");
  const auto all = days_of(every_other, day("2020-01-01"), day("2029-12-31"));
  for (const char* from : {"2020-01-04", "2023-05-17", "2026-11-22", "2029-12-30"}) {
    CAPTURE(from);
    const auto some = days_of(every_other, day(from), day("2029-12-31"));
    std::vector<Day> expected;
    std::ranges::copy_if(all, std::back_inserter(expected),
                         [&](Day each) { return each >= day(from); });
    CHECK(some == expected);
  }
}

TEST_CASE("none begins after the last day, and one that began before it goes on") {
  auto nights = rule("2026-11-23", "20:00-04:00", "FREQ=DAILY");
  nights.last_day = day("2026-11-25");
  CHECK(expand(nights, "2026-11-20T00:00:00Z", "2026-12-20T00:00:00Z").size() == 3);
  CHECK(expand(nights, "2026-11-26T11:00:00Z", "2026-12-20T00:00:00Z").size() == 1);
  CHECK(expand(nights, "2026-11-26T12:00:00Z", "2026-12-20T00:00:00Z").empty());
}

TEST_CASE("one shift can be cancelled, moved, given away and opened, and the others stay") {
  const auto fridays = rule("2026-11-06", "20:00-04:00", "FREQ=WEEKLY;BYDAY=FR");
  const auto on = [&](std::string_view which) { return ShiftId{fridays.id, day(which)}; };
  const std::vector<ShiftChange> changes{
      {.shift = on("2026-11-06"), .cancelled = true, .moved = {}, .staff = {}},
      {.shift = on("2026-11-13"),
       .moved = ShiftChange::Move{day("2026-11-14"), hours("09:00-12:00")},
       .staff = {}},
      {.shift = on("2026-11-20"), .moved = {}, .staff = std::optional(ben)},
      {.shift = on("2026-11-27"), .moved = {}, .staff = std::optional<StaffId>()},
      // No day of the rule's: left alone.
      {.shift = on("2026-11-28"), .moved = {}, .staff = std::optional(ben)},
  };
  const auto found =
      expand(fridays, "2026-11-01T00:00:00Z", "2026-12-06T00:00:00Z", los_angeles, changes);
  REQUIRE(found.size() == 4);
  CHECK(times(found[0]) == "2026-11-14T17:00 2026-11-14T20:00");
  CHECK(found[0].staff == ana);
  CHECK(found[1].staff == ben);
  CHECK_FALSE(found[2].staff);
  CHECK(found[2].changed);
  CHECK(found[3].staff == ana);
  CHECK_FALSE(found[3].changed);
}

TEST_CASE("a shift that was moved far away is found where it is, and not where it was") {
  const auto fridays = rule("2026-11-06", "20:00-04:00", "FREQ=WEEKLY;BYDAY=FR");
  const std::vector<ShiftChange> changes{
      {.shift = {fridays.id, day("2026-11-06")},
       .moved = ShiftChange::Move{day("2026-12-24"), hours("10:00-12:00")},
       .staff = {}}};
  CHECK(expand(fridays, "2026-11-06T00:00:00Z", "2026-11-08T00:00:00Z", los_angeles, changes)
            .empty());
  const auto found =
      expand(fridays, "2026-12-24T00:00:00Z", "2026-12-25T00:00:00Z", los_angeles, changes);
  REQUIRE(found.size() == 1);
  CHECK(found.front().id.day == day("2026-11-06"));
  const auto one = shift(std::array{fridays}, changes, los_angeles, found.front().id);
  REQUIRE(one);
  CHECK(one->starts == found.front().starts);
  CHECK_FALSE(shift(std::array{fridays}, changes, los_angeles, {fridays.id, day("2026-11-07")}));
}

TEST_CASE("what is wrong with a rule is said in words") {
  const auto repeating = [](std::string repeats) {
    return fault(rule("2026-11-06", "20:00-04:00", std::move(repeats)));
  };
  CHECK(repeating("") == "");
  CHECK(repeating("FREQ=WEEKLY;BYDAY=FR") == "");
  CHECK(repeating("BYDAY=FR") == "repeats: does not say how often: FREQ is missing");
  CHECK(repeating("every friday").starts_with("repeats: holds what no rule holds"));
  CHECK(repeating("FREQ=WEEKLY;BYDAY=XX").starts_with("repeats: is no recurrence rule"));
  CHECK(repeating("FREQ=FORTNIGHTLY").starts_with("repeats: is no recurrence rule"));
  CHECK(repeating("FREQ=DAILY;INTERVAL=0").starts_with("repeats: is no recurrence rule"));
  CHECK(repeating("FREQ=DAILY;COUNT=3").ends_with("use last_day"));
  CHECK(repeating("FREQ=DAILY;UNTIL=20270101").ends_with("use last_day"));
  CHECK(repeating("FREQ=DAILY;BYHOUR=3").ends_with("use begins and ends"));
  CHECK(repeating("FREQ=HOURLY").starts_with("repeats: repeats within a day"));
  CHECK(repeating("FREQ=WEEKLY;BYDAY=1FR").starts_with("repeats: counts days of the week"));
  CHECK(repeating("RSCALE=CHINESE;FREQ=YEARLY").starts_with("repeats: can't use another calendar"));
  CHECK(repeating("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30") ==
        "repeats: names no day from first_day on");
  CHECK(repeating("FREQ=DAILY;" + std::string(300, 'A')) == "repeats: is too long");

  auto wrong = rule("2026-11-06", "20:00-04:00");
  wrong.last_day = day("2026-11-05");
  CHECK(fault(wrong) == "last_day: is before first_day");
  CHECK(fault(rule("2026-11-06", "20:00-20:14")).starts_with("ends: less than 15 minutes"));
  wrong = rule("2026-11-06", "20:00-04:00");
  wrong.hours.lasts = 25h;
  CHECK(fault(wrong).starts_with("ends: more than a day"));
  wrong.hours.begins = 24h;
  CHECK(fault(wrong).starts_with("begins:"));
}

TEST_CASE("open shifts, and open hours that nobody covers, are uncovered") {
  const std::array rules{rule("2026-11-27", "08:00-12:00", "", ana),
                         rule("2026-11-27", "11:00-13:00", "", ben),
                         rule("2026-11-27", "14:00-16:00", "", std::nullopt)};
  const auto from = utc("2026-11-27T00:00:00Z");
  const auto to = utc("2026-11-28T00:00:00Z");
  const std::array open{Period{utc("2026-11-27T15:00:00Z"), utc("2026-11-27T19:30:00Z")},
                        Period{utc("2026-11-27T20:30:00Z"), to + 5h}};
  const auto all = shifts(rules, {}, los_angeles, from, to);
  const auto gaps = uncovered(all, open, from, to);
  std::vector<std::string> found;
  for (const auto& gap : gaps) {
    found.push_back(format_instant(gap.from).substr(11, 5) + "-" +
                    format_instant(gap.to).substr(11, 5) + (gap.shift ? " open" : ""));
  }
  // By the clock there: 07:00-08:00, 13:00-14:00, the open shift, 16:00 on.
  CHECK(found == std::vector<std::string>{"15:00-16:00", "21:00-22:00", "22:00-00:00 open"});
  CHECK(uncovered(all, {}, from, utc("2026-11-27T22:00:00Z")).empty());
}

TEST_CASE("each call falls due once, however often one looks") {
  const std::array rules{rule("2026-11-06", "20:00-04:00", "FREQ=DAILY", ana),
                         rule("2026-11-06", "04:00-08:00", "FREQ=DAILY", std::nullopt)};
  const auto from = utc("2026-11-20T00:00:00Z");
  const auto to = utc("2026-11-23T00:00:00Z");
  const auto all = shifts(rules, {}, los_angeles, from - 48h, to + 48h);
  const auto whole = calls(all, 15min, from, to);
  CHECK(whole.size() == 4 * 3);
  std::size_t seen = 0;
  for (auto at = from; at < to; at += 7min) {
    for (const auto& call : calls(all, 15min, at, std::min(at + 7min, to))) {
      REQUIRE(seen < whole.size());
      CHECK(call.at == whole[seen].at);
      CHECK(call.what == whole[seen].what);
      ++seen;
    }
  }
  CHECK(seen == whole.size());
  // 20:00 there is 04:00 UTC.
  CHECK(whole[0].what == ShiftCall::soon);
  CHECK(whole[0].at == utc("2026-11-20T03:45:00Z"));
  CHECK(whole[1].what == ShiftCall::day_before);
  CHECK(whole[2].what == ShiftCall::ending);
  CHECK(whole[2].at == utc("2026-11-20T11:45:00Z"));
  CHECK(whole[3].what == ShiftCall::over);
  CHECK(whole[3].at == utc("2026-11-20T12:15:00Z"));
}

TEST_CASE("a shift's id is read back from its text, and nothing else is") {
  const ShiftId shift{id<ShiftRuleId>(9), day("2026-11-27")};
  CHECK(ShiftId::parse(shift.text()) == shift);
  for (const char* text :
       {"", "no-id", "00000000-0000-0000-0000-000000000009",
        "00000000-0000-0000-0000-000000000009_", "00000000-0000-0000-0000-000000000009_2026-02-30",
        "00000000-0000-0000-0000-000000000009_2026-11-27x",
        "00000000-0000-0000-0000-000000000009-2026-11-27"}) {
    CAPTURE(text);
    CHECK_FALSE(ShiftId::parse(text));
  }
}

TEST_CASE("days and clock times are read as they are written") {
  CHECK(format_day(day("2026-02-28")) == "2026-02-28");
  for (const char* text :
       {"", "2026-2-28", "2026-02-29", "2026/02/28", "2026-02-2x", "+026-02-28"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_local_day(text));
  }
  CHECK(format_clock(*parse_clock("09:05")) == "09:05");
  CHECK(format_clock(25h) == "01:00");
  for (const char* text : {"", "9:05", "24:00", "23:60", "09-05", "-9:05"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_clock(text));
  }
  CHECK(format_day(day_at(los_angeles, utc("2026-11-28T07:59:59Z"))) == "2026-11-27");
  CHECK(format_day(day_at(berlin, utc("2026-11-28T23:00:00Z"))) == "2026-11-29");
}
