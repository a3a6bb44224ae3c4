// Promise 4, no text is sent twice, and promise 1, none is lost, over a carrier that misbehaves.
#include <algorithm>

#include <doctest/doctest.h>

#include "gateway/store/outbox.hpp"
#include "gateway/store/texts.hpp"
#include "tests/flows/running_line.hpp"

namespace warmline::test {
namespace {

using carriers::simulator::Asked;
using carriers::simulator::Fault;
using carriers::simulator::Misbehaviour;
using routing::ProblemCode;
using routing::TextStatus;
using Words = std::vector<std::string>;
using namespace std::chrono_literals;

constexpr std::chrono::milliseconds impatient{150};

Misbehaviour send_fault(Fault fault, unsigned times = 1) {
  return {.fault = fault, .times = times};
}
Misbehaviour list_fault(Fault fault, unsigned times) {
  return {.fault = fault, .times = times, .on = Asked::list};
}

std::vector<TextStatus> reply_statuses(RunningLine& line) {
  std::vector<TextStatus> statuses;
  for (const auto& text : line.thread(maya)) {
    if (text.direction == routing::Direction::out && !text.automatic) {
      statuses.push_back(*text.status);
    }
  }
  return statuses;
}

// What was found in the carrier's list may be known to have arrived by then.
bool has_left(TextStatus status) {
  return status == TextStatus::sent || status == TextStatus::delivered;
}

// A text from the line's number that the line knows nothing of.
void sends_elsewhere(RunningLine& line, const std::string& words) {
  carriers::OutgoingText text{
      .from = number("+15035550100"), .to = number(maya), .body = routing::Body(words)};
  REQUIRE(run(line.loop, line.twilio->send(std::move(text))));
}

// A reply of theirs to Maya that stands in the outbox.
routing::TextId keeps_a_reply(store::Writing& store, routing::StaffId by, TextStatus status) {
  const auto thread = a_thread(store, maya);
  store::Text text;
  text.conversation = store::conversations::latest(store, thread.id)->id;
  text.direction = routing::Direction::out;
  text.status = status;
  text.author = by;
  text.body = routing::Body("one");
  const auto id = store::texts::add(store, thread, text);
  store::outbox::add(store, id, thread.id);
  return id;
}

// As a crash leaves a reply that was being handed over: `taken`, the carrier has it.
void crashes_while_sending(RunningLine& line, routing::StaffId by, bool taken,
                           std::chrono::seconds down_for) {
  line.restart([&] {
    line.opened.write([&](store::Writing& store) {
      store::outbox::mark_sending(store, keeps_a_reply(store, by, TextStatus::sending));
    });
    if (taken) sends_elsewhere(line, "one");
    line.opened.clock.advance(down_for);
  });
}

struct Trouble {
  std::string what;
  std::vector<Misbehaviour> faults;
};

const std::vector<Trouble> troubles{
    {"none", {}},
    {"the answer is lost after accepting", {send_fault(Fault::lose_response)}},
    {"twice", {send_fault(Fault::lose_response, 2)}},
    {"for each text", {send_fault(Fault::lose_response, 3)}},
    {"an answer that makes no sense", {send_fault(Fault::garbage)}},
    {"no answer at all", {send_fault(Fault::hang)}},
    {"the connection is reset before it is taken", {send_fault(Fault::drop)}},
    {"reset, and again", {send_fault(Fault::drop, 2)}},
    {"reset, then lost", {send_fault(Fault::drop), send_fault(Fault::lose_response)}},
    {"429 with Retry-After", {{.fault = Fault::busy, .times = 1, .retry_after = 40s}}},
    {"429 without", {send_fault(Fault::busy, 3)}},
    {"500", {send_fault(Fault::server_error, 2)}},
    {"500 after accepting", {send_fault(Fault::late_error, 2)}},
    {"500, then reset", {send_fault(Fault::server_error), send_fault(Fault::drop)}},
    {"lost, and the list is busy", {send_fault(Fault::lose_response), list_fault(Fault::busy, 3)}},
    {"lost, and the list is garbage",
     {send_fault(Fault::lose_response), list_fault(Fault::garbage, 3)}},
    {"lost, and the list is reset", {send_fault(Fault::lose_response), list_fault(Fault::drop, 3)}},
    {"lost, and the list hangs", {send_fault(Fault::lose_response), list_fault(Fault::hang, 2)}},
    {"lost, and the list breaks", {send_fault(Fault::garbage), list_fault(Fault::server_error, 4)}},
    {"reset, and the list is reset", {send_fault(Fault::drop), list_fault(Fault::drop, 5)}},
};

}  // namespace

TEST_CASE("whatever a carrier does, each text leaves once, in order") {
  for (const auto& trouble : troubles) {
    CAPTURE(trouble.what);
    RunningLine line({}, impatient);
    const auto ana = line.peer_talking_to(maya);
    for (const auto& fault : trouble.faults) line.simulator->faults().add(fault);
    const Words wanted{"one", "two", "three"};
    for (const auto& words : wanted) REQUIRE(line.replies(ana, maya, words));
    line.drain();
    line.passes(14min);
    CHECK(line.heard_from_people(maya) == wanted);
    CHECK(reply_statuses(line).size() == 3);
    CHECK(std::ranges::all_of(reply_statuses(line), has_left));
    CHECK(line.is_settled());
  }
}

TEST_CASE("what never arrived is sent again only when that is certain") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.simulator->faults().add(send_fault(Fault::drop));
  REQUIRE(line.replies(ana, maya, "one"));
  REQUIRE(line.replies(ana, maya, "two"));
  line.drain();
  line.passes(110s);
  CHECK(line.heard_from_people(maya).empty());
  CHECK(reply_statuses(line) == std::vector{TextStatus::unknown, TextStatus::queued});
  line.passes(20s);
  CHECK(line.heard_from_people(maya) == Words{"one", "two"});
  CHECK(!line.last_reply(maya).failure);
}

TEST_CASE("a carrier that asks for a day's patience holds up nobody for so long") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.simulator->faults().add(
      {.fault = Fault::busy, .times = 1, .retry_after = std::chrono::hours(24)});
  REQUIRE(line.replies(ana, maya, "one"));
  REQUIRE(line.replies(ana, maya, "two"));
  line.drain();
  line.passes(11min);
  CHECK(line.heard_from_people(maya) == Words{"one", "two"});
}

TEST_CASE("nothing leaves while texts that came in are yet to be taken in") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.must_listen = true;
  REQUIRE(line.replies(ana, maya, "one"));
  for (int turn = 0; turn < 20; ++turn) line.wake_outbox();
  CHECK(reply_statuses(line) == std::vector{TextStatus::queued});
  line.texts(maya, "STOP");
  line.must_listen = false;
  line.drain();
  CHECK(line.heard_from_people(maya).empty());
}

TEST_CASE("a text that is damaged holds up nobody else's") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  std::vector<std::string> said;
  line.on_refusal = [&](const std::string& why) { said.push_back(why); };
  std::string_view damage = "UPDATE texts SET body = x'00' WHERE author IS NOT NULL";
  auto status = TextStatus::queued;
  std::string expected = "failed: store_damaged";
  SUBCASE("its words") {}
  SUBCASE("its words, while the carrier may have it") {
    status = TextStatus::sending;
    expected = "unknown: outcome_unknown";
  }
  SUBCASE("the number it goes to") {
    damage = "UPDATE texters SET number = x'00'";
  }
  line.restart([&] {
    line.opened.write([&](store::Writing& store) {
      const auto id = keeps_a_reply(store, ana, status);
      if (status == TextStatus::sending) store::outbox::mark_sending(store, id);
      store.db.query(damage).run();
    });
  });
  line.texts(noor, "hello");
  line.drain();
  CHECK(line.heard(noor).size() == 1);
  CHECK(line.heard_from_people(maya).empty());
  const auto failed = line.kept<std::string>([](store::Reading& store) {
    auto row = store.db.query("SELECT status, problem FROM texts WHERE author IS NOT NULL");
    REQUIRE(row.next());
    return row.get<std::string>(0) + ": " + row.get<std::string>(1);
  });
  CHECK(failed == expected);
  CHECK(line.is_settled());
  CHECK(line.store->not_ready());
  CHECK(said.size() == 1);
}

TEST_CASE("STOP wins over what would be sent again") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.simulator->faults().add(send_fault(Fault::drop));
  REQUIRE(line.replies(ana, maya, "one"));
  line.drain();
  line.texts(maya, "STOP");
  line.passes(5min);
  CHECK(line.heard_from_people(maya).empty());
  CHECK(line.last_reply(maya).status == TextStatus::failed);
  CHECK(line.last_reply(maya).failure->code == ProblemCode::opted_out);
  CHECK(line.is_settled());
}

TEST_CASE("what can't be settled stays unknown, holds up no one for ever, and is never repeated") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.simulator->faults().add(send_fault(Fault::drop));
  REQUIRE(line.replies(ana, maya, "one"));
  line.drain();
  // It may be ours, changed on its way.
  sends_elsewhere(line, "0ne");
  REQUIRE(line.replies(ana, maya, "two"));
  line.passes(14min);
  CHECK(line.heard_from_people(maya) == Words{"0ne"});
  CHECK(reply_statuses(line) == std::vector{TextStatus::unknown, TextStatus::queued});
  line.passes(2min);
  CHECK(line.heard_from_people(maya) == Words{"0ne", "two"});
  line.passes(22h, 10min);
  CHECK_FALSE(line.is_settled());
  line.passes(3h, 10min);
  CHECK(line.heard_from_people(maya) == Words{"0ne", "two"});
  CHECK(reply_statuses(line) == std::vector{TextStatus::unknown, TextStatus::sent});
  CHECK(line.is_settled());
}

TEST_CASE("a text that others have overtaken is found late, but not sent again") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.simulator->faults().add(send_fault(Fault::drop));
  // Nothing can be looked up for longer than others wait.
  line.simulator->faults().add(
      {.fault = Fault::server_error, .times = std::nullopt, .on = Asked::list});
  REQUIRE(line.replies(ana, maya, "one"));
  REQUIRE(line.replies(ana, maya, "two"));
  line.drain();
  line.passes(16min, 30s);
  CHECK(line.heard_from_people(maya) == Words{"two"});
  line.simulator->faults().clear();
  line.passes(2h, 5min);
  CHECK(line.heard_from_people(maya) == Words{"two"});
  CHECK(reply_statuses(line) == std::vector{TextStatus::unknown, TextStatus::sent});
}

TEST_CASE("what an account on trial puts in front of a text does not hide it") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.simulator->faults().add(send_fault(Fault::drop));
  REQUIRE(line.replies(ana, maya, "one"));
  line.drain();
  sends_elsewhere(line, "Sent from your Twilio trial account - one");
  line.passes(10s);
  CHECK(has_left(*line.last_reply(maya).status));
}

TEST_CASE("a look finds no text that is known to be another, nor an old one") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  sends_elsewhere(line, "yes");
  line.later(40min);
  REQUIRE(line.replies(ana, maya, "yes"));
  line.drain();
  line.simulator->faults().add(send_fault(Fault::drop));
  REQUIRE(line.replies(ana, maya, "yes"));
  line.drain();
  line.passes(1min);
  CHECK(line.last_reply(maya).status == TextStatus::unknown);
  line.passes(2min);
  CHECK(line.heard_from_people(maya) == Words{"yes", "yes", "yes"});
  CHECK(has_left(*line.last_reply(maya).status));
}

TEST_CASE("a look that finds the same words at another time settles nothing") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  sends_elsewhere(line, "yes");
  line.later(6min);
  line.simulator->faults().add(send_fault(Fault::drop));
  REQUIRE(line.replies(ana, maya, "yes"));
  line.drain();
  line.passes(30min);
  CHECK(line.heard_from_people(maya) == Words{"yes"});
  CHECK(line.last_reply(maya).status == TextStatus::unknown);
}

TEST_CASE("a receipt that came before its text was found counts") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.simulator->faults().add(send_fault(Fault::lose_response));
  REQUIRE(line.replies(ana, maya, "one"));
  line.drain();
  const auto sid = line.simulator->history().texts().back().sid;
  carriers::Receipt receipt{
      .carrier_id = sid, .carrier_status = "delivered", .status = TextStatus::delivered};
  CHECK(*run(line.loop, flows::record_receipt(*line.store, "main", receipt)));
  CHECK(line.last_reply(maya).status == TextStatus::unknown);
  line.passes(10s);
  CHECK(line.last_reply(maya).status == TextStatus::delivered);
  CHECK(line.last_reply(maya).carrier_id == sid);
}

TEST_CASE(
    "a carrier whose clock is not ours is understood; one far off settles nothing by absence") {
  for (const routing::Duration apart : {-20min, 20min}) {
    CAPTURE(apart.count());
    RunningLine line;
    line.carrier_ahead = apart;
    const auto ana = line.peer_talking_to(maya);
    line.simulator->faults().add(send_fault(Fault::lose_response));
    line.simulator->faults().add(send_fault(Fault::drop));
    REQUIRE(line.replies(ana, maya, "one"));
    REQUIRE(line.replies(ana, maya, "two"));
    line.drain();
    line.passes(5min);
    CHECK(line.heard_from_people(maya) == Words{"one", "two"});
    CHECK(reply_statuses(line).size() == 2);
    CHECK(std::ranges::all_of(reply_statuses(line), has_left));
  }
  RunningLine line;
  line.carrier_ahead = 3h;
  const auto ana = line.peer_talking_to(maya);
  line.simulator->faults().add(send_fault(Fault::drop));
  REQUIRE(line.replies(ana, maya, "one"));
  line.drain();
  line.passes(30min);
  CHECK(line.heard_from_people(maya).empty());
  CHECK(line.last_reply(maya).status == TextStatus::unknown);
}

TEST_CASE("a clock that is set after a send makes nobody hear it twice") {
  for (const routing::Duration set_by : {-20min, -5min, 5min, 10min, 20min}) {
    CAPTURE(set_by.count());
    RunningLine line;
    const auto ana = line.peer_talking_to(maya);
    line.simulator->faults().add(send_fault(Fault::lose_response));
    REQUIRE(line.replies(ana, maya, "one"));
    line.drain();
    line.opened.clock.advance(set_by);
    line.carrier_ahead -= set_by;
    line.passes(40min);
    CHECK(line.heard_from_people(maya) == Words{"one"});
  }
}

TEST_CASE("a clock that is set back before a restart lets no text overtake one from before it") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.simulator->faults().add(send_fault(Fault::drop));
  REQUIRE(line.replies(ana, maya, "one"));
  line.drain();
  line.restart([&] {
    line.opened.clock.advance(-5min);
    line.carrier_ahead += 5min;
  });
  REQUIRE(line.replies(ana, maya, "two"));
  line.passes(20min);
  CHECK(line.heard_from_people(maya) == Words{"one", "two"});
}

TEST_CASE("a crash with a send in flight: what the carrier has is found, what it has not is sent") {
  for (const bool taken : {true, false}) {
    CAPTURE(taken);
    RunningLine line;
    const auto ana = line.peer_talking_to(maya);
    crashes_while_sending(line, ana, taken, 5s);
    line.drain();
    CHECK(has_left(*line.last_reply(maya).status) == taken);
    REQUIRE(line.replies(ana, maya, "two"));
    line.passes(3min);
    CHECK(line.heard_from_people(maya) == Words{"one", "two"});
    CHECK(reply_statuses(line).size() == 2);
    CHECK(std::ranges::all_of(reply_statuses(line), has_left));
    CHECK(line.is_settled());
  }
}

TEST_CASE("a crash that was long ago: what the carrier has not is left to a person") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  crashes_while_sending(line, ana, false, 1h);
  REQUIRE(line.replies(ana, maya, "two"));
  line.passes(1h, 5min);
  CHECK(line.heard_from_people(maya) == Words{"two"});
  CHECK(reply_statuses(line) == std::vector{TextStatus::unknown, TextStatus::sent});
}

TEST_CASE("a text that is lost each time is given up as failed in the end") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.simulator->faults().add({.fault = Fault::drop, .times = std::nullopt});
  REQUIRE(line.replies(ana, maya, "one"));
  line.drain();
  line.passes(1h, 30s);
  CHECK(line.heard_from_people(maya).empty());
  CHECK(line.last_reply(maya).status == TextStatus::failed);
  CHECK(line.is_settled());
}

}  // namespace warmline::test
