#include "gateway/flows/keep_tallies.hpp"

#include <chrono>
#include <utility>

#include "gateway/store/tallies.hpp"

namespace warmline::flows {
namespace {

using store::tallies::Step;

// Some tens of milliseconds of a reader's thread.
constexpr int texts_at_once = 10'000;
// What comes meanwhile is counted when it is asked for.
constexpr std::chrono::minutes look_again{5};

}  // namespace

awaitable<Result<bool>> add_up_texts(StoreThread& store) {
  std::move_only_function<Result<Step>(store::Reading&)> look =
      [](store::Reading& reading) -> Result<Step> {
    return store::tallies::next(reading, texts_at_once);
  };
  auto step = co_await store.read<Step>(std::move(look));
  if (!step) co_return std::unexpected(std::move(step.error()));
  if (step->until == step->after) co_return false;
  const bool has_more = step->until - step->after == texts_at_once;
  std::move_only_function<Result<bool>(store::Writing&)> keep =
      [step = std::move(*step), has_more](store::Writing& writing) -> Result<bool> {
    store::tallies::add(writing, step);
    return has_more;
  };
  co_return co_await store.write<bool>(std::move(keep));
}

TallyKeeper::TallyKeeper(async::asio::any_io_executor loop, StoreThread& store,
                         async::TaskGroup& tasks)
    : store_(store), tasks_(tasks), wakeup_(loop) {}

awaitable<void> TallyKeeper::run() {
  while (!tasks_.stopping()) {
    const auto goes_on = co_await add_up_texts(store_);
    if (!goes_on || !*goes_on) co_await wakeup_.wait_for(look_again);
  }
}

}  // namespace warmline::flows
