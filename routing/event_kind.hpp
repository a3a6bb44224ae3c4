// The kinds of lines in the record of what happened (the `events` table): audit trail and live feed
// in one.
#pragma once

#include <optional>
#include <string_view>

namespace warmline::routing {

enum class EventKind {
  text_received,
  text_came_again,  // one that the line had sent is back from the carrier's record
  text_queued,
  text_status,
  text_decided,  // it failed, or nobody knows: sent again, or left
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
  wishes_changed,
  conversation_closed,
  conversation_reopened,
  flag_raised,
  flag_cleared,
  flags_changed,  // what a line looks for in texts
  thread_blocked,
  thread_unblocked,
  presence_changed,
  rota_changed,    // a rule, or one shift
  rota_uncovered,  // hours ahead that nobody is there for
  rota_feed_made,
  shift_taken,     // an open one
  shift_reminder,  // it begins soon
  shift_ending,    // it ends soon
  shift_ended,     // its grace is over, and what was still theirs returned
  swap_asked,
  swap_accepted,
  swap_approved,
  swap_declined,
  automatic_held_back,  // too many automatic texts: it may be a machine that answers
  page_sent,            // somebody on call is to look
  page_escalated,       // nobody acknowledged it: the next one is to
  page_acknowledged,
  on_call_set,
  texter_opted_out,
  texter_opted_in,
  texter_forgotten,
  retention_applied,
  data_exported,
  line_switched,    // to short-staffed or closed, or back to its hours
  line_changed,     // its waits, or the hours of a day
  wording_changed,  // what the line itself says
  snippets_changed,
  experiences_changed,
  staff_invited,  // by a link
  staff_invitation_withdrawn,
  staff_added,
  staff_changed,
  staff_disabled,
  staff_enabled,
  staff_reset,  // a link to choose a new password; the old one opens nothing any more
  password_set,
  number_revealed,
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
