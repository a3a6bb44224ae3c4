#include "routing/staff.hpp"

#include <algorithm>
#include <array>

#include "routing/named.hpp"

namespace warmline::routing {
namespace {

int rank(Role role) {
  switch (role) {
    case Role::peer:
      return 0;
    case Role::coordinator:
      return 1;
    case Role::administrator:
      return 2;
  }
  return 0;
}

}  // namespace

std::string_view to_string(Role role) {
  switch (role) {
    case Role::peer:
      return "peer";
    case Role::coordinator:
      return "coordinator";
    case Role::administrator:
      return "administrator";
  }
  return {};
}

std::string_view to_string(Presence presence) {
  switch (presence) {
    case Presence::on:
      return "on";
    case Presence::break_:
      return "break";
    case Presence::off:
      return "off";
  }
  return {};
}

std::optional<Role> parse_role(std::string_view text) {
  return named(text, std::array{Role::peer, Role::coordinator, Role::administrator});
}

std::optional<Presence> parse_presence(std::string_view text) {
  return named(text, std::array{Presence::on, Presence::break_, Presence::off});
}

bool at_least(Role role, Role wanted) {
  return rank(role) >= rank(wanted);
}

bool works(const Staff& staff, LineId line) {
  return staff.lines.empty() || std::ranges::find(staff.lines, line) != staff.lines.end();
}

}  // namespace warmline::routing
