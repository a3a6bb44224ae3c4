// Words that a line's peers say often, kept for all of them.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "routing/ids.hpp"
#include "routing/result.hpp"

namespace warmline::routing {

using SnippetId = Id<struct SnippetThing>;

// {codename}: the texter's; {peer}: the name of whoever writes.
inline constexpr std::array<std::string_view, 2> snippet_placeholders{"{codename}", "{peer}"};
inline constexpr std::size_t snippet_name_characters_max = 40;
inline constexpr std::size_t snippet_characters_max = 1000;
// Of one line.
inline constexpr int snippets_max = 500;

struct Snippet {
  SnippetId id = {};
  std::string language;  // one of the line's
  std::string name;      // what it is found by; no two of a line and language have the same
  std::string words;     // with snippet_placeholders
};

// malformed (no UTF-8, or a name on several lines), empty_body, too_long, unknown_placeholder (with
// which as detail).
Result<void> check_snippet(const Snippet& snippet);

}  // namespace warmline::routing
