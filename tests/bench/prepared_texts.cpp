#include "tests/bench/prepared_texts.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

namespace warmline::bench {
namespace {

// Different texts of each texter.
constexpr std::size_t texts_each = 16;
constexpr std::size_t sha1_bytes = 20;
constexpr std::size_t signature_size = 28;  // 20 bytes in base64
const std::string placeholder_sid(sid_size, '#');

std::string form_encoded(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '#';
    if (is_plain) {
      encoded += c;
    } else if (c == ' ') {
      encoded += '+';
    } else {
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return encoded;
}

// What Twilio posts for a text, as captured from it.
std::map<std::string, std::string> parameters_of(const Target& target, std::size_t texter,
                                                 const std::string& body) {
  return {{"ToCountry", "US"},
          {"ToState", "OR"},
          {"SmsMessageSid", placeholder_sid},
          {"NumMedia", "0"},
          {"ToCity", "PORTLAND"},
          {"FromZip", ""},
          {"SmsSid", placeholder_sid},
          {"FromState", "OR"},
          {"SmsStatus", "received"},
          {"FromCity", ""},
          {"Body", body},
          {"FromCountry", "US"},
          {"To", target.line},
          {"ToZip", "97201"},
          {"NumSegments", "1"},
          {"ReferralNumMedia", "0"},
          {"MessageSid", placeholder_sid},
          {"AccountSid", "AC00000000000000000000000000005550"},
          {"From", phone(target.first_texter + texter)},
          {"ApiVersion", "2010-04-01"}};
}

std::vector<std::size_t> places_of_sid(const std::string& in) {
  std::vector<std::size_t> found;
  for (auto at = in.find(placeholder_sid); at != std::string::npos;
       at = in.find(placeholder_sid, at + 1)) {
    found.push_back(at);
  }
  return found;
}

}  // namespace

// HMAC-SHA1, keyed once.
struct PreparedTexts::Signer {
  struct Free {
    void operator()(EVP_MAC* hmac) const { EVP_MAC_free(hmac); }
    void operator()(EVP_MAC_CTX* keyed) const { EVP_MAC_CTX_free(keyed); }
  };
  std::unique_ptr<EVP_MAC, Free> algorithm{EVP_MAC_fetch(nullptr, "HMAC", nullptr)};
  std::unique_ptr<EVP_MAC_CTX, Free> context{algorithm ? EVP_MAC_CTX_new(algorithm.get())
                                                       : nullptr};

  explicit Signer(const std::string& key) {
    std::string digest = "SHA1";
    const std::array parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
        OSSL_PARAM_construct_end()};
    if (!context || EVP_MAC_init(context.get(), reinterpret_cast<const unsigned char*>(key.data()),
                                 key.size(), parameters.data()) != 1) {
      throw std::runtime_error("OpenSSL can't compute HMAC-SHA1 here");
    }
  }

  // In base64.
  void sign(const std::string& bytes, char* to) {
    std::array<unsigned char, sha1_bytes> digest{};
    std::array<unsigned char, signature_size + 1> text{};
    std::size_t length = 0;
    EVP_MAC_init(context.get(), nullptr, 0, nullptr);
    EVP_MAC_update(context.get(), reinterpret_cast<const unsigned char*>(bytes.data()),
                   bytes.size());
    EVP_MAC_final(context.get(), digest.data(), &length, digest.size());
    EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(digest.size()));
    std::copy_n(text.begin(), signature_size, to);
  }
};

PreparedTexts::PreparedTexts(const Target& target, std::uint64_t seed)
    : texters_(target.texters),
      random_(seed),
      signer_(std::make_unique<Signer>(target.auth_token)) {
  requests_.reserve(texters_ * texts_each);
  for (std::size_t i = 0; i < texters_ * texts_each; ++i) {
    const auto body = english_text(random_);
    requests_.push_back(target.is_kannel ? kannel(target, i % texters_, body)
                                         : webhook(target, i % texters_, body));
  }
}

PreparedTexts::~PreparedTexts() = default;

PreparedTexts::Request PreparedTexts::webhook(const Target& target, std::size_t texter,
                                              const std::string& body) {
  Request request;
  std::string form;
  request.signed_bytes = target.url;
  for (const auto& [name, value] : parameters_of(target, texter, body)) {
    if (!form.empty()) form += '&';
    form.append(name).append("=").append(form_encoded(value));
    request.signed_bytes.append(name).append(value);
  }
  const auto path = target.url.substr(target.url.find('/', target.url.find("//") + 2));
  request.bytes = fmt::format(
      "POST {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nUser-Agent: TwilioProxy/1.1\r\n"
      "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n"
      "Content-Length: {}\r\nAccept: */*\r\nI-Twilio-Idempotency-Token: ",
      path, target.port, form.size());
  request.token_at = request.bytes.size();
  request.bytes += std::string(sid_size, '-') + "\r\nX-Twilio-Signature: ";
  request.signature_at = request.bytes.size();
  request.bytes += std::string(signature_size, '=') + "\r\n\r\n" + form;
  request.sids_at = places_of_sid(request.bytes);
  request.signed_sids_at = places_of_sid(request.signed_bytes);
  return request;
}

PreparedTexts::Request PreparedTexts::kannel(const Target& target, std::size_t texter,
                                             const std::string& body) {
  Request request;
  request.bytes = fmt::format(
      "GET /?username=bench&password=bench&from={}&to={}&text={} HTTP/1.1\r\n"
      "Host: 127.0.0.1:{}\r\nAccept: */*\r\n\r\n",
      form_encoded(phone(target.first_texter + texter)), form_encoded(target.line),
      form_encoded(body), target.port);
  return request;
}

std::string_view PreparedTexts::fresh(Request& request) {
  if (request.signed_bytes.empty()) return request.bytes;
  std::array<char, sid_size> sid{};
  write_sid(sid.data(), random_);
  for (const auto at : request.sids_at)
    std::ranges::copy(sid, request.bytes.begin() + static_cast<std::ptrdiff_t>(at));
  for (const auto at : request.signed_sids_at) {
    std::ranges::copy(sid, request.signed_bytes.begin() + static_cast<std::ptrdiff_t>(at));
  }
  write_sid(request.bytes.data() + request.token_at, random_);
  signer_->sign(request.signed_bytes, request.bytes.data() + request.signature_at);
  return request.bytes;
}

std::string_view PreparedTexts::any() {
  return fresh(requests_[random_() % requests_.size()]);
}

std::string_view PreparedTexts::of(std::size_t texter) {
  return fresh(requests_[texter % texters_]);
}

}  // namespace warmline::bench
