#include "gateway/flows/lines.hpp"

#include <algorithm>
#include <utility>

namespace warmline::flows {

Lines::Lines(std::vector<routing::Line> lines)
    : lines_(std::move(lines)), flags_(std::make_unique<FlagWatch>()) {
  for (auto& line : lines_) {
    // A line is copied for each step, and hundreds of phrases with it.
    for (auto& list : std::exchange(line.flags, {})) flags_->look_for(line.id, std::move(list));
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
