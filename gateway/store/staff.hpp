// Staff: who they are, and what they say they are doing. Names are sealed.
#pragma once

#include <optional>
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
  int lapses_in_a_row = 0;
  routing::Instant idle_since{};
};

namespace staff {

// False when the username is taken.
bool add(Writing& store, const routing::Staff& member, const std::string& password_hash);
bool disable(Writing& store, routing::StaffId id);

std::optional<StaffRow> find(Reading& store, routing::StaffId id);
std::optional<routing::StaffId> by_username(Reading& store, const std::string& username);
// Empty when there is no such member or they are disabled.
std::optional<std::string> password_hash(Reading& store, const std::string& username);
// Everyone, disabled ones too, by username.
std::vector<StaffRow> all(Reading& store);

// Everyone enabled who works the line, with their load over all lines and without their names,
// which routing has no use for.
std::vector<routing::Peer> of_line(Reading& store, routing::LineId line);
// The same, but of those who are not on only who has this conversation, had it last, or is offered
// it.
std::vector<routing::Peer> on_line(Reading& store, routing::LineId line,
                                   const std::optional<routing::Conversation>& about);

void set_presence(Writing& store, routing::StaffId id, routing::Presence presence);
void set_lapses(Writing& store, routing::StaffId id, int in_a_row);
// They have just finished with a conversation.
void set_idle(Writing& store, routing::StaffId id);

}  // namespace staff
}  // namespace warmline::store
