// What time it is for the jobs of one database: later with each of them, and never far from the
// clock. Belongs to one thread.
#pragma once

#include "routing/instant.hpp"

namespace warmline::store {

class JobTime {
 public:
  // `shown`: by the clock, now. What is kept from now on is not older than `newest`, though the
  // clock was set back since: it would stand in front of it. A clock that had been a day ahead was
  // wrong then.
  JobTime(routing::Instant newest, routing::Instant shown);

  // Of the next job. Behind a clock that was set back the time goes on at half the pace: what waits
  // for its time comes to it, and in the end both are the same again.
  routing::Instant next(routing::Instant shown);

 private:
  routing::Instant last_{};
  routing::Instant shown_;
};

}  // namespace warmline::store
