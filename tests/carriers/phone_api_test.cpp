#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "gateway/carriers/rest.hpp"
#include "tests/carriers/loop.hpp"
#include "tests/carriers/simulated_line.hpp"

namespace {

using namespace warmline;
using carriers::RestOutcome;
using nlohmann::json;
using test::line_number;
using test::SimulatedLine;

RestOutcome ask(SimulatedLine& line, const std::string& method, const std::string& path,
                const std::string& body = {}, const std::string& type = "application/json") {
  carriers::RestRequest request;
  request.method = method;
  request.url = line.simulator->url() + path;
  request.content_type = type;
  request.body = body;
  return test::run(line.loop, carriers::request(std::move(request)));
}

json get(SimulatedLine& line, const std::string& path) {
  const auto answer = ask(line, "GET", path);
  REQUIRE(answer.status == 200);
  return json::parse(answer.body);
}

// A new phone's id, and the address of its texts.
std::string texts_of_new_phone(SimulatedLine& line) {
  const auto made = ask(line, "POST", "/phone/api/phones", "{}");
  REQUIRE(made.status == 201);
  return "/phone/api/phones/" + json::parse(made.body).at("id").get<std::string>() + "/texts";
}

}  // namespace

TEST_CASE("the pretend phone's page comes with what it loads, and nothing from outside") {
  SimulatedLine line;
  const auto page = ask(line, "GET", "/phone");
  CHECK(page.status == 200);
  CHECK(page.body.find("<title>Pretend phone</title>") != std::string::npos);
  CHECK(page.body.find("http") == std::string::npos);
  CHECK(ask(line, "GET", "/phone/phone.css").status == 200);
  CHECK(ask(line, "GET", "/phone/phone.js").status == 200);
  CHECK(ask(line, "GET", "/phone/pictures.js").status == 200);
}

TEST_CASE("a new phone gets a fictitious number of its own") {
  SimulatedLine line;
  const auto first = json::parse(ask(line, "POST", "/phone/api/phones", "{}").body);
  const auto second = json::parse(ask(line, "POST", "/phone/api/phones", "{}").body);
  CHECK(first.at("number") != second.at("number"));
  CHECK(first.at("number").get<std::string>().starts_with("+150355501"));
  const auto known = get(line, "/phone/api/phones");
  CHECK(known.at("phones").size() == 2);
  CHECK(known.at("lines") == json::array({line_number}));
  CHECK(first.at("id").get<std::string>().find("555") == std::string::npos);
}

TEST_CASE("a phone can be made for a number, but not for a line's, nor for what is none") {
  SimulatedLine line;
  const auto made = ask(line, "POST", "/phone/api/phones", R"({"number":"+15035550142"})");
  CHECK(made.status == 201);
  CHECK(json::parse(made.body).at("number") == "+15035550142");
  for (const auto* body :
       {R"({"number":"+15035550100"})", R"({"number":"x y"})", R"({"number":7})", "[]", "{"}) {
    CHECK(ask(line, "POST", "/phone/api/phones", body).status == 400);
  }
}

TEST_CASE("what is typed on the phone reaches the line, and the answer the phone") {
  SimulatedLine line;
  const auto texts = texts_of_new_phone(line);
  CHECK(ask(line, "POST", texts, R"({"to":"+15035550100","body":"hi"})").status == 201);
  line.until([&] { return line.texts.size() == 1; });
  CHECK(line.texts[0].body.words() == "hi");
  REQUIRE(line.send("hello", line.texts[0].from.dialable()));
  line.until([&] { return line.receipts.size() == 2; });
  const auto thread = get(line, texts);
  REQUIRE(thread.at("texts").size() == 2);
  CHECK(thread["texts"][0]["direction"] == "out");
  CHECK(thread["texts"][0]["status"] == "sent");
  CHECK(thread["texts"][1]["direction"] == "in");
  CHECK(thread["texts"][1]["status"] == "received");
  CHECK(thread["texts"][1]["body"] == "hello");
  CHECK(thread["texts"][1]["by"] == "line");
}

TEST_CASE("a picture that the phone sends is seen there, and whatever is none is not") {
  SimulatedLine line;
  const auto texts = texts_of_new_phone(line);
  const std::string gif = "data:image/gif;base64,R0lGODlh";
  const std::string page = "data:image/png;base64,PGh0bWw+";
  const json wanted = {{"to", line_number}, {"body", ""}, {"media", {gif, page}}};
  CHECK(ask(line, "POST", texts, wanted.dump()).status == 201);
  line.until([&] { return line.texts.size() == 1; });
  CHECK(line.texts[0].media.size() == 2);
  const auto media = get(line, texts).at("texts").at(0).at("media");
  const auto shown = ask(line, "GET", media.at(0).at("url"));
  CHECK(shown.status == 200);
  CHECK(shown.body == "GIF89a");
  CHECK(ask(line, "GET", media.at(1).at("url")).status == 404);
  CHECK(ask(line, "POST", texts, R"({"to":"+15035550100","body":"","media":[7]})").status == 400);
}

TEST_CASE("a text that the line never took shows as failed on the phone") {
  SimulatedLine line;
  line.next_statuses = {503, 503, 503, 503, 503, 503};
  const auto texts = texts_of_new_phone(line);
  ask(line, "POST", texts, R"({"to":"+15035550100","body":"hi"})");
  line.until([&] { return line.simulator->history().texts().front().status != "receiving"; });
  CHECK(get(line, texts)["texts"][0]["status"] == "failed");
}

TEST_CASE("a text that failed on its way does not show on the phone") {
  SimulatedLine line;
  const auto made = json::parse(ask(line, "POST", "/phone/api/phones", "{}").body);
  const auto number = made.at("number").get<std::string>();
  line.simulator->faults().fail_texts_to(number, 30003);
  REQUIRE(line.send("hello", number));
  line.until([&] { return line.receipts.size() == 2; });
  CHECK(get(line, "/phone/api/phones/" + made.at("id").get<std::string>() + "/texts")
            .at("texts")
            .empty());
}

TEST_CASE("the phone's API refuses what makes no sense, and what a form elsewhere could post") {
  SimulatedLine line;
  const auto texts = texts_of_new_phone(line);
  for (const auto* body : {"", "[]", R"({"to":"+15035550100"})", R"({"to":1,"body":"x"})",
                           R"({"to":"+15035550199","body":"x"})"}) {
    CHECK(ask(line, "POST", texts, body).status == 400);
  }
  CHECK(ask(line, "POST", texts, R"({"to":"+15035550100","body":""})").status == 422);
  CHECK(ask(line, "POST", texts, R"({"to":"+15035550100","body":"x"})", "text/plain").status ==
        400);
  CHECK(ask(line, "GET", "/phone/api/phones/0123456789abcdef/texts").status == 404);
  CHECK(line.texts.empty());
}

TEST_CASE("faults are set, shown and counted down over HTTP") {
  SimulatedLine line;
  const auto set = ask(line, "PUT", "/simulator/faults",
                       R"({"faults":[{"fault":"busy","times":2,"retry_after":3}],
                           "failing_phones":{"+15035550123":30007}})");
  CHECK(set.status == 200);
  CHECK_FALSE(line.send("hello"));
  const auto left = get(line, "/simulator/faults");
  CHECK(left.at("faults").at(0).at("times") == 1);
  CHECK(left.at("failing_phones").at("+15035550123") == 30007);
  for (const auto* body : {"[]", "{", R"({"faults":[{"fault":"new"}]})", R"({"faults":[7]})",
                           R"({"failing_phones":{"+15035550123":"x"}})"}) {
    CHECK(ask(line, "PUT", "/simulator/faults", body).status == 400);
  }
  CHECK(get(line, "/simulator/faults") == left);
  CHECK(ask(line, "PUT", "/simulator/faults", "{}").status == 200);
  CHECK(line.send("hello"));
}

TEST_CASE("texts are sent and counted over HTTP") {
  SimulatedLine line;
  const auto texted = ask(line, "POST", "/simulator/texts",
                          R"({"from":"+15035550123","to":"+15035550100","body":"hi"})");
  CHECK(texted.status == 201);
  CHECK(json::parse(texted.body).at("status") == 200);
  REQUIRE(line.send("hello"));
  REQUIRE(line.send("hello"));
  CHECK(get(line, "/simulator/messages").at("count") == 3);
  CHECK(get(line, "/simulator/messages?body=hello&limit=1").at("count") == 2);
  CHECK(get(line, "/simulator/messages?body=hello&limit=1").at("messages").size() == 1);
  CHECK(get(line, "/simulator/messages?writer=phone").at("count") == 1);
  CHECK(get(line, "/simulator/messages?phone=%2B15035550124").at("count") == 0);
  CHECK(ask(line, "POST", "/simulator/texts", "{}").status == 400);
}

TEST_CASE("a number's webhook can be changed over HTTP") {
  SimulatedLine line;
  CHECK(ask(line, "PUT", "/simulator/numbers",
            R"({"number":"+15035550101",
                "message_url":"https://line.example.org/webhooks/main/message"})")
            .status == 204);
  const auto texted = ask(line, "POST", "/simulator/texts",
                          R"({"from":"+15035550123","to":"+15035550101","body":"hi"})");
  CHECK(json::parse(texted.body).at("status") == 200);
  CHECK(line.texts.at(0).to.dialable() == "+15035550101");
  CHECK(ask(line, "PUT", "/simulator/numbers", "{}").status == 400);
}
