#include "gateway/store/conversations.hpp"

#include <doctest/doctest.h>

#include "gateway/store/outbox.hpp"
#include "gateway/store/texts.hpp"
#include "tests/store/opened.hpp"

namespace warmline::test {

using routing::ConversationState;
using store::Writing;
using store::conversations::View;

TEST_CASE("a conversation comes back whole, with its wishes and passes") {
  Opened opened;
  opened.write([](Writing& store) {
    const auto ana = a_peer(store, "ana");
    auto kept = a_conversation(store, a_thread(store));
    kept.state = ConversationState::offered;
    kept.offered_to = ana;
    kept.offer_expires_at = store.now + std::chrono::seconds(60);
    kept.urgent = true;
    kept.wishes = {{routing::WishKind::language, "es", {}, true},
                   {routing::WishKind::not_the_same_person, "", ana, false}};
    kept.passes = {{ana, store.now}};
    store::conversations::keep(store, kept);

    const auto found = store::conversations::find(store, kept.id);
    REQUIRE(found);
    CHECK(found->state == ConversationState::offered);
    CHECK(found->offered_to == ana);
    CHECK(found->offer_expires_at == kept.offer_expires_at);
    CHECK(found->urgent);
    REQUIRE(found->wishes.size() == 2);
    CHECK(found->wishes[0].value == "es");
    CHECK(found->wishes[0].only);
    CHECK(found->wishes[1].not_ == ana);
    CHECK(found->passes == kept.passes);
    CHECK(store::conversations::next_deadline(store) == kept.offer_expires_at);
  });
}

TEST_CASE(
    "the database itself refuses an owner where there may be none, and a second live "
    "conversation") {
  Opened opened;
  CHECK_THROWS_AS(opened.write([](Writing& store) {
    auto conversation = a_conversation(store, a_thread(store));
    conversation.owner = a_peer(store, "ana");  // still waiting
    store::conversations::keep(store, conversation);
  }),
                  store::Refused);
  CHECK_THROWS_AS(opened.write([](Writing& store) {
    const auto thread = a_thread(store);
    a_conversation(store, thread);
    a_conversation(store, thread);
  }),
                  store::Refused);
}

TEST_CASE(
    "waiting conversations are listed urgent first, then returned, then the longest waiting") {
  Opened opened;
  std::vector<routing::ConversationId> wanted;
  opened.write([&](Writing& store) {
    struct Waits {
      int minutes;
      bool urgent;
      bool returned;
    };
    // In the order in which they should come out.
    const Waits order[] = {
        {1, true, false}, {9, false, true}, {2, false, true}, {8, false, false}, {3, false, false}};
    int phone = 10;
    for (const auto& waits : order) {
      auto c = a_conversation(store, a_thread(store, "+150355501" + std::to_string(phone++)));
      c.urgent = waits.urgent;
      c.returned = waits.returned;
      c.waiting_since = store.now - std::chrono::minutes(waits.minutes);
      store::conversations::keep(store, c);
      wanted.push_back(c.id);
    }
  });
  opened.read([&](store::Reading& store) {
    std::vector<routing::ConversationId> seen;
    store::conversations::Wanted page{.view = View::waiting, .most = 2};
    for (;;) {
      const auto found = store::conversations::list(store, page);
      seen.insert(seen.end(), found.ids.begin(), found.ids.end());
      if (!found.next) break;
      page.after = *found.next;
    }
    CHECK(seen == wanted);
  });
}

TEST_CASE(
    "closed conversations are a peer's own, the latest first; a coordinator sees everyone's") {
  Opened opened;
  opened.write([](Writing& store) {
    const auto ana = a_peer(store, "ana");
    const auto ben = a_peer(store, "ben");
    std::vector<routing::ConversationId> ids;
    int phone = 10;
    for (const auto owner : {ana, ben, ana}) {
      auto c = a_conversation(store, a_thread(store, "+150355501" + std::to_string(phone++)));
      c.state = ConversationState::closed;
      c.waiting_since.reset();
      c.closed_at = store.now + std::chrono::seconds(phone);
      c.last_owner = owner;
      store::conversations::keep(store, c);
      ids.push_back(c.id);
    }
    using Ids = std::vector<routing::ConversationId>;
    const auto list = [&](bool everyones) {
      return store::conversations::list(
                 store, {.view = View::closed, .viewer = ana, .everyones = everyones})
          .ids;
    };
    CHECK(list(false) == Ids{ids[2], ids[0]});
    CHECK(list(true) == Ids{ids[2], ids[1], ids[0]});
  });
}

TEST_CASE("unread is what came in since this person last looked") {
  Opened opened;
  routing::ConversationId id;
  routing::StaffId ana;
  store::Thread thread;
  const auto arrive = [&](Writing& store) {
    store::Text text;
    text.conversation = id;
    text.direction = routing::Direction::in;
    text.status = routing::TextStatus::received;
    store::texts::add(store, thread, text);
  };
  opened.write([&](Writing& store) {
    ana = a_peer(store, "ana");
    thread = a_thread(store);
    id = a_conversation(store, thread).id;
    arrive(store);
    arrive(store);
    CHECK(store::conversations::unread(store, id, ana) == 2);
  });
  opened.write([&](Writing& store) { store::conversations::mark_read(store, id, ana); });
  opened.write([&](Writing& store) {
    CHECK(store::conversations::unread(store, id, ana) == 0);
    arrive(store);
    CHECK(store::conversations::unread(store, id, ana) == 1);
  });
}

TEST_CASE("texts to one texter are due one at a time, in the order they were written") {
  Opened opened;
  opened.write([](Writing& store) {
    const auto queue = [&](const store::Thread& thread) {
      store::Text text;
      text.direction = routing::Direction::out;
      text.status = routing::TextStatus::queued;
      const auto id = store::texts::add(store, thread, text);
      store::outbox::add(store, id, thread.id);
      return id;
    };
    const auto maya = a_thread(store);
    const auto noor = a_thread(store, "+15035550124");
    const auto first = queue(maya);
    const auto second = queue(maya);
    const auto other = queue(noor);

    const auto long_ago = store.now - std::chrono::hours(1);
    auto due = store::outbox::due(store, 10, long_ago);
    REQUIRE(due.size() == 2);
    CHECK(due[0].text == first);
    CHECK(due[1].text == other);

    store::outbox::mark_sending(store, first);
    due = store::outbox::due(store, 10, long_ago);
    REQUIRE(due.size() == 1);
    CHECK(due[0].text == other);
    const auto interrupted = store::outbox::interrupted(store);
    REQUIRE(interrupted.size() == 1);
    CHECK(interrupted[0].text == first);
    CHECK(interrupted[0].attempted_at == store.now);

    // Not taken: it is tried again later, and what was written after it waits behind it.
    store::outbox::put_back(store, first, store.now + std::chrono::seconds(5));
    store::outbox::remove(store, other);
    CHECK(store::outbox::due(store, 10, long_ago).empty());
    CHECK(store::outbox::next_due(store, std::chrono::hours(1)) ==
          store.now + std::chrono::seconds(5));

    store::outbox::remove(store, first);
    due = store::outbox::due(store, 10, long_ago);
    REQUIRE(due.size() == 1);
    CHECK(due[0].text == second);
  });
}

TEST_CASE("a text that is looked for holds up those behind it, but not for ever") {
  Opened opened;
  opened.write([](Writing& store) {
    const auto thread = a_thread(store);
    std::vector<routing::TextId> queued;
    for (int i = 0; i < 2; ++i) {
      store::Text text;
      text.direction = routing::Direction::out;
      text.status = routing::TextStatus::queued;
      queued.push_back(store::texts::add(store, thread, text));
      store::outbox::add(store, queued.back(), thread.id);
    }
    store::outbox::mark_sending(store, queued[0]);
    store::outbox::look(store, queued[0], store.now + std::chrono::seconds(2));
    CHECK(store::outbox::due(store, 10, store.now - std::chrono::seconds(1)).empty());
    const auto freed = store::outbox::due(store, 10, store.now + std::chrono::seconds(1));
    REQUIRE(freed.size() == 1);
    CHECK(freed[0].text == queued[1]);
    CHECK(store::outbox::next_look(store) == store.now + std::chrono::seconds(2));
    CHECK(store::outbox::sought(store, queued[0])->tries == 1);
    CHECK_FALSE(store::outbox::sought(store, queued[1]));
  });
}

TEST_CASE("a number has one texter, one codename, and one thread with each line") {
  Opened opened;
  opened.write([](Writing& store) {
    const auto first = a_thread(store);
    const auto again = a_thread(store);
    CHECK(again.id == first.id);
    CHECK(again.texter == first.texter);
    CHECK(store::texters::number(store, first.texter).dialable() == "+15035550123");

    const auto other_line = store::lines::keep(store, number("+15035550101"), "Night line");
    const auto there = store::texters::thread_with(store, number("+15035550123"), other_line);
    CHECK(there.texter == first.texter);
    CHECK(there.id != first.id);

    // STOP on one line says nothing about another.
    CHECK(store::texters::set_opted_out(store, first.id, true));
    CHECK(!store::texters::set_opted_out(store, first.id, true));
    CHECK(store::texters::thread(store, first.id)->opted_out);
    CHECK(!store::texters::thread(store, there.id)->opted_out);
  });
}

}  // namespace warmline::test
