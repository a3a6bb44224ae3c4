// What the numbers are made of: when a person first answered, and texts added up behind them.
#include "gateway/store/numbers.hpp"

#include <doctest/doctest.h>

#include "gateway/store/tallies.hpp"
#include "gateway/store/texts.hpp"
#include "gateway/store/verify.hpp"
#include "tests/store/kept.hpp"
#include "tests/store/opened.hpp"

using namespace warmline;
using namespace std::chrono_literals;
using routing::Instant;

namespace {

// One line that hears from a texter, and its peer, who answers.
struct Counted : test::Opened {
  store::Thread thread;
  routing::StaffId ana;

  Counted() {
    write([&](store::Writing& store) {
      thread = test::a_thread(store);
      ana = test::a_peer(store, "ana");
    });
  }

  routing::Conversation begins() {
    routing::Conversation conversation;
    write([&](store::Writing& store) { conversation = test::a_conversation(store, thread); });
    return conversation;
  }
  void closes(routing::Conversation conversation) {
    write([&](store::Writing& store) {
      conversation.state = routing::ConversationState::closed;
      conversation.owner.reset();
      conversation.waiting_since.reset();
      conversation.closed_at = store.now;
      store::conversations::keep(store, conversation);
    });
  }
  routing::TextId says(const routing::Conversation& conversation, bool is_in, bool by_ana,
                       routing::TextStatus status = routing::TextStatus::sent) {
    routing::TextId id;
    write([&](store::Writing& store) {
      store::Text text;
      text.conversation = conversation.id;
      text.direction = is_in ? routing::Direction::in : routing::Direction::out;
      if (by_ana) text.author = ana;
      text.automatic = !is_in && !by_ana;
      text.body = routing::Body("hi");
      text.status = is_in ? routing::TextStatus::received : status;
      id = store::texts::add(store, thread, text);
    });
    return id;
  }
  void hears(const routing::Conversation& conversation) { says(conversation, true, false); }
  void answers(const routing::Conversation& conversation) { says(conversation, false, true); }
  void answers_itself(const routing::Conversation& conversation) {
    says(conversation, false, false);
  }
  // Adds up everything, in steps of so many texts.
  int adds_up(int texts_at_once) {
    int steps = 0;
    for (bool goes_on = true; goes_on;) {
      store::tallies::Step step;
      read([&](store::Reading& store) { step = store::tallies::next(store, texts_at_once); });
      goes_on = step.until > step.after;
      steps += goes_on ? 1 : 0;
      write([&](store::Writing& store) { store::tallies::add(store, step); });
    }
    return steps;
  }
  routing::Count counts(Instant from = {}, std::optional<Instant> until = {}) {
    const Instant to = until.value_or(clock.now() + std::chrono::days(365));
    routing::Count all;
    read([&](store::Reading& store) {
      routing::NumbersCounter counter("UTC", *routing::parse_local_day("2026-11-01"),
                                      *routing::parse_local_day("2026-12-31"));
      CHECK_FALSE(store::numbers::count(store, thread.line, from, to, counter));
      all = counter.numbers().all;
    });
    return all;
  }
};

}  // namespace

TEST_CASE("only a person's text is a first answer, and only the first one counts") {
  Counted line;
  const auto talk = line.begins();
  line.clock.advance(1min);
  line.hears(talk);
  line.answers_itself(talk);
  CHECK(line.counts().waiting == 1);
  CHECK(line.counts().answered == 0);
  line.clock.advance(2min + 1ms);
  line.answers(talk);
  line.clock.advance(10min);
  line.answers(talk);
  const auto count = line.counts();
  CHECK(count.begun == 1);
  CHECK(count.answered == 1);
  CHECK(count.waiting == 0);
  REQUIRE(count.wait_p50);
  CHECK(*count.wait_p50 == 3min);
  CHECK(count.texts.in == 1);
  CHECK(count.texts.out == 2);
  CHECK(count.texts.automatic == 1);
}

TEST_CASE("who was closed before anybody answered has waited and left") {
  Counted line;
  const auto left = line.begins();
  line.answers_itself(left);
  line.closes(left);
  line.clock.advance(1h);
  const auto stayed = line.begins();
  line.answers(stayed);
  line.closes(stayed);
  line.begins();
  const auto count = line.counts();
  CHECK(count.begun == 3);
  CHECK(count.left == 1);
  CHECK(count.answered == 1);
  CHECK(count.waiting == 1);
  CHECK(count.ended == 2);
}

TEST_CASE("texts are the same whether they were added up already, in whatever steps, or not yet") {
  Counted line;
  const auto talk = line.begins();
  for (int i = 0; i < 23; ++i) {
    line.hears(talk);
    line.answers(talk);
    line.answers_itself(talk);
    line.clock.advance(7min);
  }
  const auto before = line.counts();
  CHECK(before.texts.in == 23);
  CHECK(line.adds_up(10) == 7);
  CHECK(line.adds_up(10) == 0);
  line.hears(talk);
  const auto after = line.counts();
  CHECK(after.texts.in == 24);
  CHECK(after.texts.out == before.texts.out);
  CHECK(after.texts.automatic == before.texts.automatic);
  line.adds_up(1000);
  CHECK(line.counts().texts.in == 24);
}

TEST_CASE("a step that was read before another one was kept adds nothing") {
  Counted line;
  const auto talk = line.begins();
  line.hears(talk);
  store::tallies::Step step;
  line.read([&](store::Reading& store) { step = store::tallies::next(store, 100); });
  for (int i = 0; i < 2; ++i)
    line.write([&](store::Writing& store) { store::tallies::add(store, step); });
  line.hears(talk);
  line.write([&](store::Writing& store) { store::tallies::add(store, step); });
  CHECK(line.counts().texts.in == 2);
}

TEST_CASE("notes are no texts, and what failed is counted by when it was written") {
  Counted line;
  const auto talk = line.begins();
  line.says(talk, false, true, routing::TextStatus::failed);
  line.write([&](store::Writing& store) {
    store::Text note;
    note.kind = routing::TextKind::note;
    note.conversation = talk.id;
    note.author = line.ana;
    note.body = routing::Body("a note");
    store::texts::add(store, line.thread, note);
  });
  const auto count = line.counts();
  CHECK(count.failed == 1);
  CHECK(count.texts.out == 1);
  CHECK(count.answered == 1);  // by a person, even if it did not arrive
  CHECK(line.counts(line.clock.now() + 1h).failed == 0);
}

TEST_CASE("another line's numbers stay its own") {
  Counted line;
  const auto talk = line.begins();
  line.hears(talk);
  line.adds_up(10);
  line.hears(talk);
  line.write([&](store::Writing& store) {
    line.thread.line = store::lines::keep(store, test::number("+15035550101"), "Garden line");
  });
  const auto count = line.counts();
  CHECK(count.begun == 0);
  CHECK(count.texts.in == 0);
}

TEST_CASE("databases of every earlier version know when a person first answered") {
  for (const auto& version : test::kept_versions()) {
    CAPTURE(version.filename().string());
    test::Kept kept(version);
    kept.bring_up_to_date();
    const std::string without_it =
        "SELECT count(*) FROM conversations c WHERE first_reply_at IS NOT"
        " (SELECT min(at) FROM texts WHERE conversation = c.id AND direction = 'out'"
        "  AND automatic = 0)";
    CHECK(test::one(kept.file(), without_it) == "0");
    CHECK(test::one(kept.file(),
                    "SELECT count(*) > 0 FROM conversations WHERE first_reply_at IS NOT NULL") ==
          "1");
  }
}
