// What is changed about members of staff by those who look after them: inside store jobs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/flows/lines.hpp"
#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/result.hpp"
#include "routing/staff.hpp"

namespace warmline::flows {

// They go off, and all that they have on any line goes back to its queue, whatever they said they
// were doing. `by`: whose act it is; empty: done from the command line.
void take_everything_back(store::Writing& store, const Lines& lines, routing::StaffId who,
                          std::optional<routing::StaffId> by);

// What is to be different about somebody; what is empty stays.
struct StaffWanted {
  std::optional<std::string> name;
  std::optional<routing::Role> role;
  std::optional<std::vector<std::string>> languages;
  std::optional<std::vector<std::string>> experiences;
  std::optional<std::vector<routing::LineId>> lines;
  std::optional<int> capacity;
};

// What they have on lines that they no longer work goes back to the queues, and they are on call
// only where they still may be. Recorded where something is different. not_found;
// last_administrator: nobody would be left who may do this.
routing::Result<void> change_staff(store::Writing& store, const Lines& lines, routing::StaffId who,
                                   const StaffWanted& wanted, routing::StaffId by);

// They may sign in again, and the shifts that they still have are theirs, with their reminders.
// Recorded, where they could not. `who` has to exist.
void enable_staff(store::Writing& store, const Lines& lines, routing::StaffId who,
                  routing::StaffId by);

}  // namespace warmline::flows
