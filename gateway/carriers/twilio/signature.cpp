#include "gateway/carriers/twilio/signature.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include "gateway/carriers/base64.hpp"
#include "gateway/carriers/twilio/signed_url.hpp"

namespace warmline::carriers::twilio {
namespace {

constexpr std::size_t sha1_bytes = 20;
constexpr std::size_t sha256_bytes = 32;

struct FreeMac {
  void operator()(EVP_MAC* mac) const { EVP_MAC_free(mac); }
  void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

bool same(std::string_view ours, std::string_view theirs) {
  return ours.size() == theirs.size() &&
         CRYPTO_memcmp(ours.data(), theirs.data(), ours.size()) == 0;
}

}  // namespace

// Keyed once: a context made anew for each request costs three times as much.
struct Signature::Key {
  std::unique_ptr<EVP_MAC_CTX, FreeMac> context;

  std::string mac(std::string_view url, std::string_view parameters) const {
    const std::unique_ptr<EVP_MAC_CTX, FreeMac> work(EVP_MAC_CTX_dup(context.get()));
    std::array<unsigned char, sha1_bytes> digest{};
    std::size_t length = 0;
    if (!work || EVP_MAC_update(work.get(), bytes(url), url.size()) != 1 ||
        EVP_MAC_update(work.get(), bytes(parameters), parameters.size()) != 1 ||
        EVP_MAC_final(work.get(), digest.data(), &length, digest.size()) != 1) {
      throw std::runtime_error("OpenSSL failed to compute an HMAC");
    }
    return base64(digest);
  }
};

std::string signed_parameters(const Parameters& parameters) {
  std::vector<const Parameters::value_type*> sorted;
  sorted.reserve(parameters.size());
  std::size_t length = 0;
  for (const auto& parameter : parameters) {
    sorted.push_back(&parameter);
    length += parameter.first.size() + parameter.second.size();
  }
  std::ranges::sort(sorted, [](const auto* a, const auto* b) { return *a < *b; });
  const auto repeated =
      std::ranges::unique(sorted, [](const auto* a, const auto* b) { return *a == *b; });
  sorted.erase(repeated.begin(), repeated.end());

  std::string text;
  text.reserve(length);
  for (const auto* parameter : sorted) text.append(parameter->first).append(parameter->second);
  return text;
}

Signature::Signature(std::string_view auth_token) : key_(std::make_unique<Key>()) {
  const std::unique_ptr<EVP_MAC, FreeMac> hmac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
  key_->context.reset(hmac ? EVP_MAC_CTX_new(hmac.get()) : nullptr);
  std::string digest = "SHA1";
  const std::array parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
      OSSL_PARAM_construct_end()};
  if (!key_->context || EVP_MAC_init(key_->context.get(), bytes(auth_token), auth_token.size(),
                                     parameters.data()) != 1) {
    throw std::runtime_error("OpenSSL can't compute HMAC-SHA1 here");
  }
}

Signature::~Signature() = default;
Signature::Signature(Signature&&) noexcept = default;
Signature& Signature::operator=(Signature&&) noexcept = default;

std::string Signature::sign(std::string_view url, const Parameters& parameters) const {
  return key_->mac(url.substr(0, url.find('#')), signed_parameters(parameters));
}

bool Signature::matches(std::string_view url, const Parameters& parameters,
                        std::string_view signature) const {
  const auto text = signed_parameters(parameters);
  // Nearly every request was signed for the URL as it is.
  if (same(key_->mac(url.substr(0, url.find('#')), text), signature)) return true;
  return std::ranges::any_of(signed_urls(url), [&](const std::string& form) {
    return same(key_->mac(form, text), signature);
  });
}

bool Signature::matches_body(std::string_view url, std::string_view body,
                             std::string_view signature) const {
  const auto hash = query_value(url, "bodySHA256");
  return hash && same(sha256_hex(body), *hash) && matches(url, {}, signature);
}

std::string sha256_hex(std::string_view text) {
  std::array<unsigned char, sha256_bytes> digest{};
  if (EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("OpenSSL failed to compute a SHA-256");
  }
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * sha256_bytes);
  for (const auto byte : digest) {
    hex.push_back(digits[byte >> 4U]);
    hex.push_back(digits[byte & 0xFU]);
  }
  return hex;
}

}  // namespace warmline::carriers::twilio
