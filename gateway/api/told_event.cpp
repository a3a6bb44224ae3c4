#include "gateway/api/told_event.hpp"

#include <algorithm>
#include <utility>

#include "routing/conversation.hpp"

namespace warmline::api {
namespace {

using nlohmann::json;
using routing::EventKind;
using routing::StaffId;

// What an event is about; decides who may see it.
enum class Subject { conversation, words, presence, line, rota, shift, account };

Subject subject_of(EventKind kind) {
  switch (kind) {
    case EventKind::conversation_started:
    case EventKind::conversation_offered:
    case EventKind::conversation_accepted:
    case EventKind::conversation_passed:
    case EventKind::conversation_lapsed:
    case EventKind::conversation_claimed:
    case EventKind::conversation_handed_off:
    case EventKind::conversation_assigned:
    case EventKind::conversation_returned:
    case EventKind::conversation_rested:
    case EventKind::conversation_woke:
    case EventKind::conversation_nudged:
    case EventKind::conversation_unanswered:
    case EventKind::conversation_quiet:
    case EventKind::wishes_changed:
    case EventKind::automatic_held_back:
    case EventKind::conversation_closed:
    case EventKind::conversation_reopened:
    case EventKind::thread_blocked:
    case EventKind::thread_unblocked:
    // Ids alone; whoever had it on screen has to take the words away.
    case EventKind::texter_forgotten:
      return Subject::conversation;
    case EventKind::text_received:
    case EventKind::text_came_again:
    case EventKind::text_queued:
    case EventKind::text_status:
    case EventKind::text_decided:
    case EventKind::note_added:
    case EventKind::texter_opted_out:
    case EventKind::texter_opted_in:
    case EventKind::flag_raised:
    case EventKind::flag_cleared:
    // Whoever talks with them may know that somebody looked.
    case EventKind::number_revealed:
      return Subject::words;
    case EventKind::presence_changed:
      return Subject::presence;
    case EventKind::line_switched:
    case EventKind::line_changed:
    case EventKind::snippets_changed:
    case EventKind::experiences_changed:
      return Subject::line;
    case EventKind::rota_changed:
    case EventKind::shift_taken:
      return Subject::rota;
    case EventKind::shift_reminder:
    case EventKind::shift_ending:
    case EventKind::shift_ended:
    case EventKind::swap_asked:
    case EventKind::swap_accepted:
    case EventKind::swap_approved:
    case EventKind::swap_declined:
      return Subject::shift;
    // Hours that nobody covers are a coordinator's to fill, and feeds are like tokens.
    case EventKind::rota_uncovered:
    case EventKind::rota_feed_made:
    case EventKind::page_sent:
    case EventKind::page_escalated:
    case EventKind::page_acknowledged:
    case EventKind::on_call_set:
    case EventKind::staff_invited:
    case EventKind::staff_invitation_withdrawn:
    case EventKind::staff_added:
    case EventKind::staff_changed:
    case EventKind::staff_disabled:
    case EventKind::staff_enabled:
    case EventKind::staff_reset:
    case EventKind::password_set:
    case EventKind::token_made:
    case EventKind::phone_set:
    case EventKind::phone_removed:
    case EventKind::staff_texted:
    case EventKind::signed_in:
    case EventKind::signed_out:
    case EventKind::retention_applied:
    case EventKind::data_exported:
    case EventKind::flags_changed:
    case EventKind::wording_changed:
      return Subject::account;
  }
  return Subject::account;
}

bool share_a_line(const routing::Staff& one, const routing::Staff& other) {
  if (one.lines.empty() || other.lines.empty()) return true;
  return std::ranges::any_of(one.lines,
                             [&](routing::LineId line) { return routing::works(other, line); });
}

template <class SomeId>
json text_or_null(const std::optional<SomeId>& id) {
  return id ? json(id->text()) : json();
}

}  // namespace

const json& ToldEvent::data() const {
  if (!data_) data_ = json::parse(event_.data);
  return *data_;
}

std::vector<StaffId> ToldEvent::named() const {
  std::vector<StaffId> all;
  if (event_.actor) all.push_back(*event_.actor);
  for (const char* key : staff_keys) {
    if (const auto who = id_in_data(key)) all.push_back(*who);
  }
  return all;
}

std::optional<StaffId> ToldEvent::id_in_data(const char* key) const {
  const auto found = data().find(key);
  if (found == data().end() || !found->is_string()) return std::nullopt;
  return StaffId::parse(found->get<std::string>());
}

bool ToldEvent::is_said_to(const routing::Staff& viewer) const {
  if (id_in_data("owner") == viewer.id || id_in_data("offered_to") == viewer.id) return true;
  return data().value("state", "") == to_string(routing::ConversationState::waiting) &&
         event_.line && routing::works(viewer, *event_.line);
}

bool ToldEvent::is_for(const routing::Staff& viewer, const People& people) const {
  if (routing::at_least(viewer.role, routing::Role::coordinator)) return true;
  switch (subject_of(event_.kind)) {
    case Subject::line:
      return !event_.line || routing::works(viewer, *event_.line);
    case Subject::conversation:
      return event_.line && routing::works(viewer, *event_.line);
    case Subject::words:
      return is_said_to(viewer);
    case Subject::presence: {
      const auto who = id_in_data("staff");
      const auto found = who ? people.find(*who) : people.end();
      return found != people.end() && share_a_line(viewer, found->second);
    }
    case Subject::rota:
      return event_.line && routing::works(viewer, *event_.line);
    case Subject::shift:
      return id_in_data("staff") == viewer.id || id_in_data("from") == viewer.id ||
             id_in_data("to") == viewer.id;
    case Subject::account:
      return false;
  }
  return false;
}

bool ToldEvent::ends_sign_in_of(StaffId who) const {
  const bool may_end =
      event_.kind == EventKind::signed_out || event_.kind == EventKind::staff_disabled ||
      event_.kind == EventKind::staff_changed || event_.kind == EventKind::staff_reset ||
      event_.kind == EventKind::password_set || event_.kind == EventKind::token_made;
  return may_end && (event_.actor == who || id_in_data("staff") == who);
}

bool ToldEvent::changes_staff() const {
  return event_.kind == EventKind::staff_added || event_.kind == EventKind::staff_changed ||
         event_.kind == EventKind::staff_disabled || event_.kind == EventKind::staff_enabled;
}

const std::string& ToldEvent::message(const People& people) {
  if (!message_.empty()) return message_;
  const auto name_of = [&](const std::optional<StaffId>& who) {
    const auto found = who ? people.find(*who) : people.end();
    return found == people.end() ? json() : json(found->second.name);
  };
  json named_too = data();
  add_names(named_too, name_of);
  const json told{{"seq", event_.seq},
                  {"at", routing::format_instant(event_.at)},
                  {"kind", routing::to_string(event_.kind)},
                  {"line", text_or_null(event_.line)},
                  {"conversation", text_or_null(event_.conversation)},
                  {"actor", text_or_null(event_.actor)},
                  {"actor_name", name_of(event_.actor)},
                  {"data", std::move(named_too)}};
  message_ = told.dump(-1, ' ', false, json::error_handler_t::replace);
  return message_;
}

}  // namespace warmline::api
