#include "gateway/flows/open_hours.hpp"

namespace warmline::flows {

std::vector<routing::Period> open_hours(const routing::Line& /*line*/, routing::Instant from,
                                      routing::Instant to) {
  return {{from, to}};
}

}  // namespace warmline::flows
