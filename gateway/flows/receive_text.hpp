// A text came in.
#pragma once

#include <optional>
#include <string>

#include "gateway/carriers/carrier.hpp"
#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "routing/ids.hpp"

namespace warmline::flows {

struct ReceivedText {
  std::optional<routing::TextId> id;  // empty: a command of staff, which is no text of a texter
  bool kept_before = false;           // the carrier delivered it again: nothing was changed
};

// Keeps the text, once, and routes its conversation; or obeys it (obey_staff.hpp). When this
// succeeds the text is on disk: only then may the carrier be answered. not_found: no line has the
// number it was sent to. `idempotency_token` is what marks a carrier's retries; may be empty.
awaitable<Result<ReceivedText>> receive_text(StoreThread& store, const Lines& lines,
                                             std::string carrier, carriers::InboundText text,
                                             std::string idempotency_token);

}  // namespace warmline::flows
