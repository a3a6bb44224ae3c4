#include "gateway/flows/forget_texter.hpp"

#include <chrono>
#include <system_error>
#include <utility>

#include "gateway/store/backup.hpp"
#include "gateway/store/forgetting.hpp"

namespace warmline::flows {
namespace {

constexpr std::chrono::minutes look_again{1};

}  // namespace

Forgetter::Forgetter(async::asio::any_io_executor loop, store::Database& database,
                     StoreThread& store, async::TaskGroup& tasks, Log log)
    : database_(database), store_(store), tasks_(tasks), log_(std::move(log)), wakeup_(loop) {}

void Forgetter::tell(const std::string& trouble) {
  if (trouble == std::exchange(said_, trouble) || trouble.empty()) return;
  log_("forgetting is not finished yet: " + trouble);
}

awaitable<void> Forgetter::run() {
  while (!tasks_.stopping()) {
    // A store that refuses is tried again with the next look.
    const auto finished = co_await finish();
    tell(finished ? std::string() : finished.error().detail);
    co_await wakeup_.wait_for(look_again);
  }
}

awaitable<Result<void>> Forgetter::finish() {
  const auto erased = co_await erase_rest();
  if (!erased) co_return erased;
  const auto merged = co_await merge();
  if (!merged) co_return std::unexpected(merged.error());

  std::move_only_function<Result<std::optional<routing::Instant>>(store::Reading&)> look =
      [](store::Reading& reading) -> Result<std::optional<routing::Instant>> {
    return store::forgetting::latest(reading);
  };
  const auto latest = co_await store_.read<std::optional<routing::Instant>>(std::move(look));
  if (!latest) co_return std::unexpected(latest.error());
  if (*latest != finished_until_) {
    const auto tidied = co_await tidy_files(*latest);
    if (!tidied) co_return tidied;
  }
  if (*merged || *latest != finished_until_) database_.scrub();
  finished_until_ = *latest;
  co_return Result<void>();
}

// Beside the database: who was forgotten until then is on the side list, and no copy from before
// is left. One that was made since has no key of theirs.
awaitable<Result<void>> Forgetter::tidy_files(std::optional<routing::Instant> until) {
  std::move_only_function<Result<void>(store::Writing&)> job =
      [until](store::Writing& writing) -> Result<void> {
    try {
      store::forgetting::complete_list(writing);
      store::backup::remove_copies_beside(writing.db.raw().getFilename(), until);
    } catch (const std::system_error& failure) {
      return routing::problem(ProblemCode::store_unavailable, failure.what());
    }
    return {};
  };
  co_return co_await store_.write<void>(std::move(job));
}

awaitable<Result<void>> Forgetter::erase_rest() {
  for (bool is_more = true; is_more && !tasks_.stopping();) {
    std::move_only_function<Result<bool>(store::Writing&)> job =
        [](store::Writing& writing) -> Result<bool> { return store::forgetting::go_on(writing); };
    const auto done = co_await store_.write<bool>(std::move(job));
    if (!done) co_return std::unexpected(done.error());
    is_more = *done;
  }
  co_return Result<void>();
}

// Whether there was anything to merge.
awaitable<Result<bool>> Forgetter::merge() {
  store::erasing::Merging merging;
  for (bool any = false; !tasks_.stopping(); any = true) {
    std::move_only_function<Result<store::erasing::Merging>(store::Writing&)> job =
        [merging](store::Writing& writing) -> Result<store::erasing::Merging> {
      return store::erasing::merge_some(writing, merging);
    };
    const auto done = co_await store_.write<store::erasing::Merging>(std::move(job));
    if (!done) co_return std::unexpected(done.error());
    merging = *done;
    if (merging.is_done) co_return any;
  }
  co_return false;
}

}  // namespace warmline::flows
