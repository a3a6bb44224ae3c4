// Where the next page begins, in a form that callers only hand back: URL-safe base64.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/store/conversations.hpp"
#include "routing/instant.hpp"

namespace warmline::api {

std::string write_cursor(const store::conversations::Place& place);
std::string write_cursor(routing::Instant before);
std::string write_cursor(std::int64_t before_seq);

// Empty for what was not written by the function above it.
std::optional<store::conversations::Place> read_place_cursor(std::string_view cursor);
std::optional<routing::Instant> read_time_cursor(std::string_view cursor);
std::optional<std::int64_t> read_seq_cursor(std::string_view cursor);

}  // namespace warmline::api
