#include "gateway/carriers/base64.hpp"

#include <openssl/evp.h>

namespace warmline::carriers {

std::string base64(std::span<const unsigned char> bytes) {
  // EVP_EncodeBlock ends what it writes with a zero byte.
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(),
                                     static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

std::string base64(std::string_view text) {
  return base64(std::span(reinterpret_cast<const unsigned char*>(text.data()), text.size()));
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes(3 * (text.size() / 4), '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
  if (length < 0 || text.size() % 4 != 0) return std::nullopt;
  // What stands for padding comes out as zero bytes.
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  bytes.resize(bytes.size() - padding);
  return bytes;
}

}  // namespace warmline::carriers
