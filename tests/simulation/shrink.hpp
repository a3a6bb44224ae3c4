// The shortest story that still fails in the same way.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace warmline::simulation {

// Steps by their numbers within the whole story.
using Steps = std::vector<std::size_t>;

// Leaves out what can be left out (delta debugging, Zeller 1999): `fails` says whether a part still
// fails as the whole does, and is asked `tries_max` times at the most.
Steps shortest(Steps steps, const std::function<bool(const Steps&)>& fails, int tries_max);

}  // namespace warmline::simulation
