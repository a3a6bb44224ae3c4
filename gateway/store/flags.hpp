// Flags as they are kept. The phrase that raised one is sealed under the texter's key, and a note
// is one of the thread's: both go with the texter's words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/store/database.hpp"
#include "routing/conversation.hpp"
#include "routing/flag.hpp"
#include "routing/ids.hpp"
#include "routing/text.hpp"

namespace warmline::store::flags {

routing::FlagId raise(Writing& store, const routing::Conversation& conversation,
                      const routing::Sign& sign, const std::optional<routing::StaffId>& by,
                      const std::optional<routing::TextId>& note);
void clear(Writing& store, routing::FlagId flag, const std::optional<routing::StaffId>& by,
           const std::optional<routing::TextId>& note);

// Those that stand on a conversation, in the order in which they were raised.
std::vector<routing::StandingFlag> standing(Reading& store,
                                            const routing::Conversation& conversation);

// One with all that is told of it.
struct Shown {
  routing::FlagId id;
  routing::FlagKind kind;
  std::string phrase;    // empty where no phrase raised it, once it was erased, and if damaged
  std::string language;  // of the phrase's list
  routing::Instant raised_at{};
  std::optional<routing::StaffId> raised_by;
  std::optional<routing::TextId> raised_note;
  std::optional<routing::Instant> cleared_at;
  std::optional<routing::StaffId> cleared_by;
  std::optional<routing::TextId> cleared_note;
};
// All of a conversation, in that order; with `standing_alone` those that nobody has cleared.
std::vector<Shown> of_conversation(Reading& store, routing::ConversationId conversation,
                                   bool standing_alone);

// The live conversations of a line that are urgent, by the flags that make them so: of each flag
// that stands since when, and who raised it. In the order in which they were raised.
struct Urgent {
  routing::ConversationId conversation;
  routing::Instant raised_at{};
  std::optional<routing::StaffId> raised_by;
};
std::vector<Urgent> urgent_of(Reading& store, routing::LineId line);

// Takes away the phrases: of one conversation, or of all of a texter's.
void erase(Writing& store, routing::ConversationId conversation);
void erase_all_of(Writing& store, routing::TexterId texter);

}  // namespace warmline::store::flags
