// What a person decides about texts that failed, or of which nobody knows whether they left.
#include "gateway/flows/decide_text.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "tests/flows/running_line.hpp"

namespace warmline::test {
namespace {

using carriers::simulator::Asked;
using carriers::simulator::Fault;
using flows::Listed;
using routing::ProblemCode;
using routing::TextStatus;
using Words = std::vector<std::string>;
using namespace std::chrono_literals;

// Ana talks with Maya, and her reply failed, or nobody knows.
struct Lost {
  Lost() : ana(line.peer_talking_to(maya)) {}

  void replies_and_fails() {
    line.simulator->faults().fail_texts_to(maya, 30003);
    REQUIRE(line.replies(ana, maya, "one"));
    line.drain();
    text = line.last_reply(maya).id;
    // The simulator reports it a little later.
    carriers::Receipt receipt{.carrier_id = *line.last_reply(maya).carrier_id,
                              .carrier_status = "undelivered",
                              .status = TextStatus::failed};
    REQUIRE(run(line.loop, flows::record_receipt(*line.store, "main", receipt)));
    REQUIRE(line.last_reply(maya).status == TextStatus::failed);
    line.simulator->faults().clear();
  }
  void replies_and_nobody_knows(Fault fault) {
    line.simulator->faults().add({.fault = fault, .times = 1});
    REQUIRE(line.replies(ana, maya, "one"));
    line.drain();
    text = line.last_reply(maya).id;
    REQUIRE(line.last_reply(maya).status == TextStatus::unknown);
  }
  routing::Result<flows::Written> sends_again(bool insist = false) {
    auto again = run(line.loop, flows::send_again(*line.store, line.lines, text, ana, insist));
    line.wake_outbox();
    return again;
  }
  routing::Result<store::Text> leaves() {
    return run(line.loop, flows::leave_text(*line.store, text, ana));
  }
  store::Text now() {
    return line.kept<store::Text>(
        [&](store::Reading& store) { return *store::texts::find(store, text); });
  }
  void passes(std::chrono::seconds time, std::chrono::seconds step) {
    for (; time > 0s; time -= step) {
      line.later(std::min(step, time));
      line.drain();
    }
  }

  RunningLine line;
  routing::StaffId ana;
  routing::TextId text;
};

}  // namespace

TEST_CASE("a text that failed goes again once, however often it is asked for") {
  Lost lost;
  lost.replies_and_fails();
  const auto heard_before = lost.line.heard_from_people(maya).size();
  const auto again = lost.sends_again();
  REQUIRE(again);
  CHECK_FALSE(again->written_before);
  CHECK(again->text.body.words() == "one");
  CHECK(again->text.id != lost.text);
  const auto twice = lost.sends_again();
  REQUIRE(twice);
  CHECK(twice->written_before);
  CHECK(twice->text.id == again->text.id);
  lost.line.drain();
  CHECK(lost.line.heard_from_people(maya).size() == heard_before + 1);
  CHECK(lost.now().status == TextStatus::failed);
  CHECK(lost.now().decision->again == again->text.id);
  const auto events = lost.line.events();
  CHECK(std::ranges::count(events, routing::EventKind::text_decided) == 1);
}

TEST_CASE("what arrived, or is on its way, can't be sent again") {
  Lost lost;
  REQUIRE(lost.line.replies(lost.ana, maya, "one"));
  lost.text = lost.line.last_reply(maya).id;
  CHECK(lost.sends_again(true).error().code == ProblemCode::text_settled);
  lost.line.drain();
  CHECK(lost.sends_again(true).error().code == ProblemCode::text_settled);
  CHECK(lost.leaves().error().code == ProblemCode::text_settled);
  CHECK(lost.line.heard_from_people(maya) == Words{"one"});
}

TEST_CASE("what may have arrived goes again only where somebody insists, and then not by itself") {
  Lost lost;
  lost.replies_and_nobody_knows(Fault::drop);
  CHECK(lost.sends_again().error().code == ProblemCode::may_have_arrived);
  REQUIRE(lost.sends_again(true));
  // By itself it would have gone after two minutes.
  lost.passes(20min, 30s);
  CHECK(lost.line.heard_from_people(maya) == Words{"one"});
  CHECK(lost.now().status == TextStatus::unknown);
  CHECK(lost.line.is_settled());
}

TEST_CASE("STOP wins over what a person would send again") {
  Lost lost;
  lost.replies_and_fails();
  const auto heard_before = lost.line.heard_from_people(maya).size();
  lost.line.texts(maya, "STOP");
  CHECK(lost.sends_again().error().code == ProblemCode::opted_out);
  CHECK(lost.line.heard_from_people(maya).size() == heard_before);
}

TEST_CASE("only whoever may reply sends again") {
  Lost lost;
  lost.replies_and_fails();
  lost.ana = lost.line.peer("ben");
  CHECK(lost.sends_again().error().code == ProblemCode::not_owner);
  CHECK(lost.leaves().error().code == ProblemCode::not_owner);
  lost.ana = lost.line.coordinator("cora");
  CHECK(lost.sends_again());
}

TEST_CASE("what is left as it is neither goes again nor is looked for, until somebody sends it") {
  Lost lost;
  lost.replies_and_nobody_knows(Fault::drop);
  const auto left = lost.leaves();
  REQUIRE(left);
  CHECK_FALSE(left->decision->again);
  CHECK(lost.line.is_settled());
  lost.passes(10min, 30s);
  CHECK(lost.line.heard_from_people(maya).empty());
  REQUIRE(lost.sends_again(true));
  lost.line.drain();
  CHECK(lost.line.heard_from_people(maya) == Words{"one"});
}

TEST_CASE("a check finds what the carrier has") {
  Lost lost;
  lost.replies_and_nobody_knows(Fault::lose_response);
  const auto checked = lost.line.checks(lost.text);
  REQUIRE(checked);
  CHECK(checked->listed == Listed::found);
  CHECK(
      (checked->text.status == TextStatus::sent || checked->text.status == TextStatus::delivered));
  CHECK(lost.line.is_settled());
  CHECK(lost.line.checks(lost.text)->listed == std::nullopt);
  CHECK(lost.line.heard_from_people(maya) == Words{"one"});
}

TEST_CASE("a check that can't tell yet leaves it unknown; one that can has it go once") {
  Lost lost;
  lost.replies_and_nobody_knows(Fault::drop);
  CHECK(lost.line.checks(lost.text)->listed == Listed::unclear);
  CHECK(lost.now().status == TextStatus::unknown);
  lost.line.later(3min);
  const auto checked = lost.line.checks(lost.text);
  REQUIRE(checked);
  CHECK(checked->listed == Listed::absent);
  lost.passes(5min, 30s);
  CHECK(lost.line.heard_from_people(maya) == Words{"one"});
}

TEST_CASE("a carrier that does not answer a check teaches nothing") {
  Lost lost;
  lost.replies_and_nobody_knows(Fault::lose_response);
  lost.line.simulator->faults().add(
      {.fault = Fault::server_error, .times = std::nullopt, .on = Asked::list});
  CHECK_FALSE(lost.line.checks(lost.text));
  CHECK(lost.now().status == TextStatus::unknown);
}

TEST_CASE("a text that nobody looks for any more is found by a check, and never goes by one") {
  for (const auto fault : {Fault::lose_response, Fault::drop}) {
    const bool taken = fault == Fault::lose_response;
    CAPTURE(taken);
    Lost lost;
    lost.line.simulator->faults().add(
        {.fault = Fault::server_error, .times = std::nullopt, .on = Asked::list});
    lost.replies_and_nobody_knows(fault);
    lost.passes(25h, 10min);
    CHECK(lost.line.is_settled());
    lost.line.simulator->faults().clear();
    const auto checked = lost.line.checks(lost.text);
    REQUIRE(checked);
    CHECK(checked->listed == (taken ? Listed::found : Listed::absent));
    CHECK((checked->text.status != TextStatus::unknown) == taken);
    lost.passes(10min, 30s);
    CHECK(lost.line.heard_from_people(maya).size() == (taken ? 1 : 0));
    if (!taken) CHECK(lost.sends_again(true));
    lost.line.drain();
    CHECK(lost.line.heard_from_people(maya) == Words{"one"});
  }
}

TEST_CASE("nobody can check a text that came in, or none at all") {
  Lost lost;
  const auto in = lost.line.thread(maya).front().id;
  CHECK(lost.line.checks(in).error().code == ProblemCode::not_found);
  CHECK(lost.line.checks(routing::TextId()).error().code == ProblemCode::not_found);
}

}  // namespace warmline::test
