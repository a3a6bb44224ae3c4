#include "gateway/store/exporting.hpp"

#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "gateway/store/forgetting.hpp"
#include "gateway/store/pages.hpp"
#include "gateway/store/phones.hpp"
#include "gateway/store/rota.hpp"
#include "gateway/store/swaps.hpp"
#include "gateway/store/texts.hpp"
#include "tests/store/opened.hpp"

namespace warmline::test {

using nlohmann::json;
using store::Reading;
using store::Writing;

namespace {

// Two texters of one line; the first one has a conversation, a note and a wish.
struct Two {
  Two() {
    opened.write([&](Writing& store) {
      ana = a_peer(store, "ana");
      maya = a_thread(store, "+15035550123");
      noor = a_thread(store, "+15035550124");
      auto conversation = a_conversation(store, maya);
      id = conversation.id;
      conversation.wishes = {{.kind = routing::WishKind::language, .value = "es"}};
      store::conversations::keep(store, conversation);
      says(store, maya, "my garden is flooded");
      says(store, noor, "my garden is dry");
      store::Text note;
      note.kind = routing::TextKind::note;
      note.conversation = id;
      note.author = ana;
      note.body = routing::Body("lives by the river");
      store::texts::add(store, maya, note);
      store::events::append(store, {.kind = routing::EventKind::conversation_started,
                                    .line = maya.line,
                                    .conversation = id,
                                    .data = R"({"state":"waiting"})"});
    });
  }

  void says(Writing& store, const store::Thread& thread, const std::string& words) {
    store::Text text;
    if (thread.id == maya.id) text.conversation = id;
    text.direction = routing::Direction::in;
    text.status = routing::TextStatus::received;
    text.body = routing::Body(words);
    text.media = {{"image/png", "https://media.example.org/1"}};
    store::texts::add(store, thread, text, {{}, "Body=" + words});
  }

  std::map<std::string, std::vector<json>> exported(std::optional<routing::TexterId> texter) {
    std::map<std::string, std::vector<json>> found;
    opened.read([&](Reading& store) {
      std::int64_t records = 0;
      const auto said = store::exporting::export_all(store, texter, [&](const std::string& record) {
        CHECK(record.find('\n') == std::string::npos);
        auto read = json::parse(record);
        found[read.at("kind")].push_back(read);
        ++records;
      });
      CHECK(said == records);
    });
    return found;
  }

  Opened opened;
  routing::StaffId ana;
  store::Thread maya;
  store::Thread noor;
  routing::ConversationId id;
};

}  // namespace

TEST_CASE("who asks what is kept of them gets all of it, opened, and nothing of anybody else") {
  Two two;
  auto found = two.exported(two.maya.texter);
  CHECK(found["export"].size() == 1);
  REQUIRE(found["texter"].size() == 1);
  CHECK(found["texter"][0]["number"] == "+15035550123");
  REQUIRE(found["text"].size() == 1);
  CHECK(found["text"][0]["body"] == "my garden is flooded");
  CHECK(found["text"][0]["carrier_said"] == "Body=my garden is flooded");
  CHECK(found["text"][0]["media"][0]["url"] == "https://media.example.org/1");
  CHECK(found["text"][0]["at"].get<std::string>().starts_with("2026-11-21T"));
  REQUIRE(found["note"].size() == 1);
  CHECK(found["note"][0]["body"] == "lives by the river");
  REQUIRE(found["conversation"].size() == 1);
  CHECK(found["conversation"][0]["wishes"][0]["value"] == "es");
  CHECK(found["thread"].size() == 1);
  CHECK(found["line"].size() == 1);
  REQUIRE(found["event"].size() == 1);
  CHECK(found["event"][0]["event"] == "conversation.started");
  CHECK(!found.contains("staff"));
}

TEST_CASE("everything is everybody's, with staff but without what opens anything") {
  Two two;
  auto found = two.exported({});
  CHECK(found["texter"].size() == 2);
  CHECK(found["text"].size() == 2);
  REQUIRE(found["staff"].size() == 1);
  CHECK(found["staff"][0]["name"] == "Name of ana");
  CHECK(found["staff"][0].dump().find("no hash") == std::string::npos);
}

TEST_CASE(
    "staff's phones, who is on call and what they were paged for are given, and not to a texter") {
  Two two;
  two.opened.write([&](Writing& store) {
    const store::Phone phone{.number = *routing::PhoneNumber::parse("+15035550161"),
                             .language = "en"};
    store::phones::ask(store, two.ana, phone, "123456");
    REQUIRE(store::phones::confirm(store, two.ana, "123456"));
    store::pages::set_on_call(store, two.maya.line, {two.ana});
    store::pages::add(
        store,
        {.line = two.maya.line, .reason = routing::PageReason::urgent, .conversation = two.id});
  });
  auto found = two.exported({});
  CHECK(found["phone"][0]["number"] == "+15035550161");
  CHECK(found["on_call"][0]["staff"] == two.ana.text());
  CHECK(found["page"][0]["conversation"] == two.id.text());
  auto of_maya = two.exported(two.maya.texter);
  for (const auto* kind : {"phone", "on_call", "page"}) CHECK_FALSE(of_maya.contains(kind));
}

TEST_CASE("the rota is given by the clock of its line, and not to a texter") {
  Two two;
  two.opened.write([&](Writing& store) {
    const auto ben = a_peer(store, "ben");
    const routing::ShiftRule rule{.id = store.ids.next<routing::ShiftRuleId>(store.now),
                                  .line = two.maya.line,
                                  .staff = two.ana,
                                  .first = *routing::parse_local_day("2026-11-20"),
                                  .hours = {std::chrono::hours(20), std::chrono::hours(8)},
                                  .repeats = "FREQ=WEEKLY",
                                  .last_day = {}};
    const routing::ShiftId shift{rule.id, *routing::parse_local_day("2026-11-27")};
    store::rota::add(store, rule);
    store::rota::keep(
        store, routing::ShiftChange{.shift = shift, .moved = {}, .staff = std::optional(ben)});
    store::swaps::add(store, {.id = store.ids.next<routing::SwapId>(store.now),
                              .line = rule.line,
                              .shift = shift,
                              .asked_by = two.ana,
                              .asked = ben,
                              .in_return = {},
                              .asked_at = store.now});
  });
  auto found = two.exported(std::nullopt);
  REQUIRE(found["shift_rule"].size() == 1);
  CHECK(found["shift_rule"][0]["first_day"] == "2026-11-20");
  CHECK(found["shift_rule"][0]["begins"] == "20:00");
  CHECK(found["shift_rule"][0]["minutes"] == 480);
  CHECK(found["shift_rule"][0]["staff"] == two.ana.text());
  REQUIRE(found["shift_change"].size() == 1);
  CHECK(found["shift_change"][0]["given"] == true);
  CHECK(found["shift_change"][0]["moved_to"].is_null());
  REQUIRE(found["swap"].size() == 1);
  CHECK(found["swap"][0]["state"] == "asked");
  CHECK(found["swap"][0]["shift"] == found["shift_change"][0]["shift"]);
  CHECK(two.exported(two.maya.texter)["shift_rule"].empty());
}

TEST_CASE("of somebody forgotten there is who they were not, and that they texted") {
  Two two;
  two.opened.write(
      [&](Writing& store) { CHECK(store::forgetting::begin(store, two.maya.texter)); });
  auto found = two.exported({});
  CHECK(found["text"].size() == 2);
  for (const auto& text : found["text"]) {
    const bool is_theirs = text["thread"] == two.maya.id.text();
    CHECK(text["erased"] == is_theirs);
    CHECK((text["body"] == "") == is_theirs);
  }
  for (const auto& texter : found["texter"]) {
    const bool is_them = texter["id"] == two.maya.texter.text();
    CHECK(texter["number"].is_null() == is_them);
    CHECK(texter["forgotten_at"].is_string() == is_them);
  }
}

TEST_CASE("a damaged text is told as such, and everything else is there") {
  Two two;
  two.opened.write([&](Writing& store) {
    store.db.query("UPDATE texts SET body = x'00' WHERE thread = ?1 AND kind = 'text'", two.maya.id)
        .run();
  });
  auto found = two.exported({});
  CHECK(found["unreadable"].size() == 1);
  CHECK(found["text"].size() == 1);
  CHECK(found["note"].size() == 1);
}

TEST_CASE("bytes that are no UTF-8 do not keep a text from being given") {
  Two two;
  two.opened.write([&](Writing& store) { two.says(store, two.noor, "caf\xe9"); });
  CHECK(two.exported({})["text"].size() == 3);
}

TEST_CASE("that it was given is on record") {
  Two two;
  two.opened.write([&](Writing& store) { store::exporting::record(store, two.maya.texter); });
  two.opened.read([&](Reading& store) {
    const auto event = store::events::after(store, 0, 100).back();
    CHECK(event.kind == routing::EventKind::data_exported);
    CHECK(event.data == R"({"texter":")" + two.maya.texter.text() + R"("})");
  });
}

}  // namespace warmline::test
