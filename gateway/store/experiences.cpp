#include "gateway/store/experiences.hpp"

#include <nlohmann/json.hpp>

namespace warmline::store::experiences {

using nlohmann::json;

std::vector<routing::Experience> all(Reading& store) {
  auto rows = store.db.query("SELECT name, labels FROM experiences ORDER BY place");
  std::vector<routing::Experience> found;
  while (rows.next()) {
    found.push_back(
        {.name = rows.get<std::string>(0),
         .labels =
             json::parse(rows.get<std::string>(1)).get<std::map<std::string, std::string>>()});
  }
  return found;
}

void replace(Writing& store, std::span<const routing::Experience> experiences) {
  store.db.query("DELETE FROM experiences").run();
  int place = 0;
  for (const auto& each : experiences) {
    store.db
        .query("INSERT INTO experiences (name, place, labels) VALUES (?1, ?2, ?3)", each.name,
               ++place, json(each.labels).dump())
        .run();
  }
}

}  // namespace warmline::store::experiences
