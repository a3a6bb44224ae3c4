// Brings texts to a server as a carrier does, over some connections, each sending its next text
// when the one before it was answered (or all together at a fixed rate), and prints as JSON how
// many a second there were and how long the answers took. Anything but a 2xx makes the run void.
#include <array>
#include <cerrno>
#include <cstdio>
#include <deque>
#include <iostream>
#include <map>
#include <optional>
#include <stdexcept>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "tests/bench/latencies.hpp"
#include "tests/bench/prepared_texts.hpp"
#include "tests/bench/wire.hpp"

namespace warmline::bench {
namespace {

constexpr int events_at_once = 64;

struct Wanted {
  Target target;
  std::size_t connections = 1;
  double warm_up_seconds = 0;
  double seconds = 1;
  std::size_t per_second = 0;  // 0: as fast as the answers come
  bool one_of_each = false;    // one text of each texter, and no more
  std::uint64_t seed = 1;
};

Clock::duration seconds(double count) {
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(count));
}

class Load {
 public:
  explicit Load(const Wanted& wanted)
      : wanted_(wanted),
        texts_(wanted.target, wanted.seed),
        epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    for (std::size_t i = 0; i < wanted.connections; ++i) {
      connections_.push_back({Wire(wanted.target.port), {}});
      epoll_event event{.events = EPOLLIN, .data = {.u64 = i}};
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, connections_.back().wire.fd(), &event);
      idle_.push_back(i);
    }
  }
  ~Load() { ::close(epoll_); }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  nlohmann::json run() {
    measured_from_ = Clock::now() + seconds(wanted_.warm_up_seconds);
    ends_ = measured_from_ + seconds(wanted_.seconds);
    next_due_ = Clock::now();
    send_what_is_due();
    while (under_way_ > 0 || !is_done()) {
      wait();
      send_what_is_due();
    }
    return report();
  }

 private:
  struct Connection {
    Wire wire;
    Clock::time_point since;  // when its text was due
  };

  bool is_done() const {
    return wanted_.one_of_each ? sent_ == wanted_.target.texters : Clock::now() >= ends_;
  }

  void send_what_is_due() {
    while (!idle_.empty() && !is_done()) {
      const auto now = Clock::now();
      if (wanted_.per_second > 0 && next_due_ > now) return;
      Connection& connection = connections_[idle_.front()];
      idle_.pop_front();
      // At a fixed rate a text that had to wait for a connection waited since it was due.
      connection.since = wanted_.per_second > 0 ? next_due_ : now;
      if (wanted_.per_second > 0)
        next_due_ += seconds(1.0 / static_cast<double>(wanted_.per_second));
      connection.wire.send(wanted_.one_of_each ? texts_.of(sent_) : texts_.any());
      ++sent_;
      ++under_way_;
    }
  }

  void wait() {
    std::array<epoll_event, events_at_once> events{};
    timespec longest{.tv_sec = 1, .tv_nsec = 0};
    if (wanted_.per_second > 0 && !idle_.empty()) {
      const auto left = std::max(next_due_ - Clock::now(), Clock::duration::zero());
      longest = {.tv_sec = 0, .tv_nsec = std::min<long>(left.count(), 999'999'999)};
    }
    const int ready = ::epoll_pwait2(epoll_, events.data(), events_at_once, &longest, nullptr);
    if (ready < 0 && errno != EINTR) throw std::runtime_error("epoll_pwait2 failed");
    for (int i = 0; i < ready; ++i) take_answer(events[static_cast<std::size_t>(i)].data.u64);
  }

  void take_answer(std::size_t index) {
    Connection& connection = connections_[index];
    const auto status = connection.wire.receive();
    if (!status) return;
    const auto now = Clock::now();
    if (*status < 200 || *status > 299) ++refused_[*status];
    if (connection.since >= measured_from_ && now <= ends_) latencies_.add(now - connection.since);
    --under_way_;
    idle_.push_back(index);
  }

  nlohmann::json report() {
    auto report = latencies_.summary();
    report["per_second"] = static_cast<double>(latencies_.count()) / wanted_.seconds;
    report["sent"] = sent_;
    report["refused"] = nlohmann::json::object();
    for (const auto& [status, count] : refused_) report["refused"][std::to_string(status)] = count;
    return report;
  }

  Wanted wanted_;
  PreparedTexts texts_;
  int epoll_;
  std::vector<Connection> connections_;
  // The one that has been idle the longest first: the service hangs up on who says nothing for
  // long.
  std::deque<std::size_t> idle_;
  Clock::time_point measured_from_, ends_, next_due_;
  std::size_t sent_ = 0;
  std::size_t under_way_ = 0;
  std::map<unsigned, std::size_t> refused_;
  Latencies latencies_;
};

int run(int argc, char** argv) {
  CLI::App app("Brings texts to a server as a carrier does", "bench_load");
  Wanted wanted;
  app.add_option("--port", wanted.target.port)->required();
  app.add_option("--url", wanted.target.url, "the webhook's URL, as it is signed");
  app.add_option("--auth-token", wanted.target.auth_token);
  app.add_option("--line", wanted.target.line)->required();
  app.add_option("--first-texter", wanted.target.first_texter);
  app.add_option("--texters", wanted.target.texters)->check(CLI::Range(1, 80'000));
  app.add_flag("--kannel", wanted.target.is_kannel);
  app.add_option("--connections", wanted.connections);
  app.add_option("--warm-up", wanted.warm_up_seconds, "seconds");
  app.add_option("--seconds", wanted.seconds);
  app.add_option("--per-second", wanted.per_second, "a fixed rate");
  app.add_flag("--one-of-each", wanted.one_of_each, "one text of each texter, and no more");
  app.add_option("--seed", wanted.seed);
  CLI11_PARSE(app, argc, argv);
  Load load(wanted);
  std::cout << load.run() << '\n';
  return 0;
}

}  // namespace
}  // namespace warmline::bench

int main(int argc, char** argv) {
  try {
    return warmline::bench::run(argc, argv);
  } catch (const std::exception& failure) {
    fmt::print(stderr, "bench_load: {}\n", failure.what());
    return 1;
  }
}
