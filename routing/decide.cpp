#include "routing/decide.hpp"

#include <utility>

#include "routing/happenings.hpp"
#include "routing/turn.hpp"

namespace warmline::routing {

Result<Actions> decide(const Snapshot& snapshot, const Event& event, Instant now) {
  Turn turn(snapshot, now);
  const auto done = std::visit([&](const auto& it) { return apply(turn, it); }, event);
  if (!done) return std::unexpected(done.error());
  return turn.take_actions();
}

}  // namespace warmline::routing
