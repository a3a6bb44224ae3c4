// The record of everything that happened: audit trail, live feed, and the quiet lines in a thread.
// Append-only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "routing/event_kind.hpp"
#include "routing/ids.hpp"
#include "routing/instant.hpp"

namespace warmline::store {

struct Reading;
struct Writing;

struct Event {
  std::int64_t seq = 0;
  routing::Instant at{};
  routing::EventKind kind;
  std::optional<routing::LineId> line;
  std::optional<routing::ConversationId> conversation;
  std::optional<routing::StaffId> actor;  // empty: the line itself, or a texter
  std::string data;  // a JSON object of ids and states: never words, numbers or names
};

namespace events {

// Keeps it with the job's time; `seq` and `at` of what is given are not looked at.
void append(Writing& store, Event event);

// Those after `seq`, oldest first, `most` at the most.
std::vector<Event> after(Reading& store, std::int64_t seq, int most);

// Those of one conversation's thread that happened before `before`, newest first; only what stands
// in a thread's history.
std::vector<Event> of_thread(Reading& store, routing::ThreadId thread, routing::Instant before,
                             int most);
// Those after `after`, oldest first.
std::vector<Event> of_thread_after(Reading& store, routing::ThreadId thread, routing::Instant after,
                                   int most);

// The newest seq; 0 when nothing happened yet.
std::int64_t newest(Reading& store);
// When that was; empty when nothing happened yet.
std::optional<routing::Instant> newest_at(Reading& store);

}  // namespace events
}  // namespace warmline::store
