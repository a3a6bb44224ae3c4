// The one place where the parts are built and wired.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "config/config.hpp"
#include "gateway/async/awaitable.hpp"
#include "gateway/environment.hpp"
#include "gateway/flows/catch_up.hpp"
#include "gateway/flows/drain_outbox.hpp"
#include "gateway/flows/drain_staff_texts.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/http/limits.hpp"
#include "gateway/http/listener.hpp"
#include "gateway/http/router.hpp"
#include "gateway/store/database.hpp"

namespace warmline {

// The system's clock, the system's random source, and a log on standard error.
Environment real_environment();

// Makes the master key where there is none yet, and says so in the log; but never a new one for a
// database that is there. Before the database is opened. Throws store::Unusable.
void ensure_master_key(config::Config& config, const Environment& environment);

// Opens the configured database, with the master key that is there. Throws store::Unusable with
// words for the operator.
std::unique_ptr<store::Database> open_database(const config::Config& config,
                                               const Environment& environment);

// The configured lines with the ids the database has for them; new ones are added to it.
flows::Lines lines_of(store::Database& database, const config::Config& config);

// What a service needs of its database.
struct Opened {
  std::unique_ptr<store::Database> database;
  flows::Lines lines;
};
// Throws as open_database does.
Opened open_for_service(const config::Config& config, const Environment& environment);

// From SIGTERM to the end of the process, at the most.
inline constexpr std::chrono::seconds shutdown_longest{10};

class App {
 public:
  // What only tests and the demo set.
  struct Extras {
    http::Limits http;
    flows::StoreThread::Limits store;
    flows::Outbox::Limits outbox;
    flows::StaffOutbox::Limits staff_outbox;
    flows::CatchUp::Limits catch_up;
    std::vector<http::Route> routes;  // besides those of the table: the demo's pretend phone
    std::optional<Opened> opened;     // instead of opening the database
    const http::Listener* listener = nullptr;  // instead of binding the port; outlives the app
  };

  // Opens the database and binds the port; nothing is served yet. Throws store::Unusable, or
  // std::runtime_error that says which address can't be had. `loop` must outlive this; everything
  // here runs on it.
  App(boost::asio::io_context& loop, const config::Config& config, Environment environment,
      Extras extras);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  // Serves, sends and keeps time from now on.
  void start();

  // Stops accepting, finishes what is in hand, leaves nothing half-written; within
  // shutdown_longest. Call once, after start().
  async::asio::awaitable<void> stop();

  std::uint16_t port() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace warmline
