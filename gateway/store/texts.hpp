// The texts and notes of a thread. Bodies, media and what the carrier said are sealed under the
// texter's key.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/store/database.hpp"
#include "gateway/store/decisions.hpp"
#include "gateway/store/texters.hpp"
#include "routing/ids.hpp"
#include "routing/problem.hpp"
#include "routing/text.hpp"

namespace warmline::store {

// Why a text failed, as it is kept and shown.
struct Failure {
  routing::ProblemCode code;
  std::string carrier_code;
  std::string words;
};

// A failure as it is kept in three columns, null for none. A code that this version does not know
// counts as carrier_refused.
struct FailureColumns {
  explicit FailureColumns(const std::optional<Failure>& failure);
  std::optional<std::string> code, carrier_code, words;
};
std::optional<Failure> read_failure(const Query& row, int first_column);

struct Text {
  routing::TextId id;
  routing::ThreadId thread;
  std::optional<routing::ConversationId> conversation;
  routing::TextKind kind = routing::TextKind::text;
  std::optional<routing::Direction> direction;  // texts only
  std::optional<routing::StaffId> author;  // empty: the texter, the line itself, or not on record
  bool automatic = false;                  // said by the line itself
  routing::Body body;                      // empty once erased
  // What its words are read as, so that search finds them; empty: search never finds it.
  std::string language;
  routing::Instant at{};
  // When the carrier had it: of one that came late, or back from its record after a restore.
  std::optional<routing::Instant> sent_at;
  bool erased = false;                        // by retention or forgetting: the words are gone
  std::optional<routing::TextStatus> status;  // texts only
  std::optional<std::string> carrier;
  std::optional<std::string> carrier_id;
  std::optional<std::string> client_id;
  std::optional<Failure> failure;
  std::vector<routing::Media> media;
  std::optional<int> segments;
  std::optional<Decision> decision;  // on one that failed, or is unknown
};

namespace texts {

// What is kept with a text from a carrier besides the text itself.
struct Delivery {
  std::optional<Bytes> token;  // what marks a carrier's retries as one delivery: token_hash()
  std::string parameters;      // everything the carrier said
  // The terms of its words in its language, where somebody made them already.
  const search_index::Terms* terms = nullptr;
};

// Several sealed values of one row open only each in its own place; part of the file's format.
enum class Place : std::uint8_t { body = 0, parameters = 0x40, media = 0x80 };
routing::UuidBytes place(routing::TextId id, Place which);

// Whether any text came in or went out under this id.
std::optional<routing::TextId> by_carrier_id(Reading& store, const std::string& carrier,
                                             const std::string& carrier_id);
// What is kept of the token that a carrier's retries have in common; empty where there is none. Any
// thread.
std::optional<Bytes> token_hash(const Seal& seal, const std::string& idempotency_token);
// The one that came lately in this thread with the same token.
std::optional<routing::TextId> by_delivery_token(Reading& store, routing::ThreadId thread,
                                                 const std::optional<Bytes>& token);
std::optional<routing::TextId> by_client_id(Reading& store, routing::StaffId author,
                                            const std::string& client_id);

// Keeps a new one at the job's time; gives it its id, which is later than every id before it.
routing::TextId add(Writing& store, const Thread& thread, const Text& text,
                    const Delivery& delivery = {});

std::optional<Text> find(Reading& store, routing::TextId id);
// Where it stands, which can be told of a damaged one too.
struct Standing {
  routing::ThreadId thread;
  std::optional<routing::ConversationId> conversation;
  routing::Instant at{};
};
std::optional<Standing> standing(Reading& store, routing::TextId id);
// What the carrier said of it, as it came; empty where nothing is kept.
std::string parameters(Reading& store, routing::TextId id);

// Before `before`, newest first, `most` at the most; everything that has the last one's time is
// there.
std::vector<Text> of_thread(Reading& store, routing::ThreadId thread, routing::Instant before,
                            int most);
// After `after`, oldest first; otherwise the same.
std::vector<Text> of_thread_after(Reading& store, routing::ThreadId thread, routing::Instant after,
                                  int most);
// The newest text of the thread up to `until` that a person wrote: no note, nothing automatic.
std::optional<Text> latest(Reading& store, routing::ThreadId thread,
                           routing::Instant until = routing::Instant::max());

// Those of the thread of which nobody knows whether they arrived.
std::vector<Text> unknown_in(Reading& store, routing::ThreadId thread);

// Sets the status where routing::may_become allows it; true when it changed.
bool advance(Writing& store, routing::TextId id, routing::TextStatus to,
             const std::optional<Failure>& failure = {});
// What the carrier calls a text that went out.
void set_carrier_id(Writing& store, routing::TextId id, const std::string& carrier,
                    const std::string& carrier_id);

}  // namespace texts
}  // namespace warmline::store
