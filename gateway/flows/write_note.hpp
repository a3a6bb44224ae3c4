// A note in a thread, by itself or with a handoff.
#pragma once

#include <optional>
#include <string>

#include "gateway/store/database.hpp"
#include "routing/conversation.hpp"
#include "routing/ids.hpp"
#include "routing/text.hpp"

namespace warmline::flows {

// Keeps and records it. Whether `by` may write it has been decided.
routing::TextId write_note(store::Writing& store, const routing::Conversation& conversation,
                           routing::StaffId by, const routing::Body& body,
                           const std::optional<std::string>& client_id = {});

}  // namespace warmline::flows
