// A carrier reported on a text that was sent.
#pragma once

#include <string>

#include "gateway/carriers/carrier.hpp"
#include "gateway/flows/store_thread.hpp"

namespace warmline::flows {

// Receipts come in any order, more than once, and before the answer to the send itself: each is
// kept once, and the text's status only moves forward. True when it was new.
awaitable<Result<bool>> record_receipt(StoreThread& store, std::string carrier,
                                       carriers::Receipt receipt);

}  // namespace warmline::flows
