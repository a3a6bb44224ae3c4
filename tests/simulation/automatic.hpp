// What a line says by itself, told from its words.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "routing/line.hpp"

namespace warmline::simulation {

struct Automatic {
  routing::AutomaticText which;
  std::string language;
  std::string filled;  // what stands where the placeholder was; empty without one
};

// What texters get in place of the usual words.
struct OtherWords {
  routing::AutomaticText which;
  std::map<std::string, std::string> by_language;
};

// Which of the line's own texts these words are; empty: none.
std::optional<Automatic> automatic_text_of(const routing::Line& line,
                                           const std::optional<OtherWords>& instead,
                                           const std::string& words);

}  // namespace warmline::simulation
