// The outcome of anything that may fail in an expected way. A broken world (out of memory, a
// corrupt file) throws instead; a broken program asserts.
#pragma once

#include <expected>
#include <string>
#include <utility>

#include "routing/problem.hpp"

namespace warmline::routing {

template <class T>
using Result = std::expected<T, Problem>;

inline std::unexpected<Problem> problem(ProblemCode code, std::string detail,
                                        std::string who = {}) {
  return std::unexpected<Problem>(Problem{code, std::move(detail), std::move(who)});
}

}  // namespace warmline::routing
