// Flags, blocking and fair use, as the inbox calls them; and what the shipped phrases find.
#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "config/flag_lists.hpp"
#include "gateway/flows/flag_watch.hpp"
#include "tests/support/service.hpp"

using namespace warmline;
using test::json;
using test::problem_of;
using test::Service;

namespace {

std::string claimed(Service& service, const std::string& words) {
  REQUIRE(service.as("ana").put("/api/me/presence", {{"presence", "on"}}).status == 200);
  const auto path = "/api/conversations/" + service.hears("+15035550142", words);
  REQUIRE(service.as("ana").post(path + "/claim").status == 200);
  return path;
}

json flags_of(const Service& service, const std::string& path) {
  return service.as("cora").read(path).at("flags");
}

// What the shipped lists find in a text: "worrying_words: want to die", one of a kind.
std::vector<std::string> found_in(const std::string& text) {
  static flows::FlagWatch watch;
  static const bool is_ready = [] {
    config::Faults faults("flags");
    config::FlagShelf shelf({});
    for (const auto* language : {"en", "es"}) watch.look_for({}, shelf.find(language, faults));
    return faults.empty();
  }();
  REQUIRE(is_ready);
  std::vector<std::string> found;
  for (const auto& sign : watch.find({}, store::words_of(text, ""))) {
    found.push_back(std::string(to_string(sign.kind)) + ": " + sign.phrase);
  }
  return found;
}

bool finds(const std::string& text, const std::string& kind) {
  const auto found = found_in(text);
  return std::ranges::any_of(found,
                             [&](const std::string& one) { return one.starts_with(kind + ":"); });
}

}  // namespace

TEST_CASE("what people write when they are in danger raises a flag") {
  for (const char* text : {
           "I want to die",
           "i just dont want to live anymore",
           "I DON\u2019T WANT TO LIVE ANY MORE!!!",
           "honestly... everyone would be better off without me",
           "ive been thinking about suicide a lot",
           "i might kms",
           "they'd all be better off without me",
           "I'm gonna hurt myself tonight",
           "my self-harm is back, I started cutting myself",
           "I took all my pills about an hour ago",
           "I think I overdosed",
           "he hit me again and he won't let me leave",
           "My boyfriend has a gun and I am in danger",
           "I was raped last night",
           "I'm scared I'm going to hurt someone",
           "Quiero morirme",
           "ya no quiero vivir",
           "YA NO QUIERO VIVIR MAS",
           "a veces pienso en quitarme la vida",
           "me tome todas las pastillas",
           "Me tomé todas las pastillas.",
           "mi esposo me pega y temo por mi vida",
           "tengo ganas de hacerme daño",
           "tengo ganas de hacerme dano",
           "estoy en peligro, tiene un cuchillo",
       }) {
    CAPTURE(text);
    CHECK(finds(text, "worrying_words"));
  }
}

TEST_CASE("what people write about hard days raises none") {
  for (const char* text : {
           "hi, is anyone there?",
           "I had a terrible day and I can't stop crying",
           "I feel so alone since my divorce",
           "my dog died last week and I miss him",
           "my brother died by suicide three years ago today",
           "my mom died of an overdose on tuesday",
           "I'm dying to see the new season",
           "I don't want to live with my parents any more",
           "I want to diet but I can't",
           "that test killed me",
           "I ran 5 kms this morning",
           "she is better off without me, I suppose",
           "I'm not ready to die, I have so much to do",
           "my boss is going to kill me if I'm late",
           "I shot myself in the foot with that email",
           "don't shoot myself in the foot again, I keep telling myself",
           "I hurt my knee at the gym",
           "I cut my finger cooking",
           "this hurts me so much",
           "it hit me that she is really gone",
           "beats me!",
           "I am sick of this weather",
           "no quiero morir sin ver el mar",
           "me muero de hambre",
           "no quiero vivir con mi papá",
           "quiero cortarme el pelo",
           "quiero acabar con todo el trabajo hoy",
           "tengo mucho miedo y no puedo dormir",
           "mi perro se murió ayer",
       }) {
    CAPTURE(text);
    const auto found = found_in(text);
    CHECK_MESSAGE(found.empty(), (found.empty() ? std::string() : found.front()));
  }
}

TEST_CASE("a wish to hear nothing more is found in other words than STOP, and nothing else is") {
  for (const char* text : {"please stop texting me", "STOP TEXTING ME", "Don't text me again.",
                           "take me off your list please", "no me escriban más",
                           "Dejen de mandarme mensajes", "ya no quiero recibir mensajes"}) {
    CAPTURE(text);
    CHECK(finds(text, "opt_out_wish"));
  }
  for (const char* text : {"my ex won't stop texting me", "I told him to stop texting me",
                           "I can't stop crying", "please don't go", "no deja de escribirme",
                           "she never texts me back", "stop, I need a minute"}) {
    CAPTURE(text);
    CHECK_FALSE(finds(text, "opt_out_wish"));
  }
}

TEST_CASE("a text may hold a wish and worrying words; of each the longest phrase is told") {
  CHECK(found_in("i really want to die. stop texting me") ==
        std::vector<std::string>{"worrying_words: really want to die",
                                 "opt_out_wish: stop texting me"});
}

TEST_CASE("whoever reads a conversation sees its flags, with the phrase and the line's guidance") {
  Service service;
  const auto path = claimed(service, "i want to die");
  const auto shown = service.as("ana").read(path);
  CHECK(shown.at("urgent") == true);
  REQUIRE(shown.at("flags").size() == 1);
  const auto flag = shown.at("flags").front();
  CHECK(flag.at("kind") == "worrying_words");
  CHECK(flag.at("phrase") == "I want to die");
  CHECK(flag.at("guidance").get<std::string>().find("Nobody outside the line is told") !=
        std::string::npos);
  CHECK(flag.at("by").is_null());
  CHECK(service.as("ana").read("/api/conversations?view=mine").at("items").at(0).at("flags") ==
        shown.at("flags"));
}

TEST_CASE("a flag is raised and cleared by hand, with a note") {
  Service service;
  const auto path = claimed(service, "hi");
  CHECK(problem_of(service.as("ana").post(path + "/flag")) == "400 malformed");
  CHECK(problem_of(service.as("ana").post(path + "/flag", {{"note", " "}})) == "422 empty_body");
  CHECK(problem_of(service.as("ben").post(path + "/flag", {{"note", "me too"}})) ==
        "409 not_owner");
  const auto raised = service.as("ana").post(path + "/flag", {{"note", "he is outside"}});
  REQUIRE(raised.status == 200);
  const auto flag = json::parse(raised.body).at("flags").at(0);
  CHECK(flag.at("kind") == "by_hand");
  CHECK(flag.at("by_name") == "Ana");
  CHECK(flag.at("note") == "he is outside");
  CHECK(flag.at("phrase").is_null());
  CHECK_FALSE(flag.at("guidance").get<std::string>().empty());

  const json no_such{{"note", "it is over"}, {"flag", "01936f2e-0000-7000-8000-000000000000"}};
  CHECK(problem_of(service.as("ana").post(path + "/unflag", no_such)) == "404 not_found");
  CHECK(problem_of(service.as("ben").post(path + "/unflag", {{"note", "no"}})) == "409 not_owner");
  CHECK(problem_of(service.as("ana").post(path + "/unflag")) == "400 malformed");
  const json it{{"note", "he has left"}, {"flag", flag.at("id")}};
  const auto cleared = service.as("cora").post(path + "/unflag", it);
  REQUIRE(cleared.status == 200);
  CHECK(json::parse(cleared.body).at("urgent") == false);
  CHECK(flags_of(service, path).empty());
  CHECK(problem_of(service.as("ana").post(path + "/unflag", {{"note", "what?"}})) ==
        "404 not_found");

  std::vector<std::string> kinds;
  const auto thread = service.as("ana").read(path + "/texts");
  for (const auto& item : thread.at("items")) {
    if (item.at("kind") == "event") kinds.push_back(item.at("event").at("kind"));
  }
  CHECK(std::ranges::count(kinds, "flag.raised") == 1);
  CHECK(std::ranges::count(kinds, "flag.cleared") == 1);
}

TEST_CASE("the owner opts somebody out with one call") {
  Service service;
  const auto path = claimed(service, "please stop texting me");
  CHECK(flags_of(service, path).at(0).at("kind") == "opt_out_wish");
  CHECK(problem_of(service.as("ben").post(path + "/opt-out")) == "409 not_owner");
  const auto done = service.as("ana").post(path + "/opt-out");
  REQUIRE(done.status == 200);
  CHECK(json::parse(done.body).at("opted_out") == true);
  CHECK(json::parse(done.body).at("flags").empty());
  CHECK(service.as("ana").post(path + "/opt-out").status == 200);
}

TEST_CASE("a block has a reason and an end, and is shown to whoever reads the conversation") {
  Service service;
  const auto path = claimed(service, "hi");
  const std::string until = "2026-12-01T00:00:00Z";
  const json block{{"reason", "threats"}, {"until", until}};
  CHECK(service.as("ana").read(path).at("block").is_null());
  CHECK(problem_of(service.as("ana").post(path + "/block", block)) == "403 forbidden");
  for (const auto& wrong : {json{{"reason", "threats"}}, json{{"until", until}},
                            json{{"reason", "threats"}, {"until", "soon"}},
                            json{{"reason", "threats"}, {"until", "2020-01-01T00:00:00Z"}},
                            json{{"reason", "threats"}, {"until", "2029-01-01T00:00:00Z"}}}) {
    CHECK(problem_of(service.as("cora").post(path + "/block", wrong)) == "400 malformed");
  }
  const auto blocked = service.as("cora").post(path + "/block", block);
  REQUIRE(blocked.status == 200);
  CHECK(json::parse(blocked.body).at("state") == "closed");
  const auto shown = service.as("ana").read(path).at("block");
  CHECK(shown.at("reason") == "threats");
  CHECK(shown.at("until") == "2026-12-01T00:00:00.000000Z");
  CHECK(shown.at("by_name") == "Cora");

  CHECK(service.hears("+15035550142", "answer me").empty());  // in no conversation
  CHECK(service.as("cora").read("/api/conversations?view=waiting").at("items").empty());
  CHECK(service.as("ana").read(path).at("state") == "closed");

  const auto ended = service.as("cora").post(path + "/unblock");
  REQUIRE(ended.status == 200);
  CHECK(json::parse(ended.body).at("block").is_null());
}

TEST_CASE("coordinators read and replace what a line looks for") {
  Service service;
  const auto path = "/api/lines/" + service.line_id(test::pull_line) + "/flags";
  const auto shipped = service.as("cora").read(path).at("items");
  REQUIRE(shipped.size() >= 1);
  CHECK(shipped.at(0).at("language") == "en");
  CHECK(shipped.at(0).at("worrying").size() > 100);
  CHECK(problem_of(service.as("ana").get(path)) == "403 forbidden");
  CHECK(problem_of(service.as("cora").get("/api/lines/no-id/flags")) == "404 not_found");

  json list{{"language", "en"},
            {"guidance", "Ring the bell."},
            {"worrying", {"the river is calling"}},
            {"opt_out", json::array()},
            {"except", json::array()}};
  const auto with = [&](const char* field, json value) {
    auto changed = list;
    changed[field] = std::move(value);
    return changed;
  };
  CHECK(problem_of(service.as("ana").put(path, list)) == "403 forbidden");
  CHECK(problem_of(service.as("cora").put(path, with("language", "tlh"))) == "400 malformed");
  CHECK(problem_of(service.as("cora").put(path, with("worrying", "a phrase"))) == "400 malformed");
  CHECK(problem_of(service.as("cora").put(path, with("worrying", {" "}))) == "400 malformed");
  CHECK(problem_of(service.as("cora").put(path, with("opt_out", {7}))) == "400 malformed");
  CHECK(problem_of(service.as("cora").put(path, with("guidance", std::string(1601, 'x')))) ==
        "422 too_long");
  const auto kept = service.as("cora").put(path, list);
  REQUIRE(kept.status == 200);
  CHECK(json::parse(kept.body).at("items").at(0) == list);

  const auto calling = claimed(service, "I want to die. The RIVER is calling...");
  REQUIRE(flags_of(service, calling).size() == 1);
  CHECK(flags_of(service, calling).at(0).at("phrase") == "the river is calling");
  CHECK(flags_of(service, calling).at(0).at("guidance") == "Ring the bell.");
}

TEST_CASE("the largest list that may be kept can be sent") {
  Service service;
  const auto path = "/api/lines/" + service.line_id(test::pull_line) + "/flags";
  // As many as may be, of as many bytes as they may have, with as much guidance as may be.
  const std::vector<std::string> phrases(1000, "a phrase of é");
  json list{{"language", "en"},
            {"guidance", ""},
            {"worrying", phrases},
            {"opt_out", phrases},
            {"except", std::vector<std::string>(1000, "twelve bytes")}};
  for (int i = 0; i < 1600; ++i) {
    list["guidance"] = list["guidance"].get<std::string>() + "\u20ac";
  }
  CHECK(service.as("cora").put(path, list).status == 200);
  list["except"][0] = "thirteen byte";
  CHECK(problem_of(service.as("cora").put(path, list)) == "400 malformed");
}
