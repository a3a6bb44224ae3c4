#include "tests/simulation/world.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "gateway/flows/set_line.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/outbox.hpp"
#include "gateway/store/staff.hpp"
#include "gateway/store/verify.hpp"
#include "tests/store/opened.hpp"

namespace warmline::simulation {
namespace {

using routing::Presence;

// How often the service looks at the time whatever happens (flows/keep_time.cpp): what this long
// has had to be done is done.
constexpr std::chrono::seconds look_again{5};
// While somebody waits and might be offered to somebody who has passed before, time goes in small
// steps.
constexpr std::chrono::minutes hop_while_waiting{1};
constexpr std::chrono::minutes hop_longest{30};

// A file that nobody needs afterwards, where writing costs least.
std::filesystem::path fastest_folder() {
  const std::filesystem::path memory = "/dev/shm";
  return std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
}

}  // namespace

World::World(Cast cast)
    : cast_(std::move(cast)),
      folder_(fastest_folder()),
      ground_{.file = (folder_.path() / "line.db").string(),
              .clock = [this] { return service_clock(); },
              .random = test::seeded_random(7),
              .lines = cast_.lines,
              .carrier = nullptr} {
  carrier_ = std::make_unique<SimulatedCarrier>(
      [this] { return cast_.begins + passed_; }, cast_.carrier_blocks,
      [this](const carriers::OutgoingText& text) { check_send(text); },
      [this](const SimulatedCarrier::Kept& kept) { report(kept); });
  ground_.carrier = carrier_.get();
  // The lines have been there for some time: what came before they were is not theirs.
  passed_ = -std::chrono::days(1);
  start_program();
  hire();
  program_.reset();
  passed_ = Duration(0);
  start_program();
  record_ = std::make_unique<Record>(program_->lines().all(), cast_.staff, cast_.begins);
}

World::~World() {
  program_.reset();
}

void World::hire() {
  std::move_only_function<routing::Result<bool>(store::Writing&)> job =
      [this](store::Writing& store) -> routing::Result<bool> {
    for (std::size_t i = 0; i < cast_.staff.size(); ++i) {
      auto& member = cast_.staff[i];
      member.id = store.ids.next<StaffId>(store.now);
      if (cast_.works_one[i] != every_line) {
        member.lines = {program_->lines().all().at(cast_.works_one[i]).id};
      }
      store::staff::add(store, member, "no hash");
    }
    return true;
  };
  if (!program_->run(program_->store().write<bool>(std::move(job)))) throw Failed("nobody came");
  program_->run(flows::set_experiences(program_->store(), coordinator(0), experiences()));
}

routing::Instant World::service_clock() {
  clock_was_ = std::max(clock_was_, clock());
  return clock();
}

void World::start_program() {
  clock_was_ = clock();
  program_ = std::make_unique<Program>(ground_, passed_);
  carrier_->live_on(&program_->loop());
  version_ = 0;  // each connection counts for itself
  program_->go_on();
}

void World::bury_if_dead() {
  if (!program_ || !program_->stage().is_dead()) return;
  carrier_->live_on(nullptr);
  program_.reset();
  at(passed_ + std::chrono::seconds(down_for_s_), [this] {
    if (!program_) start_program();
  });
}

Duration World::next_hop(Duration when) const {
  Duration next = std::min(when, passed_ + hop_longest);
  if (!errands_.empty()) next = std::min(next, errands_.begin()->first);
  if (!program_) return next;
  const bool might_be_offered = std::ranges::any_of(record_->live(), [&](const auto& each) {
    const Talk& talk = each.second;
    if (talk.state != ConversationState::waiting) return false;
    const auto& timing = record_->line(talk.line).timing;
    return std::ranges::any_of(talk.passes, [&](const auto& pass) {
      return clock() - pass.second < timing.page + hop_while_waiting;
    });
  });
  if (might_be_offered) next = std::min<Duration>(next, passed_ + hop_while_waiting);
  auto store = reading();
  for (const auto& due :
       {store::conversations::next_deadline(store), store::outbox::next_look(store),
        store::outbox::next_due(store, flows::SentSearch::Limits{}.hold_up_longest)}) {
    if (!due) continue;
    const Duration then = passed_ + std::max<Duration>(*due - clock(), look_again);
    next = std::min(next, then);
  }
  return next;
}

void World::pass_until(Duration when) {
  while (passed_ < when) {
    const Duration next = std::max(next_hop(when), passed_);
    const Duration by = next - passed_;
    passed_ = next;
    if (program_) program_->advance(by);
    bury_if_dead();
    const bool has_looked = passed_ - last_hop_ >= look_again;
    last_hop_ = passed_;
    check(has_looked);
    while (!errands_.empty() && errands_.begin()->first <= passed_) {
      const auto errand = std::move(errands_.begin()->second);
      errands_.erase(errands_.begin());
      errand();
      bury_if_dead();
      check(false);
    }
  }
}

// What has happened since the last time, all of one moment.
Rows World::see(store::Reading& store) {
  store.db.query("BEGIN").run();
  record_->catch_up(store, ledger_);
  auto rows = live_rows(store);
  store.db.query("ROLLBACK").run();
  return rows;
}

Seen World::seen(store::Reading& store) {
  return {store, rows_, *record_, ledger_, clock(), std::max(clock_was_, clock())};
}

void World::check(bool has_looked) {
  // The first to break is the one to tell of.
  if (ledger_.broken) throw Broken(*ledger_.broken);
  if (!program_) return;
  auto store = reading();
  auto version = store.db.query("PRAGMA data_version");
  version.next();
  const bool is_new = std::exchange(version_, version.get<std::int64_t>(0)) != version_;
  if (is_new) rows_ = see(store);
  const Seen seen = this->seen(store);
  if (is_new) {
    the_events_tell_what_is(seen);
    an_owner_is_on(seen);
    who_is_unanswered_waits(seen);
  }
  what_was_taken_is_kept(seen);
  if (!has_looked) return;
  no_offer_is_held_past_its_time(seen);
  no_rest_is_longer_than_was_said(seen);
  silence_is_broken(seen);
  nobody_waits_while_somebody_is_free(seen);
  who_waits_on_a_closed_line_was_told(seen);
}

void World::live(const Story& story) {
  for (const Step& step : story) {
    pass_until(step.at);
    act(step);
    bury_if_dead();
    check(false);
  }
}

void World::end_well() {
  carrier_->set_mood(Mood::well);
  clock_ahead_ = std::max(clock_ahead_, Duration(0));
  if (!program_) start_program();
  program_->stage().live_on();
  pass_until(passed_ + std::chrono::hours(2));
  for (const auto& member : cast_.staff) {
    program_->run(
        flows::set_presence(program_->store(), program_->lines(), member.id, Presence::off));
  }
  pass_until(passed_ + std::chrono::minutes(30));
  auto store = reading();
  const Seen seen = this->seen(store);
  every_text_came_in(seen);
  every_reply_was_tried(seen);
  const auto verified = store::verify(ground_.file, test::test_key);
  if (!verified.is_whole()) {
    throw Broken("the database is whole", verified.wrong.lines().front());
  }
}

}  // namespace warmline::simulation
