#include "gateway/flows/open_hours.hpp"

namespace warmline::flows {

std::vector<routing::Span> open_hours(const routing::Line& /*line*/, routing::Instant from,
                                      routing::Instant to) {
  return {{from, to}};
}

}  // namespace warmline::flows
