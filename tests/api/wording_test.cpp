// What a line itself says, as its coordinators read and write it.
#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "tests/support/service.hpp"

using namespace warmline;
using test::json;
using test::problem_of;
using test::Service;

namespace {

struct Wording {
  Service service;
  std::string path = "/api/lines/" + service.line_id(test::offer_line) + "/wording";

  json text(const std::string& name, const std::string& language = "en") const {
    for (const auto& item : service.as("cora").read(path).at("items")) {
      if (item.at("language") != language) continue;
      for (const auto& text : item.at("texts"))
        if (text.at("name") == name) return text;
    }
    return nullptr;
  }
  test::Reply says(const std::string& name, const json& words, const std::string& language = "en",
                   std::string_view who = "cora") const {
    return service.as(who).put(path + "/" + language + "/" + name, {{"words", words}});
  }
  test::Reply resets(const std::string& name, std::string_view who = "cora") const {
    return service.as(who).ask("DELETE", path + "/en/" + name);
  }
  // "422 unknown_placeholder {name}"
  std::string refused(const std::string& name, const json& words) const {
    const auto reply = says(name, words);
    const auto body = json::parse(reply.body);
    const auto fault = body.find("fault");
    return problem_of(reply) + (fault == body.end() ? "" : " " + fault->get<std::string>());
  }
};

}  // namespace

TEST_CASE(
    "coordinators read every text of a line in each of its languages, with what it is made of") {
  const Wording line;
  const auto items = line.service.as("cora").read(line.path).at("items");
  REQUIRE(items.size() == 2);
  CHECK(items.at(0).at("name") == "English");
  CHECK(items.at(1).at("name") == "Español");
  for (const auto& item : items) {
    CHECK(item.at("texts").size() == 23);
    for (const auto& text : item.at("texts")) {
      CAPTURE(text.dump());
      CHECK(text.at("words") == text.at("default"));
      CHECK(text.at("changed_at").is_null());
      CHECK(text.at("segments") >= 1);
      CHECK(text.at("segments") <= 3);
      for (const auto& placeholder : text.at("placeholders"))
        CHECK_FALSE(placeholder.at("example").get<std::string>().empty());
    }
  }
  const auto closed = line.text("closed");
  CHECK(closed.at("audience") == "texter");
  CHECK(closed.at("placeholders").at(0).at("placeholder") == "{line}");
  CHECK(closed.at("placeholders").at(0).at("example") == "Garden line");
  CHECK(closed.at("placeholders").at(1).at("example") == "on Monday at 5 pm");
  CHECK(line.text("closed", "es").at("placeholders").at(1).at("example") == "el lunes a las 17:00");
  CHECK(line.text("staff_code").at("audience") == "staff");
  CHECK(line.text("opens").at("audience") == "part");
  CHECK(line.text("help").at("required") == json{"{line}", "STOP"});
}

TEST_CASE("a coordinator changes a text, and takes it back") {
  const Wording line;
  const auto changed = line.says("welcome", "Hello from {line} 🌻", "en", "ada");
  REQUIRE(changed.status == 200);
  const auto now = json::parse(changed.body);
  CHECK(now.at("words") == "Hello from {line} 🌻");
  CHECK(now.at("default").get<std::string>().starts_with("Hi, you've reached"));
  CHECK(now.at("segments") == 1);
  CHECK(now.at("changed_by_name") == "Ada");
  CHECK(now.at("changed_at").get<std::string>().starts_with("2026-11-21T02:10:00"));
  CHECK(line.text("welcome") == now);
  CHECK(line.text("welcome", "es").at("changed_at").is_null());

  const auto reset = line.resets("welcome");
  REQUIRE(reset.status == 200);
  CHECK(json::parse(reset.body).at("changed_at").is_null());
  CHECK(line.text("welcome").at("words") == line.text("welcome").at("default"));
  CHECK(line.resets("welcome").status == 200);
}

TEST_CASE("how an opening is said shows in the examples of the texts that say it") {
  const Wording line;
  REQUIRE(line.says("opens", "{weekday} {time24}").status == 200);
  CHECK(line.text("closed").at("placeholders").at(1).at("example") == "Monday 17:00");
}

TEST_CASE("words that would not do are refused, with what is wrong") {
  const Wording line;
  CHECK(line.refused("welcome", "Hi {name}") == "422 unknown_placeholder {name}");
  CHECK(line.refused("menu", "Text a number") == "422 missing_placeholder {choices}");
  CHECK(line.refused("help", "{line} helps") == "422 missing_placeholder STOP");
  CHECK(line.refused("welcome", " ") == "422 empty_body");
  CHECK(line.refused("welcome", std::string(1001, 'x')) == "422 too_long");
  CHECK(line.refused("welcome", 7) == "400 malformed");
  CHECK(line.refused("welcome", nullptr) == "400 malformed");
  CHECK(line.refused("goodbye", "Bye") == "404 not_found");
  CHECK(problem_of(line.says("welcome", "Bonjour", "fr")) == "404 not_found");
  CHECK(problem_of(line.says("welcome", "x", "..%2f..")) == "404 not_found");
  CHECK(problem_of(line.resets("goodbye")) == "404 not_found");
  CHECK(problem_of(line.service.as("cora").get("/api/lines/x/wording")) == "404 not_found");
  CHECK(problem_of(line.service.as("cora").ask("PUT", line.path + "/en/welcome", {}, "[]")) ==
        "400 malformed");
  CHECK(line.text("welcome").at("changed_at").is_null());
}

TEST_CASE("what a line says is its coordinators' to read and to change") {
  const Wording line;
  CHECK(problem_of(line.service.as("ana").get(line.path)) == "403 forbidden");
  CHECK(problem_of(line.says("welcome", "Hi", "en", "ana")) == "403 forbidden");
  CHECK(problem_of(line.resets("welcome", "ana")) == "403 forbidden");
  CHECK(problem_of(line.service.nobody().get(line.path)) == "401 not_signed_in");
  const auto cora = line.service.signed_in("cora");
  CHECK(problem_of(line.service.nobody().ask("DELETE", line.path + "/en/welcome",
                                             {cora.headers().front()})) == "403 bad_csrf");
}
