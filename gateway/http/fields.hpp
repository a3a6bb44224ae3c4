// Headers, in the order they came or are to go.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace warmline::http {

using Fields = std::vector<std::pair<std::string, std::string>>;

// ASCII only, as header names and their keywords are (RFC 9110, 5.1).
bool equal_ignoring_case(std::string_view one, std::string_view other);

// The value of the first header of that name; a view into `fields`.
std::optional<std::string_view> find_field(const Fields& fields, std::string_view name);

// Without spaces and tabs around (OWS of RFC 9110, 5.6.3).
std::string_view trim_spaces(std::string_view text);

}  // namespace warmline::http
