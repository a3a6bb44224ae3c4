// product.md, "Routing": "Coordinators".
#include <doctest/doctest.h>

#include "tests/story/line.hpp"

namespace warmline::story {

using namespace std::chrono_literals;
using Words = std::vector<std::string>;

TEST_CASE(
    "coordinators may assign any conversation to any peer (told if that peer is off or full)") {
  Line line;
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana", {.capacity = 1});
  line.texts(maya, "hi").texts(noor, "hi");
  CHECK(line.tries_to_assign(cora, maya, ana) == ProblemCode::peer_off);
  line.comes_on(ana);
  REQUIRE(line.offered_to(maya) == ana);
  line.assigns(cora, maya, ana);
  CHECK(line.owner(maya) == ana);
  CHECK(line.tries_to_assign(cora, noor, ana) == ProblemCode::peer_full);
}

TEST_CASE("… may insist") {
  Line line;
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana", {.capacity = 1});
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).texts(noor, "hi");
  line.insists(cora, noor, ana);
  CHECK(line.owner(noor) == ana);
  CHECK(line.owner(maya) == ana);
}

TEST_CASE("… take it over, write into it, close it") {
  Line line;
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana");
  line.comes_on(ana).comes_on(cora).texts(maya, "hi").accepts(ana, maya);
  line.replies(cora, maya, "this is Cora, Ana has to go");
  CHECK(line.last_heard(maya) == "this is Cora, Ana has to go");
  CHECK(line.owner(maya) == ana);
  line.assigns(cora, maya, cora);
  CHECK(line.owner(maya) == cora);
  line.closes(cora, maya);
  CHECK(line.state(maya) == ConversationState::closed);
}

TEST_CASE("… return it") {
  Line line;
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben", {.capacity = 1});
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).replies(ana, maya, "hello");
  line.texts(noor, "hi").passes(ana, noor).after(1min).returns(cora, maya);
  CHECK_FALSE(line.owner(maya));
  CHECK(line.who_did(EventKind::conversation_returned) == cora);
  // Ahead of newcomers, and not to her from whom it was taken.
  line.after(5s).comes_on(ben);
  CHECK(line.offered_to(maya) == ben);
  CHECK(line.waits(noor));
  CHECK(line.heard(maya) == Words{wording::welcome, "hello"});
}

TEST_CASE("… return all that one peer has or is offered, whatever it is") {
  Line line;
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).texts(noor, "hi").accepts(ana, noor);
  line.replies(ana, noor, "until tonight").rests(ana, noor, 5h).texts(omar, "hi");
  REQUIRE(line.offered_to(omar) == ana);
  line.comes_on(ben).texts(pia, "hi").accepts(ben, pia).returns_all_of(cora, ana);
  for (const Texter& each : {maya, noor, omar}) CHECK(line.offered_to(each) == ben);
  CHECK(line.owner(pia) == ben);
}

TEST_CASE("… take over what somebody else has, who is told so when they go on with it") {
  Line line;
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana");
  line.comes_on(ana).comes_on(cora).texts(maya, "hi").accepts(ana, maya).assigns(cora, maya, cora);
  CHECK(line.owner(maya) == cora);
  CHECK(line.tries_to_reply(ana, maya, "I was just writing") == ProblemCode::not_owner);
  CHECK(line.tries_to_claim(ana, maya) == ProblemCode::already_claimed);
  line.replies(cora, maya, "hello, this is Cora").after(1s);
  CHECK(line.heard(maya) == Words{wording::welcome, "hello, this is Cora"});
}

TEST_CASE("only they do: a peer neither assigns nor answers what another has") {
  Line line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).comes_on(ben);
  CHECK(line.tries_to_assign(ben, maya, ben) == ProblemCode::forbidden);
  CHECK(line.tries_to_reply(ben, maya, "hi, Ben here") == ProblemCode::not_owner);
  CHECK(line.tries_to_claim(ben, maya) == ProblemCode::already_claimed);
  CHECK(line.tries_to_return(ben, maya) == ProblemCode::forbidden);
  CHECK(line.tries_to_return_all_of(ben, ana) == ProblemCode::forbidden);
  CHECK(line.owner(maya) == ana);
}

TEST_CASE("every such act is on record") {
  Line line;
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").assigns(cora, maya, ana);
  CHECK(line.who_did(EventKind::conversation_assigned) == cora);
  line.closes(cora, maya);
  CHECK(line.who_did(EventKind::conversation_closed) == cora);
}

TEST_CASE("the texter is not told of handoffs unless the peer says so") {
  Line line;
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).replies(ana, maya, "hello");
  line.comes_on(ben).hands_off(ana, maya, ben).assigns(cora, maya, ana).hands_off(ana, maya);
  line.accepts(ben, maya).after(1min);
  CHECK(line.heard(maya) == Words{wording::welcome, "hello"});
}

}  // namespace warmline::story
