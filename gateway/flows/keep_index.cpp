#include "gateway/flows/keep_index.hpp"

#include <chrono>

#include "gateway/store/search_index.hpp"

namespace warmline::flows {
namespace {

// Two milliseconds of the writing thread.
constexpr int texts_at_once = 32;
// Without being woken: forgetting may have begun the index anew, and a problem of the store passes.
constexpr std::chrono::seconds look_again{10};

}  // namespace

IndexKeeper::IndexKeeper(async::asio::any_io_executor loop, StoreThread& store,
                         async::TaskGroup& tasks)
    : store_(store), tasks_(tasks), wakeup_(loop) {}

awaitable<void> IndexKeeper::run() {
  while (!tasks_.stopping()) {
    // True while there is more to do.
    std::move_only_function<Result<bool>(store::Writing&)> job =
        [](store::Writing& writing) -> Result<bool> {
      const bool has_indexed = store::search_index::index_some(writing, texts_at_once) > 0;
      return store::search_index::merge_some(writing.db) || has_indexed;
    };
    const auto goes_on = co_await store_.write<bool>(std::move(job));
    if (!goes_on || !*goes_on) co_await wakeup_.wait_for(look_again);
  }
}

}  // namespace warmline::flows
