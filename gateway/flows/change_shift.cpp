#include "gateway/flows/change_shift.hpp"

#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "gateway/flows/found_shift.hpp"
#include "gateway/flows/plan_shifts.hpp"
#include "gateway/store/rota.hpp"

namespace warmline::flows {
namespace {

using routing::EventKind;
using routing::problem;
using routing::Shift;
using routing::ShiftChange;
using routing::ShiftId;
using routing::StaffId;

using Job = std::move_only_function<Result<Shift>(store::Writing&)>;

nlohmann::json id_or_null(const std::optional<StaffId>& id) {
  return id ? nlohmann::json(id->text()) : nlohmann::json();
}

// `from`: whose it was.
void record_change(store::Writing& store, const Shift& shift, StaffId by, std::string_view what,
                   const std::optional<StaffId>& from) {
  auto data = told_of(shift);
  data["what"] = what;
  data["from"] = id_or_null(from);
  data["staff"] = id_or_null(shift.staff);
  record_rota(store, EventKind::rota_changed, shift.line, by, data);
}

Result<Shift> change_in_job(store::Writing& store, const Lines& lines, StaffId by,
                            const ShiftId& id, const ShiftWanted& wanted) {
  auto found = find_coming_shift(store, lines, id);
  if (!found) return std::unexpected(found.error());
  const auto before = *found->shift;
  if (wanted.staff) {
    if (*wanted.staff && !may_work(store, **wanted.staff, found->line->id)) {
      return problem(ProblemCode::bad_shift, "staff: nobody who works this line");
    }
    found->change.staff = *wanted.staff;
  }
  if (wanted.day || wanted.begins || wanted.ends) {
    const auto now =
        found->change.moved.value_or(ShiftChange::Move{.day = id.day, .hours = found->rule.hours});
    const auto hours = changed(now.hours, wanted.begins, wanted.ends);
    if (const auto sound = routing::check(hours); !sound) return std::unexpected(sound.error());
    found->change.moved = ShiftChange::Move{wanted.day.value_or(now.day), hours};
  }
  auto after = keep_change(store, *found);
  if (!after) return after;
  if (after->ends <= store.now) return problem(ProblemCode::shift_over, "would be over");
  record_change(store, *after, by, "changed", before.staff);
  return after;
}

Result<Shift> take_in_job(store::Writing& store, const Lines& lines, StaffId by,
                          const ShiftId& id) {
  auto found = find_coming_shift(store, lines, id);
  if (!found) return std::unexpected(found.error());
  if (!may_work(store, by, found->line->id)) {
    return problem(ProblemCode::forbidden, "does not work this line");
  }
  if (found->shift->staff == by) return *found->shift;
  if (found->shift->staff) {
    return problem(ProblemCode::shift_taken, "it is not open", found->shift->staff->text());
  }
  found->change.staff = by;
  auto taken = keep_change(store, *found);
  if (!taken) return taken;
  auto data = told_of(*taken);
  data["staff"] = by.text();
  record_rota(store, EventKind::shift_taken, taken->line, by, data);
  return taken;
}

}  // namespace

ShiftChanged change_shift(StoreThread& store, const Lines& lines, StaffId by, ShiftId id,
                          ShiftWanted wanted) {
  Job job = [&lines, by, id, wanted](store::Writing& writing) {
    return change_in_job(writing, lines, by, id, wanted);
  };
  co_return co_await change_rota<Shift>(store, lines, std::move(job));
}

awaitable<Result<void>> cancel_shift(StoreThread& store, const Lines& lines, StaffId by,
                                     ShiftId id) {
  std::move_only_function<Result<void>(store::Writing&)> job =
      [&lines, by, id](store::Writing& writing) -> Result<void> {
    auto found = find_coming_shift(writing, lines, id);
    if (!found) return std::unexpected(found.error());
    found->change.cancelled = true;
    store::rota::keep(writing, found->change);
    store::rota::look_now(writing, found->line->id);
    record_change(writing, *found->shift, by, "cancelled", found->shift->staff);
    return {};
  };
  co_return co_await change_rota<void>(store, lines, std::move(job));
}

ShiftChanged restore_shift(StoreThread& store, const Lines& lines, StaffId by, ShiftId id) {
  Job job = [&lines, by, id](store::Writing& writing) -> Result<Shift> {
    const auto before = find_shift(writing, lines, id);
    if (!before) return std::unexpected(before.error());
    const bool was_changed = store::rota::remove_change(writing, id);
    const auto after = find_coming_shift(writing, lines, id);
    if (!after) return std::unexpected(after.error());
    if (!was_changed) return *after->shift;
    store::rota::look_now(writing, after->line->id);
    record_change(writing, *after->shift, by, "restored",
                  before->shift ? before->shift->staff : std::nullopt);
    return *after->shift;
  };
  co_return co_await change_rota<Shift>(store, lines, std::move(job));
}

ShiftChanged take_shift(StoreThread& store, const Lines& lines, StaffId by, ShiftId id) {
  Job job = [&lines, by, id](store::Writing& writing) {
    return take_in_job(writing, lines, by, id);
  };
  co_return co_await change_rota<Shift>(store, lines, std::move(job));
}

}  // namespace warmline::flows
