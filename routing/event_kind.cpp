#include "routing/event_kind.hpp"

#include <array>

#include "routing/named.hpp"

namespace warmline::routing {

std::string_view to_string(EventKind kind) {
  switch (kind) {
    case EventKind::text_received:
      return "text.received";
    case EventKind::text_came_again:
      return "text.came_again";
    case EventKind::text_queued:
      return "text.queued";
    case EventKind::text_status:
      return "text.status";
    case EventKind::text_decided:
      return "text.decided";
    case EventKind::note_added:
      return "note.added";
    case EventKind::conversation_started:
      return "conversation.started";
    case EventKind::conversation_offered:
      return "conversation.offered";
    case EventKind::conversation_accepted:
      return "conversation.accepted";
    case EventKind::conversation_passed:
      return "conversation.passed";
    case EventKind::conversation_lapsed:
      return "conversation.lapsed";
    case EventKind::conversation_claimed:
      return "conversation.claimed";
    case EventKind::conversation_handed_off:
      return "conversation.handed_off";
    case EventKind::conversation_assigned:
      return "conversation.assigned";
    case EventKind::conversation_returned:
      return "conversation.returned";
    case EventKind::conversation_rested:
      return "conversation.rested";
    case EventKind::conversation_woke:
      return "conversation.woke";
    case EventKind::conversation_nudged:
      return "conversation.nudged";
    case EventKind::conversation_unanswered:
      return "conversation.unanswered";
    case EventKind::conversation_quiet:
      return "conversation.quiet";
    case EventKind::wishes_changed:
      return "wishes.changed";
    case EventKind::conversation_closed:
      return "conversation.closed";
    case EventKind::conversation_reopened:
      return "conversation.reopened";
    case EventKind::flag_raised:
      return "flag.raised";
    case EventKind::flag_cleared:
      return "flag.cleared";
    case EventKind::flags_changed:
      return "flags.changed";
    case EventKind::thread_blocked:
      return "thread.blocked";
    case EventKind::thread_unblocked:
      return "thread.unblocked";
    case EventKind::presence_changed:
      return "presence.changed";
    case EventKind::rota_changed:
      return "rota.changed";
    case EventKind::rota_uncovered:
      return "rota.uncovered";
    case EventKind::rota_feed_made:
      return "rota.feed_made";
    case EventKind::shift_taken:
      return "shift.taken";
    case EventKind::shift_reminder:
      return "shift.reminder";
    case EventKind::shift_ending:
      return "shift.ending";
    case EventKind::shift_ended:
      return "shift.ended";
    case EventKind::swap_asked:
      return "swap.asked";
    case EventKind::swap_accepted:
      return "swap.accepted";
    case EventKind::swap_approved:
      return "swap.approved";
    case EventKind::swap_declined:
      return "swap.declined";
    case EventKind::automatic_held_back:
      return "automatic.held_back";
    case EventKind::page_sent:
      return "page.sent";
    case EventKind::page_escalated:
      return "page.escalated";
    case EventKind::page_acknowledged:
      return "page.acknowledged";
    case EventKind::on_call_set:
      return "on_call.set";
    case EventKind::texter_opted_out:
      return "texter.opted_out";
    case EventKind::texter_opted_in:
      return "texter.opted_in";
    case EventKind::texter_forgotten:
      return "texter.forgotten";
    case EventKind::retention_applied:
      return "retention.applied";
    case EventKind::data_exported:
      return "data.exported";
    case EventKind::line_switched:
      return "line.switched";
    case EventKind::line_changed:
      return "line.changed";
    case EventKind::wording_changed:
      return "wording.changed";
    case EventKind::snippets_changed:
      return "snippets.changed";
    case EventKind::experiences_changed:
      return "experiences.changed";
    case EventKind::staff_invited:
      return "staff.invited";
    case EventKind::staff_invitation_withdrawn:
      return "staff.invitation_withdrawn";
    case EventKind::staff_added:
      return "staff.added";
    case EventKind::staff_changed:
      return "staff.changed";
    case EventKind::staff_disabled:
      return "staff.disabled";
    case EventKind::staff_enabled:
      return "staff.enabled";
    case EventKind::staff_reset:
      return "staff.reset";
    case EventKind::password_set:
      return "password.set";
    case EventKind::number_revealed:
      return "number.revealed";
    case EventKind::token_made:
      return "token.made";
    case EventKind::phone_set:
      return "phone.set";
    case EventKind::phone_removed:
      return "phone.removed";
    case EventKind::staff_texted:
      return "staff.texted";
    case EventKind::signed_in:
      return "signed_in";
    case EventKind::signed_out:
      return "signed_out";
  }
  return {};
}

std::optional<EventKind> parse_event_kind(std::string_view text) {
  using enum EventKind;
  return named(text, std::array{text_received,
                                text_came_again,
                                text_queued,
                                text_status,
                                text_decided,
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
                                conversation_nudged,
                                conversation_unanswered,
                                conversation_quiet,
                                wishes_changed,
                                conversation_closed,
                                conversation_reopened,
                                flag_raised,
                                flag_cleared,
                                flags_changed,
                                thread_blocked,
                                thread_unblocked,
                                presence_changed,
                                rota_changed,
                                rota_uncovered,
                                rota_feed_made,
                                shift_taken,
                                shift_reminder,
                                shift_ending,
                                shift_ended,
                                swap_asked,
                                swap_accepted,
                                swap_approved,
                                swap_declined,
                                automatic_held_back,
                                page_sent,
                                page_escalated,
                                page_acknowledged,
                                on_call_set,
                                texter_opted_out,
                                texter_opted_in,
                                texter_forgotten,
                                retention_applied,
                                data_exported,
                                line_switched,
                                line_changed,
                                wording_changed,
                                snippets_changed,
                                experiences_changed,
                                staff_invited,
                                staff_invitation_withdrawn,
                                staff_added,
                                staff_changed,
                                staff_disabled,
                                staff_enabled,
                                staff_reset,
                                password_set,
                                number_revealed,
                                token_made,
                                phone_set,
                                phone_removed,
                                staff_texted,
                                signed_in,
                                signed_out});
}

}  // namespace warmline::routing
