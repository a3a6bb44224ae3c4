#include "gateway/auth/username.hpp"

#include <algorithm>

namespace warmline::auth {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_allowed(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

}  // namespace

std::optional<std::string> usable_username(std::string typed) {
  if (typed.empty() || typed.size() > username_bytes_max ||
      !std::ranges::all_of(typed, is_allowed)) {
    return std::nullopt;
  }
  std::ranges::transform(typed, typed.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return typed;
}

}  // namespace warmline::auth
