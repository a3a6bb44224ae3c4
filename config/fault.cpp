#include "config/fault.hpp"

#include <fmt/format.h>

namespace warmline::config {

std::string to_string(const Fault& fault) {
  std::string text = fault.file.string();
  if (fault.line != 0) text += fmt::format(":{}", fault.line);
  if (!fault.key.empty()) text += fmt::format(": {}", fault.key);
  return text + ": " + fault.what;
}

}  // namespace warmline::config
