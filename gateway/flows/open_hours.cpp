#include "gateway/flows/open_hours.hpp"

#include "gateway/store/lines.hpp"

namespace warmline::flows {

std::vector<routing::Period> open_hours(store::Reading& store, const routing::Line& line,
                                        routing::Instant from, routing::Instant to) {
  return routing::open_periods(store::lines::as_set(store, line).hours, line.time_zone, from, to);
}

}  // namespace warmline::flows
