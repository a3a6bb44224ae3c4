// Passwords by argon2id (libsodium). Slow on purpose: never on the loop thread.
#pragma once

#include <string>

namespace warmline::auth {

inline constexpr std::size_t password_bytes_min = 8;
inline constexpr std::size_t password_bytes_max = 1024;

// In libsodium's own text form, which names the parameters. Throws std::bad_alloc when there is no
// memory for it.
std::string hash_password(const std::string& password);
bool password_matches(const std::string& password, const std::string& hash);
// Takes as long as a real comparison, so that an unknown username can't be told from a wrong
// password.
void compare_with_nothing(const std::string& password);

}  // namespace warmline::auth
