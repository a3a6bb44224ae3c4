// What an administrator does to staff from the command line, and the demo at its start. Each is one
// commit; the service may be running on the same database.
#pragma once

#include <string>
#include <vector>

#include "gateway/flows/lines.hpp"
#include "gateway/store/database.hpp"
#include "gateway/store/staff.hpp"
#include "routing/result.hpp"

namespace warmline::staff_desk {

// False when the username is taken, or is no username: letters, digits, '.', '-', '_', at most 64;
// kept in lower case. `member.id` is given here.
bool add(store::Database& database, routing::Staff member, const std::string& password);
std::vector<store::StaffRow> everyone(store::Database& database);
// Returns what they had to the queues, signs them out everywhere and ends their tokens. not_found:
// no such username, in capitals or not; account_disabled: they are disabled already.
routing::Result<void> disable(store::Database& database, const flows::Lines& lines,
                              const std::string& username);
// A new bearer token; the one before it ends. Problems as above: a token of theirs would begin to
// open something once they are enabled.
routing::Result<std::string> make_token(store::Database& database, const std::string& username);

}  // namespace warmline::staff_desk
