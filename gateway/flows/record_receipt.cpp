#include "gateway/flows/record_receipt.hpp"

#include <utility>

#include "gateway/flows/settle_text.hpp"
#include "gateway/flows/text_staff.hpp"
#include "gateway/store/receipts.hpp"
#include "gateway/store/staff_texts.hpp"
#include "gateway/store/texts.hpp"

namespace warmline::flows {

awaitable<Result<bool>> record_receipt(StoreThread& store, std::string carrier,
                                       carriers::Receipt receipt) {
  std::move_only_function<Result<bool>(store::Writing&)> job =
      [carrier = std::move(carrier),
       receipt = std::move(receipt)](store::Writing& writing) -> Result<bool> {
    store::KeptReceipt kept{receipt.status, {}};
    if (receipt.problem) kept.failure = failure_of(*receipt.problem);
    if (!store::receipts::add(writing, carrier, receipt.carrier_id, receipt.carrier_status, kept)) {
      return false;
    }
    // Without a text yet, it waits for the answer to the send, which brings the id.
    if (const auto text = store::texts::by_carrier_id(writing, carrier, receipt.carrier_id)) {
      settle_text(writing, *text, kept.status, kept.failure);
    } else if (const auto to_staff =
                   store::staff_texts::by_carrier_id(writing, carrier, receipt.carrier_id)) {
      settle_staff_text(writing, *to_staff, kept.status,
                        kept.failure ? std::optional(kept.failure->code) : std::nullopt);
    }
    return true;
  };
  co_return co_await store.write<bool>(std::move(job));
}

}  // namespace warmline::flows
