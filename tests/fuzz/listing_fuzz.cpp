// What the readers of a carrier's lists promise, whatever the bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gateway/carriers/twilio/listing.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace warmline::carriers::twilio;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  constexpr std::string_view origin = "https://api.twilio.com";
  if (const auto page = read_page(text)) {
    for (const auto& listed : page->texts) {
      if (listed.carrier_id.empty() || listed.carrier_id.contains('/')) std::abort();
    }
    const auto next = url_within(origin, page->next_page_uri);
    if (!next.empty() && origin_of(next) != origin) std::abort();
  }
  if (const auto media = read_media(text, origin)) {
    for (const auto& item : *media) {
      if (origin_of(item.url) != origin) std::abort();
    }
  }
  (void)read_date(text);
  return 0;
}
