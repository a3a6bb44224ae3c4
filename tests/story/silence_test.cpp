// product.md, "Routing": "Silence" and "Shifts".
#include <doctest/doctest.h>

#include "tests/story/line.hpp"

namespace warmline::story {

using namespace std::chrono_literals;

TEST_CASE("the texter waits for an open conversation's owner: after `nudge` they are nudged") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).after(3min + 50s);
  CHECK(line.times(EventKind::conversation_nudged) == 0);
  line.after(15s);
  CHECK(line.times(EventKind::conversation_nudged) == 1);
  CHECK(line.owner(maya) == ana);
  CHECK(line.last_heard(maya) == wording::welcome);
}

TEST_CASE("after `return` (10 min) it returns to the queue and the coordinator sees why") {
  Line line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).comes_on(ben).after(9min + 50s);
  CHECK(line.owner(maya) == ana);
  line.after(15s);
  CHECK(line.times(EventKind::conversation_unanswered) == 1);
  CHECK(line.offered_to(maya) == ben);
}

TEST_CASE("an answer begins the wait anew") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).after(9min).replies(ana, maya, "hello");
  line.after(1min).texts(maya, "hello").after(9min);
  CHECK(line.owner(maya) == ana);
  CHECK(line.times(EventKind::conversation_nudged) == 2);
}

TEST_CASE("nothing said by either side for `quiet` (60 min): the owner is asked whether to close") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).replies(ana, maya, "hello");
  line.after(59min);
  CHECK(line.times(EventKind::conversation_quiet) == 0);
  line.after(2min);
  CHECK(line.times(EventKind::conversation_quiet) == 1);
  CHECK(line.owner(maya) == ana);
  line.after(3h);
  CHECK(line.times(EventKind::conversation_quiet) == 1);
}

TEST_CASE("never closed silently while a text is unanswered") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).after(24h);
  CHECK(line.times(EventKind::conversation_closed) == 0);
  CHECK(line.state(maya) != ConversationState::closed);
}

TEST_CASE("signing on is the peer's act") {
  Line line;
  const auto ana = line.peer("ana");
  line.at("Fri 22:00").texts(maya, "hi").after(5h);
  CHECK(line.presence(ana) == Presence::off);
  CHECK(line.waits(maya));
}

TEST_CASE("at \"I'm done\": each open conversation is handed off, or returns to the queue") {
  Line line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).texts(noor, "hi").accepts(ana, noor);
  line.comes_on(ben).hands_off(ana, maya, ben).goes_off(ana);
  CHECK(line.owner(maya) == ben);
  CHECK(line.offered_to(noor) == ben);
}

TEST_CASE("a break returns what waits for an answer, and leaves the rest") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).texts(noor, "hi").accepts(ana, noor);
  line.replies(ana, noor, "back in a minute").takes_a_break(ana);
  CHECK(line.waits(maya));
  CHECK(line.owner(noor) == ana);
}

TEST_CASE("closing a browser or losing the network does not sign anyone off; silence does") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya);
  // From here on nothing is heard of Ana.
  line.after(5min);
  CHECK(line.presence(ana) == Presence::on);
  CHECK(line.owner(maya) == ana);
  line.after(6min);
  CHECK(line.times(EventKind::conversation_unanswered) == 1);
  // She is offered others, and takes none.
  line.texts(noor, "hi").after(1min + 5s).texts(omar, "hi").after(1min + 5s);
  CHECK(line.presence(ana) == Presence::break_);
}

TEST_CASE("a power cut changes nothing of who has what and for how long") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).after(9min).is_cut_off();
  CHECK(line.owner(maya) == ana);
  line.after(1min + 5s);
  CHECK(line.times(EventKind::conversation_unanswered) == 1);
}

}  // namespace warmline::story
