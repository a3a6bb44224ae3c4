#include "gateway/carriers/twilio/signature.hpp"

#include <fstream>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "gateway/carriers/form_body.hpp"
#include "gateway/carriers/twilio/signed_url.hpp"
#include "gateway/carriers/twilio/twilio.hpp"

namespace {

using namespace warmline;
using carriers::twilio::Parameters;
using carriers::twilio::Signature;
using nlohmann::json;

json vectors() {
  std::ifstream file(WARMLINE_SOURCE_DIR "/tests/vectors/signature_vectors.json");
  return json::parse(file).at("vectors");
}

// One vector as a webhook: where the path begins is all that its URL tells.
struct Webhook {
  std::string public_url;
  carriers::WebhookRequest request;
};

Webhook webhook(const json& vector) {
  const auto url = vector.at("url").get<std::string>();
  const auto path = url.find('/', url.find("://") + 3);
  Webhook made{.public_url = url.substr(0, path), .request = {}};
  made.request.path_and_query = url.substr(path);
  made.request.signature = vector.at("signature");
  if (vector.at("kind") == "form") {
    made.request.content_type = "application/x-www-form-urlencoded; charset=utf-8";
    made.request.body = carriers::form_body(vector.at("params").get<Parameters>());
  } else {
    made.request.content_type = "application/json";
    made.request.body = vector.at("body");
  }
  return made;
}

carriers::Twilio twilio(const std::string& token, const std::string& public_url) {
  return carriers::Twilio({.name = "main",
                           .account_sid = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                           .auth_token = token,
                           .public_url = public_url});
}

}  // namespace

TEST_CASE("every signature vector is judged as its source says") {
  const auto all = vectors();
  CHECK(all.size() == 44);
  for (const auto& vector : all) {
    const auto name = vector.at("id").get<std::string>();
    CAPTURE(name);
    const Signature signature(vector.at("token").get<std::string>());
    const auto url = vector.at("url").get<std::string>();
    const auto given = vector.at("signature").get<std::string>();
    REQUIRE((vector.at("kind") == "form" || vector.at("kind") == "json"));
    const bool matches =
        vector.at("kind") == "form"
            ? signature.matches(url, vector.at("params").get<Parameters>(), given)
            : signature.matches_body(url, vector.at("body").get<std::string>(), given);
    CHECK(matches == vector.at("valid").get<bool>());
  }
}

TEST_CASE("every signature vector is judged the same as a webhook") {
  for (const auto& vector : vectors()) {
    const auto name = vector.at("id").get<std::string>();
    CAPTURE(name);
    const auto made = webhook(vector);
    const auto carrier = twilio(vector.at("token"), made.public_url);
    const auto verified = carrier.verify(made.request);
    CHECK(verified.has_value() == vector.at("valid").get<bool>());
    if (!verified) CHECK(verified.error().code == routing::ProblemCode::bad_signature);
  }
}

TEST_CASE("what is signed is the vector's signed string") {
  for (const auto& vector : vectors()) {
    if (vector.at("signed_string").is_null() || vector.at("kind") != "form") continue;
    const auto name = vector.at("id").get<std::string>();
    CAPTURE(name);
    const auto wanted = vector.at("signed_string").get<std::string>();
    const auto tail = carriers::twilio::signed_parameters(vector.at("params").get<Parameters>());
    CHECK(wanted.ends_with(tail));
    const auto urls = carriers::twilio::signed_urls(vector.at("url").get<std::string>());
    CHECK(std::ranges::count(urls, wanted.substr(0, wanted.size() - tail.size())) == 1);
    const Signature signature(vector.at("token").get<std::string>());
    CHECK(signature.sign(wanted.substr(0, wanted.size() - tail.size()),
                         vector.at("params").get<Parameters>()) ==
          vector.at("signature").get<std::string>());
  }
}

TEST_CASE("a webhook without a signature is refused") {
  auto made = webhook(vectors().at(0));
  made.request.signature.clear();
  const auto verified = twilio("12345", made.public_url).verify(made.request);
  REQUIRE_FALSE(verified);
  CHECK(verified.error().code == routing::ProblemCode::bad_signature);
}

TEST_CASE("each changed byte of a signed webhook is noticed") {
  const auto made = webhook(vectors().at(0));
  const auto carrier = twilio("12345", made.public_url);
  REQUIRE(carrier.verify(made.request));
  for (auto part : {&carriers::WebhookRequest::body, &carriers::WebhookRequest::path_and_query,
                    &carriers::WebhookRequest::signature}) {
    for (std::size_t i = 0; i < (made.request.*part).size(); ++i) {
      auto changed = made.request;
      auto& byte = (changed.*part)[i];
      byte = byte == 'q' ? 'Q' : 'q';
      CAPTURE(i);
      CHECK_FALSE(carrier.verify(changed));
    }
  }
}

TEST_CASE("the signature is checked against the configured address, whatever the request says") {
  const auto made = webhook(vectors().at(0));
  CHECK_FALSE(twilio("12345", "https://elsewhere.example").verify(made.request));
  CHECK(twilio("12345", made.public_url + "/").verify(made.request));
}

TEST_CASE("a body of a type that is neither a form nor hashed in the query is refused") {
  auto made = webhook(vectors().at(0));
  for (const auto* type : {"", "text/plain", "multipart/form-data", "application/json"}) {
    made.request.content_type = type;
    CHECK_FALSE(twilio("12345", made.public_url).verify(made.request));
  }
}

TEST_CASE("a signed GET has no body and signs its address alone") {
  const Signature signature("12345");
  const carriers::WebhookRequest request{
      .path_and_query = "/webhooks/main/message?a=1",
      .content_type = {},
      .signature = signature.sign("https://line.example.org/webhooks/main/message?a=1", {}),
      .body = {}};
  CHECK(twilio("12345", "https://line.example.org").verify(request));
}

TEST_CASE("an IPv6 address in brackets keeps its colons") {
  const Signature signature("12345");
  CHECK(signature.matches("https://[2001:db8::1]:8443/x", {},
                          signature.sign("https://[2001:db8::1]/x", {})));
  CHECK(signature.matches("https://[2001:db8::1]/x", {},
                          signature.sign("https://[2001:db8::1]:443/x", {})));
}

TEST_CASE("a carrier without a token is not made: its signatures would prove nothing") {
  CHECK_THROWS_AS(twilio("", "https://line.example.org"), std::invalid_argument);
}
