#include "gateway/flows/hand_over.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace warmline::flows {
namespace {

const carriers::SendProblem unexplained{
    .code = ProblemCode::outcome_unknown,
    .words = "Something broke while this was being sent. We're looking for it at the carrier."};

}  // namespace

awaitable<bool> until_kept(StoreThread& store, async::TaskGroup& tasks,
                           std::chrono::milliseconds pause,
                           std::function<Result<void>(store::Writing&)> change) {
  for (;;) {
    std::move_only_function<Result<void>(store::Writing&)> job =
        [&change](store::Writing& writing) { return change(writing); };
    const auto kept = co_await store.write<void>(std::move(job));
    if (kept) co_return true;
    if (kept.error().code == ProblemCode::stopping) co_return false;
    if (co_await tasks.stop_signal().wait_for(pause)) co_return false;
  }
}

awaitable<carriers::SendOutcome> handed_over(carriers::Carrier& carrier,
                                             carriers::OutgoingText text) {
  std::optional<carriers::SendOutcome> outcome;
  try {
    outcome = co_await carrier.send(std::move(text));
  } catch (const std::exception&) {
    // A broken world in the middle of a send: whether it left is not known.
    outcome = std::unexpected(unexplained);
  }
  co_return std::move(*outcome);
}

std::chrono::milliseconds wait_after(int tries, std::chrono::milliseconds first,
                                     std::chrono::milliseconds longest) {
  auto wait = first;
  for (int i = 1; i < tries && wait < longest; ++i) wait *= 2;
  return std::min(wait, longest);
}

}  // namespace warmline::flows
