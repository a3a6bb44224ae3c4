#include "gateway/flows/lines.hpp"

#include <algorithm>
#include <utility>

namespace warmline::flows {

Lines::Lines(std::vector<routing::Line> lines)
    : lines_(std::move(lines)), flags_(std::make_unique<FlagWatch>()) {
  for (const auto& line : lines_) {
    for (const auto& list : line.flags) flags_->look_for(line.id, list);
  }
}

const routing::Line* Lines::find(routing::LineId id) const {
  const auto found = std::ranges::find(lines_, id, &routing::Line::id);
  return found == lines_.end() ? nullptr : &*found;
}

const routing::Line* Lines::find(const std::string& carrier,
                                 const routing::PhoneNumber& number) const {
  const auto found = std::ranges::find_if(lines_, [&](const routing::Line& line) {
    return line.carrier == carrier && line.number == number;
  });
  return found == lines_.end() ? nullptr : &*found;
}

}  // namespace warmline::flows
