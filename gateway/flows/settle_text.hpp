// What both the answer to a send and a receipt do to a text: move its status forward, and learn of
// an opt-out.
#pragma once

#include <optional>
#include <string>

#include "gateway/carriers/carrier.hpp"
#include "gateway/store/texts.hpp"

namespace warmline::flows {

store::Failure failure_of(const carriers::SendProblem& problem);

// Moves the text on where that is forward, and records it. A failure because the texter opted out
// at the carrier closes the thread here too.
void settle_text(store::Writing& store, routing::TextId id, routing::TextStatus status,
                 const std::optional<store::Failure>& failure = {});

// The same for what the carrier says of one that it knows as `carrier_id`, and then for every
// receipt of it that came before we knew that id.
void settle_from_carrier(store::Writing& store, routing::TextId id, const std::string& carrier,
                         const std::string& carrier_id, routing::TextStatus status,
                         const std::optional<store::Failure>& failure = {});

}  // namespace warmline::flows
