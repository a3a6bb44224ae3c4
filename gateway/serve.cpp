#include "gateway/serve.hpp"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include "gateway/async/task_group.hpp"
#include "gateway/async/worker_pool.hpp"
#include "gateway/commands.hpp"
#include "gateway/configured.hpp"
#include "gateway/open_files.hpp"
#include "gateway/standby.hpp"
#include "gateway/store/lock_file.hpp"
#include "gateway/store/restore.hpp"

namespace warmline {
namespace {

using async::asio::awaitable;

constexpr std::chrono::milliseconds cut_longest{250};
// How long the first try may take before somebody is answered that it is under way.
constexpr std::chrono::seconds silent_longest{1};
constexpr std::chrono::seconds try_again{2};
constexpr std::string_view being_opened = "the database is being opened";

// What one step towards the open database came to; `why_not` is empty where it went well.
struct Step {
  std::string why_not;
  config::MasterKey key;  // as it is now
  std::optional<Opened> opened;
};

// As many clients as there is room for; where that is fewer than usual, the operator is told.
http::Limits limits_here(spdlog::logger& log) {
  http::Limits limits;
  const auto files = raise_open_files();
  const auto most = connections_within(files, limits.connections_max);
  if (most < limits.connections_max) {
    log.warn("the system lets us open {} files: {} connections at once instead of {}", files, most,
             limits.connections_max);
  }
  limits.connections_max = most;
  return limits;
}

// Opens the service, or stands by and tries again; then stops what there is.
class Runner {
 public:
  Runner(boost::asio::io_context& loop, const http::Listener& listener, Service service)
      : loop_(loop),
        listener_(listener),
        service_(std::move(service)),
        limits_(limits_here(*service_.environment.log)),
        tasks_(loop.get_executor(),
               [log = service_.environment.log](std::string_view task, std::exception_ptr failure) {
                 log->error("{} failed: {}", task, words_of(std::move(failure)));
               }),
        opener_(loop.get_executor(), "opening", 1, 1) {}

  void start() {
    tasks_.spawn("opening the database", open());
    tasks_.spawn("standing by", stand_by_if_slow());
  }

  awaitable<void> stop() {
    tasks_.close();
    // A try that is under way ends by itself; no process can be told to give up a file.
    co_await tasks_.wait_until_empty(shutdown_longest);
    if (standby_) co_await standby_->stop();
    if (app_) co_await app_->stop();
    if (service_.stop_too) co_await service_.stop_too();
  }

 private:
  awaitable<void> open();
  awaitable<void> stand_by_if_slow();
  awaitable<void> stand_by(std::string why);
  awaitable<std::string> try_once();
  awaitable<std::string> start_app(Opened opened);
  Step take_lock_and_key();
  Step open_database(config::MasterKey key) const;

  boost::asio::io_context& loop_;
  const http::Listener& listener_;
  Service service_;
  const http::Limits limits_;
  async::TaskGroup tasks_;
  std::optional<store::LockFile> lock_;  // once it was had; the worker's
  config::MasterKey key_;                // as it was when last looked at
  bool is_ours_ = false;                 // the lock was had
  bool tried_ = false;
  std::optional<Standby> standby_;
  std::optional<App> app_;
  async::WorkerPool opener_;
};

// Both steps are the worker's: any of this may wait for a disk, or for another process.
Step Runner::take_lock_and_key() {
  Step step{.key = service_.config.security.master_key};
  try {
    const auto database = service_.config.store.path.string();
    if (!lock_) {
      lock_.emplace(database);
      store::restore::remove_unfinished(database);
    }
    const auto read = config::read_again(step.key);
    if (!read) step.why_not = read.error();
  } catch (const std::exception& failure) {
    step.why_not = failure.what();
  }
  return step;
}

Step Runner::open_database(config::MasterKey key) const {
  Step step;
  auto config = service_.config;
  config.security.master_key = std::move(key);
  try {
    ensure_master_key(config, service_.environment);
    step.opened = open_for_service(config, service_.environment);
    if (service_.prepare) service_.prepare(*step.opened->database);
  } catch (const std::exception& failure) {
    step.opened.reset();
    step.why_not = failure.what();
  }
  step.key = std::move(config.security.master_key);
  return step;
}

awaitable<void> Runner::open() {
  while (!tasks_.stopping()) {
    auto why_not = co_await try_once();
    tried_ = true;
    if (why_not.empty() || tasks_.stopping()) co_return;
    co_await stand_by(std::move(why_not));
    co_await tasks_.stop_signal().wait_for(try_again);
  }
}

awaitable<std::string> Runner::try_once() {
  std::move_only_function<Step(std::size_t)> begin = [this](std::size_t) {
    return take_lock_and_key();
  };
  auto step = co_await opener_.run<Step>(std::move(begin));
  key_ = step.key;
  if (!step.why_not.empty()) co_return step.why_not;
  is_ours_ = true;
  std::move_only_function<Step(std::size_t)> finish = [this, key = key_](std::size_t) {
    return open_database(key);
  };
  step = co_await opener_.run<Step>(std::move(finish));
  key_ = step.key;
  if (!step.why_not.empty()) co_return step.why_not;
  co_return co_await start_app(std::move(*step.opened));
}

awaitable<std::string> Runner::start_app(Opened opened) {
  if (tasks_.stopping()) co_return std::string();
  if (standby_) co_await standby_->stop();
  standby_.reset();
  auto config = service_.config;
  config.security.master_key = key_;
  std::string why_not;
  try {
    app_.emplace(loop_, config, service_.environment,
                 App::Extras{.http = limits_,
                             .routes = service_.routes,
                             .opened = std::move(opened),
                             .listener = &listener_});
    app_->start();
    service_.announce();
  } catch (const std::exception& failure) {
    why_not = failure.what();
  }
  co_return why_not;
}

awaitable<void> Runner::stand_by_if_slow() {
  const bool is_stopping = co_await tasks_.stop_signal().wait_for(silent_longest);
  if (!is_stopping && !tried_) co_await stand_by(std::string(being_opened));
}

awaitable<void> Runner::stand_by(std::string why) {
  if (!standby_) standby_.emplace(loop_, service_.config, service_.environment, listener_, limits_);
  const bool may_spool = is_ours_ && !key_.key.empty();
  co_await standby_->because(std::move(why), key_, may_spool);
}

}  // namespace

void run_until_signal(boost::asio::io_context& loop, const http::Listener& listener,
                      Service service) {
  // A peer that hangs up while we write to it is an error of that write, not the end of us.
  std::signal(SIGPIPE, SIG_IGN);
  Runner runner(loop, listener, std::move(service));
  boost::asio::signal_set signals(loop, SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& cancelled, int) {
    if (cancelled) return;
    signals.async_wait([](const boost::system::error_code& gone, int) {
      if (!gone) std::_Exit(exit_failed);
    });
    boost::asio::co_spawn(loop, runner.stop(), [&](std::exception_ptr failure) {
      signals.cancel();
      loop.stop();
      if (failure) std::rethrow_exception(failure);
    });
  });
  runner.start();
  loop.run();
  // What was cut ends here. A send to a carrier that never answers goes with the loop instead: it
  // would hold us for as long as its own deadline.
  loop.restart();
  loop.run_for(cut_longest);
}

int serve(const std::filesystem::path& config_file) {
  auto config = load_or_explain(config_file);
  if (!config) return config.error();
  boost::asio::io_context loop(1);
  const auto listen = config->server.listen;
  const http::Listener listener({listen.host, listen.port});
  auto announce = [&, public_url = config->server.public_url] {
    fmt::print("warmline is listening on {}:{} for {}\n", listen.host, listener.port(), public_url);
    std::fflush(stdout);
  };
  run_until_signal(loop, listener,
                   {.config = std::move(*config),
                    .environment = real_environment(),
                    .announce = std::move(announce)});
  return exit_done;
}

}  // namespace warmline
