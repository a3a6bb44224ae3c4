// What Twilio's messaging webhooks say, as its documentation has it:
// https://www.twilio.com/docs/messaging/guides/webhook-request and …/track-outbound-message-status.
#pragma once

#include <string_view>

#include "gateway/carriers/carrier.hpp"
#include "gateway/carriers/twilio/signature.hpp"

namespace warmline::carriers::twilio {

// At most this many pictures come with one text; NumMedia is not trusted above it.
inline constexpr std::size_t media_max = 10;

bool is_form(std::string_view content_type);
bool is_json(std::string_view content_type);

// The decoded parameters, as received and in their order, of a form or of a JSON object of scalars
// (null is an empty value). `malformed` for anything else.
routing::Result<Parameters> parameters(std::string_view content_type, std::string_view body);

// Both are `malformed` for what the other one reads. Of a repeated name the first value counts.
routing::Result<InboundText> read_text(const Parameters& parameters);
routing::Result<Receipt> read_receipt(const Parameters& parameters);

// Where Twilio's word for a message's status puts a text that we sent; empty for words that are not
// said of those.
std::optional<routing::TextStatus> text_status(std::string_view word);

}  // namespace warmline::carriers::twilio
