#include <future>
#include <vector>

#include <doctest/doctest.h>

#include "gateway/carriers/form_body.hpp"
#include "gateway/store/events.hpp"
#include "gateway/store/receipts.hpp"
#include "gateway/store/texts.hpp"
#include "tests/support/service.hpp"

using namespace warmline;
using test::FormFields;
using test::problem_of;
using test::Service;

namespace {

constexpr std::string_view message = "/webhooks/main/message";
constexpr std::string_view status = "/webhooks/main/status";

FormFields a_text(const std::string& sid, const std::string& body = "hi, is anyone there?") {
  return {{"MessageSid", sid},
          {"From", "+15035550142"},
          {"To", "+15035550100"},
          {"Body", body},
          {"NumMedia", "0"}};
}

const std::string sid = "SM00000000000000000000000000000042";

std::int64_t texts_received(const Service& service) {
  std::int64_t received = 0;
  service.look([&](store::Reading& reading) {
    for (const auto& event : store::events::after(reading, 0, 1000)) {
      if (event.kind == routing::EventKind::text_received) ++received;
    }
  });
  return received;
}

}  // namespace

TEST_CASE("a signed text is on disk when the carrier hears 200, and nothing is texted back") {
  const Service service;
  const auto reply = service.webhook(message, a_text(sid));
  CHECK(reply.status == 200);
  CHECK(reply.header("Content-Type").starts_with("text/xml"));
  CHECK(reply.body.ends_with("<Response/>"));
  service.look([](store::Reading& reading) {
    const auto id = store::texts::by_carrier_id(reading, "main", sid);
    REQUIRE(id);
    CHECK(store::texts::find(reading, *id)->body.words() == "hi, is anyone there?");
  });
}

TEST_CASE("the same webhook fifty times at once is one text") {
  const Service service;
  std::vector<std::future<unsigned>> replies;
  for (int i = 0; i < 50; ++i) {
    replies.push_back(std::async(
        std::launch::async, [&service] { return service.webhook(message, a_text(sid)).status; }));
  }
  for (auto& reply : replies) CHECK(reply.get() == 200);
  CHECK(texts_received(service) == 1);
}

TEST_CASE("a retry that has another id but the same idempotency token is the same text") {
  const Service service;
  const test::HeaderList token{{"I-Twilio-Idempotency-Token", "one-delivery"}};
  CHECK(service.webhook(message, a_text(sid), token).status == 200);
  CHECK(service.webhook(message, a_text("SM00000000000000000000000000000043"), token).status ==
        200);
  CHECK(texts_received(service) == 1);
}

TEST_CASE("a webhook without a signature, or with another request's, is refused") {
  const Service service;
  const auto body = carriers::form_body(a_text(sid));
  const test::HeaderList form{{"Content-Type", std::string(carriers::form_content_type)}};
  for (const auto path : {message, status}) {
    CHECK(problem_of(service.nobody().ask("POST", path, form, body)) == "403 bad_signature");
    auto signed_otherwise = form;
    signed_otherwise.emplace_back("X-Twilio-Signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
    CHECK(problem_of(service.nobody().ask("POST", path, signed_otherwise, body)) ==
          "403 bad_signature");
  }
  CHECK(texts_received(service) == 0);
}

TEST_CASE("a carrier that is not configured has no webhooks") {
  const Service service;
  CHECK(problem_of(service.webhook("/webhooks/other/message", a_text(sid))) == "404 not_found");
  CHECK(problem_of(service.webhook("/webhooks/other/status", a_text(sid))) == "404 not_found");
}

TEST_CASE("a signed webhook that is no text, or no receipt, is malformed") {
  const Service service;
  CHECK(problem_of(service.webhook(message, {{"Body", "hi"}})) == "400 malformed");
  CHECK(problem_of(service.webhook(status, {{"Body", "hi"}})) == "400 malformed");
  CHECK(texts_received(service) == 0);
}

TEST_CASE("a text to the number of no line is refused and logged without the number or the words") {
  const Service service;
  auto fields = a_text(sid, "please don't write this down");
  fields[2].second = "+15035550199";
  CHECK(problem_of(service.webhook(message, fields)) == "404 not_found");
  const auto log = service.log();
  CHECK(log.find("0199") != std::string::npos);
  for (const char* hidden : {"5035550199", "5035550142", "write this down"}) {
    CHECK(log.find(hidden) == std::string::npos);
  }
}

TEST_CASE("unsigned requests leave nothing in the log for anybody to fill it with") {
  const Service service;
  service.nobody().ask("POST", message, {}, "Body=x");
  CHECK(service.log().find("webhook") == std::string::npos);
}

TEST_CASE("a receipt for a text that nobody knows yet is kept") {
  const Service service;
  const FormFields receipt{{"MessageSid", sid}, {"MessageStatus", "delivered"}};
  CHECK(service.webhook(status, receipt).status == 200);
  CHECK(service.webhook(status, receipt).status == 200);
  service.look([](store::Reading& reading) {
    CHECK(store::receipts::of(reading, "main", sid).size() == 1);
  });
}
