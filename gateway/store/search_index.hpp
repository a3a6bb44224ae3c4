// The search index: FTS5 over keyed hashes of words, so that the file shows neither words nor who
// shares them. It only proposes texts: whether one matches is known when it is opened
// (search_query.hpp).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "gateway/store/query.hpp"
#include "gateway/store/seal.hpp"
#include "gateway/store/words.hpp"
#include "routing/ids.hpp"

namespace warmline::store {

struct Reading;
struct Writing;

namespace search_index {

// A text's words as they stand in the index, as tokens with spaces between them.
struct Terms {
  std::string words;     // stems, in their order
  std::string prefixes;  // beginnings of longer words, and second stems; each once, in no order
};

// `body` as it is (any bytes), `language` as words.hpp takes it. The same text gives the same terms
// for as long as the words key lives: remove() needs them again.
Terms terms(const Seal& seal, std::string_view body, std::string_view language);
// The same for what words_of() made of them.
Terms terms(const Seal& seal, std::span<const Word> words);

// Beginnings of words can be looked for from this many letters on.
inline constexpr std::size_t prefix_letters_min = 3;
// The longest beginning of it that the index knows words by; empty below prefix_letters_min.
std::string_view indexed_prefix(std::string_view folded);

// What stands in the index for words with this stem, and for words that go on after this
// indexed_prefix(). Lower-case letters and digits alone.
std::string stem_token(const Seal& seal, std::string_view stem);
std::string prefix_token(const Seal& seal, std::string_view prefix);

// `seq` is the text's row. Adding one twice, or removing terms that it was not added with, leaves
// tokens that lead to nothing when they are followed. Terms without words change nothing.
void add(Connection& db, std::int64_t seq, const Terms& terms);
void remove(Connection& db, std::int64_t seq, const Terms& terms);

// Indexes texts that were kept before there was an index, the oldest first; how many were looked
// at: less than `most` when none is left. Automatic and erased ones count as done.
int index_some(Writing& store, int most);

// Empties it: nothing tells any more which entries were made of a text that is to go. index_some()
// makes it anew of what stays. All texts are marked in one job, some seconds for a million.
void begin_anew(Writing& store);

// Every batch adds a part of its own to the index; merges some of them. Between other jobs, until
// it is false: nothing is left to merge. (FTS5's own merging, which would hold up commits for tens
// of milliseconds, is off: migrations/0002_store.sql.)
bool merge_some(Connection& db);

// Lets this connection read again, within a transaction, what FTS5 remembers of the index. Needed
// after one that SQLite ended by itself: where that happens while FTS5 reads how many entries there
// are, it goes on with none, and would write that down with the next one.
void read_anew(Connection& db);

// A text that may match.
struct Candidate {
  std::int64_t seq = 0;
  routing::TextId text;
  routing::ThreadId thread;
  std::optional<routing::ConversationId> conversation;
  bool erased = false;
};
// Hands over those for an FTS5 expression of tokens that are in [from_seq, before_seq), newest
// first, until `go_on` says false. They are found one by one: stopping early costs nothing. How
// long it takes where few match depends on how many texts have the words apart from each other: ask
// for a bounded stretch at a time.
void each_candidate(Reading& store, const std::string& expression, std::int64_t from_seq,
                    std::int64_t before_seq, const std::function<bool(const Candidate&)>& go_on);

// The newest text's; 0 when there is none.
std::int64_t newest_seq(Reading& store);

}  // namespace search_index
}  // namespace warmline::store
