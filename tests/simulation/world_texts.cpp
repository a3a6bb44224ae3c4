// What goes through the carrier in a simulated world, in both directions.
#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "gateway/flows/receive_text.hpp"
#include "gateway/flows/record_receipt.hpp"
#include "gateway/store/texts.hpp"
#include "tests/simulation/world.hpp"

namespace warmline::simulation {
namespace {

constexpr int tries_of_carrier = 3;
constexpr std::chrono::seconds before_next_try{15};

}  // namespace

void World::text(const Step& step) {
  std::size_t texter = one_of(step.who, cast_.texters.size());
  std::size_t line = line_of(step, cast_);
  if (step.act == Act::chooses) {
    if (!ledger_.asked_for_menu) return;
    std::tie(texter, line) = *ledger_.asked_for_menu;
  }
  const Words& words = words_of(step);
  if (words.meaning == Meaning::menu) ledger_.asked_for_menu = {texter, line};
  const auto from = *routing::PhoneNumber::parse(cast_.texters[texter].phone);
  const auto id = carrier_->take_in(from, cast_.lines[line].number, words);
  ledger_.texted[id] = {.texter = texter, .line = line, .words = words};
  switch (delivery_of(step)) {
    case Delivery::once:
      return deliver(id, tries_of_carrier);
    case Delivery::twice_at_once:
      return deliver_twice(id);
    case Delivery::again_later:
      deliver(id, tries_of_carrier);
      return at(passed_ + std::chrono::seconds(40), [this, id] { deliver(id, 0); });
    case Delivery::late:
      return at(passed_ + std::chrono::seconds(1 + step.how % 90),
                [this, id] { deliver(id, tries_of_carrier); });
    case Delivery::lost:
      return;  // it is on the carrier's list
  }
}

carriers::InboundText World::inbound(const std::string& carrier_id) const {
  const Texted& texted = ledger_.texted.at(carrier_id);
  return {.carrier_id = carrier_id,
          .from = *routing::PhoneNumber::parse(cast_.texters[texted.texter].phone),
          .to = cast_.lines[texted.line].number,
          .body = routing::Body(texted.words.words)};
}

void World::deliver(const std::string& carrier_id, int tries_left) {
  bool taken = false;
  if (program_) {
    const auto kept = program_->run(flows::receive_text(program_->store(), program_->lines(),
                                                        "main", inbound(carrier_id), carrier_id));
    if (kept && !*kept) throw Failed("a text was turned down: " + kept->error().detail);
    taken = kept.has_value();
  }
  if (taken) {
    ledger_.just_taken.push_back(carrier_id);
  } else if (tries_left > 0) {
    at(passed_ + before_next_try,
       [this, carrier_id, tries_left] { deliver(carrier_id, tries_left - 1); });
  }
}

void World::deliver_twice(const std::string& carrier_id) {
  if (!program_) return deliver(carrier_id, tries_of_carrier);
  auto taken = std::make_shared<bool>(false);
  for (int i = 0; i < 2; ++i) {
    program_->begin(flows::receive_text(program_->store(), program_->lines(), "main",
                                        inbound(carrier_id), carrier_id),
                    [this, taken, carrier_id](const routing::Result<flows::ReceivedText>& kept) {
                      if (!kept) return;
                      *taken = true;
                      ledger_.just_taken.push_back(carrier_id);
                    });
  }
  program_->go_on();
  if (!*taken) {
    at(passed_ + before_next_try, [this, carrier_id] { deliver(carrier_id, tries_of_carrier); });
  }
}

// As the carrier is handed a text.
void World::check_send(const carriers::OutgoingText& text) {
  if (ledger_.broken) return;
  auto store = reading();
  try {
    record_->catch_up(store, ledger_);
  } catch (const Broken& broken) {
    ledger_.broken = broken;
    return;
  }
  if (!record_->is_on_its_way(text.id)) {
    ledger_.broken.emplace("no text is sent twice", "one left that was not marked as leaving");
  }
}

// As it takes one: never twice, and in the order in which they were written. Then it reports.
void World::report(const SimulatedCarrier::Kept& kept) {
  const auto& listed = kept.listed;
  if (++ledger_.carried[kept.ours] > 1 && !ledger_.broken) {
    ledger_.broken.emplace("no text is sent twice", "the carrier has it twice");
  }
  auto store = reading();
  auto row = store.db.query("SELECT seq FROM texts WHERE id = ?1", kept.ours);
  row.next();
  const auto written = row.get<std::int64_t>(0);
  auto& last = ledger_.last_carried[{listed.to.dialable(), listed.from.dialable()}];
  if (written < last && !ledger_.broken) {
    ledger_.broken.emplace("texts leave in the order they were written", "a later one left first");
  }
  last = std::max(last, written);

  const auto number = static_cast<int>(carrier_->list().size());
  const auto tell = [&](std::string word, routing::TextStatus status, int after_s) {
    carriers::Receipt receipt{
        .carrier_id = listed.carrier_id, .carrier_status = std::move(word), .status = status};
    if (status == routing::TextStatus::failed) {
      receipt.problem = carriers::SendProblem{.code = routing::ProblemCode::carrier_refused,
                                              .carrier_code = "30003",
                                              .words = "Not delivered."};
    }
    at(passed_ + std::chrono::seconds(after_s), [this, receipt] { deliver_receipt(receipt); });
  };
  if (number % 11 == 0) return;  // some it never speaks of again
  const bool in_order = number % 5 != 0;
  tell("sent", routing::TextStatus::sent, in_order ? 2 : 9);
  if (number % 7 == 0) return tell("undelivered", routing::TextStatus::failed, 5);
  tell("delivered", routing::TextStatus::delivered, 6);
  if (number % 4 == 0) tell("delivered", routing::TextStatus::delivered, 8);
}

void World::deliver_receipt(const carriers::Receipt& receipt) {
  carrier_->settle(receipt.carrier_id, receipt.status);
  if (!program_) return;  // it tells nobody twice
  program_->run(flows::record_receipt(program_->store(), "main", receipt));
}

}  // namespace warmline::simulation
