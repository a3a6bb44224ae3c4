// Conversations with their wishes and passes, whole: routing reads and writes them as one thing.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "gateway/store/database.hpp"
#include "routing/conversation.hpp"
#include "routing/ids.hpp"

namespace warmline::store::conversations {

// Where a page begins: after this place. Made from a page's last row; opaque to callers.
struct Place {
  std::int64_t rank = std::numeric_limits<std::int64_t>::min();
  std::int64_t order = 0;
  routing::ConversationId id;
};

void add(Writing& store, const routing::Conversation& conversation);
// Replaces the row, the wishes and the passes.
void keep(Writing& store, const routing::Conversation& conversation);

std::optional<routing::Conversation> find(Reading& store, routing::ConversationId id);
// The live one of a thread; where it has none, the latest.
std::optional<routing::Conversation> latest(Reading& store, routing::ThreadId thread);

// Whether what was said in it is gone, by retention.
bool is_erased(Reading& store, routing::ConversationId id);

// Those of its thread before this one, the newest first; `most` at the most.
struct Earlier {
  routing::ConversationId id;
  routing::Instant opened_at{};
  std::optional<routing::Instant> closed_at;
  std::optional<routing::StaffId> last_owner;
};
std::vector<Earlier> earlier(Reading& store, const routing::Conversation& conversation, int most);

// Those of a thread, the newest first, without wishes and passes: who has or had each, and where.
std::vector<routing::Conversation> standings(Reading& store, routing::ThreadId thread);

// The line's queue in its order, from `after` on: `most` at the most.
std::vector<routing::Conversation> queue(Reading& store, routing::LineId line, int most,
                                         const Place& after = {});
Place place_in_queue(const routing::Conversation& conversation);
// How many of the line's queue are before that place.
int ahead(Reading& store, routing::LineId line, const Place& place);
// Those in the line's queue who were not told that it is closed since `told_before`, and may be:
// `most` at the most.
std::vector<routing::Conversation> untold(Reading& store, routing::LineId line,
                                          routing::Instant told_before, int most);

// Every one of the line that this person owns or is offered.
std::vector<routing::Conversation> held(Reading& store, routing::LineId line,
                                        routing::StaffId staff);
// Every offered one of the line whose time is over.
std::vector<routing::Conversation> expired(Reading& store, routing::LineId line,
                                           routing::Instant now);
// Every resting one of the line whose time has come.
std::vector<routing::Conversation> rested(Reading& store, routing::LineId line,
                                          routing::Instant now);

// Every open one of the line whose silence calls for something.
std::vector<routing::Conversation> silent(Reading& store, routing::LineId line,
                                          routing::Instant now);

// When the next offer lapses, rest ends or silence is due from now on, over all lines; empty when
// nothing runs. (What is over by now, nobody acts on: its line is no longer configured.)
std::optional<routing::Instant> next_deadline(Reading& store);

// What the inbox lists. `waiting` is in queue order (urgent, returned, the rest; within each the
// longest waiting first); the others have the newest first. `closed` has those of the lines that
// they work.
enum class View { mine, offered, waiting, open, closed };
std::optional<View> parse_view(std::string_view text);

struct Wanted {
  View view;
  routing::StaffId viewer;
  bool everyones = false;  // a coordinator's: everyone's conversations, not only the viewer's own
  std::optional<routing::LineId> line;
  Place after{};
  int most = 50;
};
struct Page {
  std::vector<routing::ConversationId> ids;
  std::optional<Place> next;  // empty on the last page
};
Page list(Reading& store, const Wanted& wanted);

// How many texts of the texter's this person has not seen in it, counted up to unread_most.
inline constexpr int unread_most = 100;
int unread(Reading& store, routing::ConversationId id, routing::StaffId staff);
// Everything up to now is seen.
void mark_read(Writing& store, routing::ConversationId id, routing::StaffId staff);

}  // namespace warmline::store::conversations
