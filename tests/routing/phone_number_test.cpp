#include "routing/phone_number.hpp"

#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace warmline::routing;
using Kind = PhoneNumber::Kind;

namespace {

struct Known {
  std::string written;
  Kind kind;
  std::string dialable;
  std::string masked;
};

}  // namespace

TEST_CASE("what carriers send is read as what it is") {
  for (const Known& known : {
           Known{"+15035550100", Kind::e164, "+15035550100", "+1•••••0100"},
           Known{"15035550100", Kind::e164, "+15035550100", "+1•••••0100"},
           Known{" 15035550100", Kind::e164, "+15035550100", "+1•••••0100"},  // "+" not escaped
           Known{"+442079460123", Kind::e164, "+442079460123", "+44•••••0123"},
           Known{"+390612345678", Kind::e164, "+390612345678", "+39•••••5678"},  // keeps its zero
           Known{"+5215512345678", Kind::e164, "+5215512345678", "+52•••••5678"},
           Known{"+2906123", Kind::e164, "+2906123", "+290•••••"},  // four digits in all
           Known{"+1 (503) 555-0100", Kind::e164, "+15035550100", "+1•••••0100"},
           Known{"+44 (0)20 7946 0123", Kind::e164, "+442079460123", "+44•••••0123"},
           Known{"988", Kind::short_code, "988", "988"},
           Known{"13013", Kind::short_code, "13013", "13013"},
           Known{"12345678", Kind::short_code, "12345678", "12345678"},
           Known{"MYBANK", Kind::alphanumeric, "MYBANK", "M•••••"},
           Known{"Peer-Line 2", Kind::alphanumeric, "Peer-Line 2", "P•••••"},
           Known{"A&B_C+D", Kind::alphanumeric, "A&B_C+D", "A•••••"},
           Known{"anonymous", Kind::alphanumeric, "anonymous", "a•••••"},
       }) {
    CAPTURE(known.written);
    const auto number = PhoneNumber::parse(known.written);
    REQUIRE(number);
    CHECK(number->kind() == known.kind);
    CHECK(number->dialable() == known.dialable);
    CHECK(number->masked() == known.masked);
    CHECK(PhoneNumber::parse(number->dialable()).value() == *number);
  }
}

TEST_CASE("what is no number is malformed, and the problem does not repeat it") {
  const std::string nul(
      "+1503555\0"
      "0100",
      13);
  for (const std::string& text : {
           std::string(),
           std::string(" "),
           std::string("+"),
           std::string("12"),
           std::string("+1"),
           std::string("+1234"),
           std::string("+15550100"),
           std::string("+99915035550100"),
           std::string("+1503555010012345"),
           std::string("123456789"),
           std::string("0000000000"),
           std::string("whatsapp:+15035550100"),
           std::string("client:ana"),
           std::string("sip:ana@example.org"),
           std::string("ABCDEFGHIJKL"),
           std::string("+1503555O100"),
           std::string("++15035550100"),
           std::string("+1503555010o ext 5"),
           std::string("+15035550100;ext=5"),
           std::string("tel:+15035550100"),
           std::string("+١٥٠٣٥٥٥٠١٠٠"),
           std::string("＋15035550100"),
           std::string("\xff\xfe\x80"),
           std::string("Ñandú"),
           nul,
           std::string(1'000'000, '1'),
           std::string(1'000'000, ' '),
           std::string(64, '-'),
           std::string("555-0100"),
           std::string("-&_ +"),
           std::string("+1\n5035550100"),
       }) {
    CAPTURE(text.substr(0, 40));
    const auto number = PhoneNumber::parse(text);
    REQUIRE_FALSE(number);
    CHECK(number.error().code == ProblemCode::malformed);
    for (const std::string digits : {"5035550100", "0100", "15550100", "1234"}) {
      CHECK(number.error().detail.find(digits) == std::string::npos);
    }
  }
}

TEST_CASE("a number formats with most of it hidden") {
  const auto number = PhoneNumber::parse("+15035550123");
  REQUIRE(number);
  CHECK(fmt::format("from {}", *number) == "from +1•••••0123");
  CHECK(fmt::format("{:>12}", *number).ends_with("+1•••••0123"));
}
