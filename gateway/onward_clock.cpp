#include "gateway/onward_clock.hpp"

#include <algorithm>
#include <utility>

namespace warmline {

OnwardClock::OnwardClock(std::function<routing::Instant()> clock,
                         std::function<routing::Duration()> steady)
    : clock_(std::move(clock)), steady_(std::move(steady)), last_steady_(steady_()) {}

routing::Instant OnwardClock::now() {
  const std::lock_guard lock(mutex_);
  const auto steady = steady_();
  const auto at_half_pace = last_ + (steady - std::exchange(last_steady_, steady)) / 2;
  last_ = std::max(clock_(), at_half_pace);
  return last_;
}

void OnwardClock::go_on_from(routing::Instant before) {
  const std::lock_guard lock(mutex_);
  last_ = std::max(last_, before);
}

}  // namespace warmline
