// Who sent a text, or whom it goes to: a number in E.164, or, as carriers also deliver, a short
// code or an alphanumeric sender. Formats with most of it hidden; the whole is only had by
// `dialable()`.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "routing/result.hpp"

namespace warmline::routing {

class PhoneNumber {
 public:
  enum class Kind {
    e164,          // "+15035550100", ITU-T E.164: at most 15 digits
    short_code,    // "13013": 3 to 8 digits, no country code
    alphanumeric,  // "MYBANK": 1 to 11 ASCII letters, digits, space and - & _ +, at least one of
                   // them a letter; can't be answered
  };

  // Accepts what carriers send, for example "+15035550100". Numbers without a leading "+" are read
  // as short codes when they have 3 to 8 digits, else as E.164 without its plus ("15035550100")
  // where libphonenumber finds that possible. Channel prefixes ("whatsapp:") are refused:
  // `malformed`. Never throws. The detail does not repeat the input.
  static Result<PhoneNumber> parse(std::string_view text);

  Kind kind() const { return kind_; }
  // The whole number as a carrier wants it. For sending, and for sealing: never for a log or a
  // screen.
  const std::string& dialable() const { return dialable_; }
  // "+1•••••1234": country code and the last four digits; short codes whole; senders as their first
  // letter and dots.
  std::string masked() const;

  auto operator<=>(const PhoneNumber&) const = default;

 private:
  PhoneNumber(Kind kind, std::string dialable) : kind_(kind), dialable_(std::move(dialable)) {}
  Kind kind_;
  std::string dialable_;
};

}  // namespace warmline::routing

template <>
struct fmt::formatter<warmline::routing::PhoneNumber> : fmt::formatter<std::string> {
  template <class Context>
  auto format(const warmline::routing::PhoneNumber& number, Context& context) const {
    return fmt::formatter<std::string>::format(number.masked(), context);
  }
};
