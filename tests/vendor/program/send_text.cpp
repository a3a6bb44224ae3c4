// Sends one text through our Twilio carrier, and prints what came of it as one line of JSON: for
// the tests in Node.js that put the vendor's own API description at the other end.
//   send_text API_URL ACCOUNT_SID FROM TO BODY     the token is in TWILIO_AUTH_TOKEN
#include <cstdlib>
#include <exception>
#include <span>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "gateway/carriers/rest.hpp"
#include "gateway/carriers/twilio/twilio.hpp"

namespace {

using namespace warmline;

nlohmann::json told(const carriers::SendOutcome& outcome) {
  if (outcome) return {{"taken", true}, {"carrier_id", outcome->carrier_id}};
  return {{"taken", false},
          {"code", routing::to_string(outcome.error().code)},
          {"carrier_code", outcome.error().carrier_code},
          {"retryable", outcome.error().retryable}};
}

int send(std::span<char*> arguments) {
  const auto from = routing::PhoneNumber::parse(arguments[3]);
  const auto to = routing::PhoneNumber::parse(arguments[4]);
  if (!from || !to) {
    fmt::print(stderr, "send_text: FROM or TO is not a number\n");
    return 2;
  }
  carriers::start_rest_threads(1);
  carriers::Twilio twilio({.name = "main",
                           .account_sid = arguments[2],
                           .auth_token = std::getenv("TWILIO_AUTH_TOKEN"),
                           .api_url = arguments[1],
                           .public_url = "https://line.example.org"});
  boost::asio::io_context loop;
  boost::asio::co_spawn(
      loop, twilio.send({.id = {}, .from = *from, .to = *to, .body = routing::Body(arguments[5])}),
      [](std::exception_ptr failure, const carriers::SendOutcome& outcome) {
        if (failure) std::rethrow_exception(failure);
        fmt::print("{}\n", told(outcome).dump());
      });
  loop.run();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  constexpr int wanted = 6;
  if (argc != wanted || std::getenv("TWILIO_AUTH_TOKEN") == nullptr) {
    fmt::print(stderr, "TWILIO_AUTH_TOKEN=… send_text API_URL ACCOUNT_SID FROM TO BODY\n");
    return 2;
  }
  return send({argv, static_cast<std::size_t>(argc)});
}
