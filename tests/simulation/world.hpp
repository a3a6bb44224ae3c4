// A simulated world: the program on its database, the carrier, and everybody who texts and answers.
// It lives through a story step by step, and after each holds everything against the promises.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "gateway/flows/send_reply.hpp"
#include "gateway/flows/set_presence.hpp"
#include "tests/simulation/cast.hpp"
#include "tests/simulation/ledger.hpp"
#include "tests/simulation/program.hpp"
#include "tests/simulation/promises.hpp"
#include "tests/simulation/record.hpp"
#include "tests/simulation/simulated_carrier.hpp"
#include "tests/simulation/story.hpp"
#include "tests/support/temporary_folder.hpp"

namespace warmline::simulation {

class World {
 public:
  explicit World(Cast cast);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // Throws Broken, or Failed where the program failed at something.
  void live(const Story& story);
  // Everybody goes home, the carrier is well, and time passes until nothing is left to be done.
  void end_well();

  const Record& record() const { return *record_; }

 private:
  routing::Instant clock() const { return cast_.begins + passed_ + clock_ahead_; }
  // The same for the program, which knows how late it was already.
  routing::Instant service_clock();
  Seen seen(store::Reading& store);
  store::Reading reading() const { return program_->reading(); }

  // Time.
  void pass_until(Duration when);
  Duration next_hop(Duration when) const;
  void at(Duration when, std::function<void()> errand) {
    errands_.emplace(when, std::move(errand));
  }
  void start_program();
  void hire();
  void bury_if_dead();
  Rows see(store::Reading& store);
  // `has_looked`: the program has had the time to act on the time that has passed.
  void check(bool has_looked);

  // What people do; each makes sense of its numbers as far as there is any.
  void act(const Step& step);
  void act_on_conversation(const Step& step);
  void text(const Step& step);
  void deliver(const std::string& carrier_id, int tries_left);
  void deliver_twice(const std::string& carrier_id);
  void look(const Step& step);
  void reply(routing::StaffId by, ConversationId to, bool twice);
  void send_reply(routing::StaffId by, ConversationId to, const std::string& client_id, bool twice);
  void claim_at_once(const Step& step);
  void assign(const Step& step);
  void switch_line(const Step& step);
  void check_send(const carriers::OutgoingText& text);
  void report(const SimulatedCarrier::Kept& kept);
  void deliver_receipt(const carriers::Receipt& receipt);
  carriers::InboundText inbound(const std::string& carrier_id) const;
  void heard_of_reply(const std::string& client_id, const routing::Result<flows::Written>& written);

  routing::StaffId staff(int number) const;
  routing::StaffId coordinator(int number) const;
  const Talk* talk(int number) const;
  const Talk* first(const std::function<bool(const Talk&)>& wanted) const;

  Cast cast_;
  test::TemporaryFolder folder_;
  Duration passed_{0};
  Duration clock_ahead_{0};
  routing::Instant clock_was_{};  // as the program saw it last
  Ledger ledger_;
  std::multimap<Duration, std::function<void()>> errands_;
  std::unique_ptr<SimulatedCarrier> carrier_;
  Ground ground_;
  std::unique_ptr<Program> program_;
  std::unique_ptr<Record> record_;
  Rows rows_;
  std::int64_t version_ = 0;  // of the database, as they were read
  Duration last_hop_{0};
  std::optional<ConversationId> last_closed_;
  int down_for_s_ = 0;
  int made_ = 0;
};

}  // namespace warmline::simulation
