#include "gateway/store/wording.hpp"

#include "routing/wording_texts.hpp"

namespace warmline::store::wording {

using routing::LineId;

std::vector<Own> of_line(Reading& store, LineId line) {
  auto rows = store.db.query(
      "SELECT language, name, words, changed_at, changed_by FROM wording WHERE line = ?1"
      " ORDER BY language, name",
      line);
  std::vector<Own> found;
  while (rows.next()) {
    found.push_back({.language = rows.get<std::string>(0),
                     .name = rows.get<std::string>(1),
                     .words = rows.get<std::string>(2),
                     .changed_at = rows.get<routing::Instant>(3),
                     .changed_by = rows.get<routing::StaffId>(4)});
  }
  return found;
}

bool keep(Writing& store, LineId line, std::string_view language, std::string_view name,
          const std::string& words, routing::StaffId by) {
  return store.db
             .query(
                 "INSERT INTO wording (line, language, name, words, changed_at, changed_by)"
                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (line, language, name)"
                 " DO UPDATE SET words = excluded.words, changed_at = excluded.changed_at,"
                 " changed_by = excluded.changed_by WHERE wording.words <> excluded.words",
                 line, language, name, words, store.now, by)
             .run() > 0;
}

bool reset(Writing& store, LineId line, std::string_view language, std::string_view name) {
  return store.db
             .query("DELETE FROM wording WHERE line = ?1 AND language = ?2 AND name = ?3", line,
                    language, name)
             .run() > 0;
}

routing::Line as_worded(Reading& store, const routing::Line& line, std::string_view language) {
  const auto* came_with = routing::wording_for(line, language);
  if (came_with == nullptr) return line;
  auto rows = store.db.query("SELECT name, words FROM wording WHERE line = ?1 AND language = ?2",
                             line.id, came_with->language);
  if (!rows.next()) return line;
  routing::Wording own = *came_with;
  do {
    // One that a later version no longer has is left alone.
    if (auto* text = routing::text_of(own, rows.get<std::string>(0)))
      *text = rows.get<std::string>(1);
  } while (rows.next());
  std::vector<routing::Wording> all(line.wording.begin(), line.wording.end());
  for (auto& wording : all) {
    if (wording.language == own.language) wording = own;
  }
  routing::Line worded = line;
  worded.wording = std::move(all);
  return worded;
}

}  // namespace warmline::store::wording
