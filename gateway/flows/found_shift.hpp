// Within flows/: changing the rota in a store job, looking a shift up in it, and recording what
// became of it.
#pragma once

#include <utility>

#include <nlohmann/json_fwd.hpp>

#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/store/database.hpp"
#include "gateway/store/rota.hpp"
#include "routing/result.hpp"
#include "routing/rota.hpp"

namespace warmline::flows {

// Acts on everything that the rota called for until now, as it was: a change is about what is to
// come. Each job that changes it begins so.
void settle_rota(store::Writing& store, const Lines& lines);
template <class T>
awaitable<Result<T>> change_rota(StoreThread& store, const Lines& lines,
                                 std::move_only_function<Result<T>(store::Writing&)> change) {
  std::move_only_function<Result<T>(store::Writing&)> job =
      [&lines, change = std::move(change)](store::Writing& writing) mutable {
        settle_rota(writing, lines);
        return change(writing);
      };
  co_return co_await store.write<T>(std::move(job));
}

struct FoundShift {
  const routing::Line* line;
  routing::ShiftRule rule;
  routing::ShiftChange change;          // nothing is changed in it, where none was kept
  std::optional<routing::Shift> shift;  // empty: cancelled
};
// not_found: no rule has it, or its line is no longer configured.
routing::Result<FoundShift> find_shift(store::Reading& store, const Lines& lines,
                                       const routing::ShiftId& id);
// The same for one that is there and not over: also shift_over.
routing::Result<FoundShift> find_coming_shift(store::Reading& store, const Lines& lines,
                                              const routing::ShiftId& id);

// Keeps the change of a shift that is not cancelled: what it comes to, or bad_shift where the clock
// leaves nothing of it.
routing::Result<routing::Shift> keep_change(store::Writing& store, FoundShift& found);

// {"shift","starts","ends"}
nlohmann::json told_of(const routing::Shift& shift);
void record_rota(store::Writing& store, routing::EventKind kind, routing::LineId line,
                 routing::StaffId by, const nlohmann::json& data);

// Somebody who may be given a shift of this line: enabled, and works it.
bool may_work(store::Reading& store, routing::StaffId who, routing::LineId line);

}  // namespace warmline::flows
