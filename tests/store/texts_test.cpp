#include "gateway/store/texts.hpp"

#include <doctest/doctest.h>

#include "gateway/store/receipts.hpp"
#include "tests/store/opened.hpp"

namespace warmline::test {

using routing::TextStatus;
using store::Writing;

namespace {

store::Text inbound(const std::string& words, const std::string& carrier_id) {
  store::Text text;
  text.direction = routing::Direction::in;
  text.status = TextStatus::received;
  text.body = routing::Body(words);
  text.carrier = "main";
  text.carrier_id = carrier_id;
  return text;
}

store::Text outbound(const std::string& words) {
  store::Text text;
  text.direction = routing::Direction::out;
  text.status = TextStatus::queued;
  text.body = routing::Body(words);
  return text;
}

}  // namespace

TEST_CASE("a text comes back as it was kept") {
  Opened opened;
  routing::TextId id;
  opened.write([&](Writing& store) {
    auto text = inbound("Hola, ¿qué tal? 🌱\r\n", "SM1");
    text.media = {{"image/jpeg", "https://example.org/1"}, {"text/vcard", "https://example.org/2"}};
    id = store::texts::add(store, a_thread(store), text, {{}, R"([["A","b"]])"});
  });
  opened.read([&](store::Reading& store) {
    const auto text = store::texts::find(store, id);
    REQUIRE(text);
    CHECK(text->body.words() == "Hola, ¿qué tal? 🌱\r\n");
    CHECK(text->direction == routing::Direction::in);
    CHECK(text->status == TextStatus::received);
    REQUIRE(text->media.size() == 2);
    CHECK(text->media[1].content_type == "text/vcard");
    CHECK(text->media[1].url == "https://example.org/2");
    CHECK(text->carrier_id == "SM1");
    CHECK(!text->author);
    CHECK(!text->failure);
  });
}

TEST_CASE(
    "what a carrier delivered before is known by its id, and by its token in the same thread") {
  Opened opened;
  opened.write([](Writing& store) {
    const auto thread = a_thread(store);
    const auto other = a_thread(store, "+15035550124");
    const auto token = store::texts::token_hash(store.seal, "token");
    const auto another = store::texts::token_hash(store.seal, "another");
    const auto none = store::texts::token_hash(store.seal, "");
    const auto id = store::texts::add(store, thread, inbound("hi", "SM1"), {token, ""});
    CHECK(store::texts::by_carrier_id(store, "main", "SM1") == id);
    CHECK(!store::texts::by_carrier_id(store, "main", "SM2"));
    CHECK(!store::texts::by_carrier_id(store, "other", "SM1"));
    CHECK(store::texts::by_delivery_token(store, thread.id, token) == id);
    CHECK(!store::texts::by_delivery_token(store, thread.id, another));
    CHECK(!store::texts::by_delivery_token(store, other.id, token));
    CHECK(!store::texts::by_delivery_token(store, thread.id, none));
  });
}

TEST_CASE("the database itself refuses a carrier's id a second time") {
  Opened opened;
  CHECK_THROWS_AS(opened.write([](Writing& store) {
    const auto thread = a_thread(store);
    store::texts::add(store, thread, inbound("hi", "SM1"));
    store::texts::add(store, thread, inbound("hi", "SM1"));
  }),
                  store::Refused);
}

TEST_CASE("a page of a thread has the newest first and goes on where it ended, missing nothing") {
  Opened opened;
  store::Thread thread;
  opened.write([&](Writing& store) { thread = a_thread(store); });
  for (int i = 0; i < 10; ++i) {
    opened.write([&](Writing& store) {
      // Two of one moment: a page must not end between them.
      store::texts::add(store, thread, inbound("a" + std::to_string(i), "SMa" + std::to_string(i)));
      store::texts::add(store, thread, inbound("b" + std::to_string(i), "SMb" + std::to_string(i)));
    });
  }
  opened.read([&](store::Reading& store) {
    std::vector<std::string> seen;
    auto before = routing::Instant::max();
    for (;;) {
      const auto page = store::texts::of_thread(store, thread.id, before, 3);
      if (page.empty()) break;
      CHECK(page.size() == 4);  // three, and the one of the third one's time
      for (const auto& text : page) seen.push_back(text.body.words());
      before = page.back().at;
    }
    REQUIRE(seen.size() == 20);
    CHECK(seen.front() == "b9");
    CHECK(seen.back() == "a0");
    CHECK(store::texts::latest(store, thread.id)->body.words() == "b9");
  });
}

TEST_CASE("the latest text is what a person said, not the line's own words after it") {
  Opened opened;
  store::Thread thread;
  opened.write([&](Writing& store) {
    thread = a_thread(store);
    store::texts::add(store, thread, inbound("is anybody there?", "SM1"));
  });
  opened.write([&](Writing& store) {
    auto welcome = outbound("Welcome");
    welcome.automatic = true;
    store::texts::add(store, thread, welcome);
    CHECK(store::texts::latest(store, thread.id)->body.words() == "is anybody there?");
  });
}

TEST_CASE("status moves forward only, and says whether it moved") {
  Opened opened;
  opened.write([](Writing& store) {
    const auto id = store::texts::add(store, a_thread(store), outbound("hello"));
    CHECK(store::texts::advance(store, id, TextStatus::sending));
    CHECK(store::texts::advance(store, id, TextStatus::delivered));
    CHECK(!store::texts::advance(store, id, TextStatus::sent));
    CHECK(!store::texts::advance(store, id, TextStatus::delivered));
    CHECK(store::texts::find(store, id)->status == TextStatus::delivered);
  });
}

TEST_CASE("why a text failed is kept with it") {
  Opened opened;
  opened.write([](Writing& store) {
    const auto id = store::texts::add(store, a_thread(store), outbound("hello"));
    store::texts::advance(store, id, TextStatus::sending);
    const store::Failure why{routing::ProblemCode::carrier_refused, "30003", "Their phone is off."};
    CHECK(store::texts::advance(store, id, TextStatus::failed, why));
    const auto text = store::texts::find(store, id);
    REQUIRE(text->failure);
    CHECK(text->failure->code == routing::ProblemCode::carrier_refused);
    CHECK(text->failure->carrier_code == "30003");
    CHECK(text->failure->words == "Their phone is off.");
  });
}

TEST_CASE("a receipt is kept once for each status, whichever order they come in") {
  Opened opened;
  opened.write([](Writing& store) {
    CHECK(store::receipts::add(store, "main", "SM1", "delivered", {TextStatus::delivered, {}}));
    CHECK(store::receipts::add(store, "main", "SM1", "sent", {TextStatus::sent, {}}));
    CHECK(!store::receipts::add(store, "main", "SM1", "delivered", {TextStatus::delivered, {}}));
    CHECK(store::receipts::of(store, "main", "SM1").size() == 2);
    CHECK(store::receipts::of(store, "other", "SM1").empty());
  });
}

}  // namespace warmline::test
