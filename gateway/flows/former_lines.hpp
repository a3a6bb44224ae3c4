// Lines that the configuration no longer has. What was said there stays, and who has a conversation
// there can close it; nothing else happens any more.
#pragma once

#include <string>
#include <vector>

#include "gateway/flows/lines.hpp"
#include "gateway/store/database.hpp"

namespace warmline::flows {

// A line of the configuration with what coordinators have set, or a former one as it is kept.
routing::Line present_or_former(store::Reading& store, const Lines& lines, routing::LineId id);

// For the operator: each former line on which conversations are still open, and how many of the
// staff work former lines alone; with what to do.
std::vector<std::string> left_behind(store::Reading& store, const Lines& lines);

}  // namespace warmline::flows
