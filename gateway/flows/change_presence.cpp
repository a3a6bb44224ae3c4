#include "gateway/flows/change_presence.hpp"

#include <algorithm>

#include "gateway/flows/apply_actions.hpp"
#include "gateway/flows/load_snapshot.hpp"
#include "gateway/flows/match_queue.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/lines.hpp"
#include "gateway/store/staff.hpp"

namespace warmline::flows {
namespace {

using routing::StaffId;
using store::Writing;

// decide() for what concerns all that somebody has on a line; `before`: their presence until now,
// whatever an earlier line's step has made of it.
void set_presence_on(Writing& store, const routing::Line& configured, routing::Presence before,
                     const routing::happened::PresenceSet& event) {
  const auto line = store::lines::as_set(store, configured);
  const StaffId who = event.staff;
  routing::Snapshot snapshot{.line = line, .live = store::conversations::held(store, line.id, who)};
  see_staff(store, snapshot, event);
  const auto peer =
      std::ranges::find(snapshot.staff, who, [](const routing::Peer& p) { return p.staff.id; });
  if (peer == snapshot.staff.end()) return;
  peer->presence = before;
  apply(store, line, {}, decided(snapshot, event, store.now));
}

}  // namespace

void change_presence(Writing& store, const Lines& lines, StaffId who, routing::Presence presence) {
  const auto before = store::staff::find(store, who);
  if (!before || before->presence == presence) return;
  for (const auto& line : lines.all())
    set_presence_on(store, line, before->presence, {who, presence});
  match_queues(store, lines);
}

void end_shift(Writing& store, const Lines& lines, const routing::Line& configured, StaffId who,
               bool goes_off) {
  const auto line = store::lines::as_set(store, configured);
  const routing::happened::ShiftEnded event{who, goes_off};
  routing::Snapshot snapshot{.line = line, .live = store::conversations::held(store, line.id, who)};
  see_staff(store, snapshot, event);
  const auto actions = decided(snapshot, event, store.now);
  apply(store, line, {}, actions);
  follow_presence(store, lines, line.id, actions);
}

void follow_presence(Writing& store, const Lines& lines, routing::LineId done,
                     std::span<const routing::Action> actions) {
  for (const auto& action : actions) {
    const auto* set = std::get_if<routing::action::SetPresence>(&action);
    if (!set) continue;
    for (const auto& line : lines.all()) {
      if (line.id == done) continue;
      set_presence_on(store, line, routing::Presence::on,
                      {set->staff, set->presence, /*by_itself=*/true});
    }
  }
}

}  // namespace warmline::flows
