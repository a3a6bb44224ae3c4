// What staff do with conversations, and what time does to them.
#include "gateway/store/conversations.hpp"

#include <algorithm>
#include <stdexcept>
#include <system_error>

#include <doctest/doctest.h>

#include "gateway/flows/store_thread.hpp"
#include "tests/flows/running_line.hpp"

namespace warmline::test {

using routing::ConversationState;
using routing::Presence;
using routing::ProblemCode;

TEST_CASE("two peers claim: one has it, the other is told who") {
  RunningLine line;
  line.texts(maya, "hi");
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  // Ana has been offered it when she came on.
  REQUIRE(line.conversation(maya).offered_to == ana);
  REQUIRE(line.does(flows::claim_conversation, ana, maya));
  const auto second = line.does(flows::claim_conversation, ben, maya);
  REQUIRE(!second);
  CHECK(second.error().code == ProblemCode::already_claimed);
  CHECK(second.error().who == ana.text());
  CHECK(line.conversation(maya).owner == ana);
}

TEST_CASE("an offer that nobody takes goes to the next, and two in a row put a peer on break") {
  RunningLine line;
  const auto ana = line.peer("ana");
  line.texts(maya, "hi");
  REQUIRE(line.conversation(maya).offered_to == ana);
  const auto ben = line.peer("ben");
  line.later(std::chrono::seconds(61));
  CHECK(line.conversation(maya).offered_to == ben);
  const auto late = line.does(flows::accept_offer, ana, maya);
  REQUIRE(!late);
  CHECK(late.error().code == ProblemCode::offer_expired);

  line.texts(noor, "hello?");
  REQUIRE(line.conversation(noor).offered_to == ana);
  line.later(std::chrono::seconds(61));
  const auto presence = line.kept<Presence>(
      [&](store::Reading& store) { return store::staff::find(store, ana)->presence; });
  CHECK(presence == Presence::break_);
}

TEST_CASE("who is not answered is brought back to the queue, and a restart changes nothing of it") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.later(std::chrono::minutes(5));
  CHECK(line.conversation(maya).owner == ana);
  line.restart();
  line.later(std::chrono::minutes(7));
  CHECK(line.conversation(maya).state == ConversationState::waiting);
  CHECK(line.conversation(maya).returned);
  const auto ben = line.peer("ben");
  CHECK(line.conversation(maya).offered_to == ben);
  REQUIRE(line.does(flows::accept_offer, ben, maya));
  REQUIRE(line.replies(ben, maya, "I am here"));
  line.later(std::chrono::minutes(61));
  CHECK(line.conversation(maya).owner == ben);
  const auto happened = line.events();
  using enum routing::EventKind;
  for (const auto kind : {conversation_nudged, conversation_unanswered, conversation_quiet}) {
    CHECK(std::ranges::count(happened, kind) == 1);
  }
  const auto next = line.kept<bool>(
      [](store::Reading& store) { return store::conversations::next_deadline(store).has_value(); });
  CHECK_FALSE(next);
}

TEST_CASE("a handoff keeps the note before it, and moves the conversation in one step") {
  RunningLine line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.texts(maya, "hi");
  const auto owner = *line.conversation(maya).offered_to;
  const auto other = owner == ana ? ben : ana;
  REQUIRE(line.does(flows::accept_offer, owner, maya));
  const auto moved = line.does(flows::hand_off_conversation, owner, maya, std::optional(other),
                               std::optional(routing::Body("likes to talk about the garden")));
  REQUIRE(moved);
  CHECK(moved->owner == other);
  const auto texts = line.thread(maya);
  CHECK(texts.back().kind == routing::TextKind::note);
  CHECK(texts.back().author == owner);
}

TEST_CASE("who acts on a conversation with somebody just forgotten is told that it is closed") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  const auto cora = line.coordinator("cora");
  const auto id = line.conversation(maya).id;
  line.texts(maya, "FORGET");
  line.texts(maya, "FORGET");
  const auto note = std::optional(routing::Body("a note"));
  const auto handed = run(line.loop, flows::hand_off_conversation(*line.store, line.lines, id, ana,
                                                                  std::nullopt, note));
  REQUIRE_FALSE(handed);
  CHECK(handed.error().code == ProblemCode::conversation_closed);
  const auto assigned = run(line.loop, flows::assign_conversation(*line.store, line.lines, id, cora,
                                                                  {.to = ana, .note = note}));
  REQUIRE_FALSE(assigned);
  CHECK(assigned.error().code == ProblemCode::conversation_closed);
  CHECK_FALSE(line.store->not_ready());
}

TEST_CASE("a handoff that is refused leaves no note behind") {
  RunningLine line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.sets(ben, Presence::off);
  line.texts(maya, "hi");
  REQUIRE(line.does(flows::accept_offer, ana, maya));
  const auto before = line.thread(maya).size();
  const auto refused = line.does(flows::hand_off_conversation, ana, maya, std::optional(ben),
                                 std::optional(routing::Body("a note")));
  REQUIRE(!refused);
  CHECK(refused.error().code == ProblemCode::peer_off);
  CHECK(line.thread(maya).size() == before);
}

TEST_CASE("of two coordinators who assign at once one is told who got it, and leaves no note") {
  RunningLine line;
  const auto cora = line.coordinator("cora");
  const auto carl = line.coordinator("carl");
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.texts(maya, "hi");
  // Both saw it in the queue.
  const std::optional<std::optional<routing::StaffId>> nobody{std::in_place, std::nullopt};
  const flows::Assignment to_ana{.to = ana, .from = nobody};
  const flows::Assignment to_ben{
      .to = ben, .note = routing::Body("for Ben"), .insist = true, .from = nobody};
  REQUIRE(line.does(flows::assign_conversation, cora, maya, to_ana));
  const auto refused = line.does(flows::assign_conversation, carl, maya, to_ben);
  REQUIRE(!refused);
  CHECK(refused.error().code == ProblemCode::already_claimed);
  CHECK(refused.error().who == ana.text());
  CHECK(line.conversation(maya).owner == ana);
  CHECK(std::ranges::none_of(line.thread(maya), [](const store::Text& text) {
    return text.kind == routing::TextKind::note;
  }));
  // The same decision twice is no race, and neither is one that knows whose it is.
  CHECK(line.does(flows::assign_conversation, carl, maya, to_ana));
  CHECK(line.does(flows::assign_conversation, carl, maya,
                  flows::Assignment{.to = ben, .from = std::optional(ana)}));
  CHECK(line.conversation(maya).owner == ben);
}

TEST_CASE("a coordinator assigns to anyone, and may insist") {
  RunningLine line;
  const auto cora = line.coordinator("cora");
  const auto ben = line.peer("ben");
  line.sets(ben, Presence::off);
  line.texts(maya, "hi");
  using flows::Assignment;
  const auto refused = line.does(flows::assign_conversation, cora, maya, Assignment{.to = ben});
  REQUIRE(!refused);
  CHECK(refused.error().code == ProblemCode::peer_off);
  REQUIRE(line.does(flows::assign_conversation, cora, maya, Assignment{.to = ben, .insist = true}));
  CHECK(line.conversation(maya).owner == ben);
  const auto no_right =
      line.does(flows::assign_conversation, ben, maya, Assignment{.to = cora, .insist = true});
  REQUIRE(!no_right);
  CHECK(no_right.error().code == ProblemCode::forbidden);
}

TEST_CASE("going off returns what one has, on every line, and it reaches who is on") {
  RunningLine line;
  const auto ana = line.peer("ana");
  REQUIRE(line.delivers(maya, "hi", "", "", 0));
  REQUIRE(line.delivers(noor, "hi", "", "", 1));
  REQUIRE(line.does(flows::accept_offer, ana, maya));
  const auto noors = line.kept<routing::ConversationId>([&](store::Reading& store) {
    return store::conversations::held(store, line.lines.all()[1].id, ana).front().id;
  });
  REQUIRE(run(line.loop, flows::accept_offer(*line.store, line.lines, noors, ana)));

  line.sets(ana, Presence::off);
  CHECK(line.conversation(maya, 0).state == ConversationState::waiting);
  CHECK(line.conversation(maya, 0).returned);
  CHECK(line.conversation(noor, 1).state == ConversationState::waiting);
  const auto ben = line.peer("ben");
  CHECK(line.conversation(maya, 0).offered_to == ben);
  CHECK(line.conversation(noor, 1).offered_to == ben);
}

TEST_CASE("whoever comes on is offered as many as they can take, from the front of a long queue") {
  RunningLine line;
  std::vector<std::string> phones;
  for (int i = 0; i < 40; ++i) phones.push_back("+150355540" + std::to_string(10 + i));
  for (const auto& phone : phones) {
    line.texts(phone, "hi");
    line.later(std::chrono::seconds(1));
  }
  std::vector<routing::StaffId> people;
  for (int i = 0; i < 7; ++i) people.push_back(line.peer("peer" + std::to_string(i)));
  for (std::size_t i = 0; i < phones.size(); ++i) {
    CAPTURE(i);
    const auto conversation = line.conversation(phones[i]);
    const bool is_reached = i < people.size() * routing::capacity_by_default;
    CHECK((conversation.state == ConversationState::offered) == is_reached);
  }
  for (const auto who : people) {
    CHECK(line.kept<std::size_t>([&](store::Reading& store) {
      return store::conversations::held(store, line.lines.all()[0].id, who).size();
    }) == routing::capacity_by_default);
  }
}

TEST_CASE("whom someone talked with last comes first, also behind many who are less busy") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  REQUIRE(line.does(flows::close_conversation, ana, maya));
  line.texts(noor, "hi");
  REQUIRE(line.does(flows::accept_offer, ana, noor));
  for (int i = 0; i < 40; ++i) line.peer("peer" + std::to_string(i));
  line.later(std::chrono::hours(1));
  line.texts(maya, "it is me again");
  CHECK(line.conversation(maya).offered_to == ana);
}

TEST_CASE("who works two lines goes to where somebody waits longest") {
  RunningLine line;
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana");
  // One more than this is one too many.
  for (int i = 0; i < routing::capacity_by_default - 1; ++i) {
    const auto phone = "+150355540" + std::to_string(10 + i);
    line.texts(phone, "hi");
    REQUIRE(line.does(flows::accept_offer, ana, phone));
  }
  line.sets(ana, Presence::break_);
  REQUIRE(line.delivers(maya, "hi", "", "", 1));
  line.later(std::chrono::minutes(1));
  REQUIRE(line.delivers(noor, "hi", "", "", 0));
  for (int i = 0; i < routing::capacity_by_default - 1; ++i) {
    REQUIRE(line.does(flows::assign_conversation, cora, "+150355540" + std::to_string(10 + i),
                      flows::Assignment{.to = ana, .insist = true}));
  }
  line.sets(ana, Presence::on);
  CHECK(line.conversation(maya, 1).offered_to == ana);
  CHECK(line.conversation(noor, 0).state == ConversationState::waiting);
}

TEST_CASE("a conversation set to rest comes back by itself, or at a new text") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  REQUIRE(line.replies(ana, maya, "I'll be back in an hour"));
  const auto until = line.opened.clock.now() + std::chrono::hours(1);
  REQUIRE(line.does(flows::rest_conversation, ana, maya, until));
  CHECK(line.conversation(maya).state == ConversationState::resting);
  line.later(std::chrono::minutes(61));
  CHECK(line.conversation(maya).state == ConversationState::open);

  REQUIRE(line.does(flows::rest_conversation, ana, maya,
                    line.opened.clock.now() + std::chrono::hours(1)));
  line.texts(maya, "are you still there?");
  CHECK(line.conversation(maya).state == ConversationState::open);
}

TEST_CASE("a closed conversation is not reopened beside the one that goes on now") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  const auto first = line.conversation(maya).id;
  REQUIRE(line.does(flows::close_conversation, ana, maya));
  line.later(std::chrono::hours(2));
  line.texts(maya, "hi again");
  REQUIRE(line.does(flows::accept_offer, ana, maya));
  REQUIRE(line.conversation(maya).id != first);
  const auto reopened =
      run(line.loop, flows::reopen_conversation(*line.store, line.lines, first, ana));
  REQUIRE(!reopened);
  CHECK(reopened.error().code == ProblemCode::conversation_live);
}

TEST_CASE("whoever had a conversation does not reopen it once somebody else has talked with them") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  const auto first = line.conversation(maya).id;
  REQUIRE(line.does(flows::close_conversation, ana, maya));
  line.sets(ana, Presence::off);
  line.later(std::chrono::hours(2));
  line.texts(maya, "hi again");
  const auto ben = line.peer("ben");
  REQUIRE(line.does(flows::claim_conversation, ben, maya));
  const auto second = line.conversation(maya).id;
  REQUIRE(second != first);
  REQUIRE(line.does(flows::close_conversation, ben, maya));
  line.sets(ana, Presence::on);
  const auto reopens = [&](routing::ConversationId which, routing::StaffId by) {
    return run(line.loop, flows::reopen_conversation(*line.store, line.lines, which, by));
  };
  const auto reopened = reopens(first, ana);
  REQUIRE_FALSE(reopened);
  CHECK(reopened.error().code == ProblemCode::not_owner);
  CHECK(reopens(second, ben));
}

TEST_CASE("a text goes on with the live conversation, also where an earlier one was reopened") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  const auto first = line.conversation(maya).id;
  REQUIRE(line.does(flows::close_conversation, ana, maya));
  line.later(std::chrono::hours(2));
  line.texts(maya, "hi again");
  REQUIRE(line.does(flows::claim_conversation, ana, maya));
  REQUIRE(line.conversation(maya).id != first);
  REQUIRE(line.does(flows::close_conversation, ana, maya));
  REQUIRE(run(line.loop, flows::reopen_conversation(*line.store, line.lines, first, ana)));
  CHECK(line.conversation(maya).id == first);

  line.texts(maya, "are you there?");
  CHECK(line.thread(maya).back().conversation == first);
  CHECK(line.conversation(maya).waiting_since.has_value());
  line.texts(maya, "STOP");
  CHECK(line.opted_out(maya));
}

TEST_CASE("a restart changes nothing: who waits still waits, who was offered still is") {
  RunningLine line;
  const auto ana = line.peer("ana");
  line.texts(maya, "hi");
  line.restart();
  CHECK(line.conversation(maya).offered_to == ana);
  REQUIRE(line.does(flows::accept_offer, ana, maya));
  line.restart();
  CHECK(line.conversation(maya).owner == ana);
  CHECK(line.thread(maya).front().body.words() == "hi");
}

TEST_CASE("a store that has too much to do says so at once") {
  RunningLine line({.jobs_waiting_max = 0});
  const auto taken = line.delivers(maya, "hi");
  REQUIRE(!taken);
  CHECK(taken.error().code == ProblemCode::store_full);
}

TEST_CASE("what nobody foresaw in one piece of work is told of, and ends no other") {
  RunningLine line;
  const auto fails = [&](auto failure) {
    std::move_only_function<routing::Result<bool>(store::Writing&)> job =
        [&](store::Writing& store) -> routing::Result<bool> {
      store.db.query("DELETE FROM lines").run();
      throw failure;
    };
    return run(line.loop, line.store->write<bool>(std::move(job))).error();
  };
  const auto file = fails(std::system_error(std::make_error_code(std::errc::too_many_files_open)));
  CHECK(file.code == ProblemCode::store_unavailable);
  CHECK_FALSE(line.store->not_ready());
  line.on_refusal = [](const std::string&) {};
  const auto unforeseen = fails(std::logic_error("my garden is flooded"));
  CHECK(unforeseen.code == ProblemCode::store_damaged);
  CHECK(unforeseen.detail == "unforeseen: std::logic_error");
  CHECK(line.store->not_ready() == unforeseen.detail);
  line.texts(maya, "hi");
  CHECK(line.thread(maya).front().body.words() == "hi");
}

TEST_CASE("after the store has stopped, nothing is taken") {
  RunningLine line;
  line.store->stop();
  const auto taken = line.delivers(maya, "hi");
  REQUIRE(!taken);
  CHECK(taken.error().code == ProblemCode::stopping);
}

}  // namespace warmline::test
