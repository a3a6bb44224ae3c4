#include "gateway/staff_desk.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include <fmt/format.h>

#include "gateway/auth/passwords.hpp"
#include "gateway/auth/sign_in.hpp"
#include "gateway/flows/change_presence.hpp"
#include "gateway/open_store.hpp"
#include "gateway/store/events.hpp"

namespace warmline::staff_desk {
namespace {

constexpr std::size_t username_max = 64;

// As people type it on a phone, where the first letter becomes a capital.
std::optional<std::string> usable_username(std::string name) {
  const auto is_allowed = [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_';
  };
  if (name.empty() || name.size() > username_max || !std::ranges::all_of(name, is_allowed)) {
    return std::nullopt;
  }
  std::ranges::transform(name, name.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return name;
}

}  // namespace

bool add(store::Database& database, routing::Staff member, const std::string& password) {
  auto username = usable_username(std::move(member.username));
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
    flows::change_presence(store, lines, *who, routing::Presence::off);
    disabled = auth::disable(store, *who);
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
