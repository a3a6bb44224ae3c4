// The keywords that Twilio acts on by default: the whole text, any case
// (https://www.twilio.com/docs/messaging/features/advanced-opt-out).
#pragma once

#include <optional>
#include <string_view>

#include "routing/keyword.hpp"

namespace warmline::carriers::simulator {

// Not routing::keyword(): that one takes more words as a stop than this carrier does.
std::optional<routing::Keyword> carrier_keyword(std::string_view body);

// What the carrier itself texts back.
std::string_view confirmation(routing::Keyword keyword);

}  // namespace warmline::carriers::simulator
