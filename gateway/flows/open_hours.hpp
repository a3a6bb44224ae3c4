// When a line is open, as far as somebody has to be there.
#pragma once

#include <vector>

#include "gateway/store/database.hpp"
#include "routing/line.hpp"
#include "routing/rota.hpp"

namespace warmline::flows {

// The open hours in [from, to), in order: by the line's weekly hours and its days; what it is
// switched to for a while changes no plan.
std::vector<routing::Period> open_hours(store::Reading& store, const routing::Line& line,
                                        routing::Instant from, routing::Instant to);

}  // namespace warmline::flows
