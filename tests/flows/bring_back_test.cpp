// What the line had texted since the copy that a restore put in place comes back into its threads.
#include "gateway/flows/bring_back.hpp"

#include <doctest/doctest.h>

#include "gateway/store/outbox.hpp"
#include "gateway/store/phones.hpp"
#include "gateway/store/texts.hpp"
#include "tests/flows/running_line.hpp"
#include "tests/flows/words_of.hpp"

namespace warmline::test {
namespace {

using carriers::simulator::Fault;
using routing::ConversationState;
using routing::EventKind;
using routing::Instant;
using namespace std::chrono_literals;

// By the line as it was, of which the restored one knows nothing.
void sent_before_restore(RunningLine& line, const std::string& to, const std::string& words) {
  REQUIRE(run(line.loop, line.twilio->send({.id = {},
                                            .from = line.lines.all().front().number,
                                            .to = *routing::PhoneNumber::parse(to),
                                            .body = routing::Body(words)})));
}

std::ptrdiff_t times(RunningLine& line, EventKind kind) {
  return std::ranges::count(line.events(), kind);
}

}  // namespace

TEST_CASE("who had an answer before a restore gets no automatic one again; others do") {
  RunningLine line;
  line.texts_unheard(maya, "is anybody there?");
  line.texts_unheard(noor, "hello");
  line.opened.clock.advance(1min);
  sent_before_restore(line, maya, "Ana is with you in a moment.");
  line.opened.clock.advance(1h);
  line.texts_unheard(maya, "help");

  CHECK(line.catches_up());
  // What was said comes back in the order in which it was said.
  CHECK(words_of(line.thread(maya)) ==
        Words{"is anybody there?", "Ana is with you in a moment.", "help", "Help is here."});
  CHECK(line.conversation(maya).state == ConversationState::waiting);
  CHECK(line.heard(maya) == Words{"Ana is with you in a moment.", "Help is here."});
  CHECK(line.heard(noor) == Words{"Nobody is here right now."});
  CHECK(times(line, EventKind::text_came_again) == 1);
}

TEST_CASE(
    "what the line had texted before a restore comes back once, and nobody texts anew for it") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  const auto before = words_of(line.thread(maya));
  line.opened.clock.advance(1min);
  sent_before_restore(line, maya, "I am here.");
  sent_before_restore(line, maya, "Take your time.");
  sent_before_restore(line, "+15035550188", "Nobody knows this number.");
  line.opened.clock.advance(1min);
  for (int round = 0; round < 2; ++round) {
    line.restart();
    CHECK(line.catches_up());
    CHECK(line.catches_up());
  }
  const auto thread = line.thread(maya);
  Words wanted = before;
  wanted.insert(wanted.end(), {"I am here.", "Take your time."});
  CHECK(words_of(thread) == wanted);
  const auto& last = thread.back();
  CHECK(last.direction == routing::Direction::out);
  CHECK_FALSE(last.author);
  CHECK_FALSE(last.automatic);
  CHECK(last.conversation == line.conversation(maya).id);
  REQUIRE(last.sent_at);
  CHECK(*last.sent_at < last.at);
  CHECK(last.status == routing::TextStatus::delivered);
  CHECK(times(line, EventKind::text_came_again) == 2);
  CHECK(std::ranges::count_if(line.log, [](const std::string& said) {
          return said.contains("2 texts that it had sent came back");
        }) == 1);
  CHECK(line.heard("+15035550188") == Words{"Nobody knows this number."});
  // They are read as what they are: the conversation goes on.
  REQUIRE(line.replies(ana, maya, "Are you still there?"));
  CHECK(line.heard(maya).back() == "Are you still there?");
}

TEST_CASE("all that the line had texted comes back, however much of it the carrier lists at once") {
  RunningLine line({}, 5s, /*listed_max=*/3);
  line.texts(maya, "hello");
  line.drain();
  Words wanted = words_of(line.thread(maya));
  for (int i = 0; i < 8; ++i) {
    line.opened.clock.advance(2s);
    wanted.push_back("text " + std::to_string(i));
    sent_before_restore(line, maya, wanted.back());
  }
  line.texts_unheard(noor, "hello");
  line.opened.clock.advance(1min);
  sent_before_restore(line, noor, "Ana is with you in a moment.");
  line.opened.clock.advance(1min);
  line.restart();
  while (!line.catches_up()) {
  }
  CHECK(words_of(line.thread(maya)) == wanted);
  CHECK(words_of(line.thread(noor)) == Words{"hello", "Ana is with you in a moment."});
}

TEST_CASE("what was said in the second in which the line was added comes back too") {
  RunningLine line;
  line.restart([&] {
    line.opened.write([&](store::Writing& store) {
      const Instant second = std::chrono::floor<std::chrono::seconds>(store.now);
      store.db.query("UPDATE lines SET added_at = ?1", second + 300ms).run();
    });
  });
  line.texts_unheard(maya, "hello");
  sent_before_restore(line, maya, "Ana is with you in a moment.");
  line.opened.clock.advance(1min);
  CHECK(line.catches_up());
  CHECK(words_of(line.thread(maya)) == Words{"hello", "Ana is with you in a moment."});
}

TEST_CASE("what the line had texted to a phone of staff is no text of a thread") {
  RunningLine line;
  line.texts(maya, "trying it out");
  const auto ana = line.peer("ana");
  line.confirms_phone(ana, maya);
  line.drain();
  const auto before = words_of(line.thread(maya));
  line.opened.clock.advance(1min);
  sent_before_restore(line, maya, "You are on now.");
  line.restart();
  CHECK(line.catches_up());
  CHECK(words_of(line.thread(maya)) == before);
  // Nor does it become one when the phone is theirs no longer.
  line.restart([&] {
    line.opened.write([&](store::Writing& store) { store::phones::remove(store, ana); });
  });
  CHECK(line.catches_up());
  CHECK(words_of(line.thread(maya)) == before);
}

TEST_CASE("a reply that is unknown since a restore, and has left, is known again") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.simulator->faults().add({.fault = Fault::lose_response, .times = 1});
  REQUIRE(line.replies(ana, maya, "I am here."));
  line.drain();
  const auto reply = line.last_reply(maya);
  REQUIRE(reply.status == routing::TextStatus::unknown);
  const auto before = words_of(line.thread(maya));
  // A restore does not look for what waited to be sent.
  line.restart([&] {
    line.opened.write([&](store::Writing& store) { store::outbox::remove(store, reply.id); });
  });
  CHECK(line.catches_up());
  CHECK(words_of(line.thread(maya)) == before);
  CHECK(line.last_reply(maya).status == routing::TextStatus::delivered);
  CHECK(times(line, EventKind::text_came_again) == 0);
  CHECK(line.heard(maya).back() == "I am here.");
}

TEST_CASE("one that is looked for keeps no other back") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  sent_before_restore(line, maya, "Take your time.");
  line.opened.clock.advance(5s);
  line.simulator->faults().add({.fault = Fault::lose_response, .times = 1});
  REQUIRE(line.replies(ana, maya, "I am here."));
  line.drain();
  const auto reply = line.last_reply(maya);
  REQUIRE(reply.status == routing::TextStatus::unknown);
  CHECK(line.catches_up());
  const auto words = words_of(line.thread(maya));
  CHECK(std::ranges::count(words, "I am here.") == 1);
  CHECK(std::ranges::count(words, "Take your time.") == 1);
  // It is settled by who looks for it, and by nobody else.
  const auto found = line.kept<std::optional<store::Text>>(
      [&](store::Reading& store) { return store::texts::find(store, reply.id); });
  CHECK(found.value().status == routing::TextStatus::unknown);
  CHECK(line.heard(maya).back() == "I am here.");
}

}  // namespace warmline::test
