#include "routing/ids.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <unordered_set>

#include <doctest/doctest.h>

using namespace warmline::routing;

namespace {

constexpr std::array<std::uint8_t, 10> ones{0xff, 0xff, 0xff, 0xff, 0xff,
                                            0xff, 0xff, 0xff, 0xff, 0xff};

Instant at_ms(std::int64_t milliseconds) {
  return Instant(std::chrono::milliseconds(milliseconds));
}

}  // namespace

TEST_CASE("an id has the layout of RFC 9562's own example") {
  // Appendix A.6: 2022-02-22T14:22:22.000-05:00, rand_a 0xCC3, rand_b 0x18C4DC0C0C07398F.
  constexpr std::array<std::uint8_t, 10> random{0x0c, 0xc3, 0x18, 0xc4, 0xdc,
                                                0x0c, 0x0c, 0x07, 0x39, 0x8f};
  CHECK(format_uuid(uuid_v7(at_ms(0x017F22E279B0), random)) ==
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
}

TEST_CASE("version and variant are set whatever the random bits are") {
  CHECK(format_uuid(uuid_v7(at_ms(0), ones)) == "00000000-0000-7fff-bfff-ffffffffffff");
}

TEST_CASE("a later id sorts after an earlier one, as bytes and as text") {
  constexpr std::array<std::uint8_t, 10> zeros{};
  const ThreadId earlier(uuid_v7(at_ms(1'700'000'000'000), ones));
  const ThreadId later(uuid_v7(at_ms(1'700'000'000'001), zeros));
  CHECK(earlier < later);
  CHECK(earlier.text() < later.text());
}

TEST_CASE("a source's ids only grow, within one millisecond and when the clock goes back") {
  std::uint8_t noise = 0;
  IdSource source([&](std::span<std::uint8_t> bytes) {
    for (auto& byte : bytes) byte = noise += 151;
  });
  auto last = source.next<ThreadId>(at_ms(1'700'000'000'000));
  // More than the counter holds.
  for (int i = 0; i < 10'000; ++i) {
    const auto id =
        source.next<ThreadId>(at_ms(i % 2 == 0 ? 1'700'000'000'000 : 1'600'000'000'000));
    REQUIRE(last < id);
    last = id;
  }
  CHECK(last < source.next<ThreadId>(at_ms(1'700'000'000'100)));
}

TEST_CASE("an id comes back from its text, in either case") {
  const std::string text = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";
  REQUIRE(StaffId::parse(text));
  CHECK(StaffId::parse(text)->text() == text);
  CHECK(StaffId::parse("017F22E2-79B0-7CC3-98C4-DC0C0C07398F") == StaffId::parse(text));
  CHECK(StaffId::from_bytes(StaffId::parse(text)->bytes()) == StaffId::parse(text));
}

TEST_CASE("what is no id is refused") {
  for (const std::string text :
       {"", "017f22e2", "017f22e279b07cc398c4dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0", "017f22e2x79b0-7cc3-98c4-dc0c0c07398f",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}",
        "017f22e2-79b0-7cc3-98c4-dc0c0c0739-8", "                                    "}) {
    CAPTURE(text);
    CHECK_FALSE(StaffId::parse(text));
  }
  CHECK_FALSE(StaffId::from_bytes(std::span<const std::uint8_t>(ones)));
}

TEST_CASE("an id source asks for random bits once for each id") {
  int asked = 0;
  IdSource ids([&](std::span<std::uint8_t> bits) {
    ++asked;
    std::ranges::fill(bits, static_cast<std::uint8_t>(asked));
  });
  std::unordered_set<TextId> seen{ids.next<TextId>(at_ms(5)), ids.next<TextId>(at_ms(5))};
  CHECK(seen.size() == 2);
  CHECK(asked == 2);
}
