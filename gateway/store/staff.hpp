// Staff: who they are, and what they say they are doing. Names are sealed.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gateway/store/database.hpp"
#include "routing/conversation.hpp"
#include "routing/ids.hpp"
#include "routing/staff.hpp"

namespace warmline::store {

// A member of staff with what concerns their work now.
struct StaffRow {
  routing::Staff staff;
  routing::Presence presence = routing::Presence::off;
  int load = 0;  // as in routing::Peer
  int lapses_in_a_row = 0;
  routing::Instant idle_since{};
  // When they last came from off; empty while they are off, and where it was not kept yet.
  std::optional<routing::Instant> present_since;
};

namespace staff {

// False when the username is taken.
bool add(Writing& store, const routing::Staff& member, const std::string& password_hash);
// Everything about them but their username and whether they are enabled.
void change(Writing& store, const routing::Staff& member);
// False where they are already, or there is no such member. Lapses of before count no more.
bool disable(Writing& store, routing::StaffId id);
bool enable(Writing& store, routing::StaffId id);
// `password_hash` empty: no password opens their account.
void set_password(Writing& store, routing::StaffId id, const std::string& password_hash);

std::optional<StaffRow> find(Reading& store, routing::StaffId id);
std::optional<routing::StaffId> by_username(Reading& store, const std::string& username);
// Empty when there is no such member, they are disabled, or have no password.
std::optional<std::string> password_hash(Reading& store, const std::string& username);
// Everyone, disabled ones too, by username.
std::vector<StaffRow> all(Reading& store);

// Those enabled who do not work every line, and the lines that they work.
std::map<routing::StaffId, std::vector<routing::LineId>> chosen_lines(Reading& store);

// Whether nobody else who is enabled is an administrator, and they are.
bool is_last_administrator(Reading& store, routing::StaffId id);

// Those enabled who work the line, with their load over all lines and without their names, which
// routing has no use for: everyone; these; and of the peers whom somebody could be offered to now
// the `most` who have the lightest load, then are idle longest, then have the lowest id.
std::vector<routing::Peer> of_line(Reading& store, routing::LineId line);
std::vector<routing::Peer> these(Reading& store, routing::LineId line,
                                 std::span<const routing::StaffId> ids);
std::vector<routing::Peer> free(Reading& store, routing::LineId line, int most);
// Whether a peer of the line is on.
bool somebody_is_on(Reading& store, routing::LineId line);

void set_presence(Writing& store, routing::StaffId id, routing::Presence presence);
void set_lapses(Writing& store, routing::StaffId id, int in_a_row);
// They have just finished with a conversation.
void set_idle(Writing& store, routing::StaffId id);

}  // namespace staff
}  // namespace warmline::store
