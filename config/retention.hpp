// How long a line keeps words and media: [lines.retention].
#pragma once

#include "config/reader.hpp"
#include "routing/line.hpp"

namespace warmline::config {

// Each of `texts` and `media` is "everything", "conversation", or a whole number of days.
routing::Retention read_retention(const Section& line, Faults& faults);

}  // namespace warmline::config
