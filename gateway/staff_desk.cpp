#include "gateway/staff_desk.hpp"

#include <utility>

#include <fmt/format.h>

#include "gateway/auth/passwords.hpp"
#include "gateway/auth/sign_in.hpp"
#include "gateway/auth/username.hpp"
#include "gateway/flows/edit_staff.hpp"
#include "gateway/open_store.hpp"
#include "gateway/store/events.hpp"

namespace warmline::staff_desk {
namespace {

// Whom an operator means, however they type it.
routing::Result<routing::StaffId> enabled(store::Reading& store, const std::string& typed) {
  const auto username = auth::usable_username(typed);
  const auto id = username ? store::staff::by_username(store, *username) : std::nullopt;
  if (!id) return routing::problem(routing::ProblemCode::not_found, "no such username");
  if (!store::staff::find(store, *id)->staff.enabled) {
    return routing::problem(routing::ProblemCode::account_disabled, "disabled already");
  }
  return *id;
}

}  // namespace

bool add(store::Database& database, routing::Staff member, const std::string& password) {
  auto username = auth::usable_username(std::move(member.username));
  if (!username) return false;
  member.username = std::move(*username);
  const std::string hash = auth::hash_password(password);
  bool added = false;
  commit(database, [&](store::Writing& store) {
    member.id = store.ids.next<routing::StaffId>(store.now);
    added = store::staff::add(store, member, hash);
    if (!added) return;
    store::events::append(store, {.kind = routing::EventKind::staff_added,
                                  .data = fmt::format(R"({{"staff":"{}"}})", member.id.text())});
  });
  return added;
}

std::vector<store::StaffRow> everyone(store::Database& database) {
  std::vector<store::StaffRow> all;
  commit(database, [&](store::Writing& store) { all = store::staff::all(store); });
  return all;
}

routing::Result<void> disable(store::Database& database, const flows::Lines& lines,
                              const std::string& username) {
  routing::Result<void> disabled;
  commit(database, [&](store::Writing& store) {
    const auto who = enabled(store, username);
    if (!who) {
      disabled = std::unexpected(who.error());
      return;
    }
    flows::take_everything_back(store, lines, *who, {});
    auth::disable(store, *who, {});
  });
  return disabled;
}

routing::Result<std::string> make_token(store::Database& database, const std::string& username) {
  routing::Result<std::string> token;
  commit(database, [&](store::Writing& store) {
    const auto who = enabled(store, username);
    if (!who) {
      token = std::unexpected(who.error());
      return;
    }
    token = auth::make_program_token(store, *who);
  });
  return token;
}

}  // namespace warmline::staff_desk
