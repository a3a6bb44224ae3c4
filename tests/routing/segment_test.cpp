#include "routing/segment.hpp"

#include <fstream>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace warmline::routing;

TEST_CASE("segments are counted as the vendor's own calculator counts them") {
  // From npm sms-segments-calculator 1.3.0 (TwilioDevEd); "smart" is what Twilio's smart encoding
  // would make of it.
  std::ifstream file(WARMLINE_SOURCE_DIR "/tests/vectors/segment_vectors.json");
  const auto vectors = nlohmann::json::parse(file);
  REQUIRE(vectors.size() == 15);
  for (const auto& vector : vectors) {
    CAPTURE(vector.at("name").get<std::string>());
    const auto counted = segments(vector.at("text").get<std::string>());
    CHECK(counted.count == vector.at("segments").get<std::size_t>());
    CHECK((counted.encoding == Encoding::gsm7) == (vector.at("encoding") == "GSM-7"));
  }
}

TEST_CASE("a character of two septets or two units is never split between segments") {
  // 152 + 2 do not fit into 153: a septet stays unused in the first segment, and the second
  // overflows into a third.
  CHECK(segments(std::string(152, 'a') + "€" + std::string(151, 'a')).count == 2);
  CHECK(segments(std::string(152, 'a') + "€" + std::string(152, 'a')).count == 3);
  std::string emoji;
  for (int i = 0; i < 66; ++i) emoji += "😀";  // 33 of them fit into 67 units
  CHECK(segments(emoji).count == 2);
  CHECK(segments(emoji + "a").count == 2);
  CHECK(segments(emoji + "abc").count == 3);
}

TEST_CASE("bytes that are no UTF-8 count as one replacement character each") {
  const auto counted = segments(std::string(71, '\xff'));
  CHECK(counted.encoding == Encoding::ucs2);
  CHECK(counted.count == 2);
}
