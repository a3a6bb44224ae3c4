// What texts say, to compare.
#pragma once

#include <string>
#include <vector>

#include "gateway/store/texts.hpp"

namespace warmline::test {

using Words = std::vector<std::string>;

inline Words words_of(const std::vector<store::Text>& texts) {
  Words words;
  for (const auto& text : texts) words.push_back(text.body.words());
  return words;
}

}  // namespace warmline::test
