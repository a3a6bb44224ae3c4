#include "gateway/flows/pass_time.hpp"

#include <algorithm>

#include "gateway/flows/apply_actions.hpp"
#include "gateway/flows/change_presence.hpp"
#include "gateway/flows/keep_rota.hpp"
#include "gateway/flows/load_snapshot.hpp"
#include "gateway/flows/match_queue.hpp"
#include "gateway/flows/paging.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/health.hpp"
#include "gateway/store/lines.hpp"
#include "gateway/store/staff.hpp"
#include "gateway/store/texters.hpp"

namespace warmline::flows {
namespace {

using store::Writing;

// Of those who wait when a line closes and the last peer goes, so many are told in one go.
constexpr int told_at_once = 20;

void tell_closed(Writing& store, const routing::Line& line) {
  const auto standing = routing::standing(line, store.now);
  if (standing.state != routing::Standing::State::closed ||
      store::staff::somebody_is_on(store, line.id)) {
    return;
  }
  const auto before = std::min(standing.since, store.now - routing::closed_told_again);
  for (const auto& each : store::conversations::untold(store, line.id, before, told_at_once)) {
    // What can't be sealed for one keeps nobody else waiting.
    if (!store::unless_damaged(store, [&] { return store::texters::key(store, each.texter); })) {
      continue;
    }
    const auto thread = store::texters::thread(store, each.thread).value();
    routing::Snapshot snapshot{
        .line = line, .conversation = each, .closed_told_at = thread.closed_told_at};
    see_limit(store, snapshot, thread);
    apply(store, line, thread, decided(snapshot, routing::happened::StillWaits{}, store.now));
  }
}

void pass_time(Writing& store, const Lines& lines, const routing::Line& configured) {
  const auto line = store::lines::as_set(store, configured);
  tell_closed(store, line);
  routing::Snapshot snapshot{.line = line,
                             .live = store::conversations::expired(store, line.id, store.now)};
  // Whoever lets an offer lapse may be put on break, and then what waits for them returns.
  Named lapsing;
  for (const auto& conversation : snapshot.live) lapsing.add(conversation.offered_to);
  for (const auto who : lapsing.ids())
    see_too(snapshot, store::conversations::held(store, line.id, who));
  see_too(snapshot, store::conversations::rested(store, line.id, store.now));
  see_too(snapshot, store::conversations::silent(store, line.id, store.now));
  if (snapshot.live.empty()) return;
  see_staff(store, snapshot, routing::happened::Tick{});
  const auto actions = decided(snapshot, routing::happened::Tick{}, store.now);
  apply(store, line, {}, actions);
  follow_presence(store, lines, line.id, actions);
}

}  // namespace

void pass_time(Writing& store, const Lines& lines) {
  for (const auto& line : lines.all()) pass_time(store, lines, line);
  keep_rota(store, lines);
  match_queues(store, lines);
  for (const auto& line : lines.all()) keep_paging(store, line);
}

}  // namespace warmline::flows
