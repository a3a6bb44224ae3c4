// The configured lines, with the ids the store knows them by, and what each looks for in texts.
// Made once at start; read by every thread.
#pragma once

#include <memory>
#include <vector>

#include "gateway/flows/flag_watch.hpp"
#include "routing/ids.hpp"
#include "routing/line.hpp"

namespace warmline::flows {

class Lines {
 public:
  explicit Lines(std::vector<routing::Line> lines);

  const std::vector<routing::Line>& all() const { return lines_; }
  // Null when the configuration no longer has it.
  const routing::Line* find(routing::LineId id) const;
  // The line whose number a carrier delivered a text to.
  const routing::Line* find(const std::string& carrier, const routing::PhoneNumber& number) const;

  // As configured, until it is told of what coordinators have written instead.
  FlagWatch& flags() const { return *flags_; }

 private:
  std::vector<routing::Line> lines_;
  std::unique_ptr<FlagWatch> flags_;
};

}  // namespace warmline::flows
