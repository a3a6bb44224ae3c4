// What a text, an accept and a tick of the clock cost the store's one thread: each is one job of
// the service's own flows, timed from the beginning of its transaction to the end of its commit, on
// a file in memory, without HTTP. On an empty line, on one with a long queue, and on one with a
// long past. Prints JSON.
#include <array>
#include <cstdio>
#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "gateway/flows/change_conversation.hpp"
#include "gateway/flows/pass_time.hpp"
#include "gateway/flows/receive_text.hpp"
#include "gateway/flows/set_presence.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/staff.hpp"
#include "tests/bench/latencies.hpp"
#include "tests/bench/past.hpp"
#include "tests/simulation/program.hpp"
#include "tests/simulation/simulated_carrier.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/test_world.hpp"
#include "tests/support/wording.hpp"

namespace warmline::bench {
namespace {

using routing::Presence;
using routing::StaffId;

struct Wanted {
  std::size_t waiting = 0;
  std::size_t peers_on = 1;
  std::size_t texts_before = 0;
  std::size_t times = 1000;
};

const std::string line_number = "+15035550100";

// Nobody is nudged: these conversations are ended by who has them, and by nothing else.
constexpr std::chrono::hours never{100'000};

routing::Line a_line() {
  return {.name = "Community line",
          .number = *routing::PhoneNumber::parse(line_number),
          .carrier = "main",
          .time_zone = "America/Los_Angeles",
          .languages = {"en"},
          .timing = {.nudge = never, .return_ = never, .quiet = never},
          .wording = {test::plain_wording()}};
}

// A line with its people, whose store can be timed.
class Measured {
 public:
  explicit Measured(const Wanted& wanted) : wanted_(wanted) {
    ground_.lines = {a_line()};
    ground_.carrier = &carrier_;
    program_ = std::make_unique<simulation::Program>(ground_, passed_);
    carrier_.live_on(&program_->loop());
    hire();
    if (wanted.texts_before > 0) fill();
    // Each of them has as many as they can take, so that those who wait do wait.
    for (const StaffId who : peers_) {
      done(flows::set_presence(program_->store(), program_->lines(), who, Presence::on));
      text(next_phone());
      accept(offered_to(who), who);
    }
    for (std::size_t i = 0; i < wanted.waiting; ++i) text(next_phone());
  }

  nlohmann::json figures() {
    Latencies texts;
    Latencies more_texts;
    Latencies accepts;
    Latencies ticks;
    Latencies lapses;
    for (std::size_t i = 0; i < wanted_.times; ++i) {
      const auto phone = next_phone();
      texts.add(timed([&] { text(phone); }));
      more_texts.add(timed([&] { text(phone); }));
      // Somebody ends one, and is offered the next.
      const StaffId who = peers_[i % peers_.size()];
      close(owned_by(who), who);
      const auto offered = offered_to(who);
      accepts.add(timed([&] { accept(offered, who); }));
      passed_ += std::chrono::milliseconds(10);
      ticks.add(timed([&] { tick(); }));
    }
    for (std::size_t i = 0; i < wanted_.times; ++i)
      lapses.add(timed_lapse(peers_[i % peers_.size()]));
    return {{"text_of_somebody_new", texts.summary()},
            {"another_text", more_texts.summary()},
            {"accept", accepts.summary()},
            {"tick", ticks.summary()},
            {"tick_with_a_lapse", lapses.summary()}};
  }

 private:
  template <class T>
  void done(boost::asio::awaitable<T> task) {
    const auto result = program_->run(std::move(task));
    if (!result || !*result) throw std::runtime_error("a step was turned down");
  }

  // The first job that `act` brings to the store.
  template <class Act>
  Clock::duration timed(Act act) {
    std::vector<Clock::duration> jobs;
    program_->stage().on_commit([&](Clock::duration took) { jobs.push_back(took); });
    act();
    program_->stage().on_commit({});
    return jobs.at(0);
  }

  // Their offer's time is over; it goes to the next, and they go on.
  Clock::duration timed_lapse(StaffId who) {
    // One for the lapse, and one for afterwards.
    text(next_phone());
    text(next_phone());
    close(owned_by(who), who);
    const auto lapsing = offered_to(who);
    passed_ += std::chrono::seconds(61);
    const auto took = timed([&] { tick(); });
    // Or it would gather a pass from everybody in turn.
    close(lapsing, coordinator_);
    done(flows::set_presence(program_->store(), program_->lines(), who, Presence::break_));
    done(flows::set_presence(program_->store(), program_->lines(), who, Presence::on));
    accept(offered_to(who), who);
    return took;
  }

  void hire() {
    write([&](store::Writing& store) {
      for (std::size_t i = 0; i < wanted_.peers_on; ++i) {
        const auto name = fmt::format("peer{}", i);
        routing::Staff member{.id = store.ids.next<StaffId>(store.now),
                              .username = name,
                              .name = name,
                              .capacity = 1};
        store::staff::add(store, member, "no hash");
        peers_.push_back(member.id);
      }
      coordinator_ = store.ids.next<StaffId>(store.now);
      store::staff::add(store,
                        {.id = coordinator_,
                         .username = "cora",
                         .name = "cora",
                         .role = routing::Role::coordinator},
                        "no hash");
    });
  }

  void fill() {
    Past past({.texts = wanted_.texts_before}, program_->lines(), peers_);
    constexpr std::size_t at_once = 1000;
    for (std::size_t i = 0; i < wanted_.texts_before; i += at_once) {
      write([&](store::Writing& store) {
        for (std::size_t j = 0; j < at_once; ++j) past.go_on(store);
      });
    }
    // What is still open then is somebody's from before: nobody works on it now.
    write([&](store::Writing& store) {
      for (const StaffId who : peers_) {
        for (auto& each : store::conversations::held(store, program_->lines().all()[0].id, who)) {
          routing::let_go(each);
          each.state = routing::ConversationState::closed;
          each.waiting_since.reset();
          each.closed_at = store.now;
          store::conversations::keep(store, each);
        }
      }
    });
  }

  void write(std::function<void(store::Writing&)> change) {
    std::move_only_function<routing::Result<bool>(store::Writing&)> job =
        [change = std::move(change)](store::Writing& store) -> routing::Result<bool> {
      change(store);
      return true;
    };
    done(program_->store().write<bool>(std::move(job)));
  }

  std::string next_phone() { return fmt::format("+1503{:07}", 6000000 + phones_++); }

  void text(const std::string& phone) {
    passed_ += std::chrono::milliseconds(1);
    const auto id = fmt::format("IN{}", ++texts_);
    done(flows::receive_text(program_->store(), program_->lines(), "main",
                             {.carrier_id = id,
                              .from = *routing::PhoneNumber::parse(phone),
                              .to = *routing::PhoneNumber::parse(line_number),
                              .body = routing::Body("I can't sleep and it is getting worse")},
                             id));
  }
  void accept(routing::ConversationId id, StaffId by) {
    done(flows::accept_offer(program_->store(), program_->lines(), id, by));
  }
  void close(routing::ConversationId id, StaffId by) {
    done(flows::close_conversation(program_->store(), program_->lines(), id, by));
  }
  void tick() {
    write([&](store::Writing& store) {
      flows::pass_time(store, program_->lines());
      store::conversations::next_deadline(store);
    });
  }

  routing::ConversationId one(std::string_view sql, StaffId who) {
    auto store = program_->reading();
    auto row = store.db.query(sql, who);
    if (!row.next()) throw std::runtime_error("they have none");
    return row.get<routing::ConversationId>(0);
  }
  routing::ConversationId offered_to(StaffId who) {
    return one("SELECT id FROM conversations WHERE offered_to = ?1", who);
  }
  routing::ConversationId owned_by(StaffId who) {
    return one("SELECT id FROM conversations WHERE owner = ?1", who);
  }

  Wanted wanted_;
  test::TemporaryFolder folder_{"/dev/shm"};
  routing::Duration passed_{0};
  const routing::Instant begins_{std::chrono::sys_days{std::chrono::year(2026) / 11 / 21}};
  simulation::SimulatedCarrier carrier_{[this] { return begins_ + passed_; }, false,
                                        [](const auto&) {}, [](const auto&) {}};
  simulation::Ground ground_{.file = (folder_.path() / "line.db").string(),
                             .clock = [this] { return begins_ + passed_; },
                             .random = test::seeded_random(7),
                             .lines = {},
                             .carrier = nullptr};
  std::unique_ptr<simulation::Program> program_;
  std::vector<StaffId> peers_;
  StaffId coordinator_;
  int phones_ = 0;
  int texts_ = 0;
};

int run(int argc, char** argv) {
  CLI::App app("What routing costs the store", "bench_routing_cost");
  Wanted wanted;
  app.add_option("--waiting", wanted.waiting);
  app.add_option("--peers-on", wanted.peers_on);
  app.add_option("--texts-before", wanted.texts_before);
  app.add_option("--times", wanted.times);
  CLI11_PARSE(app, argc, argv);
  Measured measured(wanted);
  std::cout << measured.figures() << '\n';
  return 0;
}

}  // namespace
}  // namespace warmline::bench

int main(int argc, char** argv) {
  try {
    return warmline::bench::run(argc, argv);
  } catch (const std::exception& failure) {
    fmt::print(stderr, "bench_routing_cost: {}\n", failure.what());
    return 1;
  }
}
