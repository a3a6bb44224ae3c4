// What Twilio's error codes mean to the people who use the line, in one table
// (https://www.twilio.com/docs/api/errors; those of Messages.json and of status callbacks).
#pragma once

#include <span>
#include <string_view>

#include "gateway/carriers/carrier.hpp"

namespace warmline::carriers::twilio {

struct ErrorMeaning {
  int code;
  routing::ProblemCode problem;
  // Only where Twilio says that it did not take the text, or that it dropped it for being too busy.
  bool retryable;
  std::string_view words;
};

// Every code we know, ascending.
std::span<const ErrorMeaning> known_errors();

// The SendProblem for one of Twilio's codes. One that is not in the table is carrier_refused, not
// retryable, with general words. No code at all (0) is the same, without carrier_code.
SendProblem send_problem(int code);

}  // namespace warmline::carriers::twilio
