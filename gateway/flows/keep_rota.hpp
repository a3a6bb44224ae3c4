// Acts on what shifts call for: reminders before they begin and end, the return of what is left
// when one is over, and a report of hours that nobody covers. How far it has come is in the
// database, so that each is done once, also over a restart: what fell due meanwhile is done then,
// where it still makes sense.
#pragma once

#include <chrono>

#include "gateway/flows/lines.hpp"
#include "gateway/store/database.hpp"

namespace warmline::flows {

// Uncovered hours of the days ahead are reported daily, at this time by the line's clock.
inline constexpr std::chrono::hours uncovered_told_at{10};
inline constexpr std::chrono::days uncovered_ahead{7};

// Everything that is due by now, on every line. Inside a store job, which matches the queues
// afterwards (step.hpp).
void keep_rota(store::Writing& store, const Lines& lines);

}  // namespace warmline::flows
