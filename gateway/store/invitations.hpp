// Links that are good once: to join as staff, or to choose a new password. Only hashes of their
// secrets are kept; what was used, withdrawn or replaced is gone. Names are sealed.
#pragma once

#include <optional>
#include <vector>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/staff.hpp"

namespace warmline::store::invitations {

using InvitationId = routing::Id<struct InvitationThing>;

struct Invitation {
  InvitationId id;
  routing::Staff as;  // who they will be; without an id and a username
  routing::Instant made_at{};
  routing::StaffId made_by;
  routing::Instant expires_at{};
};

// `made_at` and `id` are given here. Those that are too old go.
Invitation add(Writing& store, const Bytes& token_hash, const routing::Staff& as,
               routing::StaffId by, routing::Instant expires_at);
// Those that are still good, the newest first.
std::vector<Invitation> all(Reading& store);
std::optional<Invitation> find(Reading& store, const Bytes& token_hash);
// False where there is none.
bool remove(Writing& store, InvitationId id);

struct Reset {
  routing::StaffId staff;
  routing::Instant expires_at{};
};

// The one they had before is good no more.
void ask_reset(Writing& store, const Bytes& token_hash, routing::StaffId staff, routing::StaffId by,
               routing::Instant expires_at);
// Of enabled staff, and still good.
std::optional<Reset> find_reset(Reading& store, const Bytes& token_hash);
// Theirs, while it is good.
std::optional<Reset> reset_of(Reading& store, routing::StaffId staff);
void remove_reset(Writing& store, routing::StaffId staff);

// What they made for others is good no more. Which invitations that were.
std::vector<InvitationId> remove_made_by(Writing& store, routing::StaffId staff);

// None of them is good any more.
void remove_all(Writing& store);

}  // namespace warmline::store::invitations
