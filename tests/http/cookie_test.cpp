#include "gateway/http/cookie.hpp"

#include <stdexcept>

#include <doctest/doctest.h>

using namespace warmline::http;
using namespace std::chrono_literals;

TEST_CASE("a cookie is found among others, however they are spaced") {
  CHECK(find_cookie("session=abc", "session") == "abc");
  CHECK(find_cookie("a=1;session=abc;b=2", "session") == "abc");
  CHECK(find_cookie(" a = 1 ; session = abc ", "session") == "abc");
  CHECK(find_cookie("session=\"abc\"", "session") == "abc");
  CHECK(find_cookie("session=a=b", "session") == "a=b");
  CHECK(find_cookie("session=", "session") == "");
  CHECK(find_cookie("session=one; session=two", "session") == "one");
}

TEST_CASE("what only looks like the cookie is not it") {
  CHECK_FALSE(find_cookie("", "session"));
  CHECK_FALSE(find_cookie("session", "session"));
  CHECK_FALSE(find_cookie("xsession=1; Session=2; a=session=3", "session"));
  CHECK_FALSE(find_cookie(";;;", "session"));
}

TEST_CASE("a cookie we set is out of reach of scripts and other sites") {
  CHECK(set_cookie("session", "abc", {.max_age = 60s, .secure = true}) ==
        "session=abc; Max-Age=60; Path=/; HttpOnly; SameSite=Strict; Secure");
  CHECK(set_cookie("session", "", {.max_age = 0s, .secure = false}) ==
        "session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict");
  CHECK_THROWS_AS(set_cookie("session", "a;b", {.max_age = 0s, .secure = false}),
                  std::invalid_argument);
  CHECK_THROWS_AS(set_cookie("", "a", {.max_age = 0s, .secure = false}), std::invalid_argument);
}
