#include "gateway/flows/keep_text.hpp"

#include <utility>

#include "gateway/flows/receive_text.hpp"

namespace warmline::flows {
namespace {

bool is_for_the_spool(ProblemCode code) {
  return code == ProblemCode::store_unavailable || code == ProblemCode::store_damaged;
}

}  // namespace

awaitable<Result<void>> keep_text(StoreThread& store, const Lines& lines, TextSpool& spool,
                                  ArrivedText text) {
  // While it refuses it is not asked: a locked database takes seconds to say so.
  const bool has_to_wait = store.refusing() || spool.holds_back(text);
  if (!has_to_wait || !spool.usable()) {
    const auto kept =
        co_await receive_text(store, lines, text.carrier, text.text, text.idempotency_token);
    if (kept) co_return Result<void>{};
    if (!is_for_the_spool(kept.error().code)) co_return std::unexpected(kept.error());
  }
  co_return co_await spool.append(lines, std::move(text));
}

}  // namespace warmline::flows
