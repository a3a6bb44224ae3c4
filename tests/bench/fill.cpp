// Fills the configured database with some years of texts, and prints as JSON what there is now.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <exception>
#include <iostream>
#include <stdexcept>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "gateway/app.hpp"
#include "gateway/commands.hpp"
#include "gateway/store/staff.hpp"
#include "tests/bench/latencies.hpp"
#include "tests/bench/past.hpp"

namespace warmline::bench {
namespace {

constexpr std::size_t texts_at_once = 20'000;
constexpr std::chrono::years behind{3};
constexpr std::chrono::seconds told_every{2};
constexpr std::size_t places_told = 1000;

std::vector<routing::StaffId> peers_of(store::Database& database) {
  std::vector<routing::StaffId> peers;
  std::array<store::Database::Job, 1> jobs{[&](store::Writing& store) {
    // What is written fits into memory: pages are read and written once for many texts.
    store.db.execute("PRAGMA cache_size = -2000000");
    for (const auto& member : store::staff::all(store)) {
      if (member.staff.role == routing::Role::peer) peers.push_back(member.staff.id);
    }
  }};
  const auto done = database.commit_together(jobs);
  if (done.failures.front()) std::rethrow_exception(done.failures.front());
  if (peers.empty()) throw std::runtime_error("there are no peers: warmline staff add");
  return peers;
}

// Rate, and what is left, now and then.
class Progress {
 public:
  explicit Progress(std::size_t all) : all_(all) {}

  void tell(std::size_t done) {
    const auto now = Clock::now();
    if (now < next_ && done < all_) return;
    next_ = now + told_every;
    const double took = std::chrono::duration<double>(now - began_).count();
    const double rate = static_cast<double>(done) / took;
    fmt::print(stderr, "==> {} of {} texts, {:.0f} a second, {:.0f} s left\n", done, all_, rate,
               static_cast<double>(all_ - done) / rate);
  }

 private:
  std::size_t all_;
  Clock::time_point began_ = Clock::now();
  Clock::time_point next_ = began_;
};

void fill(store::Database& database, Past& past, std::size_t texts) {
  Progress progress(texts);
  std::size_t kept = 0;
  while (kept < texts) {
    std::vector<store::Database::Job> jobs(std::min(texts_at_once, texts - kept));
    for (auto& job : jobs) job = [&past](store::Writing& store) { past.go_on(store); };
    const auto done = database.commit_together(jobs);
    for (const auto& failure : done.failures) {
      if (failure) std::rethrow_exception(failure);
    }
    kept += jobs.size();
    progress.tell(kept);
  }
}

int run(int argc, char** argv) {
  CLI::App app("Fills a database with some years of texts", "bench_fill");
  std::filesystem::path file;
  std::size_t texts = 0;
  app.add_option("--config", file)->required();
  app.add_option("--texts", texts)->required();
  CLI11_PARSE(app, argc, argv);

  auto config = load_or_explain(file);
  if (!config) return config.error();
  auto environment = real_environment();
  ensure_master_key(*config, environment);
  const auto began = Clock::now();
  // Each job is one text, and looks at the clock once.
  const auto pause = std::chrono::duration_cast<routing::Duration>(behind) /
                     static_cast<std::int64_t>(texts + 100);
  auto now = environment.now() - pause * static_cast<std::int64_t>(texts + 100);
  environment.now = [&now, pause] { return now += pause; };
  const auto database = open_database(*config, environment);
  const auto lines = lines_of(*database, *config);
  Past past({.texts = texts}, lines, peers_of(*database));
  fill(*database, past, texts);

  auto rare = nlohmann::json::array();
  for (std::size_t i = 0; i < places_told; ++i) rare.push_back(place(i));
  std::cout << nlohmann::json{{"texts", texts},
                              {"threads", past.threads()},
                              {"long_conversation", past.long_conversation().text()},
                              {"places", rare},
                              {"filled_in_s",
                               std::chrono::duration<double>(Clock::now() - began).count()}}
            << '\n';
  return 0;
}

}  // namespace
}  // namespace warmline::bench

int main(int argc, char** argv) {
  try {
    return warmline::bench::run(argc, argv);
  } catch (const std::exception& failure) {
    fmt::print(stderr, "bench_fill: {}\n", failure.what());
    return 1;
  }
}
