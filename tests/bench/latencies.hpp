// How long each answer took, and what is said of all of them.
#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

#include <nlohmann/json.hpp>

namespace warmline::bench {

using Clock = std::chrono::steady_clock;

class Latencies {
 public:
  void add(Clock::duration took) { took_.push_back(took); }
  std::size_t count() const { return took_.size(); }
  // {"count", "mean_us", "p50_us", "p99_us", "max_us"}; {"count": 0} of none.
  nlohmann::json summary();

 private:
  std::vector<Clock::duration> took_;
};

}  // namespace warmline::bench
