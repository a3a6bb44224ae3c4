#include "gateway/store/retention.hpp"

#include <chrono>
#include <string>

#include <doctest/doctest.h>

#include "gateway/store/outbox.hpp"
#include "gateway/store/search_index.hpp"
#include "gateway/store/texts.hpp"
#include "tests/store/opened.hpp"

namespace warmline::test {

using routing::ConversationId;
using routing::ConversationState;
using store::Reading;
using store::Writing;
using namespace std::chrono_literals;
namespace retention = store::retention;

namespace {

constexpr int plenty = 1'000;

routing::TextId says(Writing& store, const store::Thread& thread, const std::string& words,
                     std::optional<ConversationId> conversation) {
  store::Text text;
  text.conversation = conversation;
  text.direction = routing::Direction::in;
  text.status = routing::TextStatus::received;
  text.body = routing::Body(words);
  text.language = "en";
  text.media = {{"image/png", "https://media.example.org/1"}};
  return store::texts::add(store, thread, text, {{}, "parameters"});
}

void close(Writing& store, ConversationId id) {
  auto conversation = *store::conversations::find(store, id);
  conversation.state = ConversationState::closed;
  conversation.waiting_since.reset();
  conversation.closed_at = store.now;
  store::conversations::keep(store, conversation);
}

// A line on which one texter has said `texts` texts in a conversation that was then closed.
struct Kept {
  explicit Kept(int texts = 2) {
    opened.write([&](Writing& store) {
      thread = a_thread(store);
      id = a_conversation(store, thread).id;
      for (int i = 0; i < texts; ++i) says(store, thread, "garden " + std::to_string(i), id);
    });
    opened.write([&](Writing& store) { close(store, id); });
  }

  retention::Erased erase(const retention::Due& due, int most = plenty) {
    retention::Erased erased;
    opened.write(
        [&](Writing& store) { erased = retention::erase_some(store, thread.line, due, most); });
    return erased;
  }
  // What was closed until now is due.
  routing::Instant now() { return opened.clock.now() + 1h; }

  int count(std::string_view sql) {
    int found = 0;
    opened.read([&](Reading& store) {
      auto row = store.db.query(sql);
      row.next();
      found = row.get<int>(0);
    });
    return found;
  }
  int erased_texts() { return count("SELECT count(*) FROM texts WHERE erased_at IS NOT NULL"); }
  int with_media() { return count("SELECT count(*) FROM texts WHERE media IS NOT NULL"); }
  int in_search(const std::string& word) {
    int found = 0;
    opened.read([&](Reading& store) {
      auto rows =
          store.db.query("SELECT count(*) FROM search WHERE search MATCH ?1",
                         '"' + store::search_index::terms(store.seal, word, "en").words + '"');
      rows.next();
      found = rows.get<int>(0);
    });
    return found;
  }

  Opened opened;
  store::Thread thread;
  ConversationId id;
};

}  // namespace

TEST_CASE("a conversation loses its words once it was closed long enough ago, and not before") {
  Kept kept;
  CHECK(kept.erase({.texts_before = kept.opened.clock.now() - 1h}).texts == 0);
  CHECK(kept.erased_texts() == 0);
  CHECK(kept.in_search("garden") == 2);
  CHECK(kept.erase({.texts_before = kept.now()}) == retention::Erased{.texts = 2});
  CHECK(kept.erased_texts() == 2);
  CHECK(kept.with_media() == 0);
  CHECK(kept.in_search("garden") == 0);
  // Who texted stays known.
  kept.opened.read([&](Reading& store) {
    CHECK(store::texters::number(store, kept.thread.texter).dialable() == "+15035550123");
    CHECK(store::conversations::find(store, kept.id)->state == ConversationState::closed);
  });
  CHECK(kept.erase({.texts_before = kept.now()}) == retention::Erased{});
}

TEST_CASE(
    "words that can't be opened any more go in their time all the same, from the search too") {
  for (const auto* damage : {"UPDATE texter_keys SET wrapped = x'00' WHERE rowid = 1",
                             "UPDATE texts SET body = zeroblob(99) WHERE seq = 1"}) {
    CAPTURE(damage);
    Kept kept;
    // Somebody else's stay, and are found again once they are back in the index.
    kept.opened.write([](Writing& store) {
      const auto another = a_thread(store, "+15035550199");
      says(store, another, "garden of another", a_conversation(store, another).id);
    });
    kept.opened.write([&](Writing& store) { store.db.execute(damage); });
    const auto erased = kept.erase({.texts_before = kept.now()});
    CHECK(erased == retention::Erased{.texts = 2});
    CHECK(kept.erased_texts() == 2);
    CHECK(kept.in_search("garden") == 0);
    kept.opened.write([](Writing& store) { store::search_index::index_some(store, plenty); });
    CHECK(kept.in_search("garden") == 1);
  }
}

TEST_CASE("media go alone where the words are kept") {
  Kept kept;
  CHECK(kept.erase({.media_before = kept.now()}) == retention::Erased{.media = 2});
  CHECK(kept.with_media() == 0);
  CHECK(kept.erased_texts() == 0);
  CHECK(kept.in_search("garden") == 2);
  CHECK(kept.count("SELECT count(*) FROM texts WHERE parameters IS NOT NULL") == 0);
  CHECK(kept.erase({.media_before = kept.now()}) == retention::Erased{});
  // And the words later on.
  CHECK(kept.erase({.texts_before = kept.now()}).texts == 2);
}

TEST_CASE("a live conversation is never touched") {
  Kept kept;
  kept.opened.write([&](Writing& store) {
    const auto live = a_conversation(store, kept.thread).id;
    says(store, kept.thread, "lighthouse", live);
  });
  CHECK(kept.erase({kept.now(), kept.now()}).texts == 2);
  CHECK(kept.in_search("lighthouse") == 1);
  CHECK(kept.with_media() == 1);
}

TEST_CASE("a conversation that was opened again is looked at again when it is closed") {
  Kept kept;
  kept.erase({.texts_before = kept.now()});
  kept.opened.write([&](Writing& store) {
    auto again = *store::conversations::find(store, kept.id);
    again.state = ConversationState::waiting;
    again.closed_at.reset();
    store::conversations::keep(store, again);
    says(store, kept.thread, "lighthouse", kept.id);
  });
  CHECK(kept.erase({.texts_before = kept.now()}).texts == 0);
  kept.opened.write([&](Writing& store) { close(store, kept.id); });
  CHECK(kept.erase({.texts_before = kept.now()}).texts == 1);
  CHECK(kept.in_search("lighthouse") == 0);
}

TEST_CASE("a thread with a text on its way is left for later") {
  Kept kept;
  routing::TextId reply;
  kept.opened.write([&](Writing& store) {
    store::Text text;
    text.conversation = kept.id;
    text.direction = routing::Direction::out;
    text.status = routing::TextStatus::queued;
    text.body = routing::Body("on its way");
    reply = store::texts::add(store, kept.thread, text);
    store::outbox::add(store, reply, kept.thread.id);
  });
  CHECK(kept.erase({kept.now(), kept.now()}) == retention::Erased{});
  kept.opened.write([&](Writing& store) { store::outbox::remove(store, reply); });
  CHECK(kept.erase({.texts_before = kept.now()}).texts >= 2);
}

TEST_CASE("a long conversation goes in small steps, and what is left is found again") {
  Kept kept(25);
  int steps = 0;
  int texts = 0;
  for (bool is_all = false; !is_all; ++steps) {
    kept.opened.open();  // as after a crash
    const auto erased = kept.erase({.texts_before = kept.now()}, 10);
    CHECK(erased.texts <= 10);
    texts += erased.texts;
    is_all = erased.is_all;
  }
  CHECK(texts == 25);
  CHECK(steps == 3);
}

TEST_CASE("texts outside any conversation go by their age, and only those of the line") {
  Kept kept(0);
  kept.opened.write([&](Writing& store) {
    says(store, kept.thread, "stop", {});
    const auto line = store::lines::keep(store, number("+15035550101"), "Another line");
    says(store, store::texters::thread_with(store, number("+15035550124"), line), "stop", {});
  });
  CHECK(kept.erase({.media_before = kept.now()}).media == 1);
  CHECK(kept.erase({.texts_before = kept.opened.clock.now() - 1h}).texts == 0);
  CHECK(kept.erase({.texts_before = kept.now()}).texts == 1);
  CHECK(kept.erased_texts() == 1);
}

TEST_CASE("what was done is on record, in counts") {
  Kept kept;
  kept.opened.write([&](Writing& store) {
    retention::record(store, kept.thread.line, {.texts = 7, .media = 2});
  });
  kept.opened.read([&](Reading& store) {
    const auto event = store::events::after(store, 0, 100).back();
    CHECK(event.kind == routing::EventKind::retention_applied);
    CHECK(event.line == kept.thread.line);
    CHECK(!event.actor);
    CHECK(event.data == R"({"texts":7,"media":2})");
  });
}

}  // namespace warmline::test
