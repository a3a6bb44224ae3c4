#include "gateway/store/search_index.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "gateway/store/database.hpp"
#include "gateway/store/health.hpp"
#include "gateway/store/texts.hpp"
#include "gateway/store/words.hpp"

namespace warmline::store::search_index {
namespace {

// 40 bits, five in each: enough that two words of one line hardly ever share a token, and what is
// found by accident does not match once it is opened. Longer ones only cost.
constexpr int token_letters = 8;

// The beginnings of words that are indexed, in letters. A longer list would find fewer texts in
// vain and make most of the index: what is found by three letters is opened and compared anyway.
constexpr std::array<std::size_t, 2> prefix_letters{prefix_letters_min, 5};

// What one step merges: a millisecond of the writing thread.
constexpr int merge_pages = 16;

// "s": a stem, "p": the beginning of a word. The hash of one is never the hash of the other.
constexpr std::string_view stem_purpose = "s:";
constexpr std::string_view prefix_purpose = "p:";

// Lower case: FTS5's own words (AND, NEAR) are in upper case.
void append_token(std::string& to, std::uint64_t hash) {
  constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz234567";
  if (!to.empty()) to += ' ';
  for (int i = 0; i < token_letters; ++i) {
    to += alphabet[hash & 31U];
    hash >>= 5U;
  }
}

std::uint64_t hash_of(const Seal& seal, std::string_view purpose, std::string_view word) {
  std::string named;
  named.reserve(purpose.size() + word.size());
  return seal.word_hash(named.append(purpose).append(word));
}

std::string token(const Seal& seal, std::string_view purpose, std::string_view word) {
  std::string written;
  append_token(written, hash_of(seal, purpose, word));
  return written;
}

void mark_indexed(Writing& store, std::int64_t seq, const std::string& as) {
  store.db.query("UPDATE texts SET indexed_as = ?2 WHERE seq = ?1", seq, as).run();
}

}  // namespace

Terms terms(const Seal& seal, std::string_view body, std::string_view language) {
  return terms(seal, words_of(body, language));
}

Terms terms(const Seal& seal, std::span<const Word> words) {
  Terms made;
  std::vector<std::uint64_t> others;
  for (const auto& word : words) {
    append_token(made.words, hash_of(seal, stem_purpose, word.stem));
    if (!word.second_stem.empty()) others.push_back(hash_of(seal, stem_purpose, word.second_stem));
    for (const auto letters : prefix_letters) {
      const auto prefix = first_letters(word.folded, letters);
      // A word that is no longer than that is found by its stem.
      if (prefix.size() == word.folded.size() || prefix.empty()) break;
      others.push_back(hash_of(seal, prefix_purpose, prefix));
    }
  }
  std::ranges::sort(others);
  const auto repeated = std::ranges::unique(others);
  others.erase(repeated.begin(), repeated.end());
  for (const auto hash : others) append_token(made.prefixes, hash);
  return made;
}

std::string stem_token(const Seal& seal, std::string_view stem) {
  return token(seal, stem_purpose, stem);
}

std::string prefix_token(const Seal& seal, std::string_view prefix) {
  return token(seal, prefix_purpose, prefix);
}

std::string_view indexed_prefix(std::string_view folded) {
  std::string_view longest;
  for (const auto letters : prefix_letters) {
    const auto prefix = first_letters(folded, letters);
    if (!prefix.empty()) longest = prefix;
  }
  return longest;
}

void add(Connection& db, std::int64_t seq, const Terms& terms) {
  if (terms.words.empty()) return;
  db.query("INSERT INTO search (rowid, words, prefixes) VALUES (?1, ?2, ?3)", seq, terms.words,
           terms.prefixes)
      .run();
}

void remove(Connection& db, std::int64_t seq, const Terms& terms) {
  if (terms.words.empty()) return;
  db.query("INSERT INTO search (search, rowid, words, prefixes) VALUES ('delete', ?1, ?2, ?3)", seq,
           terms.words, terms.prefixes)
      .run();
}

int index_some(Writing& store, int most) {
  struct Row {
    std::int64_t seq;
    routing::TextId id;
    bool has_words;
    std::string language;
  };
  auto found = store.db.query(
      "SELECT t.seq, t.id, t.automatic = 0 AND t.erased_at IS NULL AND k.texter IS NOT NULL,"
      " coalesce(c.language, x.language, 'und') FROM texts t"
      " JOIN threads h ON h.id = t.thread JOIN texters x ON x.id = h.texter"
      " LEFT JOIN texter_keys k ON k.texter = h.texter"
      " LEFT JOIN conversations c ON c.id = t.conversation"
      " WHERE t.indexed_as IS NULL ORDER BY t.seq LIMIT ?1",
      most);
  std::vector<Row> rows;
  while (found.next()) {
    rows.push_back({found.get<std::int64_t>(0), found.get<routing::TextId>(1), found.get<bool>(2),
                    found.get<std::string>(3)});
  }
  for (const auto& row : rows) {
    if (!row.has_words) {
      mark_indexed(store, row.seq, "");
      continue;
    }
    const auto text = unless_damaged(store, [&] { return *texts::find(store, row.id); });
    if (text) {
      store.to_index.push_back({row.seq, terms(store.seal, text->body.words(), row.language)});
    }
    mark_indexed(store, row.seq, text ? row.language : "");
  }
  return static_cast<int>(rows.size());
}

void begin_anew(Writing& store) {
  store.db.query("INSERT INTO search (search) VALUES ('delete-all')").run();
  store.to_index.clear();
  store.db.query("UPDATE texts SET indexed_as = NULL WHERE indexed_as <> ''").run();
}

bool merge_some(Connection& db) {
  const auto before = db.raw().getTotalChanges();
  db.query("INSERT INTO search (search, rank) VALUES ('merge', ?1)", merge_pages).run();
  // https://www.sqlite.org/fts5.html, "The 'merge' Command": the difference is 1 when there was
  // nothing to merge.
  return db.raw().getTotalChanges() - before >= 2;
}

void read_anew(Connection& db) {
  // FTS5 forgets what it remembers when a table that a transaction has opened is rolled back.
  db.query("SAVEPOINT anew").run();
  db.query("INSERT INTO search (search) SELECT 'merge' WHERE FALSE").run();
  db.query("ROLLBACK TO anew").run();
  db.query("RELEASE anew").run();
}

void each_candidate(Reading& store, const std::string& expression, std::int64_t from_seq,
                    std::int64_t before_seq, const std::function<bool(const Candidate&)>& go_on) {
  // CROSS JOIN: the index comes first, in its own order, so that nothing has to be sorted.
  auto rows = store.db.query(
      "SELECT t.seq, t.id, t.thread, t.conversation, t.erased_at IS NOT NULL FROM search"
      " CROSS JOIN texts t ON t.seq = search.rowid"
      " WHERE search MATCH ?1 AND search.rowid >= ?2 AND search.rowid < ?3"
      " ORDER BY search.rowid DESC",
      expression, from_seq, before_seq);
  while (rows.next()) {
    const Candidate candidate{.seq = rows.get<std::int64_t>(0),
                              .text = rows.get<routing::TextId>(1),
                              .thread = rows.get<routing::ThreadId>(2),
                              .conversation = rows.get<std::optional<routing::ConversationId>>(3),
                              .erased = rows.get<bool>(4)};
    if (!go_on(candidate)) return;
  }
}

std::int64_t newest_seq(Reading& store) {
  auto row = store.db.query("SELECT coalesce(max(seq), 0) FROM texts");
  row.next();
  return row.get<std::int64_t>(0);
}

}  // namespace warmline::store::search_index
