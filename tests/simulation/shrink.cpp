#include "tests/simulation/shrink.hpp"

#include <algorithm>

namespace warmline::simulation {
namespace {

// All but the `which`-th of `pieces` pieces.
Steps without(const Steps& steps, std::size_t which, std::size_t pieces) {
  const std::size_t from = steps.size() * which / pieces;
  const std::size_t to = steps.size() * (which + 1) / pieces;
  Steps left(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(from));
  left.insert(left.end(), steps.begin() + static_cast<std::ptrdiff_t>(to), steps.end());
  return left;
}

}  // namespace

Steps shortest(Steps steps, const std::function<bool(const Steps&)>& fails, int tries_max) {
  std::size_t pieces = 2;
  while (steps.size() >= 2 && tries_max > 0) {
    bool is_shorter = false;
    // From the end: what happened last is needed most rarely by what comes before it.
    for (std::size_t i = pieces; i-- > 0 && tries_max > 0 && !is_shorter;) {
      const Steps left = without(steps, i, pieces);
      --tries_max;
      if (left.size() == steps.size() || !fails(left)) continue;
      steps = left;
      is_shorter = true;
    }
    if (is_shorter) {
      pieces = std::max<std::size_t>(pieces - 1, 2);
    } else if (pieces >= steps.size()) {
      break;
    } else {
      pieces = std::min(pieces * 2, steps.size());
    }
  }
  return steps;
}

}  // namespace warmline::simulation
