#include "gateway/store/snippets.hpp"

#include <string>

namespace warmline::store::snippets {
namespace {

using routing::LineId;
using routing::Snippet;
using routing::SnippetId;

// Besides `id` itself.
bool is_name_taken(Reading& store, LineId line, const Snippet& snippet, SnippetId id) {
  auto row = store.db.query(
      "SELECT 1 FROM snippets WHERE line = ?1 AND language = ?2 AND lower(name) = lower(?3)"
      " AND id <> ?4",
      line, snippet.language, snippet.name, id);
  return row.next();
}

}  // namespace

std::vector<Snippet> of_line(Reading& store, LineId line) {
  auto rows = store.db.query(
      "SELECT id, language, name, words FROM snippets WHERE line = ?1"
      " ORDER BY language, lower(name)",
      line);
  std::vector<Snippet> found;
  while (rows.next()) {
    found.push_back({.id = rows.get<SnippetId>(0),
                     .language = rows.get<std::string>(1),
                     .name = rows.get<std::string>(2),
                     .words = rows.get<std::string>(3)});
  }
  return found;
}

int count(Reading& store, LineId line) {
  auto row = store.db.query("SELECT count(*) FROM snippets WHERE line = ?1", line);
  row.next();
  return row.get<int>(0);
}

std::optional<SnippetId> add(Writing& store, LineId line, const Snippet& snippet,
                             routing::StaffId by) {
  const auto id = store.ids.next<SnippetId>(store.now);
  if (is_name_taken(store, line, snippet, id)) return std::nullopt;
  store.db
      .query(
          "INSERT INTO snippets (id, line, language, name, words, changed_at, changed_by)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
          id, line, snippet.language, snippet.name, snippet.words, store.now, by)
      .run();
  return id;
}

Changed change(Writing& store, LineId line, const Snippet& snippet, routing::StaffId by) {
  if (is_name_taken(store, line, snippet, snippet.id)) return Changed::name_taken;
  const int changed =
      store.db
          .query(
              "UPDATE snippets SET language = ?3, name = ?4, words = ?5, changed_at = ?6,"
              " changed_by = ?7 WHERE id = ?1 AND line = ?2",
              snippet.id, line, snippet.language, snippet.name, snippet.words, store.now, by)
          .run();
  return changed > 0 ? Changed::done : Changed::not_there;
}

bool remove(Writing& store, LineId line, SnippetId id) {
  return store.db.query("DELETE FROM snippets WHERE id = ?1 AND line = ?2", id, line).run() > 0;
}

}  // namespace warmline::store::snippets
