// The time of day of a machine whose clock may be set back, as a service needs it: it never goes
// back, so that what comes later stands later and every wait ends. Behind a clock that was set back
// it goes on at half the pace until that has caught up. Any thread.
#pragma once

#include <functional>
#include <mutex>

#include "routing/instant.hpp"

namespace warmline {

class OnwardClock {
 public:
  // `clock`: what the machine says; `steady`: how long it runs, from any beginning.
  OnwardClock(std::function<routing::Instant()> clock, std::function<routing::Duration()> steady);

  routing::Instant now();
  // It was that late already, before this process began.
  void go_on_from(routing::Instant before);

 private:
  std::function<routing::Instant()> clock_;
  std::function<routing::Duration()> steady_;
  std::mutex mutex_;
  routing::Instant last_{};
  routing::Duration last_steady_{};
};

}  // namespace warmline
