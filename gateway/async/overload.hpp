// The two refusals of anything here that queues work. Both are thrown to the caller, at once, and
// leave nothing behind: what was refused was never begun.
#pragma once

#include <stdexcept>

namespace warmline::async {

// As many wait as may wait.
struct Overloaded : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// stop() was called before.
struct Stopped : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace warmline::async
