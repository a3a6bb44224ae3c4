// Texts that went out and did not arrive, as far as anybody knows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gateway/store/database.hpp"
#include "gateway/store/texts.hpp"
#include "routing/conversation.hpp"
#include "routing/ids.hpp"
#include "routing/text.hpp"

namespace warmline::store::troubled_texts {

struct TroubledText {
  std::int64_t seq = 0;  // its place in the list: later texts have higher ones
  routing::TextId id;
  routing::TexterId texter;
  // Empty where it belongs to none.
  std::optional<routing::ConversationId> conversation;
  std::optional<routing::ConversationState> state;  // of the conversation
  std::optional<routing::StaffId> owner;            // of the conversation
  std::optional<routing::StaffId> author;           // empty: the line itself
  routing::Instant at;
  routing::TextStatus status;  // failed or unknown
  std::optional<Failure> failure;
};

// Those of a line that were written at `since` or later, the newest first: `most` at the most,
// before the one with the number `before`. Left out are those after which another one reached the
// same texter, those that somebody left or sent again, those of texters who opted out, and what was
// erased.
std::vector<TroubledText> of_line(Reading& store, routing::LineId line, routing::Instant since,
                                  std::optional<std::int64_t> before, int most);

}  // namespace warmline::store::troubled_texts
