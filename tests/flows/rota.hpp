// A line's rota, as coordinators plan it and peers live with it. It is Friday 2026-11-20, 18:10 by
// the lines' own clock (Los Angeles), which is 02:10 UTC of the day after.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "gateway/flows/change_shift.hpp"
#include "gateway/flows/plan_shifts.hpp"
#include "gateway/flows/swap_shifts.hpp"
#include "gateway/store/events.hpp"
#include "gateway/store/rota.hpp"
#include "tests/flows/running_line.hpp"

namespace warmline::test {

inline routing::Day day(std::string_view text) {
  return *routing::parse_local_day(text);
}

inline routing::Instant utc(std::string_view text) {
  return *routing::parse_instant(text);
}

inline routing::ShiftId shift_of(const routing::ShiftRule& rule, std::string_view on) {
  return {rule.id, day(on)};
}

class Rota {
 public:
  RunningLine line;
  routing::StaffId ana = line.peer("ana");
  routing::StaffId ben = line.peer("ben");
  routing::StaffId cora = line.coordinator("cora");

  // From "20:00" to "02:00" by the clock there.
  routing::Result<routing::ShiftRule> plans(std::optional<routing::StaffId> staff,
                                            std::string_view first, std::string_view from,
                                            std::string_view to, std::string repeats = {},
                                            std::size_t which = 0) {
    return run(line.loop, flows::add_rule(*line.store, line.lines, cora,
                                          {.line = line.lines.all().at(which).id,
                                           .staff = staff,
                                           .first = day(first),
                                           .hours = flows::changed({}, routing::parse_clock(from),
                                                                   routing::parse_clock(to)),
                                           .repeats = std::move(repeats)}));
  }
  routing::ShiftRule planned(std::optional<routing::StaffId> staff, std::string_view first,
                             std::string_view from, std::string_view to, std::string repeats = {},
                             std::size_t which = 0) {
    auto rule = plans(staff, first, from, to, std::move(repeats), which);
    REQUIRE(rule);
    return *rule;
  }
  routing::Result<routing::ShiftRule> changes(const routing::ShiftRule& rule,
                                              flows::RuleChange change,
                                              std::optional<routing::Day> from = {}) {
    return run(line.loop,
               flows::change_rule(*line.store, line.lines, cora, rule.id, std::move(change), from));
  }
  routing::Result<routing::Shift> takes(routing::StaffId who, const routing::ShiftId& shift) {
    return run(line.loop, flows::take_shift(*line.store, line.lines, who, shift));
  }
  routing::Result<routing::Shift> changes(const routing::ShiftId& shift,
                                          flows::ShiftWanted wanted) {
    return run(line.loop, flows::change_shift(*line.store, line.lines, cora, shift, wanted));
  }
  routing::Result<store::Swap> asks(routing::StaffId who, const routing::ShiftId& shift,
                                    routing::StaffId other,
                                    std::optional<routing::ShiftId> in_return = {}) {
    return run(line.loop, flows::ask_swap(*line.store, line.lines, who, shift, {other, in_return}));
  }
  template <class Verb>
  routing::Result<store::Swap> does(Verb verb, routing::StaffId who, const store::Swap& swap) {
    return run(line.loop, verb(*line.store, line.lines, who, swap.id));
  }

  // What the first line's rota comes to: "11-20 20:00 ana" by the clock of UTC.
  std::vector<std::string> shifts(std::string_view from, std::string_view to) {
    const auto& on = line.lines.all().front();
    return line.kept<std::vector<std::string>>([&](store::Reading& store) {
      const auto plan = store::rota::plan(store, on.id, utc(from), utc(to));
      std::vector<std::string> found;
      for (const auto& shift :
           routing::shifts(plan.rules, plan.changes, on.time_zone, utc(from), utc(to))) {
        found.push_back(routing::format_instant(shift.starts).substr(5, 11) + " " +
                        (shift.staff ? store::staff::find(store, *shift.staff)->staff.name
                                     : std::string("open")));
      }
      return found;
    });
  }

  routing::Presence presence(routing::StaffId who) {
    return line.kept<routing::Presence>(
        [&](store::Reading& store) { return store::staff::find(store, who)->presence; });
  }
  // The data of all events of this kind so far.
  std::vector<nlohmann::json> told(routing::EventKind kind) {
    return line.kept<std::vector<nlohmann::json>>([&](store::Reading& store) {
      std::vector<nlohmann::json> found;
      for (const auto& event : store::events::after(store, 0, 10'000)) {
        if (event.kind == kind) found.push_back(nlohmann::json::parse(event.data));
      }
      return found;
    });
  }
  void passes(routing::Duration time, routing::Duration step = std::chrono::minutes(5)) {
    for (routing::Duration left = time; left > routing::Duration(0); left -= step)
      line.later(std::min(step, left));
  }
  // Ana has answered this phone, which has nothing more to say.
  void talks(const std::string& phone) {
    line.texts(phone, "hi");
    REQUIRE(line.does(flows::assign_conversation, cora, phone,
                      flows::Assignment{.to = ana, .insist = true}));
    REQUIRE(line.replies(ana, phone, "hello"));
    line.drain();
  }
};

}  // namespace warmline::test
