// What happens to texts, from a texter's phone to a peer and back.
#include "gateway/store/texts.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "gateway/store/events.hpp"
#include "gateway/store/outbox.hpp"
#include "tests/flows/running_line.hpp"

namespace warmline::test {

using routing::ConversationState;
using routing::EventKind;
using routing::Presence;
using routing::ProblemCode;
using routing::TextStatus;
using Words = std::vector<std::string>;

TEST_CASE("someone texts while nobody is on: they wait in the queue and are told the truth") {
  RunningLine line;
  line.texts(maya, "hi");
  CHECK(line.conversation(maya).state == ConversationState::waiting);
  CHECK(line.conversation(maya).waiting_since);
  CHECK(line.heard(maya) == Words{"Nobody is here right now."});
}

TEST_CASE("the welcome comes once in a conversation, before anything else is said") {
  RunningLine line;
  line.peer("ana");
  line.texts(maya, "hi");
  line.texts(maya, "are you there?");
  CHECK(line.heard(maya) == Words{"Welcome to Community line."});
}

TEST_CASE("the same text delivered again is kept once, and says nothing again") {
  RunningLine line;
  const auto first = line.delivers(maya, "hi", "SMsame");
  const auto again = line.delivers(maya, "hi", "SMsame");
  REQUIRE(again);
  CHECK(!first->kept_before);
  CHECK(again->kept_before);
  CHECK(again->id == first->id);
  CHECK(line.thread(maya).size() == 2);  // the text and the welcome
}

TEST_CASE("a carrier's retry under the same token is the same delivery") {
  RunningLine line;
  const auto first = line.delivers(maya, "hi", "SM1", "token");
  CHECK(line.delivers(maya, "hi", "SM2", "token")->id == first->id);
  CHECK(!line.delivers(maya, "hi", "SM3", "another token")->kept_before);
}

TEST_CASE("a text to a number that no line has is not taken, and the problem hides the number") {
  RunningLine line;
  carriers::InboundText text{
      .carrier_id = "SM1", .from = number(maya), .to = number("+15035550199")};
  const auto taken = run(line.loop, flows::receive_text(*line.store, line.lines, "main", text, ""));
  REQUIRE(!taken);
  CHECK(taken.error().code == ProblemCode::not_found);
  CHECK(taken.error().detail.find("5035550199") == std::string::npos);
}

TEST_CASE("from a phone to a peer and back: offered, accepted, answered, sent") {
  RunningLine line;
  const auto ana = line.peer("ana");
  line.texts(maya, "hi");
  REQUIRE(line.conversation(maya).offered_to == ana);
  const auto accepted = line.does(flows::accept_offer, ana, maya);
  REQUIRE(accepted);
  CHECK(accepted->owner == ana);

  const auto written = line.replies(ana, maya, "Hello, I'm here.");
  REQUIRE(written);
  CHECK(written->text.status == TextStatus::queued);
  CHECK(!line.conversation(maya).waiting_since);
  CHECK(line.heard_from_people(maya) == Words{"Hello, I'm here."});
  CHECK(line.last_reply(maya).status == TextStatus::sent);
}

TEST_CASE("every change has left its line in the record, in order") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  REQUIRE(line.does(flows::close_conversation, ana, maya));
  line.drain();
  auto kinds = line.events();
  std::erase(kinds, EventKind::text_status);  // the welcome's, which comes when it comes
  CHECK(kinds == std::vector{EventKind::presence_changed, EventKind::conversation_started,
                             EventKind::text_received, EventKind::text_queued,
                             EventKind::conversation_offered, EventKind::conversation_accepted,
                             EventKind::conversation_closed});
}

TEST_CASE("the same reply sent twice by its client leaves once") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  const auto first = line.replies(ana, maya, "Hello", "c1");
  const auto again = line.replies(ana, maya, "Hello", "c1");
  REQUIRE(again);
  CHECK(again->written_before);
  CHECK(again->text.id == first->text.id);
  CHECK(line.heard_from_people(maya) == Words{"Hello"});
}

TEST_CASE(
    "texts to one texter leave in the order they were written, also past one that has to wait") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.simulator->faults().add({.fault = carriers::simulator::Fault::busy, .times = 2});
  Words wanted;
  for (int i = 0; i < 6; ++i) {
    wanted.push_back("part " + std::to_string(i));
    REQUIRE(line.replies(ana, maya, wanted.back()));
  }
  CHECK(line.heard_from_people(maya).empty());  // the first was refused, the others wait behind it
  line.later(std::chrono::seconds(6));
  CHECK(line.heard_from_people(maya).empty());
  line.later(std::chrono::seconds(11));  // twice as long after the second refusal
  CHECK(line.heard_from_people(maya) == wanted);
}

TEST_CASE("a carrier that asks for a longer wait gets it") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.simulator->faults().add({.fault = carriers::simulator::Fault::busy,
                                .times = 1,
                                .retry_after = std::chrono::seconds(90)});
  REQUIRE(line.replies(ana, maya, "Hello"));
  line.drain();
  line.later(std::chrono::seconds(80));
  CHECK(line.heard_from_people(maya).empty());
  line.later(std::chrono::seconds(11));
  CHECK(line.heard_from_people(maya) == Words{"Hello"});
}

TEST_CASE("a send whose answer is lost is unknown until it is found at the carrier, once") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.simulator->faults().add({.fault = carriers::simulator::Fault::lose_response, .times = 1});
  REQUIRE(line.replies(ana, maya, "one"));
  line.drain();
  const auto lost = line.last_reply(maya);
  CHECK(lost.status == TextStatus::unknown);
  REQUIRE(lost.failure);
  CHECK(lost.failure->code == ProblemCode::outcome_unknown);
  CHECK(!lost.carrier_id);

  REQUIRE(line.replies(ana, maya, "two"));
  line.later(std::chrono::seconds(2));
  CHECK(line.heard_from_people(maya) == Words{"one", "two"});
  for (const auto& text : line.thread(maya)) {
    if (text.direction != routing::Direction::out) continue;
    CHECK((text.status == TextStatus::sent || text.status == TextStatus::delivered));
    CHECK(text.carrier_id);
    CHECK(!text.failure);
  }
  CHECK(line.is_settled());
}

TEST_CASE("a refusal that no retry can mend is told in plain words") {
  RunningLine line;
  const auto ana = line.peer("ana");
  const std::string landline = "+15035550150";
  line.texts(landline, "hi");
  line.drain();
  REQUIRE(line.does(flows::accept_offer, ana, landline));
  // The carrier knows of an opt-out that we have not heard of.
  run(line.loop, line.simulator->text_from(landline, "+15035550100", "STOP"));
  REQUIRE(line.replies(ana, landline, "Hello"));
  line.drain();
  const auto reply = line.last_reply(landline);
  CHECK(reply.status == TextStatus::failed);
  REQUIRE(reply.failure);
  CHECK(reply.failure->carrier_code == "21610");
  CHECK(!reply.failure->words.empty());
  CHECK(line.opted_out(landline));
}

namespace {

carriers::Receipt receipt(const std::string& carrier_id, const std::string& word,
                          TextStatus status) {
  return {.carrier_id = carrier_id, .carrier_status = word, .status = status};
}

bool records(RunningLine& line, carriers::Receipt what) {
  return *run(line.loop, flows::record_receipt(*line.store, "main", std::move(what)));
}

}  // namespace

TEST_CASE("receipts in any order and more than once leave the furthest status") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  REQUIRE(line.replies(ana, maya, "Hello"));
  line.drain();
  REQUIRE(line.last_reply(maya).carrier_id);
  const auto sid = *line.last_reply(maya).carrier_id;
  CHECK(records(line, receipt(sid, "delivered", TextStatus::delivered)));
  CHECK(records(line, receipt(sid, "sent", TextStatus::sent)));
  CHECK(!records(line, receipt(sid, "delivered", TextStatus::delivered)));
  CHECK(line.last_reply(maya).status == TextStatus::delivered);
}

TEST_CASE("a receipt that comes before the answer to the send is not lost") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.simulator->faults().add({.fault = carriers::simulator::Fault::delay,
                                .times = 1,
                                .delay = std::chrono::milliseconds(300)});
  REQUIRE(line.replies(ana, maya, "Hello"));
  // The carrier has it as soon as it is in its history; the answer comes later.
  std::string sid;
  while (sid.empty()) {
    line.conversation(maya);
    for (const auto& text : line.simulator->history().texts()) {
      if (text.body == "Hello") sid = text.sid;
    }
  }
  CHECK(records(line, receipt(sid, "delivered", TextStatus::delivered)));
  line.drain();
  CHECK(line.last_reply(maya).status == TextStatus::delivered);
}

TEST_CASE("STOP wins: what waits to leave does not, and a reply is refused until START") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.simulator->faults().add({.fault = carriers::simulator::Fault::busy, .times = 1});
  REQUIRE(line.replies(ana, maya, "just a moment"));
  line.drain();  // refused once, to be tried again in five seconds
  line.texts(maya, " Stop. ");

  const auto refused = line.replies(ana, maya, "are you all right?");
  REQUIRE(!refused);
  CHECK(refused.error().code == ProblemCode::opted_out);
  line.later(std::chrono::hours(1));
  CHECK(line.heard_from_people(maya).empty());
  CHECK(line.last_reply(maya).status == TextStatus::failed);
  CHECK(line.last_reply(maya).failure->code == ProblemCode::opted_out);
  CHECK(line.conversation(maya).state == ConversationState::open);

  line.texts(maya, "START");
  CHECK(!line.opted_out(maya));
  REQUIRE(line.replies(ana, maya, "good to hear from you"));
  CHECK(line.heard_from_people(maya) == Words{"good to hear from you"});
}

TEST_CASE("a word that the carrier takes for STOP or START is one, whichever the account chose") {
  RunningLine line;
  line.texts(maya, "hi");
  line.drain();
  const auto heard = line.heard(maya).size();
  line.texts_answered(maya, "PARAR", routing::Keyword::stop);
  CHECK(line.opted_out(maya));
  CHECK(line.conversation(maya).state == routing::ConversationState::closed);
  CHECK(line.heard(maya).size() == heard);
  line.texts_answered(maya, "ALTA", routing::Keyword::start);
  CHECK_FALSE(line.opted_out(maya));
}

TEST_CASE("STOP on one line does not close another") {
  RunningLine line;
  REQUIRE(line.delivers(maya, "hi", "", "", 0));
  REQUIRE(line.delivers(maya, "hi", "", "", 1));
  REQUIRE(line.delivers(maya, "stop", "", "", 0));
  CHECK(line.opted_out(maya));
  CHECK(line.conversation(maya, 0).state == ConversationState::closed);
  CHECK(line.conversation(maya, 1).state == ConversationState::waiting);
}

TEST_CASE("HELP is answered by the line, and also brought to a person") {
  RunningLine line;
  line.texts(maya, "help");
  CHECK(line.heard(maya) == Words{"Help is here."});
  CHECK(line.conversation(maya).state == ConversationState::waiting);
}

}  // namespace warmline::test
