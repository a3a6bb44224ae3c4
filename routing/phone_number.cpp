#include "routing/phone_number.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <unordered_set>

#include <phonenumbers/phonenumberutil.h>

namespace warmline::routing {
namespace {

using i18n::phonenumbers::PhoneNumberUtil;
using Parsed = i18n::phonenumbers::PhoneNumber;

// Far above anything real, so that hostile input costs next to nothing.
constexpr std::size_t input_bytes_max = 64;
constexpr std::size_t e164_digits_max = 15;
constexpr std::size_t short_code_digits_min = 3;
constexpr std::size_t short_code_digits_max = 8;
constexpr std::size_t sender_characters_max = 11;
constexpr std::string_view dots = "•••••";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_separator(char c) {
  return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')';
}
bool is_sender_character(char c) {
  return is_letter(c) || is_digit(c) || c == ' ' || c == '-' || c == '&' || c == '_' || c == '+';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool is_sender(std::string_view text) {
  return text.size() <= sender_characters_max && std::ranges::all_of(text, is_sender_character) &&
         std::ranges::any_of(text, is_letter);
}

// `international` begins with "+".
std::optional<Parsed> parsed(const std::string& international) {
  const PhoneNumberUtil& numbers = *PhoneNumberUtil::GetInstance();
  Parsed number;
  if (numbers.Parse(international, "ZZ", &number) != PhoneNumberUtil::NO_PARSING_ERROR) {
    return std::nullopt;
  }
  // Possible, not valid: what is assigned changes faster than the library on a machine that nobody
  // updates.
  if (numbers.IsPossibleNumberWithReason(number) != PhoneNumberUtil::IS_POSSIBLE) {
    return std::nullopt;
  }
  return number;
}

// Whether a number of these digits may exist. The same few come again and again, with every text of
// a conversation, and the library takes longer for one than all else that is done to read a text.
bool is_possible(const std::string& international) {
  constexpr std::size_t kept_max = 4096;
  thread_local std::unordered_set<std::string> known;
  if (known.contains(international)) return true;
  if (!parsed(international)) return false;
  if (known.size() == kept_max) known.clear();
  known.insert(international);
  return true;
}

}  // namespace

Result<PhoneNumber> PhoneNumber::parse(std::string_view text) {
  if (text.size() > input_bytes_max) {
    return problem(ProblemCode::malformed, "a number of too many characters");
  }
  // A plus that was not escaped in a form arrives as a space.
  text = trimmed(text);
  if (is_sender(text)) return PhoneNumber(Kind::alphanumeric, std::string(text));

  const bool plus = text.starts_with('+');
  const std::string_view written = plus ? text.substr(1) : text;
  std::string digits;
  for (const char c : written) {
    if (is_digit(c)) {
      digits += c;
    } else if (!is_separator(c)) {
      return problem(ProblemCode::malformed, "neither a number nor a sender's name");
    }
  }
  const bool bare = digits.size() == written.size();
  if (!plus && bare && digits.size() >= short_code_digits_min &&
      digits.size() <= short_code_digits_max) {
    return PhoneNumber(Kind::short_code, std::move(digits));
  }
  if (digits.size() > e164_digits_max || (!plus && digits.size() <= short_code_digits_max)) {
    return problem(ProblemCode::malformed, "a number with too many or too few digits");
  }
  std::string e164 = "+" + digits;
  if (!is_possible(e164)) {
    return problem(ProblemCode::malformed, "no possible number in any country");
  }
  // A carrier's own digits are kept: it knows them by these. What a person typed may hold a trunk
  // zero.
  if (!bare) PhoneNumberUtil::GetInstance()->Format(*parsed(e164), PhoneNumberUtil::E164, &e164);
  return PhoneNumber(Kind::e164, std::move(e164));
}

std::string PhoneNumber::masked() const {
  switch (kind_) {
    case Kind::short_code:
      return dialable_;
    case Kind::alphanumeric:
      return fmt::format("{}{}", dialable_.front(), dots);
    case Kind::e164:
      break;
  }
  const auto number = parsed(dialable_);
  const std::string code = number ? std::to_string(number->country_code()) : std::string();
  // The shortest national numbers keep four digits hidden too.
  const std::size_t national = dialable_.size() - 1 - code.size();
  const std::size_t shown = std::min<std::size_t>(4, national > 4 ? national - 4 : 0);
  return fmt::format("+{}{}{}", code, dots,
                     std::string_view(dialable_).substr(dialable_.size() - shown));
}

}  // namespace warmline::routing
