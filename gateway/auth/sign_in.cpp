#include "gateway/auth/sign_in.hpp"

#include <algorithm>
#include <array>
#include <span>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <netinet/in.h>
#include <sodium.h>

#include "gateway/auth/staff_links.hpp"
#include "gateway/auth/token.hpp"
#include "gateway/store/events.hpp"
#include "gateway/store/invitations.hpp"
#include "gateway/store/phones.hpp"
#include "gateway/store/sessions.hpp"
#include "routing/staff.hpp"

namespace warmline::auth {
namespace {

using routing::EventKind;
using routing::StaffId;
using store::Bytes;

// Follows from the session's token, so that it need not be kept.
std::string csrf_of(const store::Seal& seal, const std::string& token) {
  return url_base64(seal.keyed_hash("csrf", token));
}

// What wrong passwords are counted for, and how many are let pass.
enum class Of { account, address };
struct Counted {
  Bytes who;
  int most;
  Of of;
};

// Of an IPv6 address its /64: whoever has one address has the others of it.
std::string network_of(const std::string& address) {
  constexpr std::size_t network_bytes = 8;
  in6_addr read{};
  // Behind a '%' is the interface it was heard on.
  const auto plain = address.substr(0, address.find('%'));
  if (inet_pton(AF_INET6, plain.c_str(), &read) != 1 || IN6_IS_ADDR_V4MAPPED(&read)) return address;
  return fmt::format("{:02x}/64", fmt::join(std::span(read.s6_addr).first<network_bytes>(), ""));
}

std::array<Counted, 3> counted(const store::Seal& seal, const std::string& username,
                               const std::string& from) {
  const auto address = network_of(from);
  return {Counted{seal.keyed_hash("account and address", username + " " + address),
                  wrong_passwords_max, Of::account},
          Counted{seal.keyed_hash("account", username), wrong_passwords_max_anywhere, Of::account},
          Counted{seal.keyed_hash("address", address), wrong_passwords_max_anywhere, Of::address}};
}

std::chrono::seconds left(store::Reading& store, const Counted& counted) {
  const auto tries = store::sessions::tries(store, counted.who);
  if (tries.wrong < counted.most) return std::chrono::seconds(0);
  auto wait = slow_down_first;
  for (int i = counted.most; i < tries.wrong && wait < slow_down_longest; ++i) wait *= 2;
  const auto until = tries.last_at + std::min(wait, slow_down_longest);
  if (until <= store.now) return std::chrono::seconds(0);
  return std::chrono::ceil<std::chrono::seconds>(until - store.now);
}

routing::Result<Identity> nobody() {
  return routing::problem(routing::ProblemCode::not_signed_in, "no such session or token");
}

void record(store::Writing& store, EventKind kind, StaffId who, std::optional<StaffId> by) {
  store::events::append(
      store, {.kind = kind, .actor = by, .data = fmt::format(R"({{"staff":"{}"}})", who.text())});
}

}  // namespace

std::chrono::seconds must_wait(store::Reading& store, const std::string& username,
                               const std::string& address) {
  std::chrono::seconds longest(0);
  for (const auto& one : counted(store.seal, username, address)) {
    longest = std::max(longest, left(store, one));
  }
  return longest;
}

void count_wrong_password(store::Writing& store, const std::string& username,
                          const std::string& address) {
  store::sessions::forget_tries_before(store, store.now - slow_down_longest);
  for (const auto& one : counted(store.seal, username, address)) {
    store::sessions::count_wrong(store, one.who);
  }
}

SignedIn begin_session(store::Writing& store, StaffId who, const std::string& username,
                       const std::string& address) {
  // Not the address's: with an account of one's own one could guess at the others for ever.
  for (const auto& one : counted(store.seal, username, address)) {
    if (one.of == Of::account) store::sessions::forget_tries(store, one.who);
  }
  store::sessions::remove_expired(store);
  const std::string token = fresh_token();
  store::sessions::add(store, token_hash(store.seal, token), who, store.now + session_length);
  record(store, EventKind::signed_in, who, who);
  return {token, csrf_of(store.seal, token)};
}

routing::Result<void> change_password(store::Writing& store, const Identity& identity,
                                      const std::string& password_hash) {
  const auto who = identity.who.staff.id;
  if (!identity.session || !store::sessions::keep_only(store, who, *identity.session)) {
    return routing::problem(routing::ProblemCode::not_signed_in, "no such session");
  }
  store::staff::set_password(store, who, password_hash);
  record(store, EventKind::password_set, who, who);
  return {};
}

bool end_session(store::Writing& store, const Identity& identity) {
  const auto who = identity.who.staff.id;
  if (!identity.session) return false;
  store::sessions::remove(store, *identity.session);
  record(store, EventKind::signed_out, who, who);
  return !store::sessions::any(store, who);
}

routing::Result<Identity> identify_session(store::Reading& store, const std::string& token) {
  const auto session = store::sessions::find(store, token_hash(store.seal, token));
  if (!session) return nobody();
  auto who = store::staff::find(store, session->staff);
  if (!who) return nobody();
  return Identity{std::move(*who), session->id, csrf_of(store.seal, token)};
}

routing::Result<Identity> identify_program(store::Reading& store, const std::string& token) {
  const auto staff = store::sessions::staff_by_token(store, token_hash(store.seal, token));
  if (!staff) return nobody();
  auto who = store::staff::find(store, *staff);
  if (!who) return nobody();
  return Identity{std::move(*who), {}, {}};
}

std::string make_program_token(store::Writing& store, StaffId who) {
  store::sessions::remove_tokens(store, who);
  std::string token = fresh_token();
  store::sessions::add_token(store, token_hash(store.seal, token), who);
  record(store, EventKind::token_made, who, {});
  return token;
}

bool disable(store::Writing& store, StaffId who, std::optional<StaffId> by) {
  if (!store::staff::disable(store, who)) return false;
  store::sessions::remove_all(store, who);
  store::sessions::remove_tokens(store, who);
  store::invitations::remove_reset(store, who);
  end_links_made_by(store, who, by);
  if (store::phones::remove(store, who)) record(store, EventKind::phone_removed, who, by);
  record(store, EventKind::staff_disabled, who, by);
  return true;
}

bool csrf_matches(const Identity& identity, const std::string& header) {
  if (!identity.session) return true;
  return header.size() == identity.csrf.size() &&
         sodium_memcmp(header.data(), identity.csrf.data(), header.size()) == 0;
}

}  // namespace warmline::auth
