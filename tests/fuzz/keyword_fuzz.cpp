// Any bytes as a whole text: none throw, and spaces and punctuation around a text never change what
// it is.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "routing/keyword.hpp"
#include "routing/staff_command.hpp"

using warmline::routing::keyword;
using warmline::routing::staff_command;

namespace {
const std::vector<std::string> languages{"en", "es"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const auto found = keyword(text);
  if (keyword(" \"" + text + ".\" \n") != found) __builtin_trap();
  // With another word it is a sentence.
  if (found && keyword(text + " please")) __builtin_trap();
  const auto command = staff_command(text, languages);
  if (staff_command(" \"" + text + ".\" \n", languages) != command) __builtin_trap();
  // No text is both.
  if (found && command) __builtin_trap();
  return 0;
}
