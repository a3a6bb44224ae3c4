// Who is asking. Functions of store jobs: the api calls them through flows::StoreThread, and hashes
// passwords between them. Tokens are 256 random bits in URL-safe base64; only keyed hashes of them
// are kept.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "gateway/store/database.hpp"
#include "gateway/store/staff.hpp"
#include "routing/ids.hpp"
#include "routing/result.hpp"

namespace warmline::auth {

inline constexpr std::chrono::hours session_length{24 * 14};
// This many wrong passwords slow an account down for the address they came from; and, many more of
// them, the account for everybody and the address for every account. (Fewer, and anybody could lock
// a volunteer out, or one office lock out itself.) An IPv6 address stands for its /64.
inline constexpr int wrong_passwords_max = 5;
inline constexpr int wrong_passwords_max_anywhere = 25;
// The first slow-down; it doubles with each further wrong password, up to the longest. After that
// long without one, all is forgotten.
inline constexpr std::chrono::seconds slow_down_first{30};
inline constexpr std::chrono::seconds slow_down_longest{900};

// Who is signed in, and how.
struct Identity {
  store::StaffRow who;
  std::optional<routing::SessionId> session;  // empty: a program's bearer token
  std::string csrf;  // what X-CSRF-Token has to be; empty for programs, which need none
};

// How long this account, from this address, still has to wait; zero when they may try now.
std::chrono::seconds must_wait(store::Reading& store, const std::string& username,
                               const std::string& address);
// A wrong password, or a username that nobody has.
void count_wrong_password(store::Writing& store, const std::string& username,
                          const std::string& address);

struct SignedIn {
  std::string token;  // for the cookie
  std::string csrf;
};
// The password was right. Records it; forgets the account's wrong tries.
SignedIn begin_session(store::Writing& store, routing::StaffId who, const std::string& username,
                       const std::string& address);
// Another password of their own; all their sessions but this one end. Recorded. not_signed_in where
// this one has ended in the meantime.
routing::Result<void> change_password(store::Writing& store, const Identity& identity,
                                      const std::string& password_hash);
// True when it was their last one.
bool end_session(store::Writing& store, const Identity& identity);

// not_signed_in where the token opens nothing.
routing::Result<Identity> identify_session(store::Reading& store, const std::string& token);
routing::Result<Identity> identify_program(store::Reading& store, const std::string& token);

// A new bearer token; the ones before it end.
std::string make_program_token(store::Writing& store, routing::StaffId who);

// Signs them out everywhere and ends their tokens and links, and the links that they made; nobody
// can sign in as them afterwards.
// False when there is nobody to disable. `by`: whose act it is; empty: done from the command line.
bool disable(store::Writing& store, routing::StaffId who, std::optional<routing::StaffId> by);

bool csrf_matches(const Identity& identity, const std::string& header);

}  // namespace warmline::auth
