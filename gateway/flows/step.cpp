#include "gateway/flows/step.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "gateway/store/conversations.hpp"
#include "gateway/store/forgetting.hpp"
#include "gateway/store/outbox.hpp"
#include "gateway/store/staff.hpp"
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

// What the live feed needs to know who may see it, and what lists show: ids and states only.
json standing_of(const Conversation& conversation) {
  json standing{{"state", routing::to_string(conversation.state)},
                {"owner", or_null(conversation.owner)},
                {"offered_to", or_null(conversation.offered_to)}};
  if (conversation.offer_expires_at) {
    standing["offer_expires_at"] = routing::format_instant(*conversation.offer_expires_at);
  }
  return standing;
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

void set_opted_out(Writing& store, const store::Thread& thread, bool out) {
  if (!store::texters::set_opted_out(store, thread.id, out)) return;
  const auto latest = store::conversations::latest(store, thread.id);
  store::events::append(store,
                        {.kind = out ? EventKind::texter_opted_out : EventKind::texter_opted_in,
                         .line = thread.line,
                         .conversation = id_of(latest),
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
    const std::string words = routing::words(line, say.which, say.language);
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
  }

  void operator()(const routing::action::OptOut&) const {
    set_opted_out(store, thread.value(), true);
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

  void operator()(const routing::action::SetPresence& set) const {
    if (store::staff::find(store, set.staff)->presence == set.presence) return;
    store::staff::set_presence(store, set.staff, set.presence);
    const json data{{"staff", set.staff.text()},
                    {"presence", routing::to_string(set.presence)},
                    {"by_lapses", set.by_lapses}};
    store::events::append(store, {.kind = EventKind::presence_changed,
                                  .actor = set.by_lapses ? std::nullopt : std::optional(set.staff),
                                  .data = data.dump()});
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

routing::Snapshot snapshot_without_others(store::Reading& store, const routing::Line& line,
                                          const std::optional<Conversation>& conversation) {
  routing::Snapshot snapshot{.line = line, .conversation = conversation};
  if (conversation) {
    const auto thread = store::texters::thread(store, conversation->thread);
    snapshot.opted_out = thread && thread->opted_out;
  }
  return snapshot;
}

// decide() for something that concerns the whole line.
void step_on_line(Writing& store, const Lines& lines, const routing::Snapshot& snapshot,
                  const routing::Event& event);

// Somebody was put on break by what happened on one line: their conversations on the other lines go
// back as well.
void follow_presence(Writing& store, const Lines& lines, routing::LineId done,
                     std::span<const Action> actions) {
  for (const auto& action : actions) {
    const auto* set = std::get_if<routing::action::SetPresence>(&action);
    if (!set) continue;
    for (const auto& line : lines.all()) {
      if (line.id == done) continue;
      auto snapshot = snapshot_of(store, line);
      auto peer = std::ranges::find(snapshot.staff, set->staff,
                                    [](const routing::Peer& p) { return p.staff.id; });
      if (peer == snapshot.staff.end()) continue;
      peer->presence = routing::Presence::on;  // as it was before that line's step
      see_too(snapshot, store::conversations::owned(store, line.id, set->staff));
      step_on_line(store, lines, snapshot,
                   routing::happened::PresenceSet{set->staff, set->presence});
    }
  }
}

void step_on_line(Writing& store, const Lines& lines, const routing::Snapshot& snapshot,
                  const routing::Event& event) {
  const auto actions = routing::decide(snapshot, event, store.now);
  if (!actions) throw std::logic_error("time and presence are never turned down");
  apply(store, snapshot.line, {}, *actions);
  if (std::holds_alternative<routing::happened::Tick>(event)) {
    follow_presence(store, lines, snapshot.line.id, *actions);
  }
}

}  // namespace

routing::Snapshot snapshot_of(store::Reading& store, const routing::Line& line,
                              const std::optional<Conversation>& conversation) {
  auto snapshot = snapshot_without_others(store, line, conversation);
  snapshot.live = store::conversations::queue(store, line.id);
  snapshot.staff = store::staff::of_line(store, line.id);
  return snapshot;
}

routing::Snapshot snapshot_for_text(store::Reading& store, const routing::Line& line,
                                    const store::Thread& thread,
                                    const std::optional<Conversation>& conversation,
                                    std::optional<routing::Keyword> keyword) {
  routing::Snapshot snapshot{.line = line,
                             .conversation = conversation,
                             .opted_out = thread.opted_out,
                             .forget_asked_at = thread.forget_asked_at};
  snapshot.staff = store::staff::on_line(store, line.id, conversation);
  // The queue is looked at to offer it to somebody: who is free now, or, since STOP takes an offer
  // away, will be.
  const bool may_offer =
      keyword || std::ranges::any_of(snapshot.staff, [](const routing::Peer& peer) {
        return peer.presence == routing::Presence::on && peer.load < peer.staff.capacity;
      });
  if (may_offer) snapshot.live = store::conversations::queue(store, line.id);
  return snapshot;
}

void apply(Writing& store, const routing::Line& line, const std::optional<store::Thread>& thread,
           std::span<const Action> actions) {
  const Applier applier{store, line, thread};
  for (const auto& action : actions) std::visit(applier, action);
}

void change_presence(Writing& store, const Lines& lines, StaffId who, routing::Presence presence) {
  const auto before = store::staff::find(store, who);
  if (!before || before->presence == presence) return;
  for (const auto& line : lines.all()) {
    auto snapshot = snapshot_of(store, line);
    auto peer =
        std::ranges::find(snapshot.staff, who, [](const routing::Peer& p) { return p.staff.id; });
    if (peer == snapshot.staff.end()) continue;
    // The first line's step has changed it already; each line decides from what was before.
    peer->presence = before->presence;
    see_too(snapshot, store::conversations::owned(store, line.id, who));
    step_on_line(store, lines, snapshot, routing::happened::PresenceSet{who, presence});
  }
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
  if (std::holds_alternative<routing::happened::Reopened>(event) &&
      store::forgetting::is_forgotten(store, conversation->texter)) {
    return routing::problem(routing::ProblemCode::forgotten, "the texter was forgotten");
  }
  auto snapshot = snapshot_of(store, *line, conversation);
  // An old conversation can't be reopened beside the thread's live one.
  const auto latest = store::conversations::latest(store, conversation->thread);
  if (routing::is_live(*latest)) see_too(snapshot, {*latest});
  const auto actions = routing::decide(snapshot, event, store.now);
  if (!actions) return std::unexpected(actions.error());
  apply(store, *line, store::texters::thread(store, conversation->thread), *actions);
  return *store::conversations::find(store, id);
}

void pass_time(Writing& store, const Lines& lines) {
  for (const auto& line : lines.all()) {
    auto snapshot = snapshot_of(store, line);
    see_too(snapshot, store::conversations::rested(store, line.id, store.now));
    see_too(snapshot, store::conversations::silent(store, line.id, store.now));
    // Whoever lets an offer lapse may be put on break, and then what waits for them returns.
    for (const auto& peer : snapshot.staff) {
      const bool is_lapsing = std::ranges::any_of(snapshot.live, [&](const Conversation& c) {
        return c.offered_to == peer.staff.id && c.offer_expires_at <= store.now;
      });
      if (!is_lapsing) continue;
      see_too(snapshot, store::conversations::owned(store, line.id, peer.staff.id));
    }
    step_on_line(store, lines, snapshot, routing::happened::Tick{});
  }
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
