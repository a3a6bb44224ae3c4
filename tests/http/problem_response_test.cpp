#include "gateway/http/problem_response.hpp"

#include <set>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace warmline;
using routing::ProblemCode;

namespace {

std::vector<ProblemCode> all_codes() {
  std::vector<ProblemCode> codes;
  for (int i = 0; i <= static_cast<int>(ProblemCode::internal); ++i) {
    codes.push_back(static_cast<ProblemCode>(i));
  }
  return codes;
}

}  // namespace

TEST_CASE("every problem has a status HTTP names, a sentence of its own, and the same code") {
  std::set<std::string_view> sentences;
  for (const ProblemCode code : all_codes()) {
    CAPTURE(routing::to_string(code));
    const auto telling = http::telling_of(code);
    CHECK(telling.status >= 400);
    CHECK(http::reason_phrase(telling.status) != "Unknown");
    CHECK(telling.sentence.ends_with('.'));
    CHECK(sentences.insert(telling.sentence).second);
    const auto response = http::problem_response({code, "for the log", ""});
    CHECK(response.status == telling.status);
    const auto body = nlohmann::json::parse(response.body);
    CHECK(body.at("type") == "about:blank");
    CHECK(body.at("title") == http::reason_phrase(telling.status));
    CHECK(body.at("status") == telling.status);
    CHECK(body.at("code") == routing::to_string(code));
    CHECK(body.at("detail") == telling.sentence);
  }
}

TEST_CASE("what a problem says for the log is not told to the caller") {
  const auto response = http::problem_response({ProblemCode::internal, "disk on fire", ""});
  CHECK(response.body.find("fire") == std::string::npos);
}

TEST_CASE("a problem may name the owner and carry more") {
  const auto response = http::problem_response({ProblemCode::already_claimed, "", "staff-7"},
                                               {{"owner_name", "Ana"}});
  const auto body = nlohmann::json::parse(response.body);
  CHECK(response.status == 409);
  CHECK(body.at("owner") == "staff-7");
  CHECK(body.at("owner_name") == "Ana");
  CHECK_FALSE(nlohmann::json::parse(http::problem_response({ProblemCode::not_owner, "", ""}).body)
                  .contains("owner"));
}

TEST_CASE("a 401 names a way to sign in") {
  const auto response = http::problem_response({ProblemCode::not_signed_in, "", ""});
  CHECK(http::find_field(response.headers, "WWW-Authenticate") == "Bearer");
}
