#include "gateway/flows/edit_staff.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "gateway/flows/apply_actions.hpp"
#include "gateway/flows/change_presence.hpp"
#include "gateway/flows/found_shift.hpp"
#include "gateway/flows/load_snapshot.hpp"
#include "gateway/flows/match_queue.hpp"
#include "gateway/flows/set_on_call.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/events.hpp"
#include "gateway/store/lines.hpp"
#include "gateway/store/pages.hpp"
#include "gateway/store/rota.hpp"
#include "gateway/store/staff.hpp"

namespace warmline::flows {
namespace {

using nlohmann::json;
using routing::EventKind;
using routing::StaffId;
using store::Writing;

// Whoever looks after accounts need not work the line themselves.
void see_as_coordinator(routing::Snapshot& snapshot, StaffId by) {
  const auto id_of = [](const routing::Peer& peer) { return peer.staff.id; };
  if (std::ranges::find(snapshot.staff, by, id_of) != snapshot.staff.end()) return;
  routing::Peer coordinator;
  coordinator.staff.id = by;
  coordinator.staff.role = routing::Role::coordinator;
  snapshot.staff.push_back(std::move(coordinator));
}

void take_back_on(Writing& store, const routing::Line& configured, StaffId who, StaffId by) {
  const auto line = store::lines::as_set(store, configured);
  for (const auto& held : store::conversations::held(store, line.id, who)) {
    const routing::happened::Returned event{by};
    routing::Snapshot snapshot{.line = line, .conversation = held};
    see_staff(store, snapshot, event);
    see_as_coordinator(snapshot, by);
    apply(store, line, {}, decided(snapshot, event, store.now));
  }
}

void set_off(Writing& store, StaffId who, StaffId by) {
  if (store::staff::find(store, who)->presence == routing::Presence::off) return;
  store::staff::set_presence(store, who, routing::Presence::off);
  const json data{{"staff", who.text()},
                  {"presence", routing::to_string(routing::Presence::off)},
                  {"by_lapses", false},
                  {"by_shift_end", false}};
  store::events::append(store,
                        {.kind = EventKind::presence_changed, .actor = by, .data = data.dump()});
}

// On a line where they may not be any more.
void leave_on_call(Writing& store, const routing::Line& line, StaffId who, StaffId by) {
  auto staff = store::pages::on_call(store, line.id);
  if (std::erase(staff, who) == 0 || may_be_on_call(store, who, line)) return;
  keep_on_call(store, line.id, by, staff);
}

// Other shifts are theirs than before: what these call for is to be found anew.
void look_at_rota(Writing& store, const Lines& lines) {
  for (const auto& line : lines.all()) {
    if (store::rota::has_any(store, line.id)) store::rota::look_now(store, line.id);
  }
}

template <class Value>
void take_over(const std::optional<Value>& wanted, Value& value, const char* what, json& changed) {
  if (!wanted || *wanted == value) return;
  value = *wanted;
  changed.push_back(what);
}

}  // namespace

void take_everything_back(Writing& store, const Lines& lines, StaffId who,
                          std::optional<StaffId> by) {
  if (!by) {
    change_presence(store, lines, who, routing::Presence::off);
    // Who is off may still have something: what rests, or what was given to them all the same.
    for (const auto& line : lines.all()) end_shift(store, lines, line, who, /*goes_off=*/false);
  } else {
    // Off first: what goes back must not be offered to them again.
    set_off(store, who, *by);
    for (const auto& line : lines.all()) take_back_on(store, line, who, *by);
  }
  match_queues(store, lines);
}

routing::Result<void> change_staff(Writing& store, const Lines& lines, StaffId who,
                                   const StaffWanted& wanted, StaffId by) {
  const auto before = store::staff::find(store, who);
  if (!before) return routing::problem(routing::ProblemCode::not_found, "no such member of staff");
  auto after = before->staff;
  json changed = json::array();
  take_over(wanted.name, after.name, "name", changed);
  take_over(wanted.role, after.role, "role", changed);
  take_over(wanted.languages, after.languages, "languages", changed);
  take_over(wanted.experiences, after.experiences, "experiences", changed);
  take_over(wanted.lines, after.lines, "lines", changed);
  take_over(wanted.capacity, after.capacity, "capacity", changed);
  if (changed.empty()) return {};
  if (after.role != routing::Role::administrator &&
      store::staff::is_last_administrator(store, who)) {
    return routing::problem(routing::ProblemCode::last_administrator, "nobody else is one");
  }
  const bool has_other_lines = after.lines != before->staff.lines;
  if (has_other_lines) settle_rota(store, lines);
  store::staff::change(store, after);
  json data{{"staff", who.text()}, {"changed", std::move(changed)}};
  if (after.role != before->staff.role) data["role"] = routing::to_string(after.role);
  store::events::append(store,
                        {.kind = EventKind::staff_changed, .actor = by, .data = data.dump()});
  for (const auto& line : lines.all()) {
    leave_on_call(store, line, who, by);
    if (!routing::works(after, line.id)) take_back_on(store, line, who, by);
  }
  if (has_other_lines) look_at_rota(store, lines);
  match_queues(store, lines);
  return {};
}

void enable_staff(Writing& store, const Lines& lines, StaffId who, StaffId by) {
  settle_rota(store, lines);
  if (!store::staff::enable(store, who)) return;
  const json data{{"staff", who.text()}};
  store::events::append(store,
                        {.kind = EventKind::staff_enabled, .actor = by, .data = data.dump()});
  look_at_rota(store, lines);
}

}  // namespace warmline::flows
