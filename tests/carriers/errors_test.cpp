#include "gateway/carriers/twilio/errors.hpp"

#include <set>

#include <doctest/doctest.h>

namespace {

using namespace warmline;
using carriers::twilio::known_errors;
using carriers::twilio::send_problem;
using routing::ProblemCode;

}  // namespace

TEST_CASE("every error code of Messages.json and of receipts has words for a peer") {
  for (const int code :
       {20003, 20404, 20429, 21211, 21212, 21408, 21602, 21603, 21604, 21606, 21609,
        21610, 21611, 21612, 21614, 21617, 21620, 21623, 21703, 30001, 30002, 30003,
        30004, 30005, 30006, 30007, 30008, 30009, 30010, 30011, 30012, 30017, 30018,
        30019, 30022, 30023, 30027, 30029, 30030, 30031, 30032, 30033, 30034, 30035}) {
    CAPTURE(code);
    const auto problem = send_problem(code);
    CHECK(problem.carrier_code == std::to_string(code));
    CHECK(problem.words.size() > 20);
    CHECK(problem.words.ends_with('.'));
    CHECK(problem.words != send_problem(99999).words);
  }
}

TEST_CASE("each code is in the table once") {
  std::set<int> codes;
  for (const auto& error : known_errors()) codes.insert(error.code);
  CHECK(codes.size() == known_errors().size());
}

TEST_CASE("someone who opted out is told apart from any other refusal") {
  CHECK(send_problem(21610).code == ProblemCode::opted_out);
  for (const auto& error : known_errors()) {
    CHECK((error.problem == ProblemCode::opted_out) == (error.code == 21610));
  }
}

TEST_CASE("only a busy carrier is tried again") {
  for (const auto& error : known_errors()) {
    CAPTURE(error.code);
    CHECK(error.retryable == (error.problem == ProblemCode::carrier_busy));
  }
  CHECK(send_problem(20429).retryable);
  CHECK(send_problem(21611).retryable);
  CHECK_FALSE(send_problem(20003).retryable);
  CHECK_FALSE(send_problem(30003).retryable);
  CHECK_FALSE(send_problem(30004).retryable);
}

TEST_CASE("a code that nobody knows yet is a refusal with general words") {
  const auto problem = send_problem(39999);
  CHECK(problem.code == ProblemCode::carrier_refused);
  CHECK(problem.carrier_code == "39999");
  CHECK_FALSE(problem.retryable);
  CHECK_FALSE(problem.words.empty());
  CHECK(send_problem(0).carrier_code.empty());
}
