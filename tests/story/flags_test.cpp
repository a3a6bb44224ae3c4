// product.md, "Routing": what is flagged, and for whom. "The promises": consent first.
#include <doctest/doctest.h>

#include "tests/story/line.hpp"

namespace warmline::story {

using namespace std::chrono_literals;
using Words = std::vector<std::string>;

namespace {

Setup that_looks_for_words() {
  return {.flags = {{.language = "en",
                     .guidance = "Ask calmly.",
                     .worrying = {"want to die", "can't go on"},
                     .opt_out = {"stop texting me"},
                     .except = {"won't stop texting me"}}}};
}

}  // namespace

TEST_CASE(
    "flagged urgent: to the front of the queue, before who was returned and who waits longer") {
  Line line(that_looks_for_words());
  const auto ana = line.peer("ana", {.capacity = 1});
  line.comes_on(ana).texts(noor, "hi").accepts(ana, noor).goes_off(ana).texts(omar, "hi");
  line.after(10min).texts(maya, "I want to die").comes_on(ana);
  CHECK(line.offered_to(maya) == ana);
  CHECK(line.waits(noor));
}

TEST_CASE(
    "flagged urgent: the coordinator's phone says so at once, and the next one's if nobody sees") {
  Line line(that_looks_for_words());
  const auto ana = line.peer("ana");
  const auto cora = line.coordinator("cora");
  const auto dan = line.coordinator("dan");
  line.has_phone(cora).has_phone(dan).are_on_call({cora, dan});
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).texts(maya, "I want to die").after(5s);
  CHECK(line.heard(cora) == Words{"Page: urgent"});
  CHECK(line.heard(dan).empty());
  line.replies(ana, maya, "I am here").after(5min);
  CHECK(line.heard(dan) == Words{"Page: urgent"});
  line.texts(dan, "OK").after(1h);
  CHECK(line.heard(cora).size() == 1);
}

TEST_CASE("flagged urgent: the peer sees by which phrase, in whatever way it was written") {
  Line line(that_looks_for_words());
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya);
  CHECK(line.flags_on(maya).empty());
  line.texts(maya, "some days I WANT,  to die...");
  CHECK(line.flags_on(maya) == Words{"want to die"});
  CHECK(line.is_urgent(maya));
  line.texts(maya, "i cant go on").texts(maya, "I want to die");
  CHECK(line.flags_on(maya) == Words{"want to die", "can't go on"});
  // With whoever has it already.
  CHECK(line.owner(maya) == ana);
}

TEST_CASE("flagged urgent: what rests wakes") {
  Line line(that_looks_for_words());
  const auto ana = line.peer("ana");
  const auto cora = line.coordinator("cora");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).replies(ana, maya, "until tonight");
  line.rests(ana, maya, 5h).flags(cora, maya, "her sister called");
  CHECK(line.state(maya) == ConversationState::open);
}

TEST_CASE("consent first: a flag says nothing to the texter, and texts no peer") {
  Line line(that_looks_for_words());
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana");
  line.has_phone(ana).comes_on(ana).texts(maya, "I want to die").flags(cora, maya, "go to her");
  line.after(5s);
  CHECK(line.heard(maya) == Words{wording::welcome});
  CHECK(line.heard(ana).empty());
}

TEST_CASE("a peer raises a flag by hand, with a note, and clears it with another") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "I found his pills").accepts(ana, maya);
  line.flags(ana, maya, "she counts them");
  CHECK(line.is_urgent(maya));
  CHECK(line.flags_on(maya) == Words{"by_hand"});
  CHECK(line.who_did(EventKind::flag_raised) == ana);
  line.replies(ana, maya, "can you put them away?").clears_flags(ana, maya, "they are his, locked");
  CHECK_FALSE(line.is_urgent(maya));
  CHECK(line.flags_on(maya).empty());
  CHECK(line.who_did(EventKind::flag_cleared) == ana);
  CHECK(line.notes_on(maya) == Words{"she counts them", "they are his, locked"});
}

TEST_CASE("whoever sees first that somebody in the queue is in danger says so") {
  Line line;
  const auto ana = line.peer("ana", {.capacity = 1});
  const auto ben = line.peer("ben");
  line.texts(noor, "hi").after(1min).texts(maya, "he is at the door").flags(ana, maya, "violence");
  line.comes_on(ana);
  CHECK(line.offered_to(maya) == ana);
  // Clearing is for who has it, or a coordinator.
  line.accepts(ana, maya).comes_on(ben);
  CHECK(line.tries_to_clear_flags(ben, maya, "I don't think so") == ProblemCode::not_owner);
  CHECK(line.is_urgent(maya));
}

TEST_CASE("what was cleared is urgent again by the next such words") {
  Line line(that_looks_for_words());
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "I want to die").accepts(ana, maya);
  line.clears_flags(ana, maya, "said of the heat").texts(maya, "I do want to die");
  CHECK(line.is_urgent(maya));
  CHECK(line.flags_on(maya) == Words{"want to die"});
}

TEST_CASE("a free-text wish to opt out is flagged to the peer with a one-tap opt-out") {
  Line line(that_looks_for_words());
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).texts(maya, "Please, stop texting me");
  CHECK(line.flags_on(maya) == Words{"stop texting me"});
  CHECK_FALSE(line.is_urgent(maya));
  CHECK_FALSE(line.is_opted_out(maya));
  line.opts_out(ana, maya).after(1h);
  CHECK(line.is_opted_out(maya));
  CHECK(line.flags_on(maya).empty());
  CHECK(line.who_did(EventKind::texter_opted_out) == ana);
  CHECK(line.tries_to_reply(ana, maya, "are you sure?") == ProblemCode::opted_out);
  CHECK(line.heard(maya) == Words{wording::welcome});
  // It is theirs to come back.
  line.texts(maya, "START");
  CHECK_FALSE(line.is_opted_out(maya));
}

TEST_CASE("… and only where it is meant so") {
  Line line(that_looks_for_words());
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "my ex won't stop texting me").accepts(ana, maya);
  CHECK(line.flags_on(maya).empty());
  // Their own STOP leaves nothing to be asked.
  line.texts(maya, "stop texting me").texts(maya, "STOP");
  CHECK(line.flags_on(maya).empty());
  CHECK(line.is_opted_out(maya));
}

}  // namespace warmline::story
