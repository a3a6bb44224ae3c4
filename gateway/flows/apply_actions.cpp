#include "gateway/flows/apply_actions.hpp"

#include <variant>

#include <nlohmann/json.hpp>

#include "gateway/flows/flag_actions.hpp"
#include "gateway/flows/paging.hpp"
#include "gateway/flows/standing.hpp"
#include "gateway/store/contacts.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/forgetting.hpp"
#include "gateway/store/outbox.hpp"
#include "gateway/store/staff.hpp"
#include "gateway/store/wording.hpp"
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
    const auto worded = store::wording::as_worded(store, line, say.language);
    const std::string words = routing::words(worded, say.which, say.language, say.particulars);
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
    store::texters::set_held_back(store, thread.value().id);
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

  void operator()(const routing::action::RaiseFlag& raise) const {
    apply_flag(store, raise);
    if (routing::is_urgent(raise.sign.kind)) tell_of_urgent(store, line);
  }
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

}  // namespace

void apply(Writing& store, const routing::Line& line, const std::optional<store::Thread>& thread,
           std::span<const Action> actions) {
  const Applier applier{store, line, thread};
  for (const auto& action : actions) std::visit(applier, action);
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
