#include "gateway/store/job_time.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace warmline::store {
namespace {

constexpr std::chrono::hours set_back_most{24};

}  // namespace

JobTime::JobTime(routing::Instant newest, routing::Instant shown) : shown_(shown) {
  if (newest - shown < set_back_most) last_ = newest;
}

routing::Instant JobTime::next(routing::Instant shown) {
  const auto passed = (shown - std::exchange(shown_, shown)) / 2;
  last_ = std::max(shown, last_ + std::max<routing::Duration>(passed, routing::Duration(1)));
  return last_;
}

}  // namespace warmline::store
