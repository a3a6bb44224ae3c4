// What is the same for every text that leaves, whoever it goes to.
#pragma once

#include <chrono>
#include <functional>

#include "gateway/async/task_group.hpp"
#include "gateway/carriers/carrier.hpp"
#include "gateway/flows/store_thread.hpp"

namespace warmline::flows {

// Tries `change` while the database refuses. False: we stop before it could be kept.
awaitable<bool> until_kept(StoreThread& store, async::TaskGroup& tasks,
                           std::chrono::milliseconds pause,
                           std::function<Result<void>(store::Writing&)> change);

// What became of the text; outcome_unknown too where something broke on our side.
awaitable<carriers::SendOutcome> handed_over(carriers::Carrier& carrier,
                                             carriers::OutgoingText text);

// How long to wait after so many tries: `first`, doubled with each, up to `longest`.
std::chrono::milliseconds wait_after(int tries, std::chrono::milliseconds first,
                                     std::chrono::milliseconds longest);

}  // namespace warmline::flows
