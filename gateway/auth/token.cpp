#include "gateway/auth/token.hpp"

#include <array>

#include <sodium.h>

namespace warmline::auth {
namespace {

constexpr std::size_t token_bytes = 32;

}  // namespace

std::string fresh_token() {
  std::array<std::uint8_t, token_bytes> raw{};
  randombytes_buf(raw.data(), raw.size());
  return url_base64(raw);
}

store::Bytes token_hash(const store::Seal& seal, const std::string& token) {
  return seal.keyed_hash("token", token);
}

std::string url_base64(std::span<const std::uint8_t> raw) {
  std::string text(sodium_base64_ENCODED_LEN(raw.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING),
                   '\0');
  sodium_bin2base64(text.data(), text.size(), raw.data(), raw.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();  // the terminating zero
  return text;
}

}  // namespace warmline::auth
