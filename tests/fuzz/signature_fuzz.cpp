// Bytes from anybody, as a webhook's address, type, body and signature: verifying them must neither
// crash nor say yes, and what was signed must be found so, whatever it holds.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gateway/carriers/twilio/messages.hpp"
#include "gateway/carriers/twilio/signed_url.hpp"
#include "gateway/carriers/twilio/twilio.hpp"

namespace {

using namespace warmline;

void require(bool holds) {
  if (!holds) std::abort();
}

// Takes what is before the next line feed off `rest`.
std::string_view take_line(std::string_view& rest) {
  const auto line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const carriers::Twilio carrier({.name = "main",
                                         .account_sid = "AC1",
                                         .auth_token = "12345",
                                         .public_url = "https://line.example.org"});
  static const carriers::twilio::Signature signature("12345");
  static constexpr std::array<std::string_view, 4> types{
      "application/x-www-form-urlencoded", "application/json; charset=utf-8", "", "text/plain"};

  std::string_view rest(reinterpret_cast<const char*>(bytes), size);
  const auto type = take_line(rest);
  const auto target = take_line(rest);
  const auto given = take_line(rest);
  carriers::WebhookRequest request{
      .path_and_query = std::string(target),
      .content_type =
          std::string(type.size() == 1 ? types[static_cast<unsigned char>(type[0]) % 4] : type),
      .signature = std::string(given),
      .body = std::string(rest)};
  // Nobody finds an HMAC by chance.
  require(!carrier.verify(request));
  static_cast<void>(carrier.read_text(request));
  static_cast<void>(carrier.read_receipt(request));

  const auto url = "https://line.example.org" + request.path_and_query;
  require(carriers::twilio::signed_urls(target).size() <= 18);
  const auto form = carriers::twilio::parameters(request.content_type, request.body);
  if (form && carriers::twilio::is_form(request.content_type)) {
    request.signature = signature.sign(url, *form);
    require(carrier.verify(request).has_value());
    for (const auto& alike : carriers::twilio::signed_urls(url)) {
      request.signature = signature.sign(alike, *form);
      require(carrier.verify(request).has_value());
    }
  }
  return 0;
}
