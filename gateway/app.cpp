#include "gateway/app.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <sodium.h>
#include <spdlog/sinks/stdout_color_sinks.h>

#include "gateway/configured.hpp"
#include "gateway/flows/edit_flags.hpp"
#include "gateway/flows/forget_texter.hpp"
#include "gateway/flows/former_lines.hpp"
#include "gateway/flows/keep_index.hpp"
#include "gateway/flows/keep_retention.hpp"
#include "gateway/flows/keep_tallies.hpp"
#include "gateway/flows/keep_time.hpp"
#include "gateway/flows/open_picture.hpp"
#include "gateway/flows/replay_spool.hpp"
#include "gateway/flows/text_spool.hpp"
#include "gateway/http/server.hpp"
#include "gateway/metrics.hpp"
#include "gateway/onward_clock.hpp"
#include "gateway/rekey.hpp"
#include "gateway/routes.hpp"
#include "gateway/store/events.hpp"
#include "gateway/store/health.hpp"
#include "gateway/store/lines.hpp"

namespace warmline {
namespace {

// Comparing passwords takes 64 MiB each: few at once, few waiting.
constexpr std::size_t hashing_threads = 1;
constexpr std::size_t hashing_waiting_max = 32;
// Of shutdown_longest, what requests in hand get, and what closing the store gets; sends under way
// get all that is left.
constexpr std::chrono::seconds serving_longest{4};
constexpr std::chrono::seconds closing_longest{1};
constexpr std::chrono::seconds listens_longest{30};

// Whether what was recorded may have made a text due, or changed who is free or when something is.
bool concerns_outbox(routing::EventKind kind) {
  return kind == routing::EventKind::text_queued || kind == routing::EventKind::texter_opted_out;
}
bool concerns_index(routing::EventKind kind) {
  return kind == routing::EventKind::text_received || kind == routing::EventKind::text_queued ||
         kind == routing::EventKind::note_added;
}
bool concerns_time(routing::EventKind kind) {
  return routing::to_string(kind).starts_with("conversation.") ||
         kind == routing::EventKind::presence_changed;
}
bool concerns_forgetting(routing::EventKind kind) {
  return kind == routing::EventKind::texter_forgotten ||
         kind == routing::EventKind::retention_applied;
}

// So that what comes in now does not stand before what is kept, where the machine's clock was set
// back since, or has not been set yet. One that is days behind may have been days ahead before:
// then what is kept is wrong.
void go_on_from_newest(const store::Database& database, const Environment& environment) {
  constexpr std::chrono::hours believed_most{24};
  const auto connection = database.reader();
  store::Reading reading{*connection, database.seal(), environment.now()};
  const auto newest = store::unless_damaged(reading, [&] {
                        return store::events::newest_at(reading);
                      }).value_or(std::nullopt);
  if (!newest || *newest <= reading.now) return;
  const auto behind = *newest - reading.now;
  if (behind > believed_most) {
    environment.log->warn(
        "the clock says {}, which is {} hours before the newest of what is kept: what comes in now "
        "stands before it. Set the clock right, and start again",
        routing::format_instant(reading.now),
        std::chrono::floor<std::chrono::hours>(behind).count());
    return;
  }
  if (behind > std::chrono::minutes(1)) {
    environment.log->warn(
        "the clock says {}, which is {} minutes before the newest of what is kept: time goes on "
        "from there, at half its pace, until the clock has caught up. Set the clock right",
        routing::format_instant(reading.now),
        std::chrono::floor<std::chrono::minutes>(behind).count());
  }
  environment.go_on_from(*newest);
}

}  // namespace

Environment real_environment() {
  // One draw from the system seeds many numbers: every text takes four.
  randombytes_set_implementation(&randombytes_internal_implementation);
  if (sodium_init() < 0) throw std::runtime_error("libsodium can't be used on this machine");
  const auto clock = std::make_shared<OnwardClock>(
      [] {
        return std::chrono::time_point_cast<routing::Duration>(std::chrono::system_clock::now());
      },
      [] {
        return std::chrono::duration_cast<routing::Duration>(
            std::chrono::steady_clock::now().time_since_epoch());
      });
  return {
      .now = [clock] { return clock->now(); },
      .go_on_from = [clock](routing::Instant before) { clock->go_on_from(before); },
      .random = [](std::span<std::uint8_t> bytes) { randombytes_buf(bytes.data(), bytes.size()); },
      .log = spdlog::stderr_color_mt("warmline")};
}

void ensure_master_key(config::Config& config, const Environment& environment) {
  if (finish_rekey(config)) {
    environment.log->warn("finished the change of the master key that was interrupted");
  }
  auto& configured = config.security.master_key;
  if (!configured.must_create) return;
  std::error_code unknown;
  if (std::filesystem::file_size(config.store.path, unknown) > 0 && !unknown) {
    throw store::Unusable(
        fmt::format("the master key file {} is missing, and {} can't be read without it: put the "
                    "key back where it was",
                    configured.file.string(), config.store.path.string()));
  }
  store::MasterKey key{};
  environment.random(key);
  const auto created = config::create_master_key(configured.file, key);
  if (!created) throw store::Unusable(created.error());
  environment.log->warn(
      "made a new master key in {}: back it up apart from the database. Without it nothing that is "
      "kept can be read",
      configured.file.string());
  configured.key = config::Secret(std::string(key.begin(), key.end()), configured.file.string());
  configured.must_create = false;
}

std::unique_ptr<store::Database> open_database(const config::Config& config,
                                               const Environment& environment) {
  auto database = std::make_unique<store::Database>(config.store.path.string(),
                                                    master_key(config.security.master_key),
                                                    environment.random, environment.now);
  go_on_from_newest(*database, environment);
  return database;
}

flows::Lines lines_of(store::Database& database, const config::Config& config) {
  std::optional<flows::Lines> lines;
  std::array<store::Database::Job, 1> jobs{[&](store::Writing& store) {
    std::vector<routing::Line> kept = config.lines;
    for (auto& line : kept) line.id = store::lines::keep(store, line.number, line.name);
    flows::take_flag_lists(store, lines.emplace(std::move(kept)));
  }};
  const auto done = database.commit_together(jobs);
  if (done.failures.front()) std::rethrow_exception(done.failures.front());
  return std::move(*lines);
}

void warn_of_former_lines(const store::Database& database, const flows::Lines& lines,
                          const Environment& environment) {
  const auto connection = database.reader();
  store::Reading reading{*connection, database.seal(), environment.now()};
  const auto found =
      store::unless_damaged(reading, [&] { return flows::left_behind(reading, lines); });
  for (const auto& words : found.value_or(std::vector<std::string>())) environment.log->warn(words);
}

Opened open_for_service(const config::Config& config, const Environment& environment) {
  auto database = open_database(config, environment);
  auto lines = lines_of(*database, config);
  warn_of_former_lines(*database, lines, environment);
  return {std::move(database), std::move(lines)};
}

// In the order in which they depend on each other; they go in the reverse.
struct App::Parts {
  using Executor = boost::asio::any_io_executor;

  Parts(Executor loop, const config::Config& config, Environment environment_, Extras extras)
      : environment(std::move(environment_)),
        opened(extras.opened ? std::move(*extras.opened) : open_for_service(config, environment)),
        lines(opened.lines),
        carriers(carriers_of(config)),
        tasks(loop,
              [log = environment.log](std::string_view task, std::exception_ptr failure) {
                log->error("task {} failed: {}", task, words_of(std::move(failure)));
              }),
        feed(loop, tasks, api::LiveFeed::Limits{}),
        store(
            loop, *opened.database, environment.now, extras.store,
            [this](auto events) { tell(events); }, warn()),
        spool(loop,
              {.file = store::Spool::path_of(config.store.path.string()),
               .master = master_key(config.security.master_key),
               .key_is_proven = true},
              environment.now, warn()),
        replay(store, lines, spool, tasks, master_key(config.security.master_key), {}, warn()),
        hashing(loop, "hashing", hashing_threads, hashing_waiting_max),
        outbox(
            loop, store, lines, by_name(carriers), tasks, environment.now,
            [this] { return must_listen_first(); }, extras.outbox),
        staff_outbox(loop, store, lines, by_name(carriers), tasks, environment.now,
                     extras.staff_outbox),
        catch_up(loop, store, lines, by_name(carriers), tasks, environment.now, extras.catch_up,
                 [log = environment.log](const std::string& line) { log->warn(line); }),
        time(loop, store, lines, tasks, environment.now),
        index(loop, store, tasks),
        forgetter(loop, *opened.database, store, tasks, warn()),
        retention(loop, store, lines, tasks),
        tallies(loop, store, tasks),
        pictures(store, by_name(carriers), {}),
        api(store, lines, hashing, outbox, pictures, feed, config.server.public_url),
        webhooks(store, lines, spool, by_name(carriers), warn()),
        pages(store, metrics),
        listener(extras.listener ? nullptr
                                 : std::make_unique<http::Listener>(http::ListenAddress{
                                       config.server.listen.host, config.server.listen.port})),
        server(loop, listener ? *listener : *extras.listener, extras.http,
               routes(api, webhooks, pages, std::move(extras.routes)),
               [log = environment.log](std::string_view where, std::exception_ptr failure) {
                 log->error("{} failed: {}", where, words_of(std::move(failure)));
               }) {}

  // Says a line to the operator.
  std::function<void(const std::string&)> warn() const {
    return [log = environment.log](const std::string& line) { log->warn(line); };
  }

  // Texts are at hand that are not taken in yet, or may be on the carriers' lists: one of them may
  // be a STOP. Where they can't be had, what is to leave does not wait for ever.
  bool must_listen_first() {
    if (!spool.next() && catch_up.has_begun()) {
      listens_since.reset();
      return false;
    }
    const auto now = std::chrono::steady_clock::now();
    if (!listens_since) listens_since = now;
    return now - *listens_since < listens_longest;
  }

  void tell(const std::shared_ptr<const std::vector<store::Event>>& events) {
    feed.append(events);
    for (const auto& event : *events) {
      metrics.count(event.kind);
      if (concerns_outbox(event.kind)) outbox.wake();
      if (event.kind == routing::EventKind::staff_texted) staff_outbox.wake();
      if (concerns_time(event.kind)) time.wake();
      if (concerns_index(event.kind)) index.wake();
      if (concerns_forgetting(event.kind)) forgetter.wake();
    }
  }

  Environment environment;
  Opened opened;
  flows::Lines& lines;
  std::vector<std::unique_ptr<carriers::Carrier>> carriers;
  Metrics metrics;
  async::TaskGroup tasks;
  api::LiveFeed feed;
  flows::StoreThread store;
  flows::TextSpool spool;
  flows::SpoolReplay replay;
  async::WorkerPool hashing;
  std::optional<std::chrono::steady_clock::time_point> listens_since;
  flows::Outbox outbox;
  flows::StaffOutbox staff_outbox;
  flows::CatchUp catch_up;
  flows::TimeKeeper time;
  flows::IndexKeeper index;
  flows::Forgetter forgetter;
  flows::RetentionKeeper retention;
  flows::TallyKeeper tallies;
  flows::Pictures pictures;
  api::Api api;
  webhooks::Webhooks webhooks;
  Pages pages;
  std::unique_ptr<http::Listener> listener;  // where nobody else's is used
  http::Server server;
};

App::App(boost::asio::io_context& loop, const config::Config& config, Environment environment,
         Extras extras)
    : parts_(std::make_unique<Parts>(loop.get_executor(), config, std::move(environment),
                                     std::move(extras))) {}

App::~App() = default;

void App::start() {
  parts_->tasks.spawn("spool", parts_->replay.run());
  parts_->tasks.spawn("outbox", parts_->outbox.run());
  parts_->tasks.spawn("staff outbox", parts_->staff_outbox.run());
  parts_->tasks.spawn("catch up", parts_->catch_up.run());
  parts_->tasks.spawn("time", parts_->time.run());
  parts_->tasks.spawn("index", parts_->index.run());
  parts_->tasks.spawn("forgetting", parts_->forgetter.run());
  parts_->tasks.spawn("retention", parts_->retention.run());
  parts_->tasks.spawn("tallies", parts_->tallies.run());
  parts_->server.start();
}

async::asio::awaitable<void> App::stop() {
  using Clock = std::chrono::steady_clock;
  const auto until = Clock::now() + shutdown_longest - closing_longest;
  if (!co_await parts_->server.stop(serving_longest)) {
    parts_->environment.log->warn("some requests took too long to finish and were cut");
  }
  parts_->tasks.close();
  parts_->outbox.wake();
  parts_->staff_outbox.wake();
  parts_->catch_up.wake();
  parts_->time.wake();
  parts_->index.wake();
  parts_->forgetter.wake();
  parts_->retention.wake();
  parts_->tallies.wake();
  const auto left = std::max(until - Clock::now(), Clock::duration::zero());
  if (!co_await parts_->tasks.wait_until_empty(left)) {
    parts_->environment.log->warn(
        "some texts were still being sent: what became of them is unknown and will be shown");
  }
  parts_->hashing.stop();
  parts_->spool.stop();
  parts_->store.stop();
}

std::uint16_t App::port() const {
  return parts_->server.port();
}

}  // namespace warmline
