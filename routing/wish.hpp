// What a texter asked for.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "routing/ids.hpp"

namespace warmline::routing {

enum class WishKind { experience, language, not_the_same_person };

struct Wish {
  WishKind kind;
  std::string value;            // an experience or a BCP 47 language; empty for not_the_same_person
  std::optional<StaffId> not_;  // for not_the_same_person: whom
  bool only = false;            // waits for someone who meets it, however long
  bool operator==(const Wish&) const = default;
};

// What peers and texters may share, as the administrator lists it.
struct Experience {
  std::string name;                           // what wishes and staff have: "grief"
  std::map<std::string, std::string> labels;  // what texters read, by language
  bool operator==(const Experience&) const = default;
};

std::string_view to_string(WishKind kind);
std::optional<WishKind> parse_wish_kind(std::string_view text);

}  // namespace warmline::routing
