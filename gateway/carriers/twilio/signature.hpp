// X-Twilio-Signature (https://www.twilio.com/docs/usage/security#validating-requests):
// base64(HMAC-SHA1(auth token, URL + every form parameter's name and value)). The names are sorted
// by their bytes; of a repeated name each different value counts once, sorted. Values are the
// decoded ones.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace warmline::carriers::twilio {

using Parameters = std::vector<std::pair<std::string, std::string>>;

// What is signed besides the URL.
std::string signed_parameters(const Parameters& parameters);

// Everything is const and may be called from any thread at once.
class Signature {
 public:
  // Throws std::runtime_error when OpenSSL can't do HMAC-SHA1.
  explicit Signature(std::string_view auth_token);
  ~Signature();
  Signature(Signature&&) noexcept;
  Signature& operator=(Signature&&) noexcept;

  // What the carrier puts into its header. `url` is used as it is, without its fragment.
  std::string sign(std::string_view url, const Parameters& parameters) const;

  // Whether `signature` was made with our token for this form. Twilio and its clients disagree on
  // what the URL is, so these are tried too: without user:password@; without the port, with the
  // default one; an apostrophe in the query written out or as %27. The host's case matters.
  // Constant time in the signature's bytes.
  bool matches(std::string_view url, const Parameters& parameters,
               std::string_view signature) const;

  // The same for a body that is not a form: the URL's query must hold bodySHA256, and `body` must
  // have that hash. False where it is missing.
  bool matches_body(std::string_view url, std::string_view body, std::string_view signature) const;

 private:
  struct Key;
  std::unique_ptr<Key> key_;
};

// Lower-case hex, as in bodySHA256.
std::string sha256_hex(std::string_view bytes);

}  // namespace warmline::carriers::twilio
