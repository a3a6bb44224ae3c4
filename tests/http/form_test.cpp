#include "gateway/http/form.hpp"

#include <doctest/doctest.h>

#include "gateway/http/request.hpp"

using namespace warmline;
using http::Fields;
using http::parse_form;

namespace {

// Prints as "a=1 a=2", with "!" for a problem: one line to compare.
std::string told(std::string_view encoded) {
  const auto fields = parse_form(encoded);
  if (!fields) return "!";
  std::string line;
  for (const auto& [name, value] : *fields) {
    line += (line.empty() ? "" : "|") + name + "=" + value;
  }
  return line;
}

}  // namespace

TEST_CASE("a form is read as the WHATWG URL Standard says") {
  CHECK(told("") == "");
  CHECK(told("a=1&b=2") == "a=1|b=2");
  CHECK(told("a=1&a=2&a=1") == "a=1|a=2|a=1");
  CHECK(told("&&a=1&&&b=2&") == "a=1|b=2");
  CHECK(told("a") == "a=");
  CHECK(told("=") == "=");
  CHECK(told("=x") == "=x");
  CHECK(told("a=b=c") == "a=b=c");
  CHECK(told("a+b=c+d") == "a b=c d");
  CHECK(told("a%2Bb=%26%3D%25") == "a+b=&=%");
  CHECK(told("Body=%F0%9F%8C%8A%0D%0Ahi") == "Body=\xF0\x9F\x8C\x8A\r\nhi");
  CHECK(told("From=%2b15035550100") == "From=+15035550100");
}

TEST_CASE("a broken escape stays as it is") {
  CHECK(told("a=100%") == "a=100%");
  CHECK(told("a=%4") == "a=%4");
  CHECK(told("a=%zz%41") == "a=%zzA");
  CHECK(told("a=%%41") == "a=%A");
  CHECK(told("%4=1") == "%4=1");
}

TEST_CASE("bytes are kept, UTF-8 or not, zero too") {
  CHECK(told("a=%00%ff") == std::string("a=\0\xff", 4));
}

TEST_CASE("a form has a largest number of fields") {
  std::string encoded = "a=1";
  for (int i = 1; i < 256; ++i) encoded += "&a=1";
  CHECK(parse_form(encoded)->size() == 256);
  encoded += "&a=1";
  const auto too_many = parse_form(encoded);
  REQUIRE_FALSE(too_many);
  CHECK(too_many.error().code == routing::ProblemCode::malformed);
  CHECK(parse_form("a=1&b=2", 2));
  CHECK_FALSE(parse_form("a=1&b=2&c=3", 2));
}

TEST_CASE("a request finds its query fields, headers and cookies") {
  http::Request request;
  request.target = "/list?view=mine&empty&name=a+b%21&view=other";
  request.headers = {{"cookie", "a=1; session=x=y"}, {"X-Thing", "1"}, {"Cookie", "other=2"}};
  CHECK(request.query("view") == "mine");
  CHECK(request.query("empty") == "");
  CHECK(request.query("name") == "a b!");
  CHECK_FALSE(request.query("missing"));
  CHECK(request.query_string() == "view=mine&empty&name=a+b%21&view=other");
  CHECK(request.header("x-THING") == "1");
  CHECK_FALSE(request.header("X-Thin"));
  CHECK(request.cookie("session") == "x=y");
  CHECK(request.cookie("other") == "2");
  CHECK_FALSE(request.cookie("none"));
}

TEST_CASE("the path of a target ends at its query, and an absolute target has one") {
  CHECK(http::raw_path("/a%2Fb?c=/d") == "/a%2Fb");
  CHECK(http::raw_path("http://host/a?b") == "/a");
  CHECK(http::raw_path("http://host?b") == "/");
  CHECK(http::raw_path("http://host") == "/");
  CHECK(http::raw_path("/go?to=http://other/") == "/go");
  CHECK(http::raw_path("*") == "*");
}
