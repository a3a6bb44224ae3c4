// Any bytes as a whole text: none throw, and spaces and punctuation around a text never change what
// it is.
#include <cstddef>
#include <cstdint>
#include <string>

#include "routing/keyword.hpp"

using warmline::routing::keyword;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const auto found = keyword(text);
  if (keyword(" \"" + text + ".\" \n") != found) __builtin_trap();
  // With another word it is a sentence.
  if (found && keyword(text + " please")) __builtin_trap();
  return 0;
}
