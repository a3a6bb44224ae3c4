// The people who answer: their roles, what they say they are doing, and what they can take on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "routing/ids.hpp"
#include "routing/instant.hpp"

namespace warmline::routing {

enum class Role { peer, coordinator, administrator };
enum class Presence { on, break_, off };

std::string_view to_string(Role role);
std::string_view to_string(Presence presence);  // "on", "break", "off"
std::optional<Role> parse_role(std::string_view text);
std::optional<Presence> parse_presence(std::string_view text);

// An administrator may do what a coordinator may, a coordinator what a peer may.
bool at_least(Role role, Role wanted);

inline constexpr int capacity_by_default = 5;
// After this many lapses in a row a peer is put on break.
inline constexpr int lapses_max = 2;

struct Staff {
  StaffId id;
  std::string username;
  std::string name;
  Role role = Role::peer;
  std::vector<std::string> languages;  // BCP 47
  std::vector<std::string> experiences;
  std::vector<LineId> lines;           // empty: every line
  int capacity = capacity_by_default;  // open conversations at once
  bool enabled = true;
};

// A member of staff as routing sees them on one line.
struct Peer {
  Staff staff;
  Presence presence = Presence::off;
  int load = 0;  // conversations open with them plus offered to them, over all lines; resting ones
                 // are not counted
  int lapses_in_a_row = 0;
  Instant idle_since{};  // when they last had something to do: sign-on, or the end of their latest
                         // conversation
};

bool works(const Staff& staff, LineId line);

}  // namespace warmline::routing
