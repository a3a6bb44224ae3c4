// The forms of one URL that a carrier may have signed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace warmline::carriers::twilio {

// `url` itself first, then every other form Signature::matches() speaks of, each once; never with a
// fragment. Any bytes may come in: what is not scheme://host… is only tried as it is.
std::vector<std::string> signed_urls(std::string_view url);

// The value of the first parameter `name` in the URL's query, as it stands there.
std::optional<std::string_view> query_value(std::string_view url, std::string_view name);

}  // namespace warmline::carriers::twilio
