#include "gateway/carriers/form_body.hpp"

namespace warmline::carriers {
namespace {

bool stands_for_itself(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '*' ||
         c == '-' || c == '.' || c == '_';
}

void append_encoded(std::string& text, std::string_view bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (const char c : bytes) {
    if (stands_for_itself(c)) {
      text.push_back(c);
    } else if (c == ' ') {
      text.push_back('+');
    } else {
      const auto byte = static_cast<unsigned char>(c);
      text.push_back('%');
      text.push_back(digits[byte >> 4U]);
      text.push_back(digits[byte & 0xFU]);
    }
  }
}

}  // namespace

std::string form_body(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string text;
  for (const auto& [name, value] : fields) {
    if (!text.empty()) text.push_back('&');
    append_encoded(text, name);
    text.push_back('=');
    append_encoded(text, value);
  }
  return text;
}

}  // namespace warmline::carriers
