// Lets time pass on every line, inside a store job.
#pragma once

#include "gateway/flows/lines.hpp"
#include "gateway/store/database.hpp"

namespace warmline::flows {

// Offers lapse, rests end, shifts remind and end, those who wait are matched, told that the line
// has closed, and paged for.
void pass_time(store::Writing& store, const Lines& lines);

}  // namespace warmline::flows
