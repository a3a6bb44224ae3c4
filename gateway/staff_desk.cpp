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

bool disable(store::Database& database, const flows::Lines& lines, const std::string& username) {
  bool disabled = false;
  commit(database, [&](store::Writing& store) {
    const auto who = store::staff::by_username(store, username);
    if (!who) return;
    flows::take_everything_back(store, lines, *who, {});
    disabled = auth::disable(store, *who, {});
  });
  return disabled;
}

std::optional<std::string> make_token(store::Database& database, const std::string& username) {
  std::optional<std::string> token;
  commit(database, [&](store::Writing& store) {
    const auto who = store::staff::by_username(store, username);
    if (who) token = auth::make_program_token(store, *who);
  });
  return token;
}

}  // namespace warmline::staff_desk
