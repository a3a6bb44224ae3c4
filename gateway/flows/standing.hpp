// Where a conversation stands, as events tell it.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "routing/conversation.hpp"

namespace warmline::flows {

// What the live feed needs to know who may see it, and what lists show: ids and states only.
nlohmann::json standing_of(const routing::Conversation& conversation);

}  // namespace warmline::flows
