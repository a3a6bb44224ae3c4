#include "routing/instant.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace warmline::routing;

TEST_CASE("an instant is written in RFC 3339, UTC, with microseconds") {
  CHECK(format_instant(Instant()) == "1970-01-01T00:00:00.000000Z");
  CHECK(format_instant(Instant(std::chrono::microseconds(1'795'282'553'000'001))) ==
        "2026-11-21T17:35:53.000001Z");
  CHECK(format_instant(Instant(std::chrono::microseconds(-1))) == "1969-12-31T23:59:59.999999Z");
}

TEST_CASE("every way RFC 3339 has to write one instant is read as the same") {
  const auto same = parse_instant("2026-11-21T17:35:53.500000Z");
  REQUIRE(same);
  CHECK(format_instant(*same) == "2026-11-21T17:35:53.500000Z");
  for (const std::string text : {"2026-11-21T17:35:53.5Z", "2026-11-21t17:35:53.5z",
                                 "2026-11-21T17:35:53.500000999Z", "2026-11-21T09:35:53.5-08:00",
                                 "2026-11-22T00:05:53.50+06:30", "2026-11-21T17:35:53.5-00:00"}) {
    CAPTURE(text);
    CHECK(parse_instant(text) == same);
  }
  CHECK(parse_instant("2016-12-31T23:59:60Z") == parse_instant("2017-01-01T00:00:00Z"));
  CHECK(parse_instant("2024-02-29T00:00:00Z"));
}

TEST_CASE("what is no instant is refused") {
  for (const std::string text :
       {"", "2026", "2026-11-21", "2026-11-21T17:35:53", "2026-11-21 17:35:53Z",
        "2026-13-21T17:35:53Z", "2026-02-29T17:35:53Z", "2026-00-01T17:35:53Z",
        "2026-11-21T24:35:53Z", "2026-11-21T17:60:53Z", "2026-11-21T17:35:61Z",
        "2026-11-21T17:35:53.Z", "2026-11-21T17:35:53.1234567890Z", "2026-11-21T17:35:53+24:00",
        "2026-11-21T17:35:53+01", "2026-11-21T17:35:53+0100", "2026-11-21T17:35:53Zx",
        "+026-11-21T17:35:53Z", "2026-1-21T17:35:53Z"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_instant(text));
  }
}
