#include "gateway/flows/plan_shifts.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "gateway/flows/found_shift.hpp"
#include "gateway/store/rota.hpp"

namespace warmline::flows {
namespace {

using routing::Day;
using routing::problem;
using routing::ShiftRule;
using routing::ShiftRuleId;
using routing::StaffId;
using std::chrono::days;

constexpr std::chrono::minutes one_day{24 * 60};

Result<void> check_rule(store::Reading& store, const ShiftRule& rule) {
  if (auto sound = routing::check(rule); !sound) return sound;
  if (rule.staff && !may_work(store, *rule.staff, rule.line)) {
    return problem(ProblemCode::bad_shift, "staff: nobody who works this line");
  }
  return {};
}

void record_rule(store::Writing& store, const ShiftRule& rule, StaffId by, std::string_view what) {
  store::rota::look_now(store, rule.line);
  record_rota(store, routing::EventKind::rota_changed, rule.line, by,
              {{"what", what},
               {"rule", rule.id.text()},
               {"staff", rule.staff ? nlohmann::json(rule.staff->text()) : nlohmann::json()}});
}

ShiftRule with(ShiftRule rule, const RuleChange& change) {
  if (change.staff) rule.staff = *change.staff;
  if (change.first) rule.first = *change.first;
  rule.hours = changed(rule.hours, change.begins, change.ends);
  if (change.repeats) rule.repeats = *change.repeats;
  if (change.last_day) rule.last_day = *change.last_day;
  return rule;
}

// Its first day from `from` on, so that every other week stays the same weeks.
Day next_day(const ShiftRule& rule, Day from) {
  constexpr days far{366 * 9};
  const auto next = routing::days_of(rule, from, from + far);
  return next.empty() ? from : next.front();
}

void end_before(ShiftRule& rule, Day day) {
  rule.last_day = std::min(rule.last_day.value_or(day), day - days(1));
}

struct Ruled {
  ShiftRule rule;
  const routing::Line* line;
  Day from;
};
Result<Ruled> find_rule(store::Reading& store, const Lines& lines, ShiftRuleId id,
                        std::optional<Day> from) {
  const auto rule = store::rota::find(store, id);
  const auto* line = rule ? lines.find(rule->line) : nullptr;
  if (line == nullptr) return problem(ProblemCode::not_found, "no such rule");
  const Day today = routing::day_at(line->time_zone, store.now);
  return Ruled{*rule, line, std::max(from.value_or(today), today)};
}

Result<ShiftRule> change_in_job(store::Writing& store, const Lines& lines, StaffId by,
                                ShiftRuleId id, const RuleChange& change, std::optional<Day> from) {
  const auto found = find_rule(store, lines, id, from);
  if (!found) return std::unexpected(found.error());
  ShiftRule before = found->rule;
  if (found->from <= before.first) {
    const ShiftRule after = with(before, change);
    if (const auto sound = check_rule(store, after); !sound) return std::unexpected(sound.error());
    store::rota::keep(store, after);
    record_rule(store, after, by, "changed");
    return after;
  }
  ShiftRule after = before;
  after.first = next_day(before, found->from);
  after = with(after, change);
  after.first = std::max(after.first, found->from);
  after.id = store.ids.next<ShiftRuleId>(store.now);
  if (const auto sound = check_rule(store, after); !sound) return std::unexpected(sound.error());
  store::rota::add(store, after);
  end_before(before, found->from);
  store::rota::keep(store, before);
  store::rota::move_shifts(store, before.id, after.id, found->from);
  record_rule(store, before, by, "ended");
  record_rule(store, after, by, "added");
  return after;
}

Result<void> end_in_job(store::Writing& store, const Lines& lines, StaffId by, ShiftRuleId id,
                        std::optional<Day> from) {
  const auto found = find_rule(store, lines, id, from);
  if (!found) return std::unexpected(found.error());
  ShiftRule rule = found->rule;
  if (found->from <= rule.first) {
    store::rota::remove(store, rule.id);
  } else {
    end_before(rule, found->from);
    store::rota::keep(store, rule);
  }
  record_rule(store, rule, by, "ended");
  return {};
}

}  // namespace

routing::ShiftHours changed(const routing::ShiftHours& hours,
                            std::optional<std::chrono::minutes> begins,
                            std::optional<std::chrono::minutes> ends) {
  if (!begins && !ends) return hours;
  const auto from = begins.value_or(hours.begins);
  auto lasts = (ends.value_or(hours.begins + hours.lasts) - from) % one_day;
  if (lasts <= std::chrono::minutes(0)) lasts += one_day;
  return {from, lasts};
}

Planned add_rule(StoreThread& store, const Lines& lines, StaffId by, ShiftRule wanted) {
  std::move_only_function<Result<ShiftRule>(store::Writing&)> job =
      [&lines, by, wanted](store::Writing& writing) -> Result<ShiftRule> {
    ShiftRule rule = wanted;
    const auto* line = lines.find(rule.line);
    if (line == nullptr) return problem(ProblemCode::not_found, "no such line");
    if (const auto sound = check_rule(writing, rule); !sound) {
      return std::unexpected(sound.error());
    }
    const Day today = routing::day_at(line->time_zone, writing.now);
    if (store::rota::count(writing, line->id, today) >= rules_max) {
      return problem(ProblemCode::bad_shift, "line: has as many rules as it may");
    }
    rule.id = writing.ids.next<ShiftRuleId>(writing.now);
    store::rota::add(writing, rule);
    record_rule(writing, rule, by, "added");
    return rule;
  };
  co_return co_await change_rota<ShiftRule>(store, lines, std::move(job));
}

Planned change_rule(StoreThread& store, const Lines& lines, StaffId by, ShiftRuleId id,
                    RuleChange change, std::optional<Day> from) {
  std::move_only_function<Result<ShiftRule>(store::Writing&)> job =
      [&lines, by, id, change = std::move(change), from](store::Writing& writing) {
        return change_in_job(writing, lines, by, id, change, from);
      };
  co_return co_await change_rota<ShiftRule>(store, lines, std::move(job));
}

awaitable<Result<void>> end_rule(StoreThread& store, const Lines& lines, StaffId by, ShiftRuleId id,
                                 std::optional<Day> from) {
  std::move_only_function<Result<void>(store::Writing&)> job = [&lines, by, id,
                                                                from](store::Writing& writing) {
    return end_in_job(writing, lines, by, id, from);
  };
  co_return co_await change_rota<void>(store, lines, std::move(job));
}

}  // namespace warmline::flows
