#include "tests/bench/latencies.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace warmline::bench {
namespace {

double microseconds(Clock::duration took) {
  return std::round(std::chrono::duration<double, std::micro>(took).count() * 10) / 10;
}

}  // namespace

nlohmann::json Latencies::summary() {
  if (took_.empty()) return {{"count", 0}};
  std::ranges::sort(took_);
  // The smallest that `share` of all are not above.
  const auto at = [&](double share) {
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(count())));
    return microseconds(took_[std::max<std::size_t>(rank, 1) - 1]);
  };
  const auto total = std::accumulate(took_.begin(), took_.end(), Clock::duration::zero());
  return {{"count", count()},
          {"mean_us", microseconds(total / static_cast<std::int64_t>(count()))},
          {"p50_us", at(0.5)},
          {"p99_us", at(0.99)},
          {"max_us", microseconds(took_.back())}};
}

}  // namespace warmline::bench
