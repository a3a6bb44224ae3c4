// Staff's own phones, who is on call, and pages, as the inbox asks for them.
#include "gateway/store/phones.hpp"

#include <string>

#include <doctest/doctest.h>

#include "gateway/store/pages.hpp"
#include "gateway/store/staff_texts.hpp"
#include "tests/support/service.hpp"

using namespace warmline;
using test::Caller;
using test::json;
using test::problem_of;
using test::Service;

namespace {

const std::string own_phone = "/api/me/phone";

// The code in the text that waits to leave for them.
std::string code_for(const Service& service, std::string_view username) {
  std::string words;
  service.look([&](store::Reading& reading) {
    auto row = reading.db.query("SELECT id FROM staff_texts WHERE staff = ?1 ORDER BY id DESC",
                                *routing::StaffId::parse(service.id_of(username)));
    REQUIRE(row.next());
    words = store::staff_texts::body(reading, row.get<routing::TextId>(0)).words();
  });
  return words.substr(0, 6);
}

std::string on_call_of(const Service& service) {
  return "/api/lines/" + service.line_id(test::offer_line) + "/on-call";
}

}  // namespace

TEST_CASE("a phone is given, confirmed, shown with most of it hidden, and taken away again") {
  const Service service;
  const auto ana = service.as("ana");
  const json none{{"number", nullptr}, {"language", nullptr}, {"unconfirmed", nullptr}};
  CHECK(ana.read(own_phone) == none);

  const auto given = ana.put(own_phone, {{"number", "+1 (503) 555-0151"}});
  REQUIRE(given.status == 200);
  CHECK(json::parse(given.body) ==
        json{{"number", nullptr}, {"language", nullptr}, {"unconfirmed", "+1•••••0151"}});
  const json code{{"code", " " + code_for(service, "ana") + " "}};
  const auto confirmed = ana.post(own_phone + "/confirm", code);
  REQUIRE(confirmed.status == 200);
  const json own{{"number", "+1•••••0151"}, {"language", "en"}, {"unconfirmed", nullptr}};
  CHECK(json::parse(confirmed.body) == own);
  CHECK(ana.read(own_phone) == own);
  CHECK(service.as("ben").read(own_phone) == none);

  CHECK(ana.ask("DELETE", own_phone).status == 204);
  CHECK(ana.read(own_phone) == none);
  CHECK(service.log().find("0151") == std::string::npos);
}

TEST_CASE("what can be no phone, or has no words here, is refused") {
  const Service service;
  const auto ana = service.as("ana");
  for (const auto& body :
       {json::object(), json{{"number", 5}}, json{{"number", "5035550151"}}, json{{"number", "+1"}},
        json{{"number", "somebody"}}, json{{"number", std::string(test::pull_line)}},
        json{{"number", "+15035550151"}, {"language", "tlh"}}}) {
    CAPTURE(body.dump());
    CHECK(problem_of(ana.put(own_phone, body)) == "400 malformed");
  }
  CHECK(ana.put(own_phone, {{"number", "+15035550151"}, {"language", "es"}}).status == 200);
}

TEST_CASE("a wrong code, and too many of them, are refused") {
  const Service service;
  const auto ana = service.as("ana");
  CHECK(problem_of(ana.post(own_phone + "/confirm", {{"code", "123456"}})) == "422 wrong_code");
  CHECK(problem_of(ana.post(own_phone + "/confirm")) == "400 malformed");
  for (int i = 0; i < 3; ++i) {
    CHECK(ana.put(own_phone, {{"number", "+15035550151"}}).status == 200);
  }
  CHECK(problem_of(ana.put(own_phone, {{"number", "+15035550151"}})) == "429 too_many_tries");
}

TEST_CASE("a phone that a colleague has is refused, and one that said STOP looks like any other") {
  Service service;
  const auto ana = service.as("ana");
  const auto ben = service.as("ben");
  REQUIRE(ana.put(own_phone, {{"number", "+15035550151"}}).status == 200);
  REQUIRE(ana.post(own_phone + "/confirm", {{"code", code_for(service, "ana")}}).status == 200);
  REQUIRE(ben.put(own_phone, {{"number", "+15035550151"}}).status == 200);
  const json code{{"code", code_for(service, "ben")}};
  CHECK(problem_of(ben.post(own_phone + "/confirm", code)) == "409 phone_taken");
  service.hears("+15035550152", "STOP");
  const auto stopped = ben.put(own_phone, {{"number", "+15035550152"}});
  REQUIRE(stopped.status == 200);
  CHECK(json::parse(stopped.body) ==
        json{{"number", nullptr}, {"language", nullptr}, {"unconfirmed", "+1•••••0152"}});
}

TEST_CASE("a text from a confirmed phone signs on, by the carrier's webhook") {
  Service service;
  const auto ana = service.as("ana");
  REQUIRE(ana.put(own_phone, {{"number", "+15035550151"}}).status == 200);
  REQUIRE(ana.post(own_phone + "/confirm", {{"code", code_for(service, "ana")}}).status == 200);
  const auto reply = service.webhook("/webhooks/main/message",
                                     {{"MessageSid", "SM00000000000000000000000000000099"},
                                      {"From", "+15035550151"},
                                      {"To", std::string(test::pull_line)},
                                      {"Body", "On"},
                                      {"NumMedia", "0"}});
  CHECK(reply.status == 200);
  CHECK(ana.read("/api/me").at("staff").at("presence") == "on");
  CHECK(service.as("cora").read("/api/conversations?view=waiting").at("items").empty());
}

TEST_CASE("coordinators say who is on call, in order") {
  const Service service;
  const auto cora = service.as("cora");
  const auto path = on_call_of(service);
  CHECK(cora.read(path).at("items").empty());
  const json wanted{{"staff", {service.id_of("ada"), service.id_of("cora")}}};
  const auto set = cora.put(path, wanted);
  REQUIRE(set.status == 200);
  const auto items = json::parse(set.body).at("items");
  REQUIRE(items.size() == 2);
  CHECK(items[0] == json{{"id", service.id_of("ada")}, {"name", "Ada"}, {"has_phone", false}});
  CHECK(items[1].at("name") == "Cora");
  CHECK(cora.read(path).at("items") == items);

  CHECK(problem_of(cora.put(path, {{"staff", {service.id_of("ana")}}})) == "404 not_found");
  CHECK(problem_of(cora.put(path, {{"staff", {"somebody"}}})) == "404 not_found");
  CHECK(problem_of(cora.put(path, {{"staff", "ada"}})) == "400 malformed");
  CHECK(problem_of(cora.put(path, {{"staff", {1}}})) == "400 malformed");
  const json twice{{"staff", {service.id_of("ada"), service.id_of("ada")}}};
  CHECK(problem_of(cora.put(path, twice)) == "400 malformed");
  CHECK(cora.read(path).at("items") == items);
  CHECK(json::parse(cora.put(path, {{"staff", json::array()}}).body).at("items").empty());
}

TEST_CASE("a coordinator acknowledges a page, and whoever does so again learns who did") {
  const Service service;
  std::string id;
  service.change([&](store::Writing& writing) {
    const routing::Page page{.line = *routing::LineId::parse(service.line_id(test::offer_line)),
                             .reason = routing::PageReason::waiting,
                             .escalate_at = writing.now + std::chrono::minutes(5)};
    id = store::pages::add(writing, page).id.text();
  });
  const auto path = "/api/pages/" + id + "/acknowledge";
  const auto first = service.as("cora").post(path);
  REQUIRE(first.status == 200);
  const auto page = json::parse(first.body);
  CHECK(page.at("id") == id);
  CHECK(page.at("reason") == "waiting");
  CHECK(page.at("texted").empty());
  CHECK(page.at("acknowledged_by_name") == "Cora");
  const auto second = service.as("ada").post(path);
  CHECK(json::parse(second.body) == page);
}

TEST_CASE("pages wait in a list for a coordinator to acknowledge them, the latest first") {
  Service service;
  const auto page = [&](std::string_view line, std::chrono::minutes ago) {
    std::string id;
    service.change([&](store::Writing& writing) {
      writing.now -= ago;
      routing::Page made{.id = {},
                         .line = *routing::LineId::parse(service.line_id(line)),
                         .reason = routing::PageReason::waiting};
      id = store::pages::add(writing, made).id.text();
    });
    return id;
  };
  const auto old = page(test::pull_line, std::chrono::minutes(90));
  const auto latest = page(test::offer_line, std::chrono::minutes(1));
  const auto first = page(test::pull_line, std::chrono::minutes(10));
  page(test::pull_line, std::chrono::hours(25));
  const auto listed = [&](const std::string& query = "") {
    std::vector<std::string> ids;
    for (const auto& item : service.as("cora").read("/api/pages" + query).at("items")) {
      ids.push_back(item.at("id"));
    }
    return ids;
  };
  CHECK(listed() == std::vector{latest, first, old});
  CHECK(listed("?line=" + service.line_id(test::pull_line)) == std::vector{first, old});
  const auto begun = service.as("cora").read("/api/pages?limit=2");
  CHECK(listed("?limit=2&cursor=" + begun.at("next").get<std::string>()) == std::vector{old});
  REQUIRE(service.as("cora").post("/api/pages/" + first + "/acknowledge").status == 200);
  CHECK(listed() == std::vector{latest, old});
  CHECK(problem_of(service.as("ana").get("/api/pages")) == "403 forbidden");
  CHECK(problem_of(service.as("cora").get("/api/pages?cursor=x")) == "400 malformed");
}
