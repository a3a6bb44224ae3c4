#include "gateway/app.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <sodium.h>
#include <spdlog/sinks/stdout_color_sinks.h>

#include "gateway/carriers/twilio/twilio.hpp"
#include "gateway/flows/keep_time.hpp"
#include "gateway/http/server.hpp"
#include "gateway/metrics.hpp"
#include "gateway/routes.hpp"
#include "gateway/store/lines.hpp"

namespace warmline {
namespace {

// Comparing passwords takes 64 MiB each: few at once, few waiting.
constexpr std::size_t hashing_threads = 1;
constexpr std::size_t hashing_waiting_max = 32;
// Of shutdown_longest, what requests in hand get; sends under way get the rest.
constexpr std::chrono::seconds serving_longest{4};
constexpr std::chrono::seconds sending_longest{5};

std::string words_of(std::exception_ptr failure) {
  try {
    std::rethrow_exception(std::move(failure));
  } catch (const std::exception& known) {
    return known.what();
  } catch (...) {
    return "something that is no exception";
  }
}

store::MasterKey master_key(const config::MasterKey& configured) {
  const std::string& raw = configured.key.reveal();
  store::MasterKey key{};
  if (raw.size() != key.size())
    throw store::Unusable("there is no master key to open the database with");
  std::ranges::copy(raw, key.begin());
  return key;
}

std::vector<std::unique_ptr<carriers::Carrier>> carriers_of(const config::Config& config) {
  std::vector<std::unique_ptr<carriers::Carrier>> made;
  for (const auto& carrier : config.carriers) {
    switch (carrier.kind) {
      case config::CarrierKind::twilio:
        made.push_back(std::make_unique<carriers::Twilio>(
            carriers::TwilioSettings{.name = carrier.name,
                                     .account_sid = carrier.account_sid,
                                     .auth_token = carrier.auth_token.reveal(),
                                     .api_url = carrier.api_url,
                                     .public_url = config.server.public_url}));
        break;
    }
  }
  return made;
}

flows::Carriers by_name(const std::vector<std::unique_ptr<carriers::Carrier>>& all) {
  flows::Carriers named;
  for (const auto& carrier : all) named.emplace(carrier->name(), carrier.get());
  return named;
}

// Whether what was recorded may have made a text due, or changed who is free or when something is.
bool concerns_outbox(routing::EventKind kind) {
  return kind == routing::EventKind::text_queued || kind == routing::EventKind::texter_opted_out;
}
bool concerns_time(routing::EventKind kind) {
  return routing::to_string(kind).starts_with("conversation.") ||
         kind == routing::EventKind::presence_changed;
}

}  // namespace

Environment real_environment() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium can't be used on this machine");
  return {
      .now =
          [] {
            return std::chrono::time_point_cast<routing::Duration>(
                std::chrono::system_clock::now());
          },
      .random = [](std::span<std::uint8_t> bytes) { randombytes_buf(bytes.data(), bytes.size()); },
      .log = spdlog::stderr_color_mt("warmline")};
}

void ensure_master_key(config::Config& config, const Environment& environment) {
  auto& configured = config.security.master_key;
  if (!configured.must_create) return;
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
  return std::make_unique<store::Database>(config.store.path.string(),
                                           master_key(config.security.master_key),
                                           environment.random, environment.now);
}

flows::Lines lines_of(store::Database& database, const config::Config& config) {
  std::vector<routing::Line> lines = config.lines;
  std::array<store::Database::Job, 1> jobs{[&](store::Writing& store) {
    for (auto& line : lines) line.id = store::lines::keep(store, line.number, line.name);
  }};
  const auto done = database.commit_together(jobs);
  if (done.failures.front()) std::rethrow_exception(done.failures.front());
  return flows::Lines(std::move(lines));
}

// In the order in which they depend on each other; they go in the reverse.
struct App::Parts {
  using Executor = boost::asio::any_io_executor;

  Parts(Executor loop, const config::Config& config, Environment environment_, Extras extras)
      : environment(std::move(environment_)),
        database(open_database(config, environment)),
        lines(lines_of(*database, config)),
        carriers(carriers_of(config)),
        tasks(loop,
              [log = environment.log](std::string_view task, std::exception_ptr failure) {
                log->error("task {} failed: {}", task, words_of(std::move(failure)));
              }),
        feed(loop, tasks, api::LiveFeed::Limits{}),
        store(
            loop, *database, environment.now, extras.store, [this](auto events) { tell(events); },
            [log = environment.log](const std::string& why) {
              log->error("the database refuses: {}", why);
            }),
        hashing(loop, "hashing", hashing_threads, hashing_waiting_max),
        outbox(loop, store, lines, by_name(carriers), tasks, environment.now, extras.outbox),
        time(loop, store, lines, tasks, environment.now),
        api(store, lines, hashing, feed, config.server.public_url),
        webhooks(store, lines, by_name(carriers),
                 [log = environment.log](const std::string& line) { log->warn(line); }),
        pages(store, metrics),
        server(loop, {config.server.listen.host, config.server.listen.port}, extras.http,
               routes(api, webhooks, pages, std::move(extras.routes)),
               [log = environment.log](std::string_view where, std::exception_ptr failure) {
                 log->error("{} failed: {}", where, words_of(std::move(failure)));
               }) {}

  void tell(const std::shared_ptr<const std::vector<store::Event>>& events) {
    feed.append(events);
    for (const auto& event : *events) {
      metrics.count(event.kind);
      if (concerns_outbox(event.kind)) outbox.wake();
      if (concerns_time(event.kind)) time.wake();
    }
  }

  Environment environment;
  std::unique_ptr<store::Database> database;
  flows::Lines lines;
  std::vector<std::unique_ptr<carriers::Carrier>> carriers;
  Metrics metrics;
  async::TaskGroup tasks;
  api::LiveFeed feed;
  flows::StoreThread store;
  async::WorkerPool hashing;
  flows::Outbox outbox;
  flows::TimeKeeper time;
  api::Api api;
  webhooks::Webhooks webhooks;
  Pages pages;
  http::Server server;
};

App::App(boost::asio::io_context& loop, const config::Config& config, Environment environment,
         Extras extras)
    : parts_(std::make_unique<Parts>(loop.get_executor(), config, std::move(environment),
                                     std::move(extras))) {}

App::~App() = default;

void App::start() {
  parts_->tasks.spawn("outbox", parts_->outbox.run());
  parts_->tasks.spawn("time", parts_->time.run());
  parts_->server.start();
}

async::asio::awaitable<void> App::stop() {
  if (!co_await parts_->server.stop(serving_longest)) {
    parts_->environment.log->warn("some requests took too long to finish and were cut");
  }
  parts_->tasks.close();
  parts_->outbox.wake();
  parts_->time.wake();
  if (!co_await parts_->tasks.wait_until_empty(sending_longest)) {
    parts_->environment.log->warn(
        "some texts were still being sent: what became of them is unknown and will be shown");
  }
  parts_->hashing.stop();
  parts_->store.stop();
}

std::uint16_t App::port() const {
  return parts_->server.port();
}

}  // namespace warmline
