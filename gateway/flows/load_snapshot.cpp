#include "gateway/flows/load_snapshot.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <variant>

#include "gateway/store/contacts.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/flags.hpp"
#include "gateway/store/lines.hpp"
#include "gateway/store/staff.hpp"

namespace warmline::flows {
namespace {

using routing::Conversation;
using routing::StaffId;

// Where a text of now finds it in the queue; one that does not wait there yet returns to it.
store::conversations::Place place_to_come(Conversation conversation, routing::Instant now) {
  if (conversation.state != routing::ConversationState::waiting) conversation.returned = true;
  if (!conversation.waiting_since) conversation.waiting_since = now;
  return store::conversations::place_in_queue(conversation);
}

}  // namespace

void see_too(routing::Snapshot& snapshot, std::vector<Conversation> more) {
  for (auto& conversation : more) {
    if (std::ranges::find(snapshot.live, conversation.id, &Conversation::id) != snapshot.live.end())
      continue;
    snapshot.live.push_back(std::move(conversation));
  }
}

void Named::add(const std::optional<StaffId>& who) {
  if (who && std::ranges::find(ids_, *who) == ids_.end()) ids_.push_back(*who);
}

void Named::add(const Conversation& conversation) {
  add(conversation.owner);
  add(conversation.offered_to);
  add(conversation.last_owner);
}

void Named::add(const routing::Event& event) {
  std::visit(
      [this](const auto& it) {
        if constexpr (requires { it.by; }) add(std::optional(it.by));
        if constexpr (requires { it.to; }) add(std::optional(it.to));
        if constexpr (requires { it.staff; }) add(std::optional(it.staff));
      },
      event);
}

void see_staff(store::Reading& store, routing::Snapshot& snapshot, const routing::Event& event) {
  Named named;
  named.add(event);
  if (snapshot.conversation) named.add(*snapshot.conversation);
  for (const auto& conversation : snapshot.live) named.add(conversation);
  snapshot.staff = store::staff::these(store, snapshot.line.id, named.ids());
}

routing::Actions decided(const routing::Snapshot& snapshot, const routing::Event& event,
                         routing::Instant now) {
  auto actions = routing::decide(snapshot, event, now);
  if (!actions) throw std::logic_error("time, presence and free seats are never turned down");
  return std::move(*actions);
}

void see_limit(store::Reading& store, routing::Snapshot& snapshot, const store::Thread& thread) {
  snapshot.held_back_at = thread.held_back_at;
  snapshot.automatic_lately =
      store::texters::automatic_since(store, thread.texter, store.now - routing::automatic_within);
  if (snapshot.automatic_lately >= routing::automatic_most && snapshot.conversation) {
    snapshot.flags = store::flags::standing(store, *snapshot.conversation);
  }
}

routing::Snapshot snapshot_for_text(store::Reading& store, const routing::Line& line,
                                    const store::Thread& thread,
                                    const std::optional<Conversation>& conversation,
                                    const routing::happened::TextArrived& text) {
  routing::Snapshot snapshot{.line = store::lines::as_set(store, line),
                             .conversation = conversation,
                             .opted_out = thread.opted_out,
                             .forget_asked_at = thread.forget_asked_at,
                             .somebody_is_on = store::staff::somebody_is_on(store, line.id),
                             .closed_told_at = thread.closed_told_at,
                             .blocked = thread.blocked,
                             .asked_back = thread.asked_back};
  const bool asks_for_place =
      text.keyword == routing::Keyword::wait || text.keyword == routing::Keyword::switch_;
  if (asks_for_place && conversation) {
    snapshot.ahead_in_queue =
        store::conversations::ahead(store, line.id, place_to_come(*conversation, store.now));
  }
  if (conversation && (!text.signs.empty() || text.keyword == routing::Keyword::stop)) {
    snapshot.flags = store::flags::standing(store, *conversation);
  }
  if (line.contacts_per_day && !(conversation && routing::is_live(*conversation))) {
    snapshot.contacts = store::contacts::count(store, thread.id, store.now - routing::fair_use_span,
                                               *line.contacts_per_day);
  }
  see_staff(store, snapshot, text);
  return snapshot;
}

}  // namespace warmline::flows
