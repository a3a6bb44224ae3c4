// The carrier's own record: how its lists are read, and how they are fetched from the simulator.
#include "gateway/carriers/twilio/listing.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/carriers/loop.hpp"
#include "tests/carriers/raw_server.hpp"
#include "tests/carriers/simulated_line.hpp"

namespace {

using namespace warmline;
using carriers::Listing;
using carriers::simulator::Asked;
using carriers::simulator::Fault;
using nlohmann::json;
using routing::Direction;
using routing::ProblemCode;
using routing::TextStatus;
using test::line_number;
using test::maya;
using test::SimulatedLine;

json message(const json& changes = json::object()) {
  json made{{"sid", "SM99649d01253fc588396cd1eec8377273"},
            {"direction", "inbound"},
            {"from", maya},
            {"to", line_number},
            {"body", "hi \xF0\x9F\x91\x8D"},
            {"status", "received"},
            {"num_media", "0"},
            {"error_code", nullptr},
            {"date_created", "Thu, 24 Aug 2023 05:01:45 +0000"}};
  made.update(changes);
  return made;
}

carriers::twilio::Page page_of(const json& messages) {
  const auto page = carriers::twilio::read_page(json{{"messages", messages}}.dump());
  REQUIRE(page);
  return *page;
}

routing::Instant at(const std::string& text) {
  return *routing::parse_instant(text);
}

std::vector<std::string> bodies(const Listing& listing) {
  std::vector<std::string> words;
  for (const auto& text : listing.texts) words.push_back(text.body.words());
  return words;
}

routing::Result<Listing> list(SimulatedLine& line, carriers::Carrier& carrier,
                              carriers::ListRequest wanted) {
  return test::run(line.loop, carrier.list_texts(std::move(wanted)));
}

const auto a_line = *routing::PhoneNumber::parse(line_number);
const auto a_phone = *routing::PhoneNumber::parse(maya);

std::unique_ptr<carriers::Twilio> impatient(const std::string& url, std::size_t page_size = 100,
                                            std::size_t texts_max = 100,
                                            std::size_t pages_max = 100) {
  return std::make_unique<carriers::Twilio>(
      carriers::TwilioSettings{.name = "main",
                               .account_sid = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                               .auth_token = "0123456789abcdef0123456789abcdef",
                               .api_url = url,
                               .public_url = "https://line.example.org",
                               .send_deadline = std::chrono::milliseconds(500),
                               .page_size = page_size,
                               .texts_max = texts_max,
                               .pages_max = pages_max});
}

}  // namespace

TEST_CASE("a message of the list is read as the text it is") {
  const auto page = page_of(json::array({message({{"num_media", "2"}})}));
  REQUIRE(page.texts.size() == 1);
  const auto& text = page.texts[0];
  CHECK(text.carrier_id == "SM99649d01253fc588396cd1eec8377273");
  CHECK(text.direction == Direction::in);
  CHECK(text.from == a_phone);
  CHECK(text.to == a_line);
  CHECK(text.body.words() == "hi \xF0\x9F\x91\x8D");
  CHECK(text.at == at("2023-08-24T05:01:45Z"));
  CHECK(text.status == TextStatus::received);
  CHECK(text.media_count == 2);
  const auto parameters = json::parse(text.parameters);
  CHECK(parameters.size() == 9);
  CHECK(parameters.at(0) == json{"body", "hi \xF0\x9F\x91\x8D"});
}

TEST_CASE("what became of a text that went out is read as in its receipts") {
  struct Row {
    std::string word;
    TextStatus status;
  };
  for (const auto& row :
       {Row{"accepted", TextStatus::sent}, Row{"queued", TextStatus::sent},
        Row{"sent", TextStatus::sent}, Row{"delivered", TextStatus::delivered},
        Row{"undelivered", TextStatus::failed}, Row{"a new word", TextStatus::sent}}) {
    CAPTURE(row.word);
    const auto page = page_of(json::array(
        {message({{"direction", "outbound-api"}, {"status", row.word}, {"error_code", 30003}})}));
    REQUIRE(page.texts.size() == 1);
    CHECK(page.texts[0].direction == Direction::out);
    CHECK(page.texts[0].status == row.status);
    CHECK(page.texts[0].problem.has_value() == (row.status == TextStatus::failed));
  }
}

TEST_CASE("a message that makes no sense is counted, and hides no other") {
  const auto page =
      page_of({message(), message({{"sid", ""}}), message({{"sid", "SM/../1"}}),
               message({{"direction", "sideways"}}), message({{"from", "whatsapp:+15035550123"}}),
               message({{"to", nullptr}}), message({{"date_created", nullptr}}), 7, json::array(),
               message()});
  CHECK(page.texts.size() == 2);
  CHECK(page.unreadable == 8);
}

TEST_CASE("what is no list is malformed") {
  for (const std::string body :
       {"", "<html>", "[]", "{}", R"({"messages":{}})", R"({"messages":7})", "\xff"}) {
    CAPTURE(body);
    REQUIRE_FALSE(carriers::twilio::read_page(body));
    CHECK(carriers::twilio::read_page(body).error().code == ProblemCode::malformed);
    CHECK_FALSE(carriers::twilio::read_media(body, "https://api.twilio.com"));
  }
}

TEST_CASE("dates are read as mail and HTTP write them") {
  using carriers::twilio::read_date;
  CHECK(read_date("Thu, 24 Aug 2023 05:01:45 +0000") == at("2023-08-24T05:01:45Z"));
  CHECK(read_date("Thu, 24 Aug 2023 05:01:45 GMT") == at("2023-08-24T05:01:45Z"));
  CHECK(read_date("Thu, 24 Aug 2023 05:01:45 -0130") == at("2023-08-24T06:31:45Z"));
  CHECK(read_date("24 Feb 2024 23:59:60 +0000") == at("2024-02-25T00:00:00Z"));
  for (const std::string wrong :
       {"", "Thu", "Thu, ", "Thu, 31 Feb 2023 05:01:45 +0000", "Thu, 24 Aug 2023 25:01:45 +0000",
        "Thu, 24 Aug 2023 05:01 +0000", "Thu, 24 Aug 2023 05:01:45", "2023-08-24T05:01:45Z",
        "Thu, 24 Aug 2023 05:01:45 +00000", "Thu, 24 Aug 99999 05:01:45 +0000",
        "Thu, 24 aug 2023 05:01:45 +0000"}) {
    CAPTURE(wrong);
    CHECK_FALSE(read_date(wrong));
  }
}

TEST_CASE("a next page is fetched from the carrier's own host alone: our password goes with it") {
  using carriers::twilio::url_within;
  const std::string origin = "https://api.twilio.com";
  CHECK(url_within(origin, "/2010-04-01/x?Page=1") == origin + "/2010-04-01/x?Page=1");
  CHECK(url_within(origin, origin + "/x") == origin + "/x");
  CHECK(url_within(origin, "//evil.example/x") == origin + "//evil.example/x");
  for (const std::string elsewhere :
       {"https://evil.example/x", "http://api.twilio.com/x", "https://api.twilio.com.evil.example/",
        "https://api.twilio.com@evil.example/", "x", ""}) {
    CAPTURE(elsewhere);
    CHECK(url_within(origin, elsewhere).empty());
  }
  CHECK(carriers::twilio::origin_of("https://a.example:8443/api/laml?x#y") ==
        "https://a.example:8443");

  SimulatedLine line;
  test::RawServer elsewhere(test::RawServer::answer(
      "HTTP/1.1 200 OK\r\nContent-Length: 76\r\n\r\n"
      R"({"messages":["unread"],"next_page_uri":"https://evil.example/2010-04-01/x"} )"));
  const auto listing = list(line, *impatient(elsewhere.url()), {});
  REQUIRE_FALSE(listing);
  CHECK(listing.error().code == ProblemCode::malformed);
}

TEST_CASE("a list holds what it is asked for, the oldest first, over all pages") {
  auto now = std::make_shared<routing::Instant>(std::chrono::seconds(1'795'000'000));
  SimulatedLine line([&](auto& settings) {
    settings.now = [now] { return *now; };
    settings.receipts.on = false;
  });
  std::vector<std::string> written;
  for (int i = 0; i < 12; ++i) {
    written.push_back("text " + std::to_string(i));
    line.text(written.back());
    *now += std::chrono::seconds(10);
    REQUIRE(line.send("answer"));
  }
  const auto carrier = impatient(line.simulator->url(), 5);
  auto listing = list(line, *carrier, {.to = a_line});
  REQUIRE(listing);
  CHECK(bodies(*listing) == written);
  CHECK(listing->whole);
  CHECK(listing->unreadable == 0);
  CHECK(listing->carrier_now == *now);
  CHECK(listing->texts[0].status == TextStatus::received);

  listing = list(line, *carrier, {.to = a_line, .since = *now - std::chrono::seconds(30)});
  CHECK(bodies(*listing) == std::vector(written.end() - 3, written.end()));
  listing = list(line, *carrier, {.from = a_line, .to = a_phone});
  CHECK(bodies(*listing) == std::vector<std::string>(12, "answer"));
  listing = list(line, *carrier, {.from = a_phone, .to = a_phone});
  CHECK(bodies(*listing).empty());

  const auto narrow = impatient(line.simulator->url(), 5, 7);
  listing = list(line, *narrow, {.to = a_line});
  CHECK_FALSE(listing->whole);
  CHECK(bodies(*listing) == std::vector(written.begin(), written.begin() + 7));
  const auto hasty = impatient(line.simulator->url(), 5, 100, 2);
  CHECK(list(line, *hasty, {.to = a_line}).error().code == ProblemCode::malformed);
}

TEST_CASE("a list that can't be had says whether to come back") {
  SimulatedLine line;
  line.text("hi");
  struct Row {
    Fault fault;
    ProblemCode code;
  };
  for (const auto& row : {Row{Fault::busy, ProblemCode::carrier_busy},
                          Row{Fault::server_error, ProblemCode::carrier_busy},
                          Row{Fault::garbage, ProblemCode::malformed},
                          Row{Fault::drop, ProblemCode::carrier_unreachable},
                          Row{Fault::hang, ProblemCode::carrier_unreachable}}) {
    CAPTURE(to_string(row.fault));
    line.simulator->faults().add({.fault = row.fault, .times = 1, .on = Asked::list});
    const auto listing = list(line, *impatient(line.simulator->url()), {.to = a_line});
    REQUIRE_FALSE(listing);
    CHECK(listing.error().code == row.code);
    CHECK(listing.error().detail.find("0123456789abcdef") == std::string::npos);
    // A send is not what the fault was for.
    CHECK(line.send("hello"));
  }
  auto stranger = carriers::TwilioSettings{.name = "main",
                                           .account_sid = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                                           .auth_token = "wrong",
                                           .api_url = line.simulator->url(),
                                           .public_url = "https://line.example.org"};
  carriers::Twilio refused(std::move(stranger));
  CHECK(list(line, refused, {.to = a_line}).error().code == ProblemCode::carrier_refused);
}

TEST_CASE("pictures are listed as webhooks name them, and lead to the picture") {
  SimulatedLine line;
  const auto texted = line.text(
      "", {{"image/jpeg", "https://media.example/1"}, {"image/png", "https://media.example/2"}});
  const auto media = test::run(line.loop, line.twilio->list_media(texted.sid));
  REQUIRE(media);
  REQUIRE(media->size() == 2);
  CHECK((*media)[0].content_type == "image/jpeg");
  CHECK((*media)[1].content_type == "image/png");
  CHECK((*media)[0].url.starts_with(line.simulator->url() + "/2010-04-01/Accounts/"));
  CHECK_FALSE((*media)[0].url.ends_with(".json"));
  const auto gone =
      test::run(line.loop, line.twilio->list_media("SM00000000000000000000000000000000"));
  REQUIRE(gone);
  CHECK(gone->empty());
}

TEST_CASE("a text is known by its words, with or without what a trial account puts in front") {
  SimulatedLine line;
  const auto may_show = [&](const std::string& written, const std::string& listed) {
    return line.twilio->may_show(routing::Body(written), routing::Body(listed));
  };
  CHECK(may_show("hi", "hi"));
  CHECK(may_show("hi", "Sent from your Twilio trial account - hi"));
  CHECK_FALSE(may_show("hi", "hi "));
  CHECK_FALSE(may_show("hi", "Hi"));
  CHECK_FALSE(may_show("hi", "Sent from your Twilio trial account - hi there"));
  CHECK_FALSE(may_show("hi", ""));
}
