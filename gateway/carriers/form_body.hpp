// application/x-www-form-urlencoded, written.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace warmline::carriers {

inline constexpr std::string_view form_content_type = "application/x-www-form-urlencoded";

// As https://url.spec.whatwg.org/#urlencoded-serializing says; http::parse_form() reads it back.
std::string form_body(const std::vector<std::pair<std::string, std::string>>& fields);

}  // namespace warmline::carriers
