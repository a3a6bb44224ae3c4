#include "gateway/store/erasing.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/store/health.hpp"
#include "gateway/store/pictures.hpp"
#include "gateway/store/search_index.hpp"
#include "gateway/store/texters.hpp"

namespace warmline::store::erasing {
namespace {

// Of the search index, at a time: a quarter of a megabyte.
constexpr int merge_pages = 64;
constexpr std::string_view removed_name = "words removed";
constexpr std::string_view merged_name = "words merged";

struct Row {
  std::int64_t seq;
  routing::TextId id;
  Bytes body;                           // sealed
  std::optional<std::string> language;  // as in texts.indexed_as
};

std::vector<Row> all(Query rows) {
  std::vector<Row> found;
  while (rows.next()) {
    found.push_back({rows.get<std::int64_t>(0), rows.get<routing::TextId>(1), rows.get<Bytes>(2),
                     rows.get<std::optional<std::string>>(3)});
  }
  return found;
}

// None where it is damaged, too: what can't be read any more can go all the same.
std::optional<DataKey> key_if_any(Reading& store, routing::TexterId texter) {
  try {
    return texters::key(store, texter);
  } catch (const SealBroken&) {
    return std::nullopt;
  }
}

void set_done_at(Writing& store, std::string_view name, routing::Instant at) {
  store.db
      .query(
          "INSERT INTO upkeep (name, done_at) VALUES (?1, ?2)"
          " ON CONFLICT (name) DO UPDATE SET done_at = excluded.done_at",
          name, at)
      .run();
}

routing::Instant done_at(Reading& store, std::string_view name) {
  auto row = store.db.query("SELECT done_at FROM upkeep WHERE name = ?1", name);
  return row.next() ? row.get<routing::Instant>(0) : routing::Instant{};
}

std::int64_t changes(Reading& store) {
  auto row = store.db.query("SELECT total_changes()");
  row.next();
  return row.get<std::int64_t>(0);
}

// An entry can be taken out only by the very words that it was made of. False where it stays: the
// text is damaged, and what its words were, nobody can tell; or the index is.
bool leave_index(Writing& store, const Row& row, const std::optional<DataKey>& key) {
  if (!row.language || row.language->empty()) return true;
  // One that came in with this very batch is not in it yet.
  if (std::erase_if(store.to_index, [&](const Indexed& text) { return text.seq == row.seq; }) > 0)
    return true;
  if (!key) return false;
  std::string words;
  try {
    words = key->open(row.body, row.id.bytes());
  } catch (const SealBroken&) {
    return false;
  }
  try {
    search_index::remove(store.db, row.seq, search_index::terms(store.seal, words, *row.language));
  } catch (const Refused& refused) {
    if (!is_damage(refused)) throw;
    return false;
  }
  set_done_at(store, removed_name, store.now);
  return true;
}

void erase(Writing& store, const Row& row) {
  pictures::erase(store, row.id);
  store.db
      .query(
          "UPDATE texts SET body = x'', media = NULL, parameters = NULL, delivery_token = NULL,"
          " indexed_as = '', erased_at = ?2 WHERE seq = ?1",
          row.seq, store.now)
      .run();
}

void erase(Writing& store, const std::vector<Row>& rows, const std::optional<DataKey>& key) {
  bool have_all_left = true;
  for (const auto& row : rows) {
    have_all_left = leave_index(store, row, key) && have_all_left;
    erase(store, row);
  }
  if (!have_all_left) search_index::begin_anew(store);
}

}  // namespace

int erase_texts(Writing& store, routing::TexterId texter, routing::ThreadId thread,
                const std::optional<routing::ConversationId>& conversation, int most) {
  const auto key = key_if_any(store, texter);
  const auto rows = all(
      store.db.query("SELECT seq, id, body, indexed_as FROM texts WHERE thread = ?1"
                     " AND at >= coalesce((SELECT opened_at FROM conversations WHERE id = ?2), 0)"
                     " AND (?2 IS NULL OR conversation = ?2) AND erased_at IS NULL"
                     " ORDER BY at LIMIT ?3",
                     thread, conversation, most));
  erase(store, rows, key);
  return static_cast<int>(rows.size());
}

int erase_media(Writing& store, routing::ThreadId thread, routing::ConversationId conversation,
                int most) {
  std::vector<routing::TextId> texts;
  auto rows = store.db.query(
      "SELECT id FROM texts WHERE thread = ?1"
      " AND at >= coalesce((SELECT opened_at FROM conversations WHERE id = ?2), 0)"
      " AND conversation = ?2 AND media IS NOT NULL LIMIT ?3",
      thread, conversation, most);
  while (rows.next()) texts.push_back(rows.get<routing::TextId>(0));
  for (const auto text : texts) erase_media_of(store, text);
  return static_cast<int>(texts.size());
}

void erase_text(Writing& store, routing::TexterId texter, routing::TextId id) {
  const auto rows =
      all(store.db.query("SELECT seq, id, body, indexed_as FROM texts WHERE id = ?1", id));
  erase(store, rows, key_if_any(store, texter));
}

void erase_media_of(Writing& store, routing::TextId id) {
  // `parameters` name the media as well.
  store.db.query("UPDATE texts SET media = NULL, parameters = NULL WHERE id = ?1", id).run();
  pictures::erase(store, id);
}

Merging merge_some(Writing& store, Merging merging) {
  const auto is_merged = [&] {
    return done_at(store, merged_name) >= done_at(store, removed_name);
  };
  if (is_merged()) return {.is_done = true};
  // The negative number puts all parts of the index on one level, so that the following ones go on
  // until there is one part alone (https://www.sqlite.org/fts5.html, "The 'merge' Command"; fewer
  // than two changes: there was nothing to merge).
  const int pages = merging.since ? merge_pages : -merge_pages;
  if (!merging.since) merging.since = store.now;
  const auto before = changes(store);
  store.db.query("INSERT INTO search (search, rank) VALUES ('merge', ?1)", pages).run();
  if (changes(store) - before >= 2) return merging;
  set_done_at(store, merged_name, *merging.since);
  return {.is_done = is_merged()};
}

}  // namespace warmline::store::erasing
