// What carriers reported of texts we sent, as it came: also of a send whose id we have not heard
// yet.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/store/database.hpp"
#include "gateway/store/texts.hpp"
#include "routing/text.hpp"

namespace warmline::store {

struct KeptReceipt {
  routing::TextStatus status;
  std::optional<Failure> failure;
};

namespace receipts {

// False when this one was kept before.
bool add(Writing& store, const std::string& carrier, const std::string& carrier_id,
         const std::string& carrier_status, const KeptReceipt& receipt);
// All of one send, in the order they came.
std::vector<KeptReceipt> of(Reading& store, const std::string& carrier,
                            const std::string& carrier_id);

}  // namespace receipts
}  // namespace warmline::store
