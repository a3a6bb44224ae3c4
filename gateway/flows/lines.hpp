// The configured lines, with the ids the store knows them by. Made once at start; read by every
// thread.
#pragma once

#include <vector>

#include "routing/ids.hpp"
#include "routing/line.hpp"

namespace warmline::flows {

class Lines {
 public:
  explicit Lines(std::vector<routing::Line> lines) : lines_(std::move(lines)) {}

  const std::vector<routing::Line>& all() const { return lines_; }
  // Null when the configuration no longer has it.
  const routing::Line* find(routing::LineId id) const;
  // The line whose number a carrier delivered a text to.
  const routing::Line* find(const std::string& carrier, const routing::PhoneNumber& number) const;

 private:
  std::vector<routing::Line> lines_;
};

}  // namespace warmline::flows
