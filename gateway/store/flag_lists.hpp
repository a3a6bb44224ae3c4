// The lists of phrases that a line's coordinators have written in place of those it came with.
#pragma once

#include <vector>

#include "gateway/store/database.hpp"
#include "routing/flag.hpp"
#include "routing/ids.hpp"

namespace warmline::store::flag_lists {

// The line's own, by language; what is not among them is as configured.
std::vector<routing::FlagList> of_line(Reading& store, routing::LineId line);

// In place of the one there was for its language.
void keep(Writing& store, routing::LineId line, const routing::FlagList& list, routing::StaffId by);

}  // namespace warmline::store::flag_lists
