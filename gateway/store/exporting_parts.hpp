// What the parts of an export share; a part of exporting.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "gateway/store/exporting.hpp"

namespace warmline::store::exporting {

using json = nlohmann::ordered_json;

template <class SomeId>
json id_or_null(const std::optional<SomeId>& id) {
  return id ? json(id->text()) : json();
}

inline json time_or_null(const std::optional<routing::Instant>& at) {
  return at ? json(routing::format_instant(*at)) : json();
}

template <class Value>
json or_null(const std::optional<Value>& value) {
  return value ? json(*value) : json();
}

template <class Enum>
json word_or_null(const std::optional<Enum>& value) {
  return value ? json(routing::to_string(*value)) : json();
}

template <class SomeId>
json id_at(const Query& row, int column) {
  return id_or_null(row.get<std::optional<SomeId>>(column));
}

inline json time_at(const Query& row, int column) {
  return time_or_null(row.get<std::optional<routing::Instant>>(column));
}

inline json word_at(const Query& row, int column) {
  return or_null(row.get<std::optional<std::string>>(column));
}

// One export under way. In every statement of its parts ?1 is the texter, or null for everybody.
struct Export {
  Reading& store;
  const std::optional<routing::TexterId>& texter;
  const Take& take;
  std::int64_t given = 0;

  void give(const json& record) {
    // What came from outside need not be UTF-8.
    take(record.dump(-1, ' ', false, json::error_handler_t::replace));
    ++given;
  }
};

// Lines, texters and all that was said and done with them.
void give_talks(Export& out);
// The people who answer, how they are reached, and when they are on.
void give_staff(Export& out);

}  // namespace warmline::store::exporting
