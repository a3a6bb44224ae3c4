// Does what decide() said, and records it: inside store jobs.
#pragma once

#include <optional>
#include <span>

#include "gateway/store/database.hpp"
#include "gateway/store/texters.hpp"
#include "gateway/store/texts.hpp"
#include "routing/decide.hpp"

namespace warmline::flows {

// `thread` is the event's; it is empty where the event has none.
void apply(store::Writing& store, const routing::Line& line,
           const std::optional<store::Thread>& thread, std::span<const routing::Action> actions);

// The texter opted out of this line at the carrier. Recorded once.
void opt_out(store::Writing& store, const store::Thread& thread);

// Records what concerns one text: text_received, text_came_again, text_queued, text_status,
// note_added.
void record(store::Writing& store, routing::EventKind kind, const store::Thread& thread,
            const std::optional<routing::Conversation>& conversation, routing::TextId text,
            std::optional<routing::StaffId> actor, std::optional<routing::TextStatus> status = {});

}  // namespace warmline::flows
