// Whoever is on call is texted when somebody waits for too long, and the next one when they do not
// answer.
#include "gateway/flows/paging.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "gateway/flows/flag_conversation.hpp"
#include "gateway/flows/set_line.hpp"
#include "gateway/flows/set_on_call.hpp"
#include "gateway/store/events.hpp"
#include "gateway/store/pages.hpp"
#include "gateway/store/verify.hpp"
#include "tests/flows/running_line.hpp"

namespace warmline::test {
namespace {

using routing::EventKind;
using routing::PageReason;
using routing::Presence;
using Words = std::vector<std::string>;
using namespace std::chrono_literals;

const std::string cora_phone = "+15035550161";
const std::string dan_phone = "+15035550162";

// Two coordinators on call, each with a phone; nobody is on.
struct Duty {
  RunningLine line;
  routing::StaffId cora = line.coordinator("cora");
  routing::StaffId dan = line.coordinator("dan");

  Duty() {
    line.confirms_phone(cora, cora_phone);
    line.confirms_phone(dan, dan_phone);
    for (const auto who : {cora, dan}) line.sets(who, Presence::off);
    are_on_call({cora, dan});
  }

  void are_on_call(std::vector<routing::StaffId> staff) {
    REQUIRE(run(line.loop,
                flows::set_on_call(*line.store, line.lines.all().front(), cora, std::move(staff))));
  }

  // As the clock goes, in steps; a second more on either side, since what one moment brings is kept
  // a few microseconds apart.
  void passes(std::chrono::minutes time) {
    line.later(1s);
    for (; time > 0min; time -= 1min) {
      line.later(1min);
      line.drain();
    }
    line.later(1s);
    line.drain();
  }

  Words pages(const std::string& phone) {
    auto words = line.heard(phone);
    std::erase_if(words, [](const std::string& text) { return text.starts_with("Code "); });
    return words;
  }

  long urgent_pages(const std::string& phone) {
    return std::ranges::count(pages(phone), "Page: urgent");
  }

  long count(EventKind kind) { return std::ranges::count(line.events(), kind); }

  routing::Page latest(PageReason reason = PageReason::waiting) {
    return line.kept<routing::Page>([&](store::Reading& reading) {
      const auto page = store::pages::latest(reading, line.lines.all().front().id, reason);
      REQUIRE(page);
      return *page;
    });
  }

  // By this person, or by whoever has it.
  void flags_urgent(const std::string& whose, std::optional<routing::StaffId> by = {}) {
    const auto raiser = by ? *by : line.conversation(whose).owner.value();
    REQUIRE(line.does(flows::raise_flag, raiser, whose, routing::Body("please look")));
    line.drain();
  }
};

// Ana, who is on, and has all of them.
routing::StaffId peer_talking_to(Duty& duty, const std::vector<std::string>& phones) {
  const auto ana = duty.line.peer("ana");
  for (const auto& phone : phones) {
    duty.line.texts(phone, "hi");
    REQUIRE(duty.line.does(flows::accept_offer, ana, phone));
  }
  return ana;
}

void clears_flags(Duty& duty, routing::StaffId who, const std::string& whose) {
  REQUIRE(duty.line.does(flows::clear_flags, who, whose, std::optional<routing::FlagId>(),
                         routing::Body("a song's words")));
}

const Words first_page{"Page: 1 wait, the longest 5 min"};

}  // namespace

TEST_CASE("nobody is paged for who waits while the line is closed, but when it opens again") {
  Duty duty;
  const auto& line = duty.line.lines.all().front();
  const auto until = duty.line.kept<routing::Instant>(
      [](store::Reading& reading) { return reading.now + std::chrono::minutes(30); });
  REQUIRE(run(
      duty.line.loop,
      flows::switch_line(*duty.line.store, duty.line.lines, line.id, duty.cora,
                         routing::LineSwitch{.to = routing::SwitchTo::closed, .until = until})));
  duty.line.texts(maya, "hi");
  duty.passes(20min);
  CHECK(duty.pages(cora_phone).empty());
  duty.passes(15min);
  CHECK(duty.pages(cora_phone).size() == 1);
}

TEST_CASE("after `page` the first on call is texted how many wait, and nobody's words") {
  Duty duty;
  duty.line.texts(maya, "hi");
  duty.passes(4min);
  CHECK(duty.pages(cora_phone).empty());
  duty.passes(1min);
  CHECK(duty.pages(cora_phone) == first_page);
  CHECK(duty.pages(dan_phone).empty());
  CHECK(duty.count(EventKind::page_sent) == 1);
}

TEST_CASE("who is being seen to calls for no page") {
  Duty duty;
  peer_talking_to(duty, {maya});
  duty.passes(9min);
  CHECK(duty.count(EventKind::page_sent) == 0);
}

TEST_CASE("without an acknowledgement in 5 minutes the next on call is texted") {
  Duty duty;
  duty.line.texts(maya, "hi");
  duty.passes(10min);
  CHECK(duty.pages(cora_phone) == first_page);
  CHECK(duty.pages(dan_phone) == Words{"Page: 1 wait, the longest 10 min"});
  CHECK(duty.count(EventKind::page_escalated) == 1);
}

TEST_CASE("an OK from the phone acknowledges it: nobody else is texted, nor they for 10 minutes") {
  Duty duty;
  duty.line.texts(maya, "hi");
  duty.passes(7min);
  duty.line.texts(cora_phone, "ok");
  CHECK(duty.pages(cora_phone).back() == "Thank you, 1 wait, the longest 7 min");
  CHECK(duty.latest().acknowledged_by == duty.cora);
  duty.passes(7min);
  CHECK(duty.pages(dan_phone).empty());
  CHECK(duty.pages(cora_phone).size() == 2);
  duty.passes(1min);
  CHECK(duty.pages(cora_phone).back() == "Page: 1 wait, the longest 15 min");
}

TEST_CASE("who was paged says OK to the page, even while they are talking with the line") {
  Duty duty;
  duty.line.texts(cora_phone, "I need somebody myself");
  duty.passes(5min);
  CHECK(duty.count(EventKind::page_sent) == 1);
  const auto before = duty.line.thread(cora_phone).size();
  duty.line.texts(cora_phone, "OK");
  CHECK(duty.count(EventKind::page_acknowledged) == 1);
  CHECK(duty.line.thread(cora_phone).size() == before);
  duty.line.texts(cora_phone, "OK");
  CHECK(duty.line.thread(cora_phone).size() == before + 1);
}

TEST_CASE("an OK from before the page, which comes late, acknowledges nothing") {
  Duty duty;
  duty.line.texts_unheard(cora_phone, "OK");
  duty.passes(10min);
  duty.line.texts(maya, "hi");
  duty.passes(5min);
  CHECK(duty.line.catches_up());
  CHECK(duty.count(EventKind::page_sent) == 1);
  CHECK(duty.count(EventKind::page_acknowledged) == 0);
}

TEST_CASE("an OK of a peer acknowledges nothing") {
  Duty duty;
  const auto ana = duty.line.peer("ana");
  duty.line.confirms_phone(ana, "+15035550163");
  duty.line.sets(ana, Presence::off);
  duty.line.texts(maya, "hi");
  duty.passes(6min);
  duty.line.texts("+15035550163", "OK");
  CHECK(duty.count(EventKind::page_acknowledged) == 0);
}

TEST_CASE("what a coordinator does with somebody in the queue acknowledges the page") {
  Duty duty;
  duty.line.texts(maya, "hi");
  duty.line.texts(noor, "hello?");
  duty.passes(6min);
  duty.line.sets(duty.dan, Presence::on);
  REQUIRE(duty.line.does(flows::claim_conversation, duty.dan, noor));
  CHECK(duty.latest().acknowledged_by == duty.dan);
  duty.passes(6min);
  CHECK(duty.pages(dan_phone).empty());
}

TEST_CASE("what a peer does acknowledges nothing, and the page ends with the wait") {
  Duty duty;
  duty.line.texts(maya, "hi");
  duty.passes(6min);
  const auto ana = duty.line.peer("ana");
  REQUIRE(duty.line.does(flows::claim_conversation, ana, maya));
  CHECK_FALSE(duty.latest().acknowledged_at);
  duty.passes(7min);
  CHECK(duty.pages(dan_phone).empty());
  CHECK(duty.count(EventKind::page_acknowledged) == 0);
}

TEST_CASE("a page can be acknowledged in the inbox, once") {
  Duty duty;
  duty.line.texts(maya, "hi");
  duty.passes(6min);
  auto& line = duty.line;
  const auto id = duty.latest().id;
  const auto acknowledges = [&](routing::StaffId who) {
    return run(line.loop, flows::acknowledge_page(*line.store, id, who));
  };
  CHECK(acknowledges(duty.dan)->acknowledged_by == duty.dan);
  CHECK(acknowledges(duty.cora)->acknowledged_by == duty.dan);
  CHECK(duty.count(EventKind::page_acknowledged) == 1);
  const auto nothing = run(line.loop, flows::acknowledge_page(*line.store, {}, duty.dan));
  CHECK(nothing.error().code == routing::ProblemCode::not_found);
}

TEST_CASE("with nobody on call all coordinators are told in the inbox, at most every 10 minutes") {
  Duty duty;
  duty.are_on_call({});
  duty.line.texts(maya, "hi");
  duty.passes(14min);
  CHECK(duty.count(EventKind::page_sent) == 1);
  duty.passes(1min);
  CHECK(duty.count(EventKind::page_sent) == 2);
  CHECK(duty.count(EventKind::staff_texted) == 2);  // the codes
}

TEST_CASE("whose phone is damaged is passed over, and no wait of anybody stands still for it") {
  Duty duty;
  duty.line.on_refusal = [](const std::string&) {};
  duty.line.restart([&] {
    duty.line.opened.write([&](store::Writing& store) {
      store.db
          .query("UPDATE phones SET number = zeroblob(length(number)) WHERE staff = ?1", duty.cora)
          .run();
    });
  });
  duty.line.texts(maya, "hi");
  duty.passes(5min);
  CHECK(duty.pages(dan_phone) == first_page);
  const auto ana = duty.line.peer("ana");
  CHECK(duty.line.conversation(maya).offered_to == ana);
  duty.passes(2min);
  CHECK(duty.line.conversation(maya).offered_to != ana);
}

TEST_CASE("whose phone said STOP, or is gone, is passed over at once") {
  Duty duty;
  duty.line.texts(cora_phone, "STOP");
  duty.line.texts(maya, "hi");
  duty.passes(5min);
  CHECK(duty.pages(cora_phone).empty());
  CHECK(duty.pages(dan_phone) == first_page);
}

TEST_CASE("a page that certainly does not arrive goes to the next one at once") {
  Duty duty;
  duty.line.texts(maya, "hi");
  duty.passes(5min);
  const auto sid = duty.line.kept<std::string>([](store::Reading& reading) {
    auto row = reading.db.query("SELECT carrier_id FROM staff_texts ORDER BY id DESC LIMIT 1");
    row.next();
    return row.get<std::string>(0);
  });
  const carriers::Receipt receipt{
      .carrier_id = sid,
      .carrier_status = "undelivered",
      .status = routing::TextStatus::failed,
      .problem = carriers::SendProblem{.code = routing::ProblemCode::carrier_refused,
                                       .carrier_code = "30003",
                                       .words = "The phone can't be reached."}};
  CHECK(*run(duty.line.loop, flows::record_receipt(*duty.line.store, "main", receipt)));
  duty.line.later(1s);
  CHECK(duty.pages(dan_phone) == first_page);
}

TEST_CASE("a page that may have left is not sent again while it may have; the next one follows") {
  Duty duty;
  duty.line.texts(maya, "hi");
  duty.passes(4min);
  duty.line.simulator->faults().add(
      {.fault = carriers::simulator::Fault::lose_response, .times = 1});
  duty.passes(6min);
  CHECK(duty.pages(cora_phone) == first_page);
  CHECK(duty.pages(dan_phone).size() == 1);
}

TEST_CASE("a page that was lost on its way reaches whoever is on call alone") {
  Duty duty;
  duty.are_on_call({duty.cora});
  duty.line.texts(maya, "hi");
  duty.passes(4min);
  duty.line.simulator->faults().add({.fault = carriers::simulator::Fault::drop, .times = 1});
  duty.passes(2min);
  CHECK(duty.pages(cora_phone).empty());
  duty.passes(3min);
  CHECK(duty.pages(cora_phone) == first_page);
}

TEST_CASE("a restart changes nothing of who is paged when") {
  Duty duty;
  duty.line.texts(maya, "hi");
  for (int minute = 0; minute < 12; ++minute) {
    duty.passes(1min);
    duty.line.restart();
  }
  CHECK(duty.pages(cora_phone).size() == 1);
  CHECK(duty.pages(dan_phone).size() == 1);
}

TEST_CASE("what is flagged pages beside those who wait, and once for many flags") {
  Duty duty;
  duty.line.lines.flags().look_for(duty.line.lines.all().front().id,
                                   {.language = "en", .worrying = {"want to die", "can't go on"}});
  duty.line.texts(maya, "hi");
  duty.passes(5min);
  duty.line.texts(maya, "i want to die");
  duty.line.texts(maya, "I can't go on");
  duty.line.drain();
  CHECK(duty.pages(cora_phone) == Words{first_page.front(), "Page: urgent"});
  CHECK(duty.latest(PageReason::urgent).conversation == duty.line.conversation(maya).id);
  duty.line.texts(cora_phone, "OK");
  CHECK(duty.latest(PageReason::urgent).acknowledged_at);
  CHECK(duty.latest(PageReason::waiting).acknowledged_at);
  duty.passes(9min);
  CHECK(duty.pages(dan_phone).empty());
}

TEST_CASE("a flag that nobody acknowledges goes on to the next on call") {
  Duty duty;
  peer_talking_to(duty, {maya});
  duty.flags_urgent(maya);
  duty.passes(5min);
  CHECK(duty.pages(cora_phone) == Words{"Page: urgent"});
  CHECK(duty.pages(dan_phone) == Words{"Page: urgent"});
}

TEST_CASE("a flag that is cleared goes to nobody else on call") {
  Duty duty;
  const auto ana = peer_talking_to(duty, {maya});
  duty.flags_urgent(maya);
  clears_flags(duty, ana, maya);
  duty.passes(5min);
  CHECK(duty.pages(cora_phone) == Words{"Page: urgent"});
  CHECK(duty.pages(dan_phone).empty());
}

TEST_CASE("a coordinator who flags one knows of it") {
  Duty duty;
  duty.line.texts(maya, "hi");
  duty.flags_urgent(maya, duty.dan);
  CHECK(duty.line.conversation(maya).urgent);
  CHECK(duty.pages(cora_phone).empty());
  CHECK(duty.count(EventKind::page_sent) == 0);
}

TEST_CASE("a second texter who is flagged within 10 minutes is paged for as well") {
  Duty duty;
  peer_talking_to(duty, {maya, noor});
  duty.flags_urgent(maya);
  duty.passes(1min);
  duty.line.texts(cora_phone, "OK");
  duty.flags_urgent(noor);
  CHECK(duty.urgent_pages(cora_phone) == 2);
  CHECK(duty.latest(PageReason::urgent).conversation == duty.line.conversation(noor).id);
  for (const auto& wrong : store::verify(duty.line.opened.file(), test_key).wrong.lines()) {
    FAIL_CHECK(wrong);
  }
}

TEST_CASE("who is flagged while the page for another is under way is paged for once that is over") {
  for (const bool is_acknowledged : {true, false}) {
    CAPTURE(is_acknowledged);
    Duty duty;
    const auto ana = peer_talking_to(duty, {maya, noor});
    duty.flags_urgent(noor);
    duty.passes(1min);
    duty.flags_urgent(maya);
    CHECK(duty.urgent_pages(cora_phone) == 1);
    if (is_acknowledged) {
      // Whoever looks sees both.
      duty.line.texts(cora_phone, "OK");
      duty.passes(15min);
      CHECK(duty.urgent_pages(cora_phone) == 1);
      continue;
    }
    clears_flags(duty, ana, noor);
    duty.passes(1min);
    CHECK(duty.urgent_pages(cora_phone) == 2);
    CHECK(duty.latest(PageReason::urgent).conversation == duty.line.conversation(maya).id);
    duty.passes(5min);
    CHECK(duty.latest(PageReason::urgent).conversation == duty.line.conversation(maya).id);
    CHECK(duty.urgent_pages(dan_phone) == 1);
  }
}

TEST_CASE("who is flagged just after the flag of another was cleared is paged for at once") {
  Duty duty;
  const auto ana = peer_talking_to(duty, {maya, noor});
  duty.flags_urgent(noor);
  clears_flags(duty, ana, noor);
  duty.passes(1min);
  duty.flags_urgent(maya);
  CHECK(duty.urgent_pages(cora_phone) == 2);
  CHECK(duty.latest(PageReason::urgent).conversation == duty.line.conversation(maya).id);
  for (const auto& wrong : store::verify(duty.line.opened.file(), test_key).wrong.lines()) {
    FAIL_CHECK(wrong);
  }
}

TEST_CASE("who is flagged again is paged for again, but not twice in 10 minutes") {
  Duty duty;
  const auto ana = peer_talking_to(duty, {maya});
  duty.flags_urgent(maya);
  clears_flags(duty, ana, maya);
  duty.passes(2min);
  duty.flags_urgent(maya);
  CHECK(duty.urgent_pages(cora_phone) == 1);
  duty.passes(7min);
  CHECK(duty.urgent_pages(cora_phone) == 1);
  duty.passes(1min);
  CHECK(duty.urgent_pages(cora_phone) == 2);
}

TEST_CASE(
    "two offers that lapse put a peer on a break; they are told by text, and so is one on call") {
  Duty duty;
  const auto ana = duty.line.peer("ana");
  duty.line.confirms_phone(ana, "+15035550163");
  duty.line.texts(maya, "hi");
  duty.line.later(61s);
  duty.line.texts(noor, "hello?");
  duty.line.later(61s);
  duty.line.later(61s);
  CHECK(duty.line.presence(ana) == Presence::break_);
  CHECK(duty.line.heard("+15035550163").back() == "You are on a break");
  CHECK(duty.pages(cora_phone) == Words{"Page: lapses"});
  CHECK_FALSE(duty.latest(PageReason::lapses).escalate_at);
  CHECK(duty.count(EventKind::page_sent) == 1);
}

TEST_CASE("only coordinators of the line are on call, each once") {
  Duty duty;
  const auto ana = duty.line.peer("ana");
  const auto sets = [&](std::vector<routing::StaffId> staff) {
    return run(duty.line.loop, flows::set_on_call(*duty.line.store, duty.line.lines.all().front(),
                                                  duty.cora, std::move(staff)));
  };
  CHECK(sets({ana}).error().code == routing::ProblemCode::not_found);
  CHECK(sets({duty.cora, duty.cora}).error().code == routing::ProblemCode::malformed);
  CHECK(sets({duty.dan, duty.cora}));
  duty.line.texts(maya, "hi");
  duty.passes(5min);
  CHECK(duty.pages(dan_phone) == first_page);
}

TEST_CASE("the clock is asked for exactly when the next page is due, and for nothing otherwise") {
  Duty duty;
  const auto next = [&] {
    return duty.line.kept<std::optional<routing::Instant>>(
        [&](store::Reading& reading) { return flows::next_paging(reading, duty.line.lines); });
  };
  CHECK_FALSE(next());
  duty.line.texts(maya, "hi");
  const auto since = *duty.line.conversation(maya).waiting_since;
  CHECK(next() == since + 5min);
  duty.line.later(5min + 1s);
  CHECK(next() == duty.latest().escalate_at);
  duty.line.texts(cora_phone, "OK");
  CHECK(next() == duty.latest().began_at + 10min);
}

}  // namespace warmline::test
