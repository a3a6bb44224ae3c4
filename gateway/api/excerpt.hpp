// The part of a text around what was looked for.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include <nlohmann/json.hpp>

#include "gateway/store/search_query.hpp"

namespace warmline::api {

inline constexpr std::size_t excerpt_characters_max = 160;

// [{"text", "match"}, ...]: put together, `body` around its first match, on one line, with "…"
// where it was cut. `matches` are not empty. `body` may be any bytes.
nlohmann::json excerpt(std::string_view body, std::span<const store::SearchQuery::Match> matches);

}  // namespace warmline::api
