// What a form's parser promises, whatever the bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gateway/http/cookie.hpp"
#include "gateway/http/form.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace warmline::http;
  const std::string_view encoded(reinterpret_cast<const char*>(bytes), size);
  if (const auto fields = parse_form(encoded)) {
    std::size_t decoded = 0;
    for (const auto& [name, value] : *fields) decoded += name.size() + value.size();
    // Decoding never makes anything longer, and there is never more than was allowed.
    if (decoded > size || fields->size() > form_fields_max) std::abort();
  }
  if (percent_decode(encoded).size() > size) std::abort();
  const auto cookie = find_cookie(encoded, "session");
  if (cookie && cookie->size() > size) std::abort();
  return 0;
}
