// Planning: rules, single shifts, open shifts and swaps.
#include "tests/flows/rota.hpp"

namespace warmline::test {
namespace {

using namespace std::chrono_literals;
using routing::EventKind;
using routing::ProblemCode;
using routing::StaffId;

}  // namespace

TEST_CASE("of two peers who take an open shift one has it, and the other is told who") {
  Rota rota;
  const auto rule = rota.planned(std::nullopt, "2026-11-20", "20:00", "22:00", "FREQ=DAILY");
  const auto tonight = shift_of(rule, "2026-11-20");
  REQUIRE(rota.takes(rota.ana, tonight));
  CHECK(rota.takes(rota.ana, tonight));
  const auto late = rota.takes(rota.ben, tonight);
  REQUIRE_FALSE(late);
  CHECK(late.error().code == ProblemCode::shift_taken);
  CHECK(late.error().who == rota.ana.text());
  CHECK(rota.told(EventKind::shift_taken).size() == 1);
  CHECK(rota.shifts("2026-11-21T00:00:00Z", "2026-11-22T12:00:00Z") ==
        std::vector<std::string>{"11-21T04:00 ana", "11-22T04:00 open"});

  CHECK(rota.takes(rota.ben, shift_of(rule, "2026-11-19")).error().code == ProblemCode::not_found);
  rota.passes(4h);
  CHECK(rota.takes(rota.ben, tonight).error().code == ProblemCode::shift_over);
}

TEST_CASE("a swap changes the rota when the other has accepted and a coordinator approved") {
  Rota rota;
  const auto anas = rota.planned(rota.ana, "2026-11-21", "20:00", "22:00");
  const auto bens = rota.planned(rota.ben, "2026-11-22", "08:00", "10:00");
  const auto hers = shift_of(anas, "2026-11-21");
  const auto his = shift_of(bens, "2026-11-22");
  const auto swap = rota.asks(rota.ana, hers, rota.ben, his);
  REQUIRE(swap);
  CHECK(rota.does(flows::approve_swap, rota.cora, *swap).error().code == ProblemCode::forbidden);
  CHECK(rota.does(flows::accept_swap, rota.cora, *swap).error().code == ProblemCode::forbidden);
  REQUIRE(rota.does(flows::accept_swap, rota.ben, *swap));
  CHECK(rota.does(flows::approve_swap, rota.ben, *swap).error().code == ProblemCode::forbidden);
  const std::vector<std::string> before{"11-22T04:00 ana", "11-22T16:00 ben"};
  CHECK(rota.shifts("2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z") == before);
  REQUIRE(rota.does(flows::approve_swap, rota.cora, *swap));
  const std::vector<std::string> after{"11-22T04:00 ben", "11-22T16:00 ana"};
  CHECK(rota.shifts("2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z") == after);
  CHECK(rota.does(flows::decline_swap, rota.ben, *swap).error().code == ProblemCode::swap_over);

  const auto kinds = rota.line.events();
  for (const auto kind :
       {EventKind::swap_asked, EventKind::swap_accepted, EventKind::swap_approved}) {
    CHECK(std::ranges::count(kinds, kind) == 1);
  }
  CHECK(rota.told(EventKind::swap_approved).front().at("from") == rota.ana.text());
  CHECK(rota.told(EventKind::swap_approved).front().at("to") == rota.ben.text());
}

TEST_CASE("a swap that a change of the rota has overtaken can't be accepted or approved") {
  Rota rota;
  const auto rule = rota.planned(rota.ana, "2026-11-21", "20:00", "22:00", "FREQ=DAILY");
  const auto hers = shift_of(rule, "2026-11-21");
  const auto first = rota.asks(rota.ana, hers, rota.ben);
  const auto second = rota.asks(rota.ana, hers, rota.cora);
  REQUIRE(first);
  REQUIRE(second);
  REQUIRE(rota.does(flows::accept_swap, rota.ben, *first));
  REQUIRE(rota.does(flows::approve_swap, rota.cora, *first));
  CHECK(rota.does(flows::accept_swap, rota.cora, *second).error().code == ProblemCode::swap_over);

  const auto third = rota.asks(rota.ana, shift_of(rule, "2026-11-22"), rota.ben);
  REQUIRE(third);
  REQUIRE(rota.does(flows::accept_swap, rota.ben, *third));
  REQUIRE(rota.changes(shift_of(rule, "2026-11-22"), {.staff = std::optional<StaffId>()}));
  CHECK(rota.does(flows::approve_swap, rota.cora, *third).error().code == ProblemCode::swap_over);
  CHECK(rota.does(flows::decline_swap, rota.ana, *third));
}

TEST_CASE("a swap is asked for by whose shift it is, of somebody who could take it") {
  Rota rota;
  const auto rule = rota.planned(rota.ana, "2026-11-21", "20:00", "22:00");
  const auto hers = shift_of(rule, "2026-11-21");
  CHECK(rota.asks(rota.ben, hers, rota.ana).error().code == ProblemCode::forbidden);
  CHECK(rota.asks(rota.ana, hers, rota.ana).error().code == ProblemCode::not_found);
  CHECK(rota.asks(rota.ana, hers, StaffId()).error().code == ProblemCode::not_found);
  CHECK(rota.asks(rota.ana, hers, rota.ben, hers).error().code == ProblemCode::bad_shift);
  CHECK(rota.asks(rota.ana, shift_of(rule, "2026-11-22"), rota.ben).error().code ==
        ProblemCode::not_found);
  rota.passes(29h, 1h);
  CHECK(rota.asks(rota.ana, hers, rota.ben).error().code == ProblemCode::shift_over);
}

TEST_CASE("a rule that is changed from a day on leaves what was before, and keeps single changes") {
  Rota rota;
  const auto rule = rota.planned(rota.ana, "2026-11-16", "20:00", "22:00", "FREQ=DAILY");
  REQUIRE(rota.changes(shift_of(rule, "2026-11-24"), {.staff = std::optional(rota.cora)}));
  const auto changed = rota.changes(
      rule, {.staff = std::optional(rota.ben), .begins = routing::parse_clock("18:00")},
      day("2026-11-23"));
  REQUIRE(changed);
  CHECK(changed->id != rule.id);
  CHECK(rota.shifts("2026-11-22T00:00:00Z", "2026-11-26T00:00:00Z") ==
        std::vector<std::string>{"11-22T04:00 ana", "11-23T04:00 ana", "11-24T02:00 ben",
                                 "11-25T02:00 cora"});
  // The past is not planned anew.
  const auto again = rota.changes(*changed, {.staff = std::optional(rota.ana)}, day("2026-11-01"));
  REQUIRE(again);
  CHECK(again->id == changed->id);
  CHECK(rota.shifts("2026-11-17T00:00:00Z", "2026-11-18T00:00:00Z") ==
        std::vector<std::string>{"11-17T04:00 ana"});
}

TEST_CASE("every other week stays the same weeks when such a rule is changed") {
  Rota rota;
  const auto rule =
      rota.planned(rota.ana, "2026-11-13", "20:00", "22:00", "FREQ=WEEKLY;INTERVAL=2");
  REQUIRE(rota.changes(rule, {.staff = std::optional(rota.ben)}));
  CHECK(rota.shifts("2026-11-14T00:00:00Z", "2026-12-12T00:00:00Z") ==
        std::vector<std::string>{"11-14T04:00 ana", "11-28T04:00 ben"});
}

TEST_CASE("a rule that is ended from a day on has none that begins on it or later") {
  Rota rota;
  const auto rule = rota.planned(rota.ana, "2026-11-16", "20:00", "22:00", "FREQ=DAILY");
  const auto end = [&](std::optional<routing::Day> from) {
    return run(rota.line.loop,
               flows::end_rule(*rota.line.store, rota.line.lines, rota.cora, rule.id, from));
  };
  REQUIRE(end(day("2026-11-22")));
  CHECK(rota.shifts("2026-11-21T00:00:00Z", "2026-11-30T00:00:00Z") ==
        std::vector<std::string>{"11-21T04:00 ana", "11-22T04:00 ana"});
  REQUIRE(end(std::nullopt));  // today
  CHECK(rota.shifts("2026-11-20T00:00:00Z", "2026-11-30T00:00:00Z") ==
        std::vector<std::string>{"11-20T04:00 ana"});
  const auto coming = rota.planned(rota.ana, "2026-11-28", "20:00", "22:00", "FREQ=DAILY");
  REQUIRE(run(rota.line.loop, flows::end_rule(*rota.line.store, rota.line.lines, rota.cora,
                                              coming.id, std::nullopt)));
  CHECK(rota.changes(coming, {}).error().code == ProblemCode::not_found);
}

TEST_CASE("what can't be planned is refused, and leaves nothing behind") {
  Rota rota;
  CHECK(rota.plans(rota.ana, "2026-11-21", "20:00", "22:00", "FREQ=DAILY;COUNT=3").error().code ==
        ProblemCode::bad_shift);
  CHECK(rota.plans(StaffId(), "2026-11-21", "20:00", "22:00").error().detail ==
        "staff: nobody who works this line");
  const auto rule = rota.planned(rota.ana, "2027-03-13", "20:00", "22:00", "FREQ=DAILY");
  // The clock skips 02:00 to 03:00 that night.
  const auto skipped =
      rota.changes(shift_of(rule, "2027-03-13"), {.day = day("2027-03-14"),
                                                  .begins = routing::parse_clock("02:10"),
                                                  .ends = routing::parse_clock("02:50")});
  REQUIRE_FALSE(skipped);
  CHECK(skipped.error().code == ProblemCode::bad_shift);
  CHECK(rota.shifts("2027-03-14T00:00:00Z", "2027-03-15T00:00:00Z") ==
        std::vector<std::string>{"03-14T04:00 ana"});
  CHECK(rota.changes(shift_of(rule, "2027-03-13"), {.day = day("2026-11-01")}).error().code ==
        ProblemCode::shift_over);
}

TEST_CASE("a shift that was changed is as its rule says again when it is restored") {
  Rota rota;
  const auto rule = rota.planned(rota.ana, "2026-11-21", "20:00", "22:00");
  const auto shift = shift_of(rule, "2026-11-21");
  REQUIRE(run(rota.line.loop,
              flows::cancel_shift(*rota.line.store, rota.line.lines, rota.cora, shift)));
  CHECK(rota.shifts("2026-11-21T00:00:00Z", "2026-11-23T00:00:00Z").empty());
  CHECK(rota.changes(shift, {.day = day("2026-11-23")}).error().code == ProblemCode::not_found);
  const auto restored = run(
      rota.line.loop, flows::restore_shift(*rota.line.store, rota.line.lines, rota.cora, shift));
  REQUIRE(restored);
  CHECK_FALSE(restored->changed);
  CHECK(rota.shifts("2026-11-21T00:00:00Z", "2026-11-23T00:00:00Z") ==
        std::vector<std::string>{"11-22T04:00 ana"});
}

TEST_CASE("the shifts of somebody who was disabled are open") {
  Rota rota;
  const auto rule = rota.planned(rota.ana, "2026-11-21", "20:00", "22:00", "FREQ=DAILY");
  std::move_only_function<routing::Result<bool>(store::Writing&)> job =
      [&](store::Writing& store) -> routing::Result<bool> {
    return store::staff::disable(store, rota.ana);
  };
  REQUIRE(run(rota.line.loop, rota.line.store->write<bool>(std::move(job))));
  CHECK(rota.takes(rota.ben, shift_of(rule, "2026-11-21")));
  CHECK(rota.shifts("2026-11-22T00:00:00Z", "2026-11-24T00:00:00Z") ==
        std::vector<std::string>{"11-22T04:00 ben", "11-23T04:00 open"});
}

}  // namespace warmline::test
