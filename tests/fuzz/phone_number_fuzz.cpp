// Any bytes as a number: none throw, and what is accepted is stable, hidden when formatted, and
// within its kind's limits.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "routing/phone_number.hpp"

using warmline::routing::PhoneNumber;

namespace {

void require(bool holds) {
  if (!holds) __builtin_trap();
}

bool is_within_limits(const PhoneNumber& number) {
  const std::size_t size = number.dialable().size();
  switch (number.kind()) {
    case PhoneNumber::Kind::e164:
      return size >= 3 && size <= 16 && number.dialable()[0] == '+';
    case PhoneNumber::Kind::short_code:
      return size >= 3 && size <= 8;
    case PhoneNumber::Kind::alphanumeric:
      return size >= 1 && size <= 11;
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto number = PhoneNumber::parse(text);
  if (!number) return 0;
  require(is_within_limits(*number));
  const auto again = PhoneNumber::parse(number->dialable());
  require(again.has_value() && *again == *number);
  const bool shown_whole = number->masked() == number->dialable();
  require(shown_whole == (number->kind() == PhoneNumber::Kind::short_code));
  return 0;
}
