// A line's weekly hours, as [lines.hours] has them.
#pragma once

#include "config/reader.hpp"
#include "routing/hours.hpp"

namespace warmline::config {

// Always open where the table is missing; a day that is missing in it is closed.
routing::Hours read_hours(const Section& line, Faults& faults);

}  // namespace warmline::config
