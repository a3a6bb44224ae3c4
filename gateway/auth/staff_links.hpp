// Links that let somebody in once: to join as staff, or to choose a new password. Functions of
// store jobs. Whoever knows the secret is let in: it is shown to whoever makes the link, and kept
// as a hash.
#pragma once

#include <chrono>
#include <string>

#include "gateway/auth/sign_in.hpp"
#include "gateway/store/database.hpp"
#include "gateway/store/invitations.hpp"
#include "routing/result.hpp"

namespace warmline::auth {

inline constexpr std::chrono::hours invitation_lasts{24 * 7};
inline constexpr std::chrono::hours reset_lasts{24 * 2};

struct MadeInvitation {
  std::string token;
  store::invitations::Invitation invitation;
};
// Recorded.
MadeInvitation invite(store::Writing& store, const routing::Staff& as, routing::StaffId by);
// It is good no more. False where there is none.
bool withdraw_invitation(store::Writing& store, store::invitations::InvitationId id,
                         routing::StaffId by);

// Somebody is trusted with less than before: no invitation and no reset that they made lets anybody
// in any more. Recorded.
void end_links_made_by(store::Writing& store, routing::StaffId who,
                       std::optional<routing::StaffId> by);

// They are signed out everywhere, and no password opens their account until they have chosen one by
// this link; the one before it is good no more. Recorded. Whoever calls gives back what they have.
struct MadeReset {
  std::string token;
  routing::Instant expires_at{};
};
MadeReset reset_password(store::Writing& store, routing::StaffId who, routing::StaffId by);

// What a link is good for. Exactly one of them is set.
struct Link {
  std::optional<store::invitations::Invitation> invitation;
  std::optional<store::invitations::Reset> reset;
};
// link_over where it opens nothing: made up, used, withdrawn, or too old.
routing::Result<Link> open_link(store::Reading& store, const std::string& token);

// Somebody uses an invitation: they are staff from now on. Recorded. Also username_taken.
routing::Result<routing::StaffId> join(store::Writing& store, const std::string& token,
                                       const std::string& username,
                                       const std::string& password_hash);
// Somebody uses a reset. Recorded.
routing::Result<routing::StaffId> choose_password(store::Writing& store, const std::string& token,
                                                  const std::string& password_hash);

}  // namespace warmline::auth
