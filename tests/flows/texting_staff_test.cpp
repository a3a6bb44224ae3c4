// What the line texts to staff's own phones: within limits, once, whatever a carrier does.
#include <doctest/doctest.h>

#include "gateway/flows/drain_staff_texts.hpp"
#include "gateway/flows/record_receipt.hpp"
#include "gateway/flows/set_phone.hpp"
#include "gateway/flows/text_staff.hpp"
#include "gateway/store/staff_texts.hpp"
#include "tests/flows/with_phone.hpp"

namespace warmline::test {
namespace {

using routing::Presence;
using routing::ProblemCode;
using namespace std::chrono_literals;

// Of what was texted to staff: neither words nor numbers.
bool nothing_is_kept(RunningLine& line) {
  return count(line, "staff_texts WHERE length(body) > 0 OR length(number) > 0") == 0;
}

// As a crash leaves the answer to Ana's ON that was being handed over: `taken`, the carrier has it.
void crashes_while_answering(RunningLine& line, bool taken, std::chrono::seconds down_for) {
  line.simulator->faults().add({.fault = carriers::simulator::Fault::busy, .times = 1});
  line.texts(ana_phone, "ON");
  line.drain();
  line.restart([&] {
    line.opened.write([](store::Writing& writing) {
      const auto* const queued = "SELECT id FROM staff_texts WHERE status = 'queued'";
      auto row = writing.db.query(queued);
      REQUIRE(row.next());
      store::staff_texts::mark_sending(writing, row.get<routing::TextId>(0));
    });
    if (taken) {
      carriers::OutgoingText text{.from = number("+15035550100"),
                                  .to = number(ana_phone),
                                  .body = routing::Body("On, 0 wait")};
      REQUIRE(run(line.loop, line.twilio->send(std::move(text))));
    }
    line.opened.clock.advance(down_for);
  });
}

}  // namespace

TEST_CASE("what waits to leave for a phone does not leave once the phone is taken away") {
  WithPhone with;
  auto& line = with.line;
  line.simulator->faults().add({.fault = carriers::simulator::Fault::busy, .times = 1});
  line.texts(ana_phone, "ON");
  line.drain();
  REQUIRE(run(line.loop, flows::remove_phone(*line.store, with.ana)));
  line.later(1min);
  CHECK(heard_since(line, ana_phone).empty());
  CHECK(count(line, "staff_texts WHERE length(number) > 0") == 0);
}

TEST_CASE("a text that waits to leave for a phone that says STOP stays here") {
  WithPhone with;
  auto& line = with.line;
  line.simulator->faults().add({.fault = carriers::simulator::Fault::busy, .times = 1});
  line.texts(ana_phone, "ON");
  line.drain();
  line.texts(ana_phone, "STOP");
  line.later(1min);
  CHECK(heard_since(line, ana_phone).empty());
}

TEST_CASE("where only the carrier knows of a STOP, we learn it from its refusal") {
  WithPhone with;
  auto& line = with.line;
  line.texts_unheard(ana_phone, "STOP");
  line.texts(ana_phone, "ON");
  line.drain();
  CHECK(count(line, "threads WHERE opted_out_at IS NOT NULL") == 1);
  line.texts(ana_phone, "OFF");
  CHECK(count(line, "staff_texts WHERE status = 'failed' AND problem = 'opted_out'") == 1);
  CHECK(count(line, "staff_texts WHERE status = 'queued'") == 0);
}

TEST_CASE("a phone that answers by itself is answered 5 times an hour") {
  WithPhone with;
  auto& line = with.line;
  for (int i = 0; i < 40; ++i) {
    line.texts(ana_phone, i % 2 == 0 ? "ON" : "OFF");
    line.drain();
    line.later(30s);
  }
  CHECK(heard_since(line, ana_phone).size() == flows::answers_an_hour_max);
  CHECK(line.presence(with.ana) == Presence::off);
  line.later(1h);
  line.texts(ana_phone, "ON");
  CHECK(heard_since(line, ana_phone).size() == flows::answers_an_hour_max + 1);
}

TEST_CASE("whatever a carrier does, a text to staff leaves once") {
  using carriers::simulator::Fault;
  for (const auto fault :
       {Fault::lose_response, Fault::drop, Fault::server_error, Fault::late_error, Fault::busy}) {
    CAPTURE(to_string(fault));
    WithPhone with;
    auto& line = with.line;
    line.simulator->faults().add({.fault = fault, .times = 1});
    line.texts(ana_phone, "ON");
    line.drain();
    line.passes(3min);
    CHECK(heard_since(line, ana_phone) == Words{"On, 0 wait"});
    CHECK(count(line, "staff_texts WHERE status NOT IN ('sent', 'delivered')") == 0);
    CHECK(nothing_is_kept(line));
  }
}

TEST_CASE("what may have left for staff goes again only once it is certain that it did not") {
  WithPhone with;
  auto& line = with.line;
  line.simulator->faults().add({.fault = carriers::simulator::Fault::drop, .times = 1});
  line.texts(ana_phone, "ON");
  line.drain();
  line.passes(110s);
  CHECK(heard_since(line, ana_phone).empty());
  CHECK(count(line, "staff_texts WHERE status = 'unknown'") == 1);
  line.passes(20s);
  CHECK(heard_since(line, ana_phone) == Words{"On, 0 wait"});
}

TEST_CASE("a text to staff that may have left holds up none of those after it") {
  WithPhone with;
  auto& line = with.line;
  line.simulator->faults().add({.fault = carriers::simulator::Fault::drop, .times = 1});
  line.texts(ana_phone, "ON");
  line.drain();
  line.texts(ana_phone, "OFF");
  line.drain();
  CHECK(heard_since(line, ana_phone) == Words{"Off, 0 wait"});
}

TEST_CASE("what nobody can tell of a text to staff is left at that while it is still of use") {
  using carriers::simulator::Asked;
  using carriers::simulator::Fault;
  WithPhone with;
  auto& line = with.line;
  line.simulator->faults().add({.fault = Fault::drop, .times = 1});
  line.simulator->faults().add(
      {.fault = Fault::server_error, .times = std::nullopt, .on = Asked::list});
  line.texts(ana_phone, "ON");
  line.drain();
  line.passes(9min);
  CHECK_FALSE(nothing_is_kept(line));
  line.passes(5min);
  CHECK(heard_since(line, ana_phone).empty());
  CHECK(count(line, "staff_texts WHERE status = 'unknown'") == 1);
  CHECK(nothing_is_kept(line));
}

TEST_CASE("what may have left for a phone is not sent to it again once the phone is taken away") {
  WithPhone with;
  auto& line = with.line;
  line.simulator->faults().add({.fault = carriers::simulator::Fault::drop, .times = 1});
  line.texts(ana_phone, "ON");
  line.drain();
  REQUIRE(run(line.loop, flows::remove_phone(*line.store, with.ana)));
  line.passes(3min);
  CHECK(heard_since(line, ana_phone).empty());
  CHECK(count(line, "staff_texts WHERE status = 'unknown'") == 1);
  CHECK(nothing_is_kept(line));
}

TEST_CASE("what the carrier could not deliver to staff is known once it is found") {
  WithPhone with;
  auto& line = with.line;
  line.simulator->faults().add({.fault = carriers::simulator::Fault::lose_response, .times = 1});
  line.simulator->faults().fail_texts_to(ana_phone, 30003);
  line.texts(ana_phone, "ON");
  line.drain();
  line.passes(10s);
  CHECK(count(line, "staff_texts WHERE status = 'failed' AND problem = 'carrier_refused'") == 1);
  CHECK(nothing_is_kept(line));
}

TEST_CASE("a crash in the middle of a send to staff: what the carrier has not is sent, once") {
  for (const bool taken : {true, false}) {
    CAPTURE(taken);
    WithPhone with;
    auto& line = with.line;
    crashes_while_answering(line, taken, 5s);
    line.drain();
    line.passes(3min);
    CHECK(heard_since(line, ana_phone) == Words{"On, 0 wait"});
    CHECK(count(line, "staff_texts WHERE status = 'unknown'") == 0);
    CHECK(nothing_is_kept(line));
  }
}

TEST_CASE("a crash long ago in the middle of a send to staff repeats nothing") {
  WithPhone with;
  auto& line = with.line;
  crashes_while_answering(line, false, 11min);
  line.passes(3min);
  CHECK(heard_since(line, ana_phone).empty());
  CHECK(count(line, "staff_texts WHERE status = 'unknown'") == 1);
  CHECK(nothing_is_kept(line));
}

TEST_CASE("once it has left, nothing of a text to staff is kept but that there was one") {
  WithPhone with;
  auto& line = with.line;
  line.texts(ana_phone, "ON");
  line.drain();
  CHECK(count(line, "staff_texts") == 2);
  CHECK(nothing_is_kept(line));
  // Its receipt is known for one of ours.
  const auto sid = line.kept<std::string>([](store::Reading& reading) {
    auto row = reading.db.query("SELECT carrier_id FROM staff_texts ORDER BY id DESC LIMIT 1");
    row.next();
    return row.get<std::string>(0);
  });
  const carriers::Receipt receipt{
      .carrier_id = sid, .carrier_status = "delivered", .status = routing::TextStatus::delivered};
  CHECK(*run(line.loop, flows::record_receipt(*line.store, "main", receipt)));
  CHECK(count(line, "staff_texts WHERE status = 'delivered'") == 1);
}

}  // namespace warmline::test
