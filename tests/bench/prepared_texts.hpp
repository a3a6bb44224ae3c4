// Requests that bring texts to a server: written beforehand, each sent with a fresh carrier id and,
// where the server wants one, the signature that goes with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/english.hpp"

namespace warmline::bench {

// Whom the texts go to.
struct Target {
  std::uint16_t port = 0;
  std::string url;               // what the carrier was told, and signs
  std::string auth_token;        // what it signs with
  std::string line;              // the number that is texted
  std::size_t first_texter = 0;  // who texts: phone(first_texter) and so many after it
  std::size_t texters = 1;
  // Kannel takes a text as a GET with three parameters, and knows no signature.
  bool is_kannel = false;
};

class PreparedTexts {
 public:
  PreparedTexts(const Target& target, std::uint64_t seed);
  ~PreparedTexts();
  PreparedTexts(const PreparedTexts&) = delete;
  PreparedTexts& operator=(const PreparedTexts&) = delete;

  // Of any texter. Valid until the next call.
  std::string_view any();
  // Of the texter with this number among them.
  std::string_view of(std::size_t texter);

 private:
  struct Request {
    std::string bytes;
    std::string signed_bytes;  // the URL and the parameters, as they are signed; empty: unsigned
    std::size_t signature_at = 0;
    std::size_t token_at = 0;
    std::vector<std::size_t> sids_at;
    std::vector<std::size_t> signed_sids_at;
  };
  struct Signer;

  static Request webhook(const Target& target, std::size_t texter, const std::string& body);
  static Request kannel(const Target& target, std::size_t texter, const std::string& body);
  std::string_view fresh(Request& request);

  std::size_t texters_;
  Random random_;
  std::vector<Request> requests_;  // the one at i is of texter i % texters_
  std::unique_ptr<Signer> signer_;
};

}  // namespace warmline::bench
