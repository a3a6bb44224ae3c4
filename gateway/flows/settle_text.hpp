// What both the answer to a send and a receipt do to a text: move its status forward, and learn of
// an opt-out.
#pragma once

#include <optional>

#include "gateway/carriers/carrier.hpp"
#include "gateway/store/texts.hpp"

namespace warmline::flows {

store::Failure failure_of(const carriers::SendProblem& problem);

// Moves the text on where that is forward, and records it. A failure because the texter opted out
// at the carrier closes the thread here too.
void settle_text(store::Writing& store, routing::TextId id, routing::TextStatus status,
                 const std::optional<store::Failure>& failure = {});

}  // namespace warmline::flows
