// What the clock on a line's wall shows, for many times at once: the zone is looked up again only
// where the times cross one of its changes.
#pragma once

#include <string_view>

#include "routing/instant.hpp"
#include "routing/local_time.hpp"

namespace warmline::routing {

class WallClock {
 public:
  // An unknown zone throws std::runtime_error.
  explicit WallClock(std::string_view zone);

  struct Shown {
    Day day;
    int hour = 0;          // 0 to 23
    unsigned weekday = 0;  // 0: Sunday
  };
  Shown at(Instant time);

 private:
  void look_up(Instant time);

  std::string_view zone_;
  // The stretch that time was in last, and how far the clock is ahead of UTC in it.
  Instant begin_{};
  Instant end_{};
  Duration offset_{};
};

}  // namespace warmline::routing
