// Who gets what, and what is said: the whole of routing as one pure function. The flows load a
// snapshot inside a store job, call decide, and apply its actions in the same transaction; nothing
// here reads a clock or remembers anything. A snapshot holds no more than its event is about, so
// that the length of the queue costs nobody anything: what an event frees is given away by
// SeatFree, which the flows let follow in the same transaction.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "routing/conversation.hpp"
#include "routing/event_kind.hpp"
#include "routing/flag.hpp"
#include "routing/ids.hpp"
#include "routing/instant.hpp"
#include "routing/keyword.hpp"
#include "routing/line.hpp"
#include "routing/result.hpp"
#include "routing/staff.hpp"
#include "routing/text.hpp"

namespace warmline::routing {

// One line as it stands when something happens.
struct Snapshot {
  Line line;
  // The one the event is about; for TextArrived the thread's latest, live or closed, if it has one.
  std::optional<Conversation> conversation;
  bool opted_out = false;  // that thread's texter, on this line
  // For TextArrived: when that texter last asked to be forgotten, and did not confirm it.
  std::optional<Instant> forget_asked_at;
  // For TextArrived and StillWaits:
  bool somebody_is_on = false;            // a peer of this line is on
  std::optional<Instant> closed_told_at;  // when that texter was last told that the line is closed
  int automatic_lately = 0;               // our automatic texts to them within automatic_within
  std::optional<Instant> held_back_at;    // when such texts were last held back from them
  int ahead_in_queue = 0;  // for WAIT and SWITCH: of the conversation, if it waits then
  // Of this line, in any order, further to `conversation`. PresenceSet, ShiftEnded: all that the
  // person owns or is offered. Tick: every offered one that has expired, every resting one whose
  // rest is over, every open one whose silence is due, and all that those whose offers have expired
  // own or are offered (a lapse may put them on a break). Reopened, Blocked: the thread's live one.
  // SeatFree: a stretch of the queue; somebody behind it is behind all of it.
  std::vector<Conversation> live;
  // Those enabled who work this line, whatever their role, among whom the event names and whoever
  // has, had last, or is offered any of the conversations. SeatFree: those who are free, or as many
  // of them as make no difference to those who wait.
  std::vector<Peer> staff;
  // Those that stand on `conversation`. Only for Flagged, Unflagged and OptedOut, and for a
  // TextArrived that holds signs or a STOP.
  std::vector<StandingFlag> flags = {};
  bool blocked = false;  // that thread, now
  // Only for Reopened: whether the texter's last conversation is a later one that somebody else
  // had, or nobody.
  bool others_since = false;
  // For a TextArrived that can't go on with a live conversation: how many that count as a contact
  // (routing/line.hpp, contacts_per_day) the thread had within fair_use_span, and whether the
  // texter was asked to come back when the last one was closed.
  int contacts = 0;
  bool asked_back = false;
};

// What happens. The staff member `by` has been identified; whether they may do it is decided here.
namespace happened {
struct TextArrived {
  ThreadId thread;
  TexterId texter;
  ConversationId fresh;                 // the id to give to a conversation that this starts
  std::optional<Keyword> keyword;       // of the whole text
  bool carrier_answered = false;        // the carrier has answered the keyword itself (OptOutType)
  std::string language;                 // the texter's, else the line's own
  std::optional<Wish> wish = {};        // what it chooses from the menu
  std::vector<std::string> menu = {};   // for MENU: what there is to choose
  std::optional<Instant> sent_at = {};  // when it was texted, where it comes late
  // The line has texted them after it, which nobody here remembers: they had their answer.
  bool answered_since = false;
  // A STOP that comes late: they have texted START since, and that has counted.
  bool taken_back = false;
  std::vector<Sign> signs = {};  // the phrases of the line's lists in it, one of a kind at most
};
// Before the reply is kept: a problem means it is not.
struct Replied {
  StaffId by;
  // Whom it was with (nobody: null) when it was written, where the writer says so: with somebody
  // else by now, two would answer at once.
  std::optional<std::optional<StaffId>> written_while_with = {};
};
struct Noted {
  StaffId by;
};
struct Accepted {
  StaffId by;
};
struct Passed {
  StaffId by;
};
struct Claimed {
  StaffId by;
};
struct HandedOff {
  StaffId by;
  std::optional<StaffId> to;
};
// A coordinator takes it from whoever has it, or is offered it, back to the queue.
struct Returned {
  StaffId by;
};
struct Assigned {
  StaffId by;
  StaffId to;
  bool insist = false;
};
struct Rested {
  StaffId by;
  Instant until;
};
struct Closed {
  StaffId by;
  bool asked_back = false;  // they asked the texter to come back: that is then no new contact
};
// What the texter wishes for, as somebody heard it.
struct Wished {
  StaffId by;
  std::vector<Wish> wishes;
};
struct Reopened {
  StaffId by;
};
// By hand. The note is kept in the thread already.
struct Flagged {
  StaffId by;
  std::optional<TextId> note;
};
struct Unflagged {
  StaffId by;
  std::optional<FlagId> which;  // empty: all that stand
  std::optional<TextId> note;
};
// The texter wishes to hear nothing more, in words of their own: as if they had texted STOP.
struct OptedOut {
  StaffId by;
};
struct Blocked {
  StaffId by;
  Instant until;
  Body reason;
};
struct Unblocked {
  StaffId by;
};
// Once for each line that they work: what is new on the first is no longer so on the next, where
// their conversations are returned or offered all the same.
struct PresenceSet {
  StaffId staff;
  Presence presence;
  bool by_itself = false;  // not by them: by lapses, or by the end of their shift
};
// The person's shift on this line ended `grace` ago, and they have not gone off since. `goes_off`:
// no other shift of theirs is going on.
struct ShiftEnded {
  StaffId staff;
  bool goes_off;
};
// The line is closed, nobody is on, and they wait since before.
struct StillWaits {};
struct Tick {};  // time has passed: offers lapse, rests end, silence is broken
// Somebody may be free for somebody who waits: they are matched.
struct SeatFree {};
}  // namespace happened

using Event =
    std::variant<happened::TextArrived, happened::Replied, happened::Noted, happened::Accepted,
                 happened::Passed, happened::Claimed, happened::HandedOff, happened::Returned,
                 happened::Assigned, happened::Rested, happened::Closed, happened::Reopened,
                 happened::Flagged, happened::Unflagged, happened::OptedOut, happened::Blocked,
                 happened::Unblocked, happened::PresenceSet, happened::ShiftEnded, happened::Wished,
                 happened::StillWaits, happened::Tick, happened::SeatFree>;

// What is to be done, in order.
namespace action {
// Keep `after` as the conversation's new state (a new row for conversation_started) and record it.
struct Change {
  EventKind kind;
  Conversation after;
  std::optional<StaffId> actor;  // empty: the line itself, or the texter
  std::optional<StaffId> from;   // who had it, or to whom it was offered, before
  std::optional<StaffId> to;     // who has it, or is offered it, now
};
// Keep `after` without a line in the record: nothing that anybody has to hear of.
struct Keep {
  Conversation after;
};
// Queue this text of the line's own to the event's thread (`conversation` empty: outside any).
struct Say {
  AutomaticText which;
  std::string language;
  std::optional<ConversationId> conversation;
  Particulars particulars = {};
};
// More automatic texts than automatic_most would go to the event's texter: it may be a machine that
// answers. Nothing is sent, and a person should know: once within automatic_within.
struct HoldBack {
  std::optional<ConversationId> conversation;
};
struct OptOut {               // the event's thread
  std::optional<StaffId> by;  // empty: the texter
};
struct OptIn {};
struct AskForget {};  // the event's thread: FORGET was texted, and again within forget_confirm_most
struct Forget {};     // … confirms it: the event's texter is forgotten, on every line
// Keep `after`, which it may have made urgent, and the flag that stands on it from now on.
struct RaiseFlag {
  Conversation after;
  Sign sign;
  std::optional<StaffId> by;  // empty: the line itself
  std::optional<TextId> note;
};
struct ClearFlag {
  Conversation after;
  StandingFlag flag;
  std::optional<StaffId> by;  // empty: the texter
  std::optional<TextId> note;
};
struct Block {  // the event's thread; in place of the block that is on it, if there is one
  StaffId by;
  Instant until;
  Body reason;
};
struct Unblock {
  StaffId by;
};
struct AskBack {};  // the event's thread: what starts next is no contact of its own
struct CameBack {   // … and now has started
  ConversationId conversation;
};
struct SetPresence {
  StaffId staff;
  Presence presence;
  bool by_lapses = false;     // put on break by lapses_max lapses in a row
  bool by_shift_end = false;  // put off because their shift is over
};
struct SetLapses {
  StaffId staff;
  int in_a_row;
};
}  // namespace action

using Action =
    std::variant<action::Change, action::Keep, action::Say, action::HoldBack, action::OptOut,
                 action::OptIn, action::AskForget, action::Forget, action::RaiseFlag,
                 action::ClearFlag, action::Block, action::Unblock, action::AskBack,
                 action::CameBack, action::SetPresence, action::SetLapses>;
using Actions = std::vector<Action>;

// A texter gets so many automatic texts within this time: two machines can't go on answering each
// other.
inline constexpr int automatic_most = 5;
inline constexpr std::chrono::hours automatic_within{1};
// That the line is closed is said once in this time at the most.
inline constexpr std::chrono::hours closed_told_again{12};

// A FORGET this long after the one before it confirms that one.
inline constexpr std::chrono::hours forget_confirm_most{24};
// Nobody is blocked for good.
inline constexpr std::chrono::days block_longest{366};

// The actions, or why it may not be done (and then nothing is changed):
//   any of them but TextArrived, Accepted, Passed, ShiftEnded, StillWaits, Tick, SeatFree:
//       not_found (no such conversation, or PresenceSet of somebody who does not work this line),
//       forbidden (`by` does not work this line)
//   Accepted, Passed:
//       offer_expired (a pass is still good while the expired offer is held)
//   Claimed:
//       already_claimed (who: the owner, or the one it is offered to), not_wanted (the texter asked
//       not to have them), not_on, at_capacity, conversation_closed
//   HandedOff:
//       not_owner (who: the owner), not_found (`to` does not work this line), not_wanted, peer_off,
//       peer_full, conversation_closed
//   Returned:
//       forbidden (`by` is no coordinator), conversation_closed
//   Assigned:
//       forbidden (`by` is no coordinator), not_found (`to` does not work this line), not_wanted,
//       peer_off and peer_full (unless insist), conversation_closed
//   Replied:
//       not_owner (who: the owner) unless `by` is a coordinator, conversation_closed, opted_out
//   Noted, Rested, Closed, Wished, OptedOut:
//       not_owner (who) unless `by` is a coordinator, conversation_closed; Rested: malformed (a
//       rest that ends now or before)
//   Reopened:
//       not_owner (a peer who did not have it last, or not the texter's last conversation: what
//       was said there is not theirs to read), not_wanted, not_on, at_capacity,
//       conversation_live (it is, or a later one of its thread), forbidden (a peer, while the
//       thread is blocked; a coordinator ends the block with it)
//   Flagged:
//       not_owner (who) for whoever may not read it, conversation_closed
//   Unflagged:
//       not_owner (who) unless `by` is a coordinator, conversation_closed, not_found (no such flag
//       stands)
//   Blocked, Unblocked:
//       forbidden (`by` is no coordinator); Blocked: malformed (it ends now or before, or after
//       block_longest)
// The same input always gives the same actions.
Result<Actions> decide(const Snapshot& snapshot, const Event& event, Instant now);

}  // namespace warmline::routing
