// Who is signed in, with what, and who tried in vain. Only hashes of tokens are kept.
#pragma once

#include <optional>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/instant.hpp"

namespace warmline::store::sessions {

struct Session {
  routing::SessionId id;
  routing::StaffId staff;
};

routing::SessionId add(Writing& store, const Bytes& token_hash, routing::StaffId staff,
                       routing::Instant expires_at);
// Those of enabled staff that have not expired.
std::optional<Session> find(Reading& store, const Bytes& token_hash);
void remove(Writing& store, routing::SessionId id);
// Removes the others of the same person. False, and nothing removed, where this one is gone.
bool keep_only(Writing& store, routing::StaffId staff, routing::SessionId id);
void remove_all(Writing& store, routing::StaffId staff);
bool any(Reading& store, routing::StaffId staff);
void remove_expired(Writing& store);

void add_token(Writing& store, const Bytes& token_hash, routing::StaffId staff);
void remove_tokens(Writing& store, routing::StaffId staff);
std::optional<routing::StaffId> staff_by_token(Reading& store, const Bytes& token_hash);

// Wrong passwords in a row (`who` is a keyed hash of an account, an address, or both), and when the
// last one was.
struct Tries {
  int wrong = 0;
  routing::Instant last_at{};
};
Tries tries(Reading& store, const Bytes& who);
void count_wrong(Writing& store, const Bytes& who);
void forget_tries(Writing& store, const Bytes& who);
// Of everybody whose last one was before `forgotten`: each made-up username leaves some.
void forget_tries_before(Writing& store, routing::Instant forgotten);

}  // namespace warmline::store::sessions
