// What coordinators set a line to, over its configuration. Each is one event, with who did it; the
// same again is none. not_found where the configuration no longer has the line.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <vector>

#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/store/lines.hpp"
#include "routing/hours.hpp"
#include "routing/wish.hpp"

namespace warmline::flows {

// Short-staffed or closed from now on (its `since` is not looked at) until a time to come, or, when
// empty, back to its hours. malformed: `until` is over, words that can't be sent, or in a language
// that the line does not speak.
awaitable<Result<void>> switch_line(StoreThread& store, const Lines& lines, routing::LineId line,
                                    routing::StaffId by,
                                    std::optional<routing::LineSwitch> line_switch);

// The waits that differ from the configuration's; those that are not named are the configuration's
// again.
awaitable<Result<void>> set_timing(StoreThread& store, const Lines& lines, routing::LineId line,
                                   routing::StaffId by, store::lines::Waits waits);

// The hours of one day; empty: its weekday's again.
awaitable<Result<void>> set_day(StoreThread& store, const Lines& lines, routing::LineId line,
                                routing::StaffId by, std::chrono::year_month_day day,
                                std::optional<std::vector<routing::Span>> spans);

// What texters may wish for, on every line.
awaitable<Result<void>> set_experiences(StoreThread& store, routing::StaffId by,
                                        std::vector<routing::Experience> experiences);

}  // namespace warmline::flows
