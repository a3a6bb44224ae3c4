#include "gateway/store/flag_lists.hpp"

#include <string>

#include <nlohmann/json.hpp>

namespace warmline::store::flag_lists {
namespace {

using nlohmann::json;

std::vector<std::string> phrases_from(const std::string& array) {
  return json::parse(array).get<std::vector<std::string>>();
}

}  // namespace

std::vector<routing::FlagList> of_line(Reading& store, routing::LineId line) {
  auto rows = store.db.query(
      "SELECT language, guidance, worrying, opt_out, except_ FROM flag_lists WHERE line = ?1"
      " ORDER BY language",
      line);
  std::vector<routing::FlagList> found;
  while (rows.next()) {
    found.push_back({.language = rows.get<std::string>(0),
                     .guidance = rows.get<std::string>(1),
                     .worrying = phrases_from(rows.get<std::string>(2)),
                     .opt_out = phrases_from(rows.get<std::string>(3)),
                     .except = phrases_from(rows.get<std::string>(4))});
  }
  return found;
}

void keep(Writing& store, routing::LineId line, const routing::FlagList& list,
          routing::StaffId by) {
  store.db
      .query(
          "INSERT INTO flag_lists (line, language, guidance, worrying, opt_out, except_, "
          "changed_at,"
          " changed_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
          " ON CONFLICT (line, language) DO UPDATE SET guidance = excluded.guidance,"
          " worrying = excluded.worrying, opt_out = excluded.opt_out, except_ = excluded.except_,"
          " changed_at = excluded.changed_at, changed_by = excluded.changed_by",
          line, list.language, list.guidance, json(list.worrying).dump(), json(list.opt_out).dump(),
          json(list.except).dump(), store.now, by)
      .run();
}

}  // namespace warmline::store::flag_lists
