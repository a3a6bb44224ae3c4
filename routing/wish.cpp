#include "routing/wish.hpp"

#include <array>

#include "routing/named.hpp"

namespace warmline::routing {

std::string_view to_string(WishKind kind) {
  switch (kind) {
    case WishKind::experience:
      return "experience";
    case WishKind::language:
      return "language";
    case WishKind::not_the_same_person:
      return "not_the_same_person";
  }
  return {};
}

std::optional<WishKind> parse_wish_kind(std::string_view text) {
  using enum WishKind;
  return named(text, std::array{experience, language, not_the_same_person});
}

}  // namespace warmline::routing
