#include "gateway/flows/keep_time.hpp"

#include <algorithm>
#include <chrono>

#include "gateway/flows/paging.hpp"
#include "gateway/flows/pass_time.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/rota.hpp"

namespace warmline::flows {
namespace {

// Who just passed may be asked again later, and a peer may have become free on another line: looked
// at this often.
constexpr std::chrono::seconds look_again{5};
// A deadline that the store could not act on is not tried in a tight loop.
constexpr std::chrono::milliseconds shortest_wait{20};

std::optional<routing::Instant> earlier(std::optional<routing::Instant> one,
                                        std::optional<routing::Instant> other) {
  if (!one || !other) return one ? one : other;
  return std::min(*one, *other);
}

}  // namespace

TimeKeeper::TimeKeeper(async::asio::any_io_executor loop, StoreThread& store, const Lines& lines,
                       async::TaskGroup& tasks, store::Database::Clock clock)
    : store_(store), lines_(lines), tasks_(tasks), clock_(std::move(clock)), wakeup_(loop) {}

awaitable<void> TimeKeeper::run() {
  while (!tasks_.stopping()) {
    std::move_only_function<Result<std::optional<routing::Instant>>(store::Writing&)> job =
        [this](store::Writing& writing) -> Result<std::optional<routing::Instant>> {
      pass_time(writing, lines_);
      const auto deadline =
          earlier(store::conversations::next_deadline(writing), store::rota::next_due(writing));
      return earlier(deadline, next_paging(writing, lines_));
    };
    const auto next = co_await store_.write<std::optional<routing::Instant>>(std::move(job));
    std::chrono::steady_clock::duration wait = look_again;
    if (next && next->has_value()) {
      wait = std::clamp<std::chrono::steady_clock::duration>(**next - clock_(), shortest_wait,
                                                             look_again);
    }
    co_await wakeup_.wait_for(wait);
  }
}

}  // namespace warmline::flows
