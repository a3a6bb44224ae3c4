#include "gateway/carriers/twilio/messages.hpp"

#include <fstream>
#include <iterator>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "gateway/carriers/form_body.hpp"

namespace {

using namespace warmline;
using carriers::twilio::Parameters;
using routing::ProblemCode;
using routing::TextStatus;

constexpr std::string_view form = "application/x-www-form-urlencoded";

std::string recorded(const std::string& name) {
  std::ifstream file(WARMLINE_SOURCE_DIR "/tests/vectors/twilio/" + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

Parameters parameters_of(const std::string& name) {
  return *carriers::twilio::parameters(form, recorded(name));
}

routing::Result<carriers::InboundText> read(const Parameters& parameters) {
  const auto body = carriers::form_body(parameters);
  return carriers::twilio::read_text(*carriers::twilio::parameters(form, body));
}

// A plain text with `changes` made to it: a value replaced, or a parameter added.
Parameters text_with(const Parameters& changes) {
  Parameters parameters{{"MessageSid", "SM99649d01253fc588396cd1eec8377273"},
                        {"From", "+15035550123"},
                        {"To", "+15035550100"},
                        {"Body", "hi"},
                        {"NumMedia", "0"}};
  for (const auto& [name, value] : changes) {
    const auto found = std::ranges::find(parameters, name, &Parameters::value_type::first);
    if (found == parameters.end()) {
      parameters.emplace_back(name, value);
    } else {
      found->second = value;
    }
  }
  return parameters;
}

}  // namespace

TEST_CASE("a recorded SMS is read") {
  const auto text = carriers::twilio::read_text(parameters_of("inbound_sms.form"));
  REQUIRE(text);
  CHECK(text->carrier_id == "SM99649d01253fc588396cd1eec8377273");
  CHECK(text->from.dialable() == "+15555550123");
  CHECK(text->to.dialable() == "+15555550100");
  CHECK(text->body.words() == "It's working!!!");
  CHECK(text->media.empty());
  CHECK_FALSE(text->answered_by_carrier);
}

TEST_CASE("a recorded MMS keeps its media as references, and may have no words") {
  const auto text = carriers::twilio::read_text(parameters_of("inbound_mms_two_media.form"));
  REQUIRE(text);
  CHECK(text->body.empty());
  REQUIRE(text->media.size() == 2);
  CHECK(text->media[0].content_type == "image/jpeg");
  CHECK(text->media[0].url.ends_with("/Media/ME11111111111111111111111111111111"));
  CHECK(text->media[1].content_type == "text/vcard");
}

TEST_CASE("a keyword that the carrier answered itself is marked so") {
  const auto text =
      carriers::twilio::read_text(parameters_of("inbound_sms_optout_messaging_service.form"));
  REQUIRE(text);
  CHECK(text->answered_by_carrier == routing::Keyword::stop);
  CHECK(read(text_with({{"OptOutType", "START"}}))->answered_by_carrier == routing::Keyword::start);
  CHECK(read(text_with({{"OptOutType", "HELP"}}))->answered_by_carrier == routing::Keyword::help);
  CHECK_FALSE(read(text_with({{"OptOutType", "NEW"}}))->answered_by_carrier);
}

TEST_CASE("a text from a channel that has no phone number is malformed") {
  const auto text = carriers::twilio::read_text(parameters_of("inbound_whatsapp_button.form"));
  REQUIRE_FALSE(text);
  CHECK(text.error().code == ProblemCode::malformed);
}

TEST_CASE("every parameter is kept as received, in its order, known or not") {
  const auto text = read(text_with({{"Brand New", "ünï & =+%"}, {"Brand New", "twice"}}));
  REQUIRE(text);
  const auto kept = nlohmann::json::parse(text->parameters);
  CHECK(kept == nlohmann::json::parse(R"([["MessageSid","SM99649d01253fc588396cd1eec8377273"],
      ["From","+15035550123"],["To","+15035550100"],["Body","hi"],["NumMedia","0"],
      ["Brand New","twice"]])"));
  const auto all = carriers::twilio::read_text(parameters_of("inbound_sms.form"));
  CHECK(nlohmann::json::parse(all->parameters).size() == 20);
}

TEST_CASE("what JSON has to write in another way is kept too") {
  const std::string words = "\"quoted\" \\ back\r\n\x7F\xD0\x9F";
  const auto text = read(text_with({{"\"Name\"", words}}));
  REQUIRE(text);
  const auto kept = nlohmann::json::parse(text->parameters);
  CHECK(kept.back() == nlohmann::json::array({"\"Name\"", words}));
}

TEST_CASE("of a repeated parameter the first value counts and both are kept") {
  auto parameters = text_with({});
  parameters.emplace_back("Body", "second");
  parameters.emplace_back("From", "+15035550199");
  const auto text = read(parameters);
  REQUIRE(text);
  CHECK(text->body.words() == "hi");
  CHECK(text->from.dialable() == "+15035550123");
  CHECK(nlohmann::json::parse(text->parameters).size() == 7);
}

TEST_CASE("words come through as they were written") {
  for (const auto* words : {"", " ", "two\r\nlines", "\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD 100% + & =",
                            "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82"}) {
    CHECK(read(text_with({{"Body", words}}))->body.words() == words);
  }
}

TEST_CASE("words that are not UTF-8 are kept readable rather than refused") {
  const auto text = read(text_with({{"Body", "caf\xE9 ok"}}));
  REQUIRE(text);
  CHECK(text->body.words() == "caf\xEF\xBF\xBD ok");
  CHECK(nlohmann::json::parse(text->parameters).is_array());
}

TEST_CASE("a text needs a sid and two numbers") {
  for (const auto* name : {"MessageSid", "From", "To"}) {
    CAPTURE(std::string(name));
    for (const auto* value : {"", "anonymous-and-long", "+0"}) {
      if (std::string_view(name) == "MessageSid" && *value != '\0') continue;
      const auto text = read(text_with({{name, value}}));
      REQUIRE_FALSE(text);
      CHECK(text.error().code == ProblemCode::malformed);
      if (*value != '\0') CHECK(text.error().detail.find(value) == std::string::npos);
    }
  }
  CHECK(read(text_with({{"MessageSid", ""}, {"SmsSid", "SM1"}}))->carrier_id == "SM1");
}

TEST_CASE("at most ten media are read, and a count that is not a number is none") {
  Parameters many{{"NumMedia", "4000000000"}};
  CHECK(read(text_with(many))->media.empty());
  many = {{"NumMedia", "12"}};
  for (int i = 0; i < 12; ++i) {
    many.emplace_back("MediaUrl" + std::to_string(i), "https://media.example/" + std::to_string(i));
  }
  CHECK(read(text_with(many))->media.size() == carriers::twilio::media_max);
  for (const auto* count : {"", "-1", "two", "1x"}) {
    CHECK(
        read(text_with({{"NumMedia", count}, {"MediaUrl0", "https://m.example"}}))->media.empty());
  }
}

TEST_CASE("a JSON object of scalars is read like a form") {
  const auto parameters = carriers::twilio::parameters(
      "application/json; charset=utf-8",
      R"({"MessageSid":"SM1","From":"+15035550123","To":"+15035550100","Body":"hi","NumMedia":0,
          "Nothing":null,"Yes":true})");
  REQUIRE(parameters);
  CHECK(carriers::twilio::read_text(*parameters)->body.words() == "hi");
  CHECK(*parameters == Parameters{{"MessageSid", "SM1"},
                                  {"From", "+15035550123"},
                                  {"To", "+15035550100"},
                                  {"Body", "hi"},
                                  {"NumMedia", "0"},
                                  {"Nothing", ""},
                                  {"Yes", "true"}});
}

TEST_CASE("other bodies are malformed") {
  for (const auto* body : {"", "[]", "{", "\"MessageSid\"", R"({"Body":{"a":1}})"}) {
    CAPTURE(std::string(body));
    const auto parameters = carriers::twilio::parameters("application/json", body);
    REQUIRE_FALSE(parameters);
    CHECK(parameters.error().code == ProblemCode::malformed);
  }
  CHECK_FALSE(carriers::twilio::parameters("text/plain", "MessageSid=SM1"));
}

TEST_CASE("a status callback is not a text, and a text is not a receipt") {
  for (const auto* name :
       {"status_sent.form", "status_delivered.form", "status_undelivered.form"}) {
    CHECK_FALSE(carriers::twilio::read_text(parameters_of(name)));
    CHECK(carriers::twilio::read_receipt(parameters_of(name)));
  }
  for (const auto* name : {"inbound_sms.form", "inbound_mms_two_media.form"}) {
    const auto receipt = carriers::twilio::read_receipt(parameters_of(name));
    REQUIRE_FALSE(receipt);
    CHECK(receipt.error().code == ProblemCode::malformed);
  }
}

TEST_CASE("recorded receipts are read") {
  const auto sent = carriers::twilio::read_receipt(parameters_of("status_sent.form"));
  REQUIRE(sent);
  CHECK(sent->carrier_id == "SM1342fe1b2c904d1ab04f0fc7a58abca9");
  CHECK(sent->status == TextStatus::sent);
  CHECK_FALSE(sent->problem);
  CHECK(carriers::twilio::read_receipt(parameters_of("status_delivered.form"))->status ==
        TextStatus::delivered);
  const auto failed = carriers::twilio::read_receipt(parameters_of("status_undelivered.form"));
  REQUIRE(failed);
  CHECK(failed->status == TextStatus::failed);
  CHECK(failed->carrier_status == "undelivered");
  REQUIRE(failed->problem);
  CHECK(failed->problem->carrier_code == "30003");
  CHECK(failed->problem->words.find("couldn't be reached") != std::string::npos);
  CHECK(nlohmann::json::parse(failed->parameters).size() == 10);
}

TEST_CASE("each of Twilio's statuses has a place in ours") {
  const std::vector<std::pair<std::string, TextStatus>> table{
      {"accepted", TextStatus::sent},       {"scheduled", TextStatus::sent},
      {"queued", TextStatus::sent},         {"sending", TextStatus::sent},
      {"sent", TextStatus::sent},           {"partially_delivered", TextStatus::sent},
      {"delivered", TextStatus::delivered}, {"read", TextStatus::delivered},
      {"undelivered", TextStatus::failed},  {"failed", TextStatus::failed},
      {"canceled", TextStatus::failed}};
  for (const auto& [word, status] : table) {
    const auto receipt =
        carriers::twilio::read_receipt({{"MessageSid", "SM1"}, {"MessageStatus", word}});
    REQUIRE(receipt);
    CHECK(receipt->status == status);
    CHECK(receipt->problem.has_value() == (status == TextStatus::failed));
  }
  for (const auto* word : {"", "received", "DELIVERED", "new"}) {
    CHECK_FALSE(carriers::twilio::read_receipt({{"MessageSid", "SM1"}, {"MessageStatus", word}}));
  }
}
