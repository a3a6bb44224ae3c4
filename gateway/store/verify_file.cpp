#include <map>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "gateway/store/migrations.hpp"
#include "gateway/store/spool.hpp"
#include "gateway/store/verify_parts.hpp"
#include "routing/ids.hpp"

namespace warmline::store::verifying {
namespace {

// Where a file is torn, every page after it says so.
constexpr int integrity_lines_max = 50;

using Schema = std::map<std::pair<std::string, std::string>, std::string>;

// Every table and index with its definition. What SQLite keeps for itself has none.
Schema schema_of(Connection& db) {
  auto rows = db.query(
      "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE "
      "'sqlite_%'");
  Schema schema;
  while (rows.next()) {
    schema.emplace(std::pair(rows.get<std::string>(0), rows.get<std::string>(1)),
                   rows.get<std::string>(2));
  }
  return schema;
}

void check_schema(Connection& db, Findings& wrong) {
  Connection fresh(":memory:", SQLite::OPEN_READWRITE);
  for (const auto step : migrations()) fresh.execute(std::string(step));
  const Schema wanted = schema_of(fresh);
  const Schema found = schema_of(db);
  for (const auto& [what, sql] : wanted) {
    const auto there = found.find(what);
    if (there == found.end()) {
      wrong.add(fmt::format("the {} {} is missing", what.first, what.second));
    } else if (there->second != sql) {
      wrong.add(fmt::format("the {} {} is not what this program makes", what.first, what.second));
    }
  }
  for (const auto& [what, sql] : found) {
    if (!wanted.contains(what)) {
      wrong.add(fmt::format("the {} {} does not belong here", what.first, what.second));
    }
  }
}

}  // namespace

std::string shown(const Query& row, int column) {
  const auto value = row.blob(column);
  const auto id = routing::TextId::from_bytes(value);
  return id ? id->text() : row.get<std::string>(column);
}

void check_file(Connection& db, Findings& wrong) {
  auto pages =
      db.query("SELECT integrity_check FROM pragma_integrity_check(?1)", integrity_lines_max);
  while (pages.next()) {
    auto line = pages.get<std::string>(0);
    if (line != "ok") wrong.add("the file is damaged: " + std::move(line));
  }
  check_schema(db, wrong);
  auto orphans = db.query("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check");
  while (orphans.next()) {
    wrong.add(fmt::format("row {} of {} refers to a row of {} that is not there",
                          orphans.get<std::int64_t>(1), orphans.get<std::string>(0),
                          orphans.get<std::string>(2)));
  }
}

void check_spool(const std::string& database, const MasterKey& master, Findings& wrong) {
  try {
    Spool::check(Spool::path_of(database), master);
  } catch (const SpoolUnreadable& failure) {
    wrong.add(failure.what());
  } catch (const std::system_error& failure) {
    wrong.add(failure.what());
  }
}

Rows check_search(Connection& db, Findings& wrong) {
  Rows may_be_found;
  auto texts = db.query(
      "SELECT seq FROM texts WHERE indexed_as IS NOT NULL AND indexed_as <> ''"
      " AND erased_at IS NULL");
  while (texts.next()) may_be_found.add(texts.get<std::int64_t>(0));
  // FTS5's own check is an INSERT and would stop the service meanwhile; going through every entry
  // reads the same pages.
  db.execute("CREATE VIRTUAL TABLE temp.search_entries USING fts5vocab (main, search, instance)");
  Rows found;
  auto entries = db.query("SELECT doc FROM temp.search_entries");
  while (entries.next()) {
    const auto seq = entries.get<std::int64_t>(0);
    if (found.add(seq) && !may_be_found.has(seq)) {
      wrong.add(fmt::format("the search index knows row {} of texts, which may not be found", seq));
    }
  }
  return found;
}

}  // namespace warmline::store::verifying
