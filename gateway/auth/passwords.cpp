#include "gateway/auth/passwords.hpp"

#include <new>

#include <sodium.h>

namespace warmline::auth {
namespace {

// 64 MiB and three passes: RFC 9106's second recommendation, with libsodium's one lane.
constexpr unsigned long long passes = 3;
constexpr std::size_t memory_bytes = std::size_t{64} << 20;

}  // namespace

std::string hash_password(const std::string& password) {
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), passes, memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::bad_alloc();
  }
  hash.resize(hash.find('\0'));
  return hash;
}

bool password_matches(const std::string& password, const std::string& hash) {
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

void compare_with_nothing(const std::string& password) {
  static const std::string of_nobody = hash_password("nobody has this password");
  static_cast<void>(password_matches(password, of_nobody));
}

}  // namespace warmline::auth
