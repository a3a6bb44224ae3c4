// One step of routing inside a store job: load what decide() sees, decide, apply what it says. Used
// by every flow.
#pragma once

#include <optional>
#include <span>

#include "gateway/flows/lines.hpp"
#include "gateway/store/database.hpp"
#include "gateway/store/texters.hpp"
#include "gateway/store/texts.hpp"
#include "routing/decide.hpp"

namespace warmline::flows {

// What deciding on this text takes; `conversation`: the thread's latest.
routing::Snapshot snapshot_for_text(store::Reading& store, const routing::Line& line,
                                    const store::Thread& thread,
                                    const std::optional<routing::Conversation>& conversation,
                                    const routing::happened::TextArrived& text);

// Does what decide() said and records it. `thread` is the event's; it is empty where the event has
// none.
void apply(store::Writing& store, const routing::Line& line,
           const std::optional<store::Thread>& thread, std::span<const routing::Action> actions);

// Offers those who wait to whoever is free: on one line; on all of them, beginning where somebody
// is furthest ahead. The flows let one of them follow whatever may have freed somebody, or brought
// somebody into a queue.
void match_queue(store::Writing& store, const routing::Line& line);
void match_queues(store::Writing& store, const Lines& lines);

// Someone's presence, on every line they work: the conversations it frees go back to their queues.
// Same presence again: nothing.
void change_presence(store::Writing& store, const Lines& lines, routing::StaffId who,
                     routing::Presence presence);

// Their shift on this line is over, with its grace: what they still have there goes back to its
// queue. `goes_off`: they go off, and what they have on other lines goes back as well.
void end_shift(store::Writing& store, const Lines& lines, const routing::Line& line,
               routing::StaffId who, bool goes_off);

// decide() and apply() for one conversation, for a member of staff or the line itself. What it is
// afterwards.
routing::Result<routing::Conversation> take_step(store::Writing& store, const Lines& lines,
                                                 routing::ConversationId id,
                                                 const routing::Event& event);

// The texter opted out of this line at the carrier. Recorded once.
void opt_out(store::Writing& store, const store::Thread& thread);

// Lets time pass on every line: offers lapse, rests end, shifts remind and end, those who wait are
// matched.
void pass_time(store::Writing& store, const Lines& lines);

// Records what concerns one text: text_received, text_queued, text_status, note_added.
void record(store::Writing& store, routing::EventKind kind, const store::Thread& thread,
            const std::optional<routing::Conversation>& conversation, routing::TextId text,
            std::optional<routing::StaffId> actor, std::optional<routing::TextStatus> status = {});

}  // namespace warmline::flows
