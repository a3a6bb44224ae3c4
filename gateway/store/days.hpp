// Days by a line's own clock, as they are kept: counted since 1970-01-01.
#pragma once

#include "routing/local_time.hpp"

namespace warmline::store {

inline int day_number(routing::Day day) {
  return static_cast<int>(day.time_since_epoch().count());
}
inline routing::Day day_numbered(int number) {
  return routing::Day(std::chrono::days(number));
}

}  // namespace warmline::store
