// Whose number was shown to whom, and why. The reason is sealed under the texter's key.
#pragma once

#include <string>
#include <vector>

#include "gateway/store/database.hpp"
#include "routing/conversation.hpp"
#include "routing/ids.hpp"
#include "routing/text.hpp"

namespace warmline::store::reveals {

using RevealId = routing::Id<struct RevealThing>;

struct Reveal {
  RevealId id;
  routing::ConversationId conversation;
  routing::StaffId staff;
  std::string reason;  // empty once they were forgotten, or where it is damaged
  routing::Instant at{};
};

RevealId add(Writing& store, const routing::Conversation& conversation, routing::StaffId by,
             const routing::Body& reason);
// How many this person saw since then.
int count_since(Reading& store, routing::StaffId by, routing::Instant since);
// Empty as above, and where there is no such reveal.
std::string reason(Reading& store, RevealId id);
// In the order of time.
std::vector<Reveal> of_texter(Reading& store, routing::TexterId texter);

// The reasons; that there was one stays on record.
void erase_all_of(Writing& store, routing::TexterId texter);

}  // namespace warmline::store::reveals
