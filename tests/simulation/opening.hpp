// When a line is open, reckoned anew: by its weekly hours on the clocks of its time zone, and by
// what coordinators have switched it to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "routing/line.hpp"

namespace warmline::simulation {

using routing::Instant;

class Opening {
 public:
  // `about`: its hours are known for some weeks before and after.
  Opening(const routing::Line& line, Instant about);

  // What it is switched to from now on; empty: back to its hours.
  void switched(Instant now, std::optional<routing::SwitchTo> to, Instant until);

  bool is_closed(Instant at) const;
  // Whatever its hours are.
  bool is_switched(routing::SwitchTo to, Instant at) const;
  // Until when the switch lasts that is in force; empty where there is none.
  std::optional<Instant> switched_until(Instant at) const;
  // Of a line that is closed: since when it has been, without a break.
  Instant closed_since(Instant at) const;
  // … and when it opens, in the English of tests/support/wording.hpp: "on Sunday at 5 pm".
  std::string opens_in_words(Instant at) const;

 private:
  struct Switch {
    routing::SwitchTo to;
    routing::Period lasts;
  };

  std::string zone_;
  std::vector<routing::Period> gaps_;        // closed by the hours alone, in order
  std::vector<routing::Period> was_closed_;  // by switches that are over, or were taken back
  std::optional<Switch> switch_;             // the last; in force for as long as it lasts
};

}  // namespace warmline::simulation
