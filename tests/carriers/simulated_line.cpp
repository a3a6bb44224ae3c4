#include "tests/carriers/simulated_line.hpp"

#include <random>

#include <doctest/doctest.h>

#include "tests/carriers/loop.hpp"

namespace warmline::test {
namespace {

const std::string account_sid = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const std::string auth_token = "0123456789abcdef0123456789abcdef";
const std::string public_url = "https://line.example.org";

void on_failure(std::string_view where, std::exception_ptr) {
  FAIL_CHECK("failed: " << std::string(where));
}

}  // namespace

SimulatedLine::SimulatedLine(std::function<void(carriers::Simulator::Settings&)> change,
                             std::chrono::milliseconds send_deadline) {
  http::Router router;
  router.add(http::Route{"POST", "/webhooks/main/message", [this](http::Request request) {
                           return webhook(std::move(request), true);
                         }});
  router.add(http::Route{"POST", "/webhooks/main/status", [this](http::Request request) {
                           return webhook(std::move(request), false);
                         }});
  server_ = std::make_unique<http::Server>(loop.get_executor(), http::ListenAddress{},
                                           http::Limits{}, std::move(router), on_failure);
  server_->start();

  carriers::Simulator::Settings settings;
  settings.account_sid = account_sid;
  settings.auth_token = auth_token;
  settings.numbers = {{line_number, public_url + "/webhooks/main/message#rc=5&rp=all"}};
  settings.reach = "http://127.0.0.1:" + std::to_string(server_->port());
  settings.retry_pauses.first = std::chrono::milliseconds(1);
  settings.now = [] { return routing::Instant(std::chrono::seconds(1'795'000'000)); };
  auto bits = std::make_shared<std::mt19937>(7);
  settings.random = [bits](std::span<std::uint8_t> bytes) {
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>((*bits)());
  };
  if (change) change(settings);
  simulator = std::make_unique<carriers::Simulator>(loop.get_executor(), settings, on_failure);
  simulator->start();
  twilio =
      std::make_unique<carriers::Twilio>(carriers::TwilioSettings{.name = "main",
                                                                  .account_sid = account_sid,
                                                                  .auth_token = auth_token,
                                                                  .api_url = simulator->url(),
                                                                  .public_url = public_url,
                                                                  .send_deadline = send_deadline});
}

SimulatedLine::~SimulatedLine() {
  CHECK(run(loop, simulator->stop(std::chrono::seconds(10))));
  CHECK(run(loop, server_->stop(std::chrono::seconds(10))));
}

boost::asio::awaitable<http::Response> SimulatedLine::webhook(http::Request request, bool is_text) {
  const carriers::WebhookRequest signed_request{
      .path_and_query = request.target,
      .content_type = std::string(request.header("Content-Type").value_or("")),
      .signature = std::string(request.header(twilio->signature_header()).value_or("")),
      .body = request.body};
  if (!twilio->verify(signed_request)) {
    ++unsigned_webhooks;
    co_return http::empty_response(403);
  }
  tokens.emplace_back(request.header("I-Twilio-Idempotency-Token").value_or(""));
  if (!next_statuses.empty()) {
    const auto status = next_statuses.front();
    next_statuses.erase(next_statuses.begin());
    if (status != 200) co_return http::empty_response(status);
  }
  bool well = false;
  if (is_text) {
    if (auto text = twilio->read_text(signed_request)) {
      texts.push_back(std::move(*text));
      well = true;
    }
  } else if (auto receipt = twilio->read_receipt(signed_request)) {
    receipts.push_back(std::move(*receipt));
    well = true;
  }
  if (!well) ++malformed_webhooks;
  const auto answer = twilio->well_received();
  co_return http::typed_response(well ? 200 : 400, answer.content_type, answer.body);
}

carriers::SendOutcome SimulatedLine::send(const std::string& body, const std::string& to,
                                          const std::string& from) {
  carriers::OutgoingText text{.id = {},
                              .from = *routing::PhoneNumber::parse(from),
                              .to = *routing::PhoneNumber::parse(to),
                              .body = routing::Body(body)};
  return run(loop, twilio->send(std::move(text)));
}

carriers::simulator::Texted SimulatedLine::text(const std::string& body,
                                                std::vector<routing::Media> media) {
  auto texted = run(loop, simulator->text_from(maya, line_number, body, std::move(media)));
  REQUIRE(texted);
  return *texted;
}

void SimulatedLine::until(std::function<bool()> done) {
  loop.restart();
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!done() && std::chrono::steady_clock::now() < limit) {
    loop.run_one_for(std::chrono::milliseconds(50));
  }
  REQUIRE(done());
}

std::size_t SimulatedLine::taken(const std::string& body) const {
  std::size_t count = 0;
  for (const auto& text : simulator->history().texts()) {
    if (text.writer == carriers::simulator::Writer::line && text.body == body) ++count;
  }
  return count;
}

}  // namespace warmline::test
