// application/x-www-form-urlencoded, as bodies and query strings have it: the parser of the WHATWG
// URL Standard, section 5.1.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "gateway/http/fields.hpp"
#include "routing/result.hpp"

namespace warmline::http {

inline constexpr std::size_t form_fields_max = 256;

// The fields in order, repeated names kept. '+' is a space; a '%' without two hex digits is itself;
// empty pairs ("a=1&&b=2") are skipped; bytes are kept as they are, UTF-8 or not. `malformed` when
// there are more than `fields_max`.
routing::Result<Fields> parse_form(std::string_view encoded,
                                   std::size_t fields_max = form_fields_max);

// %XX only; '+' stays. For paths.
std::string percent_decode(std::string_view encoded);

}  // namespace warmline::http
