#include <algorithm>
#include <set>

#include <doctest/doctest.h>

#include "tests/support/service.hpp"

using namespace warmline;
using test::json;
using test::problem_of;
using test::Service;

namespace {

// One that ana has claimed; its path.
std::string anas(Service& service, std::string_view from = "+15035550142") {
  REQUIRE(service.as("ana").put("/api/me/presence", {{"presence", "on"}}).status == 200);
  const auto path = "/api/conversations/" + service.hears(from, "hi");
  REQUIRE(service.as("ana").post(path + "/claim").status == 200);
  return path;
}

// "text hi", "event conversation.started", "note …" from the oldest on.
std::vector<std::string> told(const json& page) {
  std::vector<std::string> items;
  for (const auto& item : page.at("items")) {
    const auto kind = item.at("kind").get<std::string>();
    const bool is_event = kind == "event";
    if (item.at("automatic") == true) {
      items.push_back("automatic");
    } else {
      items.push_back(
          kind + " " +
          (is_event ? item.at("event").at("kind") : item.at("body")).get<std::string>());
    }
  }
  return items;
}

// The address of the texts of one in which five changes were made at once.
std::string eventful_thread(Service& service) {
  auto path = anas(service) + "/texts";
  const std::string under = "/api/conversations/";
  const auto id = routing::ConversationId::parse(path.substr(under.size(), 36));
  for (int i = 0; i < 12; ++i) service.hears("+15035550142", "text " + std::to_string(i));
  service.change([&](store::Writing& writing) {
    for (int i = 0; i < 5; ++i) {
      store::events::append(
          writing,
          {.kind = routing::EventKind::conversation_returned, .conversation = *id, .data = "{}"});
    }
  });
  return path;
}

}  // namespace

TEST_CASE("a reply is in the outbox, and the same client_id again is the same reply") {
  Service service;
  const auto path = anas(service) + "/texts";
  const json reply{{"body", "hello, I'm here"}, {"client_id", "one"}};
  const auto first = service.as("ana").post(path, reply);
  CHECK(first.status == 201);
  const auto text = json::parse(first.body);
  CHECK(text.at("direction") == "out");
  CHECK(text.at("status") == "queued");
  CHECK(text.at("author") == service.id_of("ana"));
  CHECK(text.at("author_name") == "Ana");
  CHECK(text.at("client_id") == "one");
  CHECK(text.at("segments") == 1);
  CHECK(text.at("automatic") == false);

  const auto again = service.as("ana").post(path, reply);
  CHECK(again.status == 200);
  CHECK(json::parse(again.body).at("id") == text.at("id"));
  int replies = 0;
  for (const auto& item : service.as("ana").read(path).at("items")) {
    replies += item.at("client_id") == "one" ? 1 : 0;
  }
  CHECK(replies == 1);
}

TEST_CASE("a note with a client_id is kept once, however often it is sent") {
  Service service;
  const auto path = anas(service);
  const json note{{"body", "likes the garden"}, {"client_id", "n1"}};
  const auto first = service.as("ana").post(path + "/notes", note);
  CHECK(first.status == 201);
  const auto again = service.as("ana").post(path + "/notes", note);
  CHECK(again.status == 200);
  CHECK(json::parse(again.body).at("id") == json::parse(first.body).at("id"));
  CHECK(problem_of(service.as("ana").post(path + "/notes", {{"body", "x"}, {"client_id", ""}})) ==
        "400 malformed");
}

TEST_CASE("a client_id that was another text's is refused, and nothing passes for sent") {
  Service service;
  const auto first = anas(service);
  const auto second = anas(service, "+15035550143");
  const json said{{"body", "hello"}, {"client_id", "1"}};
  const json other{{"body", "how are you?"}, {"client_id", "1"}};
  REQUIRE(service.as("ana").post(first + "/texts", said).status == 201);
  CHECK(problem_of(service.as("ana").post(first + "/notes", said)) == "400 malformed");
  CHECK(problem_of(service.as("ana").post(second + "/texts", said)) == "400 malformed");
  CHECK(problem_of(service.as("ana").post(second + "/notes", other)) == "400 malformed");
  for (const auto& item : service.as("ana").read(second + "/texts").at("items")) {
    CHECK(item.at("client_id").is_null());
  }
  const json note{{"body", "likes the garden"}, {"client_id", "n1"}};
  REQUIRE(service.as("ana").post(first + "/notes", note).status == 201);
  CHECK(problem_of(service.as("ana").post(second + "/notes", note)) == "400 malformed");
  // An id is its author's own.
  CHECK(service.as("cora").post(second + "/notes", note).status == 201);
  CHECK(service.as("ana").post(first + "/texts", said).status == 200);
}

TEST_CASE("a thread has its texts, notes and what happened, in the order in which they were") {
  Service service;
  const auto path = anas(service);
  CHECK(service.as("ana").post(path + "/notes", {{"body", "likes the garden"}}).status == 201);
  CHECK(service.as("ana").post(path + "/texts", {{"body", "hello"}, {"client_id", "1"}}).status ==
        201);
  service.hears("+15035550142", "hello to you");
  const auto thread = service.as("ana").read(path + "/texts");
  CHECK(thread.at("next").is_null());
  CHECK(told(thread) == std::vector<std::string>{"event conversation.started", "text hi",
                                                 "automatic", "event conversation.claimed",
                                                 "note likes the garden", "text hello",
                                                 "text hello to you"});
  const auto& claimed = thread.at("items").at(3);
  CHECK(claimed.at("author_name") == "Ana");
  CHECK(claimed.at("event").at("to_name") == "Ana");
  CHECK(claimed.at("body") == "");
  const auto& note = thread.at("items").at(4);
  CHECK(note.at("direction").is_null());
  CHECK(note.at("status").is_null());
}

TEST_CASE("whom a flag called, and who answered, is not in a thread's history") {
  Service service;
  const auto on_call = "/api/lines/" + service.line_id(test::pull_line) + "/on-call";
  REQUIRE(service.as("cora").put(on_call, {{"staff", {service.id_of("cora")}}}).status == 200);
  const auto path = anas(service);
  service.hears("+15035550142", "I want to die");
  const auto pages = service.as("cora").read("/api/pages").at("items");
  REQUIRE(pages.size() == 1);
  const auto page = "/api/pages/" + pages.front().at("id").get<std::string>();
  REQUIRE(service.as("cora").post(page + "/acknowledge").status == 200);
  service.change([&](store::Writing& writing) {
    const auto id = routing::ConversationId::parse(path.substr(path.rfind('/') + 1));
    store::events::append(
        writing, {.kind = routing::EventKind::page_escalated, .conversation = *id, .data = "{}"});
  });
  CHECK(service.as("cora")
            .read("/api/activity?kind=page.sent,page.escalated,page.acknowledged")
            .at("items")
            .size() == 3);
  const auto told_to_ana = told(service.as("ana").read(path + "/texts"));
  CHECK(std::ranges::count(told_to_ana, "event flag.raised") == 1);
  CHECK(std::ranges::none_of(told_to_ana,
                             [](const auto& item) { return item.starts_with("event page."); }));
  const auto text = service.as("ana").read(path + "/texts").at("items").at(1).at("id");
  const auto around = service.as("ana").read(path + "/texts?around=" + text.get<std::string>());
  CHECK(around.dump().find("page.") == std::string::npos);
}

TEST_CASE("a thread's pages hold everything once, and never split what came of one change") {
  Service service;
  const auto path = eventful_thread(service);
  const auto whole = service.as("ana").read(path + "?limit=100").at("items");
  for (const int limit : {1, 2, 3, 5, 7}) {
    json read_back = json::array();
    std::set<std::string> times_before;
    std::string next;
    do {
      auto page = service.as("ana").read(path + "?limit=" + std::to_string(limit) +
                                         (next.empty() ? "" : "&before=" + next));
      std::set<std::string> times;
      for (const auto& item : page.at("items")) times.insert(item.at("at").get<std::string>());
      for (const auto& time : times) CHECK_FALSE(times_before.contains(time));
      times_before = times;
      for (const auto& item : read_back) page.at("items").push_back(item);
      read_back = page.at("items");
      next = page.at("next").is_null() ? "" : page.at("next").get<std::string>();
    } while (!next.empty());
    CAPTURE(limit);
    CHECK(read_back == whole);
  }
}

TEST_CASE("a thread is read from one of its texts on, both ways, with everything once") {
  Service service;
  const auto path = eventful_thread(service);
  for (int i = 12; i < 15; ++i) service.hears("+15035550142", "text " + std::to_string(i));
  const auto whole = service.as("ana").read(path + "?limit=100").at("items");
  for (const int limit : {1, 2, 3, 5, 7, 100}) {
    for (const auto& text : whole) {
      if (text.at("kind") != "text") continue;
      const auto size = "?limit=" + std::to_string(limit);
      const auto middle =
          service.as("ana").read(path + size + "&around=" + text.at("id").get<std::string>());
      CHECK(std::ranges::find(middle.at("items"), text) != middle.at("items").end());
      auto read_back = middle.at("items");
      for (auto next = middle.at("next"); !next.is_null();) {
        auto page = service.as("ana").read(path + size + "&before=" + next.get<std::string>());
        next = page.at("next");
        for (const auto& item : read_back) page.at("items").push_back(item);
        read_back = page.at("items");
      }
      for (auto newer = middle.at("newer"); !newer.is_null();) {
        const auto page =
            service.as("ana").read(path + size + "&after=" + newer.get<std::string>());
        newer = page.at("newer");
        for (const auto& item : page.at("items")) read_back.push_back(item);
      }
      CAPTURE(limit);
      CHECK(read_back == whole);
    }
  }
}

TEST_CASE("whoever had a conversation reads what was said up to its close, and nothing later") {
  Service service;
  const auto first = anas(service);
  REQUIRE(service.as("ana").post(first + "/close").status == 200);
  service.clock().advance(std::chrono::hours(24));
  const auto second = "/api/conversations/" + service.hears("+15035550142", "this is for Ben");
  REQUIRE(second != first);
  REQUIRE(service.as("ben").put("/api/me/presence", {{"presence", "on"}}).status == 200);
  REQUIRE(service.as("ben").post(second + "/claim").status == 200);
  REQUIRE(service.as("ben").post(second + "/notes", {{"body", "between us"}}).status == 201);

  const auto page = service.as("ana").read(first + "/texts");
  CHECK(told(page) == std::vector<std::string>{"event conversation.started", "text hi", "automatic",
                                               "event conversation.claimed",
                                               "event conversation.closed"});
  const auto bens = service.as("ben").read(second + "/texts").at("items");
  CHECK(bens.size() > page.at("items").size());
  const auto id_of = [](const json& item) { return item.at("id").get<std::string>(); };
  // Neither the pages' cursors nor a later text's id lead any further.
  const auto around =
      service.as("ana").read(first + "/texts?limit=2&around=" + id_of(page.at("items").at(1)));
  CHECK(told(around).back() == "event conversation.claimed");
  const auto after =
      service.as("ana").read(first + "/texts?after=" + around.at("newer").get<std::string>());
  CHECK(told(after).back() == "event conversation.closed");
  CHECK(after.at("newer").is_null());
  const auto later = service.as("ana").get(first + "/texts?around=" + id_of(bens.back()));
  CHECK(problem_of(later) == "404 not_found");
  for (const auto& shown :
       {service.as("ana").read(first),
        service.as("ana").read("/api/conversations?view=closed").at("items").at(0)}) {
    CHECK(shown.at("last_text").at("preview") == "hi");
  }

  // Once the texter is theirs again, all of it is.
  REQUIRE(service.as("ben").post(second + "/handoff", json::object()).status == 200);
  REQUIRE(service.as("ana").post(second + "/claim").status == 200);
  CHECK(service.as("ana").read(first + "/texts").at("items").size() > bens.size());
}

TEST_CASE("a thread is read around its own texts alone, and from one place at a time") {
  Service service;
  const auto path = anas(service) + "/texts";
  const auto own = service.as("ana").read(path).at("items").at(1).at("id").get<std::string>();
  const auto other = "/api/conversations/" + service.hears("+15035550143", "hello?") + "/texts";
  const auto refused = [&](const std::string& query) {
    return problem_of(service.as("cora").get(path + query));
  };
  const auto theirs = service.as("cora").read(other).at("items").at(1).at("id");
  CHECK(refused("?around=" + theirs.get<std::string>()) == "404 not_found");
  CHECK(refused("?around=nothing") == "404 not_found");
  CHECK(refused("?after=garbage") == "400 malformed");
  const auto older = service.as("cora").read(path + "?limit=1").at("next").get<std::string>();
  CHECK(refused("?around=" + own + "&before=" + older) == "400 malformed");
  CHECK(problem_of(service.as("ben").get(path + "?around=" + own)) == "403 forbidden");
}

TEST_CASE("a picture is shown by its kind alone") {
  Service service;
  const auto reply = service.webhook("/webhooks/main/message",
                                     {{"MessageSid", "MM00000000000000000000000000000001"},
                                      {"From", "+15035550142"},
                                      {"To", std::string(test::pull_line)},
                                      {"Body", ""},
                                      {"NumMedia", "1"},
                                      {"MediaUrl0", "https://api.twilio.com/media/1"},
                                      {"MediaContentType0", "image/jpeg"}});
  REQUIRE(reply.status == 200);
  const auto id =
      service.as("ana").read("/api/conversations?view=waiting").at("items").at(0).at("id");
  const auto thread =
      service.as("ana").read("/api/conversations/" + id.get<std::string>() + "/texts");
  CHECK(thread.at("items").at(1).at("media") == json::array({{{"content_type", "image/jpeg"}}}));
  CHECK(thread.dump().find("api.twilio.com") == std::string::npos);
}

TEST_CASE("nothing goes to somebody who opted out") {
  Service service;
  const auto path = anas(service);
  service.hears("+15035550142", "STOP");
  CHECK(service.as("ana").read(path).at("opted_out") == true);
  for (const char* who : {"ana", "cora"}) {
    CHECK(problem_of(service.as(who).post(path + "/texts", {{"body", "hi"}, {"client_id", "1"}})) ==
          "409 opted_out");
  }
}

TEST_CASE("only the owner and coordinators write; others are told who has it") {
  Service service;
  const auto path = anas(service);
  for (const char* where : {"/texts", "/notes"}) {
    const json body{{"body", "hi"}, {"client_id", where}};
    const auto refused = service.as("ben").post(path + where, body);
    CHECK(problem_of(refused) == "409 not_owner");
    CHECK(json::parse(refused.body).at("owner") == service.id_of("ana"));
    CHECK(json::parse(refused.body).at("owner_name") == "Ana");
    CHECK(service.as("cora").post(path + where, body).status == 201);
  }
}

TEST_CASE(
    "what a coordinator wrote while somebody else had it is turned down, and says who has it") {
  Service service;
  const auto path = anas(service) + "/texts";
  json reply{{"body", "hello"}, {"client_id", "1"}, {"owner", nullptr}};
  const auto refused = service.as("cora").post(path, reply);
  CHECK(problem_of(refused) == "409 not_owner");
  CHECK(json::parse(refused.body).at("owner") == service.id_of("ana"));
  reply["owner"] = "nobody's id";
  CHECK(problem_of(service.as("cora").post(path, reply)) == "404 not_found");
  reply["owner"] = service.id_of("ana");
  CHECK(service.as("cora").post(path, reply).status == 201);
}

TEST_CASE("a closed conversation takes nothing more") {
  Service service;
  const auto path = anas(service);
  REQUIRE(service.as("ana").post(path + "/close").status == 200);
  CHECK(problem_of(service.as("ana").post(path + "/texts", {{"body", "hi"}, {"client_id", "1"}})) ==
        "409 conversation_closed");
  CHECK(problem_of(service.as("ana").post(path + "/notes", {{"body", "hi"}})) ==
        "409 conversation_closed");
}

TEST_CASE("what can't be sent is refused before anything happens") {
  Service service;
  const auto path = anas(service);
  const auto text = [&](const json& body) {
    return problem_of(service.as("ana").post(path + "/texts", body));
  };
  CHECK(text({{"body", " \n "}, {"client_id", "1"}}) == "422 empty_body");
  CHECK(text({{"body", std::string(1601, 'a')}, {"client_id", "1"}}) == "422 too_long");
  CHECK(text({{"body", "hi"}}) == "400 malformed");
  CHECK(text({{"body", "hi"}, {"client_id", ""}}) == "400 malformed");
  CHECK(text({{"body", "hi"}, {"client_id", std::string(101, 'x')}}) == "400 malformed");
  CHECK(text({{"body", 1}, {"client_id", "1"}}) == "400 malformed");
  CHECK(problem_of(service.as("ana").post(path + "/notes", {{"body", ""}})) == "422 empty_body");
  CHECK(problem_of(service.as("ana").post(path + "/notes", {{"note", "x"}})) == "400 malformed");
  const auto whole = json{{"body", std::string(1600, 'a')}, {"client_id", "1"}};
  CHECK(service.as("ana").post(path + "/texts", whole).status == 201);
  for (const char* query : {"?before=garbage", "?limit=0", "?before=%00"}) {
    CHECK(problem_of(service.as("ana").get(path + "/texts" + query)) == "400 malformed");
  }
}
