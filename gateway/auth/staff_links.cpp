#include "gateway/auth/staff_links.hpp"

#include <utility>

#include <fmt/format.h>

#include "gateway/auth/token.hpp"
#include "gateway/store/events.hpp"
#include "gateway/store/sessions.hpp"
#include "gateway/store/staff.hpp"

namespace warmline::auth {
namespace {

namespace invitations = store::invitations;
using routing::EventKind;
using routing::StaffId;

// Apart from sign-ins and feeds: the secret of a link opens nothing else.
store::Bytes link_hash(const store::Seal& seal, const std::string& token) {
  return seal.keyed_hash("staff link", token);
}

void record(store::Writing& store, EventKind kind, std::optional<StaffId> by, std::string data) {
  store::events::append(store, {.kind = kind, .actor = by, .data = std::move(data)});
}

void record_withdrawn(store::Writing& store, invitations::InvitationId id,
                      std::optional<StaffId> by) {
  record(store, EventKind::staff_invitation_withdrawn, by,
         fmt::format(R"({{"invitation":"{}"}})", id.text()));
}

std::string about(StaffId who) {
  return fmt::format(R"({{"staff":"{}"}})", who.text());
}

std::unexpected<routing::Problem> over() {
  return routing::problem(routing::ProblemCode::link_over, "a link that opens nothing");
}

}  // namespace

MadeInvitation invite(store::Writing& store, const routing::Staff& as, StaffId by) {
  MadeInvitation made{.token = fresh_token(), .invitation = {}};
  made.invitation = invitations::add(store, link_hash(store.seal, made.token), as, by,
                                     store.now + invitation_lasts);
  record(store, EventKind::staff_invited, by,
         fmt::format(R"({{"invitation":"{}","role":"{}"}})", made.invitation.id.text(),
                     routing::to_string(as.role)));
  return made;
}

bool withdraw_invitation(store::Writing& store, invitations::InvitationId id, StaffId by) {
  if (!invitations::remove(store, id)) return false;
  record_withdrawn(store, id, by);
  return true;
}

void end_links_made_by(store::Writing& store, StaffId who, std::optional<StaffId> by) {
  for (const auto id : invitations::remove_made_by(store, who)) record_withdrawn(store, id, by);
}

MadeReset reset_password(store::Writing& store, StaffId who, StaffId by) {
  MadeReset made{.token = fresh_token(), .expires_at = store.now + reset_lasts};
  store::staff::set_password(store, who, "");
  store::sessions::remove_all(store, who);
  invitations::ask_reset(store, link_hash(store.seal, made.token), who, by, made.expires_at);
  record(store, EventKind::staff_reset, by, about(who));
  return made;
}

routing::Result<Link> open_link(store::Reading& store, const std::string& token) {
  const auto hash = link_hash(store.seal, token);
  Link link{.invitation = invitations::find(store, hash),
            .reset = invitations::find_reset(store, hash)};
  if (!link.invitation && !link.reset) return over();
  return link;
}

routing::Result<StaffId> join(store::Writing& store, const std::string& token,
                              const std::string& username, const std::string& password_hash) {
  auto invitation = invitations::find(store, link_hash(store.seal, token));
  if (!invitation) return over();
  auto member = std::move(invitation->as);
  member.id = store.ids.next<StaffId>(store.now);
  member.username = username;
  if (!store::staff::add(store, member, password_hash)) {
    return routing::problem(routing::ProblemCode::username_taken, "somebody has it");
  }
  invitations::remove(store, invitation->id);
  record(store, EventKind::staff_added, member.id,
         fmt::format(R"({{"staff":"{}","invitation":"{}","from":"{}"}})", member.id.text(),
                     invitation->id.text(), invitation->made_by.text()));
  return member.id;
}

routing::Result<StaffId> choose_password(store::Writing& store, const std::string& token,
                                         const std::string& password_hash) {
  const auto reset = invitations::find_reset(store, link_hash(store.seal, token));
  if (!reset) return over();
  store::staff::set_password(store, reset->staff, password_hash);
  invitations::remove_reset(store, reset->staff);
  record(store, EventKind::password_set, reset->staff, about(reset->staff));
  return reset->staff;
}

}  // namespace warmline::auth
