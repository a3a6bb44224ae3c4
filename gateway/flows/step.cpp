#include "gateway/flows/step.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include <nlohmann/json.hpp>

#include "gateway/flows/flag_actions.hpp"
#include "gateway/flows/keep_rota.hpp"
#include "gateway/flows/paging.hpp"
#include "gateway/flows/standing.hpp"
#include "gateway/store/contacts.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/flags.hpp"
#include "gateway/store/forgetting.hpp"
#include "gateway/store/lines.hpp"
#include "gateway/store/outbox.hpp"
#include "gateway/store/staff.hpp"
#include "routing/matching.hpp"
#include "routing/segment.hpp"

namespace warmline::flows {
namespace {

using nlohmann::json;
using routing::Action;
using routing::Conversation;
using routing::EventKind;
using routing::StaffId;
using store::Writing;

json or_null(const std::optional<StaffId>& id) {
  return id ? json(id->text()) : json();
}

std::optional<routing::ConversationId> id_of(const std::optional<Conversation>& conversation) {
  return conversation ? std::optional(conversation->id) : std::nullopt;
}

void append_change(Writing& store, const routing::action::Change& change) {
  json data = standing_of(change.after);
  data["from"] = or_null(change.from);
  data["to"] = or_null(change.to);
  store::events::append(store, {.kind = change.kind,
                                .line = change.after.line,
                                .conversation = change.after.id,
                                .actor = change.actor,
                                .data = data.dump()});
}

void set_opted_out(Writing& store, const store::Thread& thread, bool out,
                   const std::optional<StaffId>& by = {}) {
  if (!store::texters::set_opted_out(store, thread.id, out)) return;
  const auto latest = store::conversations::latest(store, thread.id);
  store::events::append(store,
                        {.kind = out ? EventKind::texter_opted_out : EventKind::texter_opted_in,
                         .line = thread.line,
                         .conversation = id_of(latest),
                         .actor = by,
                         .data = latest ? standing_of(*latest).dump() : json::object().dump()});
}

// Does one action. What an action needs of the event's thread is there whenever decide() gives such
// an action.
struct Applier {
  Writing& store;
  const routing::Line& line;
  const std::optional<store::Thread>& thread;

  void operator()(const routing::action::Change& change) const {
    if (change.kind == EventKind::conversation_started) {
      store::conversations::add(store, change.after);
    } else {
      store::conversations::keep(store, change.after);
    }
    // Idle since the end of their latest conversation.
    if (change.from && change.from != change.after.owner)
      store::staff::set_idle(store, *change.from);
    append_change(store, change);
  }

  void operator()(const routing::action::Keep& keep) const {
    store::conversations::keep(store, keep.after);
  }

  void operator()(const routing::action::Say& say) const {
    const std::string words = routing::words(line, say.which, say.language, say.particulars);
    store::Text text;
    text.conversation = say.conversation;
    text.direction = routing::Direction::out;
    text.automatic = true;
    text.body = routing::Body(words);
    text.status = routing::TextStatus::queued;
    text.segments = static_cast<int>(routing::segments(words).count);
    const auto id = store::texts::add(store, thread.value(), text);
    store::outbox::add(store, id, thread->id);
    const auto about =
        say.conversation ? store::conversations::find(store, *say.conversation) : std::nullopt;
    record(store, EventKind::text_queued, *thread, about, id, {}, text.status);
    if (say.which == routing::AutomaticText::closed)
      store::texters::set_closed_told(store, thread->id);
    if (say.which == routing::AutomaticText::menu) store::texters::set_menu_sent(store, thread->id);
  }

  void operator()(const routing::action::HoldBack& held) const {
    if (!store::texters::set_held_back(store, thread.value().id, routing::automatic_within)) return;
    const auto about =
        held.conversation ? store::conversations::find(store, *held.conversation) : std::nullopt;
    store::events::append(store,
                          {.kind = EventKind::automatic_held_back,
                           .line = thread->line,
                           .conversation = held.conversation,
                           .data = about ? standing_of(*about).dump() : json::object().dump()});
  }

  void operator()(const routing::action::OptOut& out) const {
    set_opted_out(store, thread.value(), true, out.by);
  }
  void operator()(const routing::action::OptIn&) const {
    set_opted_out(store, thread.value(), false);
  }

  void operator()(const routing::action::AskForget&) const {
    store::texters::set_forget_asked(store, thread.value().id);
  }
  void operator()(const routing::action::Forget&) const {
    store::forgetting::begin(store, thread.value().texter);
  }

  void operator()(const routing::action::RaiseFlag& raise) const { apply_flag(store, raise); }
  void operator()(const routing::action::ClearFlag& clear) const { apply_flag(store, clear); }
  void operator()(const routing::action::Block& block) const {
    apply_block(store, thread.value(), block);
  }
  void operator()(const routing::action::Unblock& unblock) const {
    apply_block(store, thread.value(), unblock);
  }
  void operator()(const routing::action::AskBack&) const {
    store::contacts::ask_back(store, thread.value().id);
  }
  void operator()(const routing::action::CameBack& back) const {
    store::contacts::came_back(store, thread.value().id, back.conversation);
  }

  void operator()(const routing::action::SetPresence& set) const {
    if (store::staff::find(store, set.staff)->presence == set.presence) return;
    store::staff::set_presence(store, set.staff, set.presence);
    const json data{{"staff", set.staff.text()},
                    {"presence", routing::to_string(set.presence)},
                    {"by_lapses", set.by_lapses},
                    {"by_shift_end", set.by_shift_end}};
    const bool by_itself = set.by_lapses || set.by_shift_end;
    store::events::append(store, {.kind = EventKind::presence_changed,
                                  .actor = by_itself ? std::nullopt : std::optional(set.staff),
                                  .data = data.dump()});
    if (set.by_lapses) tell_of_lapses(store, line, set.staff);
  }

  void operator()(const routing::action::SetLapses& set) const {
    store::staff::set_lapses(store, set.staff, set.in_a_row);
  }
};

// Adds what isn't there yet: decide() sees each conversation once.
void see_too(routing::Snapshot& snapshot, std::vector<Conversation> more) {
  for (auto& conversation : more) {
    if (std::ranges::find(snapshot.live, conversation.id, &Conversation::id) != snapshot.live.end())
      continue;
    snapshot.live.push_back(std::move(conversation));
  }
}

// Those whom an event and conversations name.
class Named {
 public:
  void add(const std::optional<StaffId>& who) {
    if (who && std::ranges::find(ids_, *who) == ids_.end()) ids_.push_back(*who);
  }
  void add(const Conversation& conversation) {
    add(conversation.owner);
    add(conversation.offered_to);
    add(conversation.last_owner);
  }
  void add(const routing::Event& event) {
    std::visit(
        [this](const auto& it) {
          if constexpr (requires { it.by; }) add(std::optional(it.by));
          if constexpr (requires { it.to; }) add(std::optional(it.to));
          if constexpr (requires { it.staff; }) add(std::optional(it.staff));
        },
        event);
  }
  const std::vector<StaffId>& ids() const { return ids_; }

 private:
  std::vector<StaffId> ids_;
};

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

int automatic_lately(store::Reading& store, routing::TexterId texter) {
  return store::texters::automatic_since(store, texter, store.now - routing::automatic_within);
}

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

// Somebody was put on break, or off, by what happened on one line: their conversations on the other
// lines go back as well.
void follow_presence(Writing& store, const Lines& lines, routing::LineId done,
                     std::span<const Action> actions) {
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
    const auto thread = store::texters::thread(store, each.thread).value();
    const routing::Snapshot snapshot{.line = line,
                                     .conversation = each,
                                     .closed_told_at = thread.closed_told_at,
                                     .automatic_lately = automatic_lately(store, thread.texter)};
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

bool concerns_flags(const routing::Event& event) {
  return std::holds_alternative<routing::happened::Flagged>(event) ||
         std::holds_alternative<routing::happened::Unflagged>(event) ||
         std::holds_alternative<routing::happened::OptedOut>(event);
}

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

// Whose act it is; nobody's where the texter, or time, made it happen.
std::optional<StaffId> actor_of(const routing::Event& event) {
  return std::visit(
      [](const auto& happened) -> std::optional<StaffId> {
        if constexpr (requires { happened.by; }) return happened.by;
        return std::nullopt;
      },
      event);
}

// Where a text of now finds it in the queue; one that does not wait there yet returns to it.
store::conversations::Place place_to_come(Conversation conversation, routing::Instant now) {
  if (conversation.state != routing::ConversationState::waiting) conversation.returned = true;
  if (!conversation.waiting_since) conversation.waiting_since = now;
  return store::conversations::place_in_queue(conversation);
}

bool is_queued(const Conversation& conversation) {
  return conversation.state == routing::ConversationState::waiting ||
         conversation.state == routing::ConversationState::offered;
}

}  // namespace

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
  // A word of talk to somebody who has them is answered by nothing.
  const bool is_talk = conversation && conversation->owner && !text.keyword && !text.wish;
  if (!is_talk) snapshot.automatic_lately = automatic_lately(store, thread.texter);
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

void apply(Writing& store, const routing::Line& line, const std::optional<store::Thread>& thread,
           std::span<const Action> actions) {
  const Applier applier{store, line, thread};
  for (const auto& action : actions) std::visit(applier, action);
}

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

routing::Result<Conversation> take_step(Writing& store, const Lines& lines,
                                        routing::ConversationId id, const routing::Event& event) {
  const auto conversation = store::conversations::find(store, id);
  if (!conversation)
    return routing::problem(routing::ProblemCode::not_found, "no such conversation");
  const auto* line = lines.find(conversation->line);
  if (!line) {
    return routing::problem(routing::ProblemCode::not_found,
                            "the conversation's line is no longer configured");
  }
  const bool needs_their_key = std::holds_alternative<routing::happened::Reopened>(event) ||
                               std::holds_alternative<routing::happened::Blocked>(event);
  if (needs_their_key && store::forgetting::is_forgotten(store, conversation->texter)) {
    return routing::problem(routing::ProblemCode::forgotten, "the texter was forgotten");
  }
  const auto thread = store::texters::thread(store, conversation->thread);
  routing::Snapshot snapshot{.line = store::lines::as_set(store, *line),
                             .conversation = conversation,
                             .opted_out = thread && thread->opted_out,
                             .blocked = thread && thread->blocked};
  if (concerns_flags(event)) snapshot.flags = store::flags::standing(store, *conversation);
  // An old conversation can't be reopened beside the thread's live one.
  const auto latest = store::conversations::latest(store, conversation->thread);
  if (routing::is_live(*latest)) see_too(snapshot, {*latest});
  see_staff(store, snapshot, event);
  const auto actions = routing::decide(snapshot, event, store.now);
  if (!actions) return std::unexpected(actions.error());
  apply(store, snapshot.line, thread, *actions);
  match_queues(store, lines);
  if (const auto by = actor_of(event); by && is_queued(*conversation)) {
    see_to_queue(store, *line, *by);
  }
  return *store::conversations::find(store, id);
}

void pass_time(Writing& store, const Lines& lines) {
  for (const auto& line : lines.all()) pass_time(store, lines, line);
  keep_rota(store, lines);
  match_queues(store, lines);
  for (const auto& line : lines.all()) keep_paging(store, line);
}

void opt_out(Writing& store, const store::Thread& thread) {
  set_opted_out(store, thread, true);
}

void record(Writing& store, EventKind kind, const store::Thread& thread,
            const std::optional<Conversation>& conversation, routing::TextId text,
            std::optional<StaffId> actor, std::optional<routing::TextStatus> status) {
  json data = conversation ? standing_of(*conversation) : json::object();
  data["text"] = text.text();
  if (status) data["status"] = routing::to_string(*status);
  store::events::append(store, {.kind = kind,
                                .line = thread.line,
                                .conversation = id_of(conversation),
                                .actor = actor,
                                .data = data.dump()});
}

}  // namespace warmline::flows
