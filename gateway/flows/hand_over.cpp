#include "gateway/flows/hand_over.hpp"

#include <algorithm>
#include <utility>

namespace warmline::flows {
namespace {

constexpr std::chrono::seconds look_again{30};
constexpr std::chrono::milliseconds shortest_wait{20};

const carriers::SendProblem unexplained{
    .code = ProblemCode::outcome_unknown,
    .words = "Something broke while this was being sent. We're looking for it at the carrier."};

// What became of the text; outcome_unknown too where something broke on our side.
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

}  // namespace

HandOvers::HandOvers(async::asio::any_io_executor loop, StoreThread& store,
                     const Carriers& carriers, async::TaskGroup& tasks,
                     store::Database::Clock clock, Limits limits, Departures& departures,
                     std::string task)
    : store_(store),
      carriers_(carriers),
      tasks_(tasks),
      clock_(std::move(clock)),
      limits_(limits),
      departures_(departures),
      task_(std::move(task)),
      wakeup_(loop) {}

awaitable<bool> HandOvers::begin() {
  std::function<void(store::Writing&)> settle = [this](store::Writing& writing) {
    departures_.settle_interrupted(writing);
  };
  co_return co_await until_kept(std::move(settle));
}

awaitable<void> HandOvers::run() {
  while (!tasks_.stopping()) {
    if (departures_.must_wait()) {
      co_await tasks_.stop_signal().wait_for(limits_.store_pause);
      continue;
    }
    auto due = co_await take_due();
    if (!due) {
      co_await tasks_.stop_signal().wait_for(limits_.store_pause);
      continue;
    }
    if (tasks_.stopping()) {
      co_await put_back(std::move(*due));
      co_return;
    }
    for (auto& leaving : *due) {
      ++under_way_;
      tasks_.spawn(task_, hand_over(std::move(leaving)));
    }
    co_await wait_for_more();
  }
}

awaitable<Result<std::vector<Leaving>>> HandOvers::take_due() {
  const auto room = static_cast<int>(limits_.under_way_max - under_way_);
  if (room == 0) co_return std::vector<Leaving>{};
  std::move_only_function<Result<std::vector<Leaving>>(store::Writing&)> job =
      [this, room](store::Writing& writing) -> Result<std::vector<Leaving>> {
    return departures_.take_due(writing, room);
  };
  co_return co_await store_.write<std::vector<Leaving>>(std::move(job));
}

awaitable<void> HandOvers::put_back(std::vector<Leaving> due) {
  std::move_only_function<Result<void>(store::Writing&)> job =
      [this, &due](store::Writing& writing) -> Result<void> {
    for (const auto& leaving : due) departures_.put_back(writing, leaving);
    return {};
  };
  co_await store_.write<void>(std::move(job));
}

awaitable<void> HandOvers::hand_over(Leaving leaving) {
  const auto outcome = co_await handed_over(*carriers_.at(leaving.carrier), leaving.text);
  // When we stop before it can be kept, it stays marked as being handed over.
  std::function<void(store::Writing&)> keep = [this, &leaving, &outcome](store::Writing& writing) {
    departures_.keep_outcome(writing, leaving, outcome);
  };
  co_await until_kept(std::move(keep));
  --under_way_;
  departures_.on_kept();
}

awaitable<void> HandOvers::wait_for_more() {
  std::move_only_function<Result<std::optional<routing::Instant>>(store::Reading&)> job =
      [this](store::Reading& reading) -> Result<std::optional<routing::Instant>> {
    return departures_.next_due(reading);
  };
  const auto next = co_await store_.read<std::optional<routing::Instant>>(std::move(job));
  const bool is_full = under_way_ >= limits_.under_way_max;
  co_await wakeup_.wait_for(until_due(next && !is_full ? *next : std::nullopt, clock_()));
}

awaitable<bool> HandOvers::until_kept(std::function<void(store::Writing&)> change) {
  for (;;) {
    std::move_only_function<Result<void>(store::Writing&)> job =
        [&change](store::Writing& writing) -> Result<void> {
      change(writing);
      return {};
    };
    const auto kept = co_await store_.write<void>(std::move(job));
    if (kept) co_return true;
    if (kept.error().code == ProblemCode::stopping) co_return false;
    if (co_await tasks_.stop_signal().wait_for(limits_.store_pause)) co_return false;
  }
}

std::chrono::milliseconds wait_after(int tries, std::chrono::milliseconds first,
                                     std::chrono::milliseconds longest) {
  auto wait = first;
  for (int i = 1; i < tries && wait < longest; ++i) wait *= 2;
  return std::min(wait, longest);
}

std::chrono::steady_clock::duration until_due(const std::optional<routing::Instant>& next,
                                              routing::Instant now) {
  if (!next) return look_again;
  return std::clamp<std::chrono::steady_clock::duration>(*next - now, shortest_wait, look_again);
}

}  // namespace warmline::flows
