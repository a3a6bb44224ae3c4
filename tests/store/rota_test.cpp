#include "gateway/store/rota.hpp"

#include <doctest/doctest.h>

#include "gateway/store/rota_feeds.hpp"
#include "gateway/store/staff.hpp"
#include "gateway/store/swaps.hpp"
#include "tests/store/opened.hpp"

namespace warmline::test {

using namespace std::chrono_literals;
using routing::ShiftChange;
using routing::ShiftRule;
using routing::ShiftRuleId;
using store::Reading;
using store::Writing;
namespace rota = store::rota;

namespace {

routing::Day day(std::string_view text) {
  return *routing::parse_local_day(text);
}

routing::Instant utc(std::string_view text) {
  return *routing::parse_instant(text);
}

struct Planned {
  Planned() {
    opened.write([&](Writing& store) {
      line = store::lines::keep(store, number("+15035550100"), "Community line");
      other = store::lines::keep(store, number("+15035550101"), "Night line");
      ana = a_peer(store, "ana");
      ben = a_peer(store, "ben");
    });
  }

  ShiftRule add(std::optional<routing::StaffId> staff, std::string_view first,
                std::string repeats = "FREQ=DAILY") {
    ShiftRule rule{.line = line,
                   .staff = staff,
                   .first = day(first),
                   .hours = {20h, 8h},
                   .repeats = std::move(repeats),
                   .last_day = {}};
    opened.write([&](Writing& store) {
      rule.id = store.ids.next<ShiftRuleId>(store.now);
      rota::add(store, rule);
    });
    return rule;
  }
  rota::Plan plan(std::string_view from, std::string_view to) {
    rota::Plan found;
    opened.read([&](Reading& store) { found = rota::plan(store, line, utc(from), utc(to)); });
    return found;
  }

  Opened opened;
  routing::LineId line;
  routing::LineId other;
  routing::StaffId ana;
  routing::StaffId ben;
};

}  // namespace

TEST_CASE("a rule and what is changed about its shifts are read back as they were kept") {
  Planned planned;
  auto rule = planned.add(planned.ana, "2026-11-20");
  const ShiftChange moved{.shift = {rule.id, day("2026-11-21")},
                          .moved = ShiftChange::Move{day("2026-11-24"), {9h, 90min}},
                          .staff = {}};
  const ShiftChange opened{.shift = {rule.id, day("2026-11-22")},
                           .moved = {},
                           .staff = std::optional<routing::StaffId>()};
  const ShiftChange given{.shift = {rule.id, day("2026-11-23")},
                          .cancelled = true,
                          .moved = {},
                          .staff = std::optional(planned.ben)};
  rule.last_day = day("2027-01-31");
  rule.staff.reset();
  planned.opened.write([&](Writing& store) {
    rota::keep(store, rule);
    for (const auto& change : {moved, opened, given}) rota::keep(store, change);
  });
  const auto plan = planned.plan("2026-11-21T00:00:00Z", "2026-11-25T00:00:00Z");
  REQUIRE(plan.rules.size() == 1);
  CHECK(plan.rules[0].id == rule.id);
  CHECK_FALSE(plan.rules[0].staff);
  CHECK(plan.rules[0].first == rule.first);
  CHECK(plan.rules[0].hours == rule.hours);
  CHECK(plan.rules[0].repeats == rule.repeats);
  CHECK(plan.rules[0].last_day == rule.last_day);
  REQUIRE(plan.changes.size() == 3);
  CHECK(plan.changes[0].shift == moved.shift);
  REQUIRE(plan.changes[0].moved);
  CHECK(plan.changes[0].moved->day == moved.moved->day);
  CHECK(plan.changes[0].moved->hours == moved.moved->hours);
  CHECK_FALSE(plan.changes[0].staff);
  CHECK(plan.changes[1].staff == opened.staff);
  CHECK(plan.changes[2].staff == given.staff);
  CHECK(plan.changes[2].cancelled);
  planned.opened.write([&](Writing& store) {
    CHECK(rota::remove_change(store, moved.shift));
    CHECK_FALSE(rota::remove_change(store, moved.shift));
    CHECK_FALSE(rota::change_of(store, moved.shift));
  });
}

TEST_CASE("a plan has what may matter in its time, and what was moved into it from elsewhere") {
  Planned planned;
  const auto over = planned.add(planned.ana, "2026-01-01", "");
  auto ended = planned.add(planned.ana, "2026-01-01");
  ended.last_day = day("2026-02-01");
  planned.opened.write([&](Writing& store) { rota::keep(store, ended); });
  planned.add(planned.ana, "2027-11-20");
  const auto daily = planned.add(planned.ana, "2020-01-01");
  CHECK(planned.plan("2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z").rules.size() == 1);
  planned.opened.write([&](Writing& store) {
    rota::keep(store, ShiftChange{.shift = {over.id, over.first},
                                  .moved = ShiftChange::Move{day("2026-11-21"), {9h, 1h}},
                                  .staff = {}});
    rota::keep(
        store,
        ShiftChange{
            .shift = {daily.id, day("2020-01-01")}, .cancelled = true, .moved = {}, .staff = {}});
  });
  const auto plan = planned.plan("2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z");
  CHECK(plan.rules.size() == 2);
  REQUIRE(plan.changes.size() == 1);
  CHECK(plan.changes[0].shift.rule == over.id);
}

TEST_CASE("what belonged to somebody who was disabled is nobody's") {
  Planned planned;
  const auto rule = planned.add(planned.ana, "2026-11-20");
  const routing::ShiftId shift{rule.id, day("2026-11-21")};
  planned.opened.write([&](Writing& store) {
    rota::keep(store,
               ShiftChange{.shift = shift, .moved = {}, .staff = std::optional(planned.ben)});
    store::staff::disable(store, planned.ana);
    store::staff::disable(store, planned.ben);
  });
  const auto plan = planned.plan("2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z");
  CHECK_FALSE(plan.rules.at(0).staff);
  REQUIRE(plan.changes.at(0).staff);
  CHECK_FALSE(plan.changes.at(0).staff->has_value());
}

TEST_CASE(
    "what belonged to somebody who works another line now is nobody's, until they come back") {
  Planned planned;
  const auto rule = planned.add(planned.ana, "2026-11-20");
  const routing::ShiftId shift{rule.id, day("2026-11-21")};
  const auto works = [&](routing::StaffId who, std::vector<routing::LineId> lines) {
    planned.opened.write([&](Writing& store) {
      auto member = store::staff::find(store, who)->staff;
      member.lines = lines;
      store::staff::change(store, member);
    });
  };
  planned.opened.write([&](Writing& store) {
    rota::keep(store,
               ShiftChange{.shift = shift, .moved = {}, .staff = std::optional(planned.ben)});
  });
  const auto whose = [&] {
    const auto plan = planned.plan("2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z");
    return std::pair(plan.rules.at(0).staff, *plan.changes.at(0).staff);
  };
  for (const auto who : {planned.ana, planned.ben}) works(who, {planned.other});
  CHECK(whose() == std::pair(std::optional<routing::StaffId>(), std::optional<routing::StaffId>()));
  works(planned.ana, {planned.line, planned.other});
  works(planned.ben, {});  // every line
  CHECK(whose() == std::pair(std::optional(planned.ana), std::optional(planned.ben)));
}

TEST_CASE("a rule goes with everything about its shifts") {
  Planned planned;
  const auto rule = planned.add(planned.ana, "2026-11-20");
  const routing::ShiftId shift{rule.id, day("2026-11-21")};
  planned.opened.write([&](Writing& store) {
    rota::keep(store, ShiftChange{.shift = shift, .moved = {}, .staff = {}});
    const store::Swap swap{.id = store.ids.next<routing::SwapId>(store.now),
                           .line = planned.line,
                           .shift = shift,
                           .asked_by = planned.ana,
                           .asked = planned.ben,
                           .in_return = {},
                           .asked_at = store.now};
    store::swaps::add(store, swap);
    CHECK(store::swaps::undecided(store, planned.line, planned.ben).size() == 1);
    CHECK(store::swaps::find(store, swap.id)->shift == shift);
    rota::remove(store, rule.id);
    CHECK_FALSE(rota::find(store, rule.id));
    CHECK_FALSE(store::swaps::find(store, swap.id));
    CHECK_FALSE(rota::has_any(store, planned.line));
  });
}

TEST_CASE("how far a line's calls were acted on is kept, and a change has it looked at again") {
  Planned planned;
  planned.opened.write([&](Writing& store) {
    CHECK_FALSE(rota::progress(store, planned.line));
    CHECK_FALSE(rota::next_due(store));
    rota::look_now(store, planned.line);
    CHECK(rota::progress(store, planned.line)->done_until == store.now);
    CHECK(rota::next_due(store) == store.now);
    rota::set_progress(store, planned.line, {store.now - 1min, store.now + 1h});
    rota::look_now(store, planned.line);
    CHECK(rota::progress(store, planned.line)->done_until == store.now);
    CHECK(rota::next_due(store) == store.now);
  });
}

TEST_CASE("a feed is opened by its newest secret alone") {
  Planned planned;
  const auto hash = [](const Writing& store, const std::string& token) {
    return store.seal.keyed_hash("rota feed", token);
  };
  planned.opened.write([&](Writing& store) {
    const auto cora = a_peer(store, "cora");
    auto as_coordinator = store::staff::find(store, cora)->staff;
    as_coordinator.role = routing::Role::coordinator;
    store::staff::change(store, as_coordinator);
    store::rota_feeds::renew(store, hash(store, "one"), {.staff = planned.ana, .line = {}},
                             planned.ana);
    store::rota_feeds::renew(store, hash(store, "two"), {.staff = {}, .line = planned.line}, cora);
    CHECK(store::rota_feeds::find(store, hash(store, "one"))->staff == planned.ana);
    store::rota_feeds::renew(store, hash(store, "three"), {.staff = planned.ana, .line = {}},
                             planned.ana);
    CHECK_FALSE(store::rota_feeds::find(store, hash(store, "one")));
    CHECK(store::rota_feeds::find(store, hash(store, "two"))->line == planned.line);
    CHECK(store::rota_feeds::find(store, hash(store, "three"))->staff == planned.ana);
    store::staff::disable(store, planned.ana);
    CHECK_FALSE(store::rota_feeds::find(store, hash(store, "three")));
  });
}

TEST_CASE("since when somebody is there is kept through a break, and ends when they go off") {
  Planned planned;
  const auto since = [&] {
    std::optional<routing::Instant> found;
    planned.opened.read(
        [&](Reading& store) { found = store::staff::find(store, planned.ana)->present_since; });
    return found;
  };
  const auto sets = [&](routing::Presence presence) {
    planned.opened.write(
        [&](Writing& store) { store::staff::set_presence(store, planned.ana, presence); });
  };
  CHECK_FALSE(since());
  sets(routing::Presence::on);
  const auto came = since();
  REQUIRE(came);
  planned.opened.clock.advance(1h);
  sets(routing::Presence::break_);
  sets(routing::Presence::on);
  CHECK(since() == came);
  sets(routing::Presence::off);
  CHECK_FALSE(since());
}

}  // namespace warmline::test
