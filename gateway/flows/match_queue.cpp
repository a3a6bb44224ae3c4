#include "gateway/flows/match_queue.hpp"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "gateway/flows/apply_actions.hpp"
#include "gateway/flows/load_snapshot.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/lines.hpp"
#include "gateway/store/staff.hpp"
#include "routing/matching.hpp"

namespace warmline::flows {
namespace {

using routing::Conversation;
using store::Writing;

// So many of a queue are looked at in one go.
constexpr int stretch = 16;

// As many as make no difference to those who wait: each of these takes one of them, and may have
// been passed on by some; who wishes for something looks at everybody.
int free_wanted(const std::vector<Conversation>& waiting) {
  std::size_t wanted = waiting.size();
  for (const auto& conversation : waiting) {
    if (!conversation.wishes.empty()) return std::numeric_limits<int>::max();
    wanted += conversation.passes.size();
  }
  return static_cast<int>(wanted);
}

}  // namespace

void match_queue(Writing& store, const routing::Line& configured) {
  if (configured.mode == routing::LineMode::pull) return;
  if (store::staff::free(store, configured.id, 1).empty()) return;
  const auto line = store::lines::as_set(store, configured);
  std::vector<Conversation> waiting = store::conversations::queue(store, line.id, stretch);
  while (!waiting.empty()) {
    const auto behind = store::conversations::place_in_queue(waiting.back());
    const bool is_last = waiting.size() < stretch;
    Named named;
    for (const auto& conversation : waiting) named.add(conversation.last_owner);
    routing::Snapshot snapshot{.line = line, .live = std::move(waiting)};
    snapshot.staff = store::staff::free(store, line.id, free_wanted(snapshot.live));
    if (snapshot.staff.empty()) return;
    // Whoever talked with them last comes first, however much they have.
    for (auto& peer : store::staff::these(store, line.id, named.ids())) {
      const auto is_same = [&](const routing::Peer& p) { return p.staff.id == peer.staff.id; };
      if (std::ranges::none_of(snapshot.staff, is_same)) snapshot.staff.push_back(std::move(peer));
    }
    apply(store, line, {}, decided(snapshot, routing::happened::SeatFree{}, store.now));
    if (is_last) return;
    waiting = store::conversations::queue(store, line.id, stretch, behind);
  }
}

void match_queues(Writing& store, const Lines& lines) {
  // Whoever works several lines is needed most where somebody is furthest ahead.
  std::vector<std::pair<Conversation, const routing::Line*>> heads;
  for (const auto& line : lines.all()) {
    auto head = store::conversations::queue(store, line.id, 1);
    if (!head.empty()) heads.emplace_back(std::move(head.front()), &line);
  }
  std::ranges::sort(heads, [](const auto& left, const auto& right) {
    return routing::ahead(left.first, right.first);
  });
  for (const auto& [head, line] : heads) match_queue(store, *line);
}

}  // namespace warmline::flows
