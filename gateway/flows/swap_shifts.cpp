#include "gateway/flows/swap_shifts.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "gateway/flows/found_shift.hpp"
#include "gateway/store/staff.hpp"

namespace warmline::flows {
namespace {

using routing::EventKind;
using routing::problem;
using routing::ShiftId;
using routing::StaffId;
using routing::SwapId;
using store::Swap;
using store::SwapState;

using Job = std::move_only_function<Result<Swap>(store::Writing&)>;

bool is_coordinator(store::Reading& store, StaffId who) {
  const auto row = store::staff::find(store, who);
  return row && routing::at_least(row->staff.role, routing::Role::coordinator);
}

// To come, of this line, and this person's.
bool is_theirs(store::Reading& store, const Lines& lines, const ShiftId& id, routing::LineId line,
               StaffId who) {
  const auto found = find_coming_shift(store, lines, id);
  return found && found->line->id == line && found->shift->staff == who;
}

void record_swap(store::Writing& store, EventKind kind, const Swap& swap, StaffId by) {
  record_rota(
      store, kind, swap.line, by,
      {{"swap", swap.id.text()},
       {"shift", swap.shift.text()},
       {"in_return", swap.in_return ? nlohmann::json(swap.in_return->text()) : nlohmann::json()},
       {"from", swap.asked_by.text()},
       {"to", swap.asked.text()}});
}

// One that waits to be decided.
Result<Swap> find_undecided(store::Reading& store, SwapId id) {
  const auto swap = store::swaps::find(store, id);
  if (!swap) return problem(ProblemCode::not_found, "no such swap");
  switch (swap->state) {
    case SwapState::asked:
    case SwapState::accepted:
      return *swap;
    case SwapState::approved:
    case SwapState::declined:
      break;
  }
  return problem(ProblemCode::swap_over, "it was decided");
}

Swap decide_swap(store::Writing& store, Swap swap, SwapState state, EventKind kind, StaffId by) {
  swap.state = state;
  store::swaps::set_state(store, swap.id, state);
  record_swap(store, kind, swap, by);
  return swap;
}

Result<Swap> ask_in_job(store::Writing& store, const Lines& lines, StaffId by, const ShiftId& id,
                        const SwapWanted& wanted) {
  const auto found = find_coming_shift(store, lines, id);
  if (!found) return std::unexpected(found.error());
  const auto line = found->line->id;
  if (found->shift->staff != by) return problem(ProblemCode::forbidden, "it is not their shift");
  if (wanted.asked == by || !may_work(store, wanted.asked, line)) {
    return problem(ProblemCode::not_found, "nobody who could take it");
  }
  if (wanted.in_return && !is_theirs(store, lines, *wanted.in_return, line, wanted.asked)) {
    return problem(ProblemCode::bad_shift, "in_return: is no shift of theirs to come");
  }
  const auto waiting = store::swaps::undecided(store, line, by);
  const auto asked = std::ranges::count(waiting, by, &Swap::asked_by);
  if (asked >= swaps_max) return problem(ProblemCode::bad_shift, "shift: too many swaps wait");
  const Swap swap{.id = store.ids.next<SwapId>(store.now),
                  .line = line,
                  .shift = id,
                  .asked_by = by,
                  .asked = wanted.asked,
                  .in_return = wanted.in_return,
                  .state = SwapState::asked,
                  .asked_at = store.now};
  store::swaps::add(store, swap);
  record_swap(store, EventKind::swap_asked, swap, by);
  return swap;
}

Result<Swap> accept_in_job(store::Writing& store, const Lines& lines, StaffId by, SwapId id) {
  const auto swap = find_undecided(store, id);
  if (!swap) return swap;
  if (swap->asked != by) return problem(ProblemCode::forbidden, "somebody else was asked");
  if (swap->state == SwapState::accepted) return swap;
  if (!is_good(store, lines, *swap)) return problem(ProblemCode::swap_over, "a shift has changed");
  return decide_swap(store, *swap, SwapState::accepted, EventKind::swap_accepted, by);
}

Result<void> give(store::Writing& store, const Lines& lines, const ShiftId& id, StaffId to) {
  auto found = find_coming_shift(store, lines, id);
  if (!found) return std::unexpected(found.error());
  found->change.staff = to;
  const auto given = keep_change(store, *found);
  if (!given) return std::unexpected(given.error());
  return {};
}

Result<Swap> approve_in_job(store::Writing& store, const Lines& lines, StaffId by, SwapId id) {
  const auto swap = find_undecided(store, id);
  if (!swap) return swap;
  if (!is_coordinator(store, by)) return problem(ProblemCode::forbidden, "no coordinator");
  if (swap->state != SwapState::accepted) {
    return problem(ProblemCode::forbidden, "the other has not accepted yet");
  }
  if (!is_good(store, lines, *swap)) return problem(ProblemCode::swap_over, "a shift has changed");
  if (const auto given = give(store, lines, swap->shift, swap->asked); !given) {
    return std::unexpected(given.error());
  }
  if (swap->in_return) {
    const auto returned = give(store, lines, *swap->in_return, swap->asked_by);
    if (!returned) return std::unexpected(returned.error());
  }
  return decide_swap(store, *swap, SwapState::approved, EventKind::swap_approved, by);
}

Result<Swap> decline_in_job(store::Writing& store, StaffId by, SwapId id) {
  const auto swap = find_undecided(store, id);
  if (!swap) return swap;
  const bool is_one_of_them = swap->asked == by || swap->asked_by == by;
  if (!is_one_of_them && !is_coordinator(store, by)) {
    return problem(ProblemCode::forbidden, "it is between others");
  }
  return decide_swap(store, *swap, SwapState::declined, EventKind::swap_declined, by);
}

}  // namespace

bool is_good(store::Reading& store, const Lines& lines, const Swap& swap) {
  return may_work(store, swap.asked, swap.line) &&
         is_theirs(store, lines, swap.shift, swap.line, swap.asked_by) &&
         (!swap.in_return || is_theirs(store, lines, *swap.in_return, swap.line, swap.asked));
}

Swapped ask_swap(StoreThread& store, const Lines& lines, StaffId by, ShiftId id,
                 SwapWanted wanted) {
  Job job = [&lines, by, id, wanted](store::Writing& writing) {
    return ask_in_job(writing, lines, by, id, wanted);
  };
  co_return co_await change_rota<Swap>(store, lines, std::move(job));
}

Swapped accept_swap(StoreThread& store, const Lines& lines, StaffId by, SwapId id) {
  Job job = [&lines, by, id](store::Writing& writing) {
    return accept_in_job(writing, lines, by, id);
  };
  co_return co_await change_rota<Swap>(store, lines, std::move(job));
}

Swapped approve_swap(StoreThread& store, const Lines& lines, StaffId by, SwapId id) {
  Job job = [&lines, by, id](store::Writing& writing) {
    return approve_in_job(writing, lines, by, id);
  };
  co_return co_await change_rota<Swap>(store, lines, std::move(job));
}

Swapped decline_swap(StoreThread& store, const Lines& lines, StaffId by, SwapId id) {
  Job job = [by, id](store::Writing& writing) { return decline_in_job(writing, by, id); };
  co_return co_await change_rota<Swap>(store, lines, std::move(job));
}

}  // namespace warmline::flows
