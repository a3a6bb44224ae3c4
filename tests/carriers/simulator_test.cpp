#include <filesystem>
#include <set>

#include <doctest/doctest.h>
#include <unistd.h>

#include "tests/carriers/loop.hpp"
#include "tests/carriers/simulated_line.hpp"

namespace {

using namespace warmline;
using carriers::simulator::Fault;
using carriers::simulator::Misbehaviour;
using carriers::simulator::Writer;
using routing::ProblemCode;
using routing::TextStatus;
using test::line_number;
using test::maya;
using test::SimulatedLine;

Misbehaviour once(Fault fault) {
  return {.fault = fault, .times = 1, .delay = {}, .retry_after = std::nullopt};
}

std::vector<TextStatus> statuses(const SimulatedLine& line) {
  std::vector<TextStatus> list;
  for (const auto& receipt : line.receipts) list.push_back(receipt.status);
  return list;
}

std::vector<std::string> carriers_own_words(const SimulatedLine& line) {
  std::vector<std::string> list;
  for (const auto& text : line.simulator->history().texts()) {
    if (text.writer == Writer::carrier) list.push_back(text.body);
  }
  return list;
}

}  // namespace

TEST_CASE("a text from a phone comes to the line's webhook, signed, with all parameters") {
  SimulatedLine line;
  const auto texted = line.text("hi \xF0\x9F\x91\x8D\r\n100% + & =");
  CHECK(texted.status == 200);
  CHECK(texted.tries == 1);
  REQUIRE(line.texts.size() == 1);
  CHECK(line.texts[0].carrier_id == texted.sid);
  CHECK(line.texts[0].from.dialable() == maya);
  CHECK(line.texts[0].to.dialable() == line_number);
  CHECK(line.texts[0].body.words() == "hi \xF0\x9F\x91\x8D\r\n100% + & =");
  CHECK_FALSE(line.texts[0].answered_by_carrier);
  CHECK(texted.sid.starts_with("SM"));
  CHECK(texted.sid.size() == 34);
  CHECK(line.simulator->history().find(texted.sid)->status == "received");
  CHECK(line.unsigned_webhooks == 0);
}

TEST_CASE("a picture comes as a reference") {
  SimulatedLine line;
  const auto texted = line.text("", {{"image/jpeg", "https://media.example/1"}});
  REQUIRE(line.texts.size() == 1);
  CHECK(texted.sid.starts_with("MM"));
  REQUIRE(line.texts[0].media.size() == 1);
  CHECK(line.texts[0].media[0].content_type == "image/jpeg");
  CHECK(line.texts[0].media[0].url.starts_with(line.simulator->url() + "/2010-04-01/Accounts/"));
}

TEST_CASE("a text to a number that nobody owns is refused") {
  SimulatedLine line;
  const auto texted = test::run(line.loop, line.simulator->text_from(maya, "+15035550199", "hi"));
  REQUIRE_FALSE(texted);
  CHECK(texted.error().code == ProblemCode::malformed);
  CHECK(line.simulator->history().texts().empty());
}

TEST_CASE("a sent text is taken once, and its receipts come back signed") {
  SimulatedLine line;
  const auto outcome = line.send("hello");
  REQUIRE(outcome);
  CHECK(outcome->carrier_id.starts_with("SM"));
  CHECK(outcome->status == TextStatus::sent);
  line.until([&] { return line.receipts.size() == 2; });
  CHECK(statuses(line) == std::vector{TextStatus::sent, TextStatus::delivered});
  for (const auto& receipt : line.receipts) CHECK(receipt.carrier_id == outcome->carrier_id);
  CHECK(line.unsigned_webhooks == 0);
  CHECK(line.malformed_webhooks == 0);
  CHECK(line.taken("hello") == 1);
}

TEST_CASE("a response that is lost after the text was taken leaves the outcome unknown, once") {
  SimulatedLine line;
  // Not the first send: a kept connection is what a client would repeat a request on by itself.
  REQUIRE(line.send("first"));
  line.simulator->faults().add(once(Fault::lose_response));
  const auto second = line.send("second");
  line.simulator->faults().add(once(Fault::lose_response));
  const auto third = line.send("third");
  REQUIRE(line.send("fourth"));
  for (const auto& lost : {second, third}) {
    REQUIRE_FALSE(lost);
    CHECK(lost.error().code == ProblemCode::outcome_unknown);
    CHECK_FALSE(lost.error().retryable);
  }
  for (const auto* body : {"first", "second", "third", "fourth"}) CHECK(line.taken(body) == 1);
}

TEST_CASE("a busy carrier's 429 may be tried again, when it says") {
  SimulatedLine line;
  line.simulator->faults().add(
      {.fault = Fault::busy, .times = 1, .delay = {}, .retry_after = std::chrono::seconds(3)});
  line.simulator->faults().add(once(Fault::busy));
  const auto first = line.send("hello");
  REQUIRE_FALSE(first);
  CHECK(first.error().code == ProblemCode::carrier_busy);
  CHECK(first.error().retryable);
  CHECK(first.error().carrier_code == "20429");
  CHECK(first.error().retry_after == std::chrono::seconds(3));
  const auto second = line.send("hello");
  REQUIRE_FALSE(second);
  CHECK_FALSE(second.error().retry_after);
  CHECK(line.taken("hello") == 0);
  CHECK(line.send("hello"));
  CHECK(line.taken("hello") == 1);
}

TEST_CASE("a carrier's own 500 may have come after it had taken the text") {
  for (const auto fault : {Fault::server_error, Fault::late_error}) {
    CAPTURE(to_string(fault));
    SimulatedLine line;
    line.simulator->faults().add(once(fault));
    const auto outcome = line.send("hello");
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == ProblemCode::outcome_unknown);
    CHECK_FALSE(outcome.error().retryable);
    CHECK(line.taken("hello") == (fault == Fault::late_error ? 1 : 0));
  }
}

TEST_CASE("an answer that makes no sense leaves the outcome unknown") {
  SimulatedLine line;
  line.simulator->faults().add(once(Fault::garbage));
  const auto outcome = line.send("hello");
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == ProblemCode::outcome_unknown);
  CHECK(line.taken("hello") == 1);
}

TEST_CASE("a connection that breaks without an answer leaves the outcome unknown") {
  SimulatedLine line;
  line.simulator->faults().add(once(Fault::drop));
  const auto outcome = line.send("hello");
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == ProblemCode::outcome_unknown);
  CHECK(line.taken("hello") == 0);
}

TEST_CASE("a carrier that hangs leaves the outcome unknown at the deadline") {
  SimulatedLine line({}, std::chrono::milliseconds(200));
  line.simulator->faults().add(once(Fault::hang));
  const auto outcome = line.send("hello");
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == ProblemCode::outcome_unknown);
  CHECK(line.taken("hello") == 1);
}

TEST_CASE("a slow carrier is waited for") {
  SimulatedLine line;
  line.simulator->faults().add({.fault = Fault::delay,
                                .times = 1,
                                .delay = std::chrono::milliseconds(30),
                                .retry_after = std::nullopt});
  CHECK(line.send("hello"));
  CHECK(line.taken("hello") == 1);
}

TEST_CASE("a carrier that is not there can be tried again") {
  SimulatedLine line;
  line.twilio = std::make_unique<carriers::Twilio>(
      carriers::TwilioSettings{.name = "main",
                               .account_sid = "AC1",
                               .auth_token = "t",
                               .api_url = "http://127.0.0.1:1",
                               .public_url = "https://line.example.org"});
  const auto outcome = line.send("hello");
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == ProblemCode::carrier_unreachable);
  CHECK(outcome.error().retryable);
}

TEST_CASE("a wrong token is a refusal that the coordinator hears of") {
  SimulatedLine line;
  line.twilio = std::make_unique<carriers::Twilio>(
      carriers::TwilioSettings{.name = "main",
                               .account_sid = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                               .auth_token = "wrong",
                               .api_url = line.simulator->url(),
                               .public_url = "https://line.example.org"});
  const auto outcome = line.send("hello");
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == ProblemCode::carrier_refused);
  CHECK(outcome.error().carrier_code == "20003");
  CHECK_FALSE(outcome.error().retryable);
  CHECK(outcome.error().words.find("coordinator") != std::string::npos);
}

TEST_CASE("each of Twilio's refusals is told apart") {
  SimulatedLine line;
  struct Refused {
    std::string from;
    std::string to;
    std::string body;
    std::string code;
  };
  for (const auto& refused :
       {Refused{line_number, "+15005550001", "hi", "21211"},
        Refused{line_number, "+15005550002", "hi", "21612"},
        Refused{line_number, "+15005550003", "hi", "21408"},
        Refused{line_number, "+15005550004", "hi", "21610"},
        Refused{line_number, "+15005550009", "hi", "21614"},
        Refused{"+15005550001", maya, "hi", "21212"}, Refused{"+15005550008", maya, "hi", "21611"},
        Refused{"+15035550199", maya, "hi", "21606"}, Refused{line_number, maya, "", "21602"},
        Refused{line_number, maya, std::string(1601, 'a'), "21617"}}) {
    CAPTURE(refused.code);
    const auto outcome = line.send(refused.body, refused.to, refused.from);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().carrier_code == refused.code);
  }
  CHECK(line.send(std::string(1600, 'a')));
}

TEST_CASE("after STOP the carrier refuses texts to that phone until START") {
  SimulatedLine line;
  line.text(" stop ");
  const auto refused = line.send("hello");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ProblemCode::opted_out);
  CHECK(refused.error().carrier_code == "21610");
  CHECK(line.send("hello", "+15035550124"));
  REQUIRE(carriers_own_words(line).size() == 1);
  CHECK(carriers_own_words(line)[0].find("unsubscribed") != std::string::npos);
  line.text("Start");
  CHECK(carriers_own_words(line).size() == 2);
  CHECK(line.send("hello"));
  REQUIRE(line.texts.size() == 2);
  CHECK_FALSE(line.texts[0].answered_by_carrier);
}

TEST_CASE("a text that only holds a keyword is not one, and HELP is left to the line") {
  SimulatedLine line;
  line.text("stop please");
  line.text("HELP");
  line.text("STOP.");
  CHECK(carriers_own_words(line).empty());
  CHECK(line.send("hello"));
}

TEST_CASE("with advanced opt-out the carrier marks the keywords that it answers") {
  SimulatedLine line([](auto& settings) { settings.advanced_opt_out = true; });
  line.text("HELP");
  line.text("STOP");
  line.text("hi");
  REQUIRE(line.texts.size() == 3);
  CHECK(line.texts[0].answered_by_carrier == routing::Keyword::help);
  CHECK(line.texts[1].answered_by_carrier == routing::Keyword::stop);
  CHECK_FALSE(line.texts[2].answered_by_carrier);
  CHECK(carriers_own_words(line).size() == 2);
}

TEST_CASE("a text that fails on its way says so in its receipt") {
  SimulatedLine line;
  line.simulator->faults().fail_texts_to(maya, 30003);
  REQUIRE(line.send("hello"));
  line.until([&] { return line.receipts.size() == 2; });
  CHECK(line.receipts[1].status == TextStatus::failed);
  CHECK(line.receipts[1].carrier_status == "undelivered");
  REQUIRE(line.receipts[1].problem);
  CHECK(line.receipts[1].problem->carrier_code == "30003");
}

TEST_CASE("receipts can come twice and out of order") {
  SimulatedLine line;
  line.simulator->faults().add(once(Fault::reorder_receipts));
  line.simulator->faults().add(once(Fault::duplicate_receipts));
  REQUIRE(line.send("hello"));
  line.until([&] { return line.receipts.size() == 3; });
  CHECK(statuses(line) ==
        std::vector{TextStatus::delivered, TextStatus::delivered, TextStatus::sent});
}

TEST_CASE("without receipts none come") {
  SimulatedLine line([](auto& settings) { settings.receipts.on = false; });
  const auto outcome = line.send("hello");
  REQUIRE(outcome);
  line.until(
      [&] { return line.simulator->history().find(outcome->carrier_id)->status == "delivered"; });
  line.text("hi");
  CHECK(line.receipts.empty());
}

TEST_CASE("the same text can come twice, with the same token") {
  SimulatedLine line;
  line.simulator->faults().add(once(Fault::duplicate_texts));
  line.text("hi");
  line.text("again");
  REQUIRE(line.texts.size() == 3);
  CHECK(line.texts[0].carrier_id == line.texts[1].carrier_id);
  CHECK(line.tokens[0] == line.tokens[1]);
  CHECK(line.tokens[1] != line.tokens[2]);
}

TEST_CASE("a webhook is tried again as often as its URL asks") {
  SimulatedLine line;
  line.next_statuses = {503, 500, 404};
  auto texted = line.text("hi");
  CHECK(texted.status == 200);
  CHECK(texted.tries == 4);
  CHECK(std::set(line.tokens.begin(), line.tokens.end()).size() == 1);
  line.next_statuses = {503, 503, 503, 503, 503, 503};
  texted = line.text("lost");
  CHECK(texted.status == 503);
  CHECK(texted.tries == 6);
  CHECK(line.simulator->history().find(texted.sid)->status == "failed");
}

TEST_CASE("the pauses between the tries of a webhook grow, up to the longest") {
  using carriers::simulator::RetryPauses;
  using std::chrono::milliseconds;
  const RetryPauses pauses{.first = milliseconds(100), .longest = milliseconds(500)};
  CHECK(pauses.after(1) == milliseconds(100));
  CHECK(pauses.after(2) == milliseconds(200));
  CHECK(pauses.after(3) == milliseconds(400));
  CHECK(pauses.after(4) == milliseconds(500));
  CHECK(pauses.after(5) == milliseconds(500));
}

TEST_CASE("by default a webhook is only tried again where the connection was not made") {
  SimulatedLine line([](auto& settings) {
    settings.numbers = {{line_number, "https://line.example.org/webhooks/main/message"}};
  });
  line.next_statuses = {503};
  auto texted = line.text("hi");
  CHECK(texted.status == 503);
  CHECK(texted.tries == 1);
  SimulatedLine away([](auto& settings) {
    settings.numbers = {{line_number, "https://line.example.org/webhooks/main/message"}};
    settings.reach = "http://127.0.0.1:1";
  });
  texted = away.text("hi");
  CHECK(texted.status == 0);
  CHECK(texted.tries == 2);
}

TEST_CASE("what a webhook URL's fragment asks for is understood") {
  using carriers::simulator::overrides;
  CHECK(overrides("https://h/p").retries == 1);
  CHECK(overrides("https://h/p").on_connect);
  CHECK_FALSE(overrides("https://h/p").on_5xx);
  const auto all = overrides("https://h/p?q=1#rc=5&rp=all&tt=2000");
  CHECK(all.retries == 5);
  CHECK(all.on_connect);
  CHECK(all.on_read);
  CHECK(all.on_4xx);
  CHECK(all.on_5xx);
  CHECK(all.total == std::chrono::milliseconds(2000));
  const auto some = overrides("https://h/p#rp=5xx,rt&rc=9&tt=1");
  CHECK(some.retries == 5);
  CHECK_FALSE(some.on_connect);
  CHECK_FALSE(some.on_4xx);
  CHECK(some.on_5xx);
  CHECK(some.on_read);
  CHECK(some.total == std::chrono::milliseconds(100));
  CHECK(overrides("https://h/p#rc=x").retries == 1);
}

TEST_CASE("what happened survives a restart, a cut-off line included") {
  const auto path = std::filesystem::temp_directory_path() /
                    ("warmline-simulator-" + std::to_string(getpid()) + ".jsonl");
  std::filesystem::remove(path);
  const auto with_file = [&](auto& settings) { settings.state_file = path; };
  std::string sid;
  {
    SimulatedLine line(with_file);
    line.text("hi", {{"image/jpeg", "https://media.example/1"}});
    sid = line.send("hello")->carrier_id;
    line.until([&] { return line.receipts.size() == 2; });
    line.text("STOP");
  }
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 3);
  SimulatedLine line(with_file);
  const auto& texts = line.simulator->history().texts();
  REQUIRE(texts.size() == 4);
  CHECK(texts[0].body == "hi");
  CHECK(texts[0].status == "received");
  CHECK(texts[0].media[0].url == "https://media.example/1");
  CHECK(line.simulator->history().find(sid)->status == "delivered");
  CHECK(line.simulator->history().phones().contains(maya));
  REQUIRE_FALSE(line.send("hello"));
  line.text("START");
  CHECK(line.send("hello"));
  std::filesystem::remove(path);
}
