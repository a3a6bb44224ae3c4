#include "gateway/flows/keep_retention.hpp"

#include <chrono>
#include <utility>

#include "gateway/store/backup.hpp"
#include "gateway/store/lines.hpp"
#include "gateway/store/retention.hpp"

namespace warmline::flows {
namespace {

namespace retention = store::retention;

constexpr std::chrono::hours rounds_apart{24};
// A store that refuses is tried again after this.
constexpr std::chrono::minutes try_again{1};
constexpr int texts_at_once = 200;
// A first round over many years is recorded in pieces of this size.
constexpr int texts_recorded_at_once = 10'000;

retention::Due due_on(const routing::Line& line, routing::Instant now) {
  const auto before = [&](const routing::Keeping& keeping) -> std::optional<routing::Instant> {
    const auto longest = routing::kept_for(keeping, line.timing);
    if (!longest) return std::nullopt;
    return now - *longest;
  };
  return {before(line.retention.texts), before(line.retention.media)};
}

// The next step on a line, on top of what was erased and not recorded yet.
retention::Erased step(store::Writing& store, const routing::Line& line,
                       const retention::Erased& before) {
  // Who may still rejoin goes by what coordinators have set.
  const auto due = due_on(store::lines::as_set(store, line), store.now);
  auto erased = retention::erase_some(store, line.id, due, texts_at_once);
  erased.texts += before.texts;
  erased.media += before.media;
  const int unrecorded = erased.texts + erased.media;
  if (unrecorded == 0 || (!erased.is_all && unrecorded < texts_recorded_at_once)) return erased;
  retention::record(store, line.id, erased);
  return {.is_all = erased.is_all};
}

}  // namespace

RetentionKeeper::RetentionKeeper(async::asio::any_io_executor loop, StoreThread& store,
                                 const Lines& lines, async::TaskGroup& tasks)
    : store_(store), lines_(lines), tasks_(tasks), wakeup_(loop) {}

awaitable<void> RetentionKeeper::run() {
  while (!tasks_.stopping()) {
    const auto kept = co_await keep();
    std::chrono::steady_clock::duration wait = rounds_apart;
    if (!kept) wait = try_again;
    co_await wakeup_.wait_for(wait);
  }
}

awaitable<Result<void>> RetentionKeeper::keep() {
  std::move_only_function<Result<void>(store::Writing&)> job =
      [](store::Writing& writing) -> Result<void> {
    store::backup::remove_copies_beside(writing.db.raw().getFilename(),
                                        writing.now - store::backup::copies_kept);
    return {};
  };
  const auto removed = co_await store_.write<void>(std::move(job));
  if (!removed) co_return removed;
  for (const auto& line : lines_.all()) {
    const auto kept = co_await keep_on(line);
    if (!kept) co_return kept;
  }
  co_return Result<void>();
}

awaitable<Result<void>> RetentionKeeper::keep_on(const routing::Line& line) {
  using Until = routing::Keeping::Until;
  const bool keeps_all =
      line.retention.texts.until == Until::always && line.retention.media.until == Until::always;
  retention::Erased erased{.is_all = keeps_all};
  while (!erased.is_all && !tasks_.stopping()) {
    std::move_only_function<Result<retention::Erased>(store::Writing&)> job =
        [&line, before = erased](store::Writing& writing) -> Result<retention::Erased> {
      return step(writing, line, before);
    };
    const auto done = co_await store_.write<retention::Erased>(std::move(job));
    if (!done) co_return std::unexpected(done.error());
    erased = *done;
  }
  co_return Result<void>();
}

}  // namespace warmline::flows
