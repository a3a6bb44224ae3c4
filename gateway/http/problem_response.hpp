// The one table from a problem's code to HTTP, and to the sentence a caller reads.
#pragma once

#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "gateway/http/response.hpp"
#include "routing/problem.hpp"

namespace warmline::http {

// How a code is told to callers.
struct Telling {
  unsigned status;
  std::string_view sentence;  // what to do about it; the same for every occurrence
};
Telling telling_of(routing::ProblemCode code);

// application/problem+json (RFC 9457): {"type","title","status","code","detail"}, and "owner" where
// problem.who says who has the conversation. Problem::detail is for the log and is not in it.
// `extras` (an object) is merged in.
Response problem_response(const routing::Problem& problem);
Response problem_response(const routing::Problem& problem, const nlohmann::json& extras);

// For the few answers HTTP has its own status for and no code (417, 426, 431): as above, with that
// status instead of the code's.
Response problem_response(const routing::Problem& problem, unsigned status);

}  // namespace warmline::http
