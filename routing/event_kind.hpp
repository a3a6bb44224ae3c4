// The kinds of lines in the record of what happened (the `events` table): audit trail and live feed
// in one.
#pragma once

#include <optional>
#include <string_view>

namespace warmline::routing {

enum class EventKind {
  text_received,
  text_queued,
  text_status,
  note_added,
  conversation_started,
  conversation_offered,
  conversation_accepted,
  conversation_passed,
  conversation_lapsed,
  conversation_claimed,
  conversation_handed_off,
  conversation_assigned,
  conversation_returned,
  conversation_rested,
  conversation_woke,
  conversation_nudged,      // the texter waits for its owner's answer
  conversation_unanswered,  // they waited too long: back to the queue
  conversation_quiet,       // nothing is unanswered, and nobody says anything
  conversation_closed,
  conversation_reopened,
  presence_changed,
  page_sent,       // somebody on call is to look
  page_escalated,  // nobody acknowledged it: the next one is to
  page_acknowledged,
  on_call_set,
  texter_opted_out,
  texter_opted_in,
  texter_forgotten,
  retention_applied,
  data_exported,
  staff_added,
  staff_disabled,
  token_made,
  phone_set,  // somebody's own, confirmed
  phone_removed,
  staff_texted,  // on their own phone
  signed_in,
  signed_out,
};

std::string_view to_string(EventKind kind);  // "conversation.handed_off"
std::optional<EventKind> parse_event_kind(std::string_view text);

}  // namespace warmline::routing
