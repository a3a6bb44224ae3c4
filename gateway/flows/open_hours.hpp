// When a line is open, as far as somebody has to be there.
#pragma once

#include <vector>

#include "routing/line.hpp"
#include "routing/rota.hpp"

namespace warmline::flows {

// The open hours in [from, to), in order. A line takes texts at any hour, so it is all of them.
std::vector<routing::Period> open_hours(const routing::Line& line, routing::Instant from,
                                      routing::Instant to);

}  // namespace warmline::flows
