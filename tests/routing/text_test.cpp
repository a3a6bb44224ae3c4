#include "routing/text.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace warmline::routing;

namespace {

ProblemCode refused(const std::string& body) {
  const auto result = sendable_body(body);
  REQUIRE_FALSE(result);
  return result.error().code;
}

std::string repeated(std::size_t count, const std::string& what) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += what;
  return text;
}

}  // namespace

TEST_CASE("a body is kept as it was written") {
  for (const std::string body : {"hi", " hi\r\n", "¿qué tal? 😀", "👨‍👩‍👧", "a\tb"}) {
    CAPTURE(body);
    REQUIRE(sendable_body(body));
    CHECK(sendable_body(body)->words() == body);
  }
}

TEST_CASE("a body may have 1600 characters, counted as characters and not as bytes") {
  for (const std::string character : {"a", "é", "ы", "😀"}) {
    CAPTURE(character);
    CHECK(sendable_body(repeated(1600, character)));
    CHECK(refused(repeated(1601, character)) == ProblemCode::too_long);
  }
}

TEST_CASE("a body in which nothing can be seen is empty") {
  for (const std::string body :
       {"", " ", "\r\n\t ", "\xc2\xa0", "\xe2\x80\x8b", "\xe3\x80\x80", "\xef\xbb\xbf"}) {
    CAPTURE(body);
    CHECK(refused(body) == ProblemCode::empty_body);
  }
}

TEST_CASE("a body that is not UTF-8 is malformed") {
  for (const std::string body :
       {"\xff", "abc\x80", "\xc3", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80",
        "\xf0\x80\x80\xaf", "\xf8\x88\x80\x80\x80", "\xe2\x82", "\xe2\x28\xa1"}) {
    CAPTURE(body.size());
    CHECK(refused(body) == ProblemCode::malformed);
  }
}

TEST_CASE("the status of a text only moves forward") {
  using enum TextStatus;
  const std::vector<TextStatus> all{received, queued, sending, sent, delivered, failed, unknown};
  struct Row {
    TextStatus from;
    std::vector<TextStatus> to;
  };
  const std::vector<Row> table{
      {received, {}},
      {queued, {sending, sent, delivered, failed}},
      {sending, {queued, sent, delivered, failed, unknown}},
      {sent, {delivered, failed}},
      {delivered, {}},
      {failed, {}},
      {unknown, {queued, sent, delivered, failed}},
  };
  for (const Row& row : table) {
    for (const TextStatus to : all) {
      CAPTURE(to_string(row.from));
      CAPTURE(to_string(to));
      const bool allowed = std::ranges::find(row.to, to) != row.to.end();
      CHECK(may_become(row.from, to) == allowed);
    }
  }
}
