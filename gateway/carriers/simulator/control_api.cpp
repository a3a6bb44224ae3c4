#include "gateway/carriers/simulator/control_api.hpp"

#include <charconv>

#include <nlohmann/json.hpp>

#include "gateway/carriers/simulator/message_json.hpp"
#include "gateway/carriers/simulator/pictures.hpp"
#include "gateway/http/problem_response.hpp"

namespace warmline::carriers::simulator {
namespace {

namespace asio = boost::asio;
using http::Request;
using http::Response;
using nlohmann::json;

constexpr std::size_t shown_by_default = 1000;

Response malformed(std::string detail) {
  return http::problem_response({routing::ProblemCode::malformed, std::move(detail), {}});
}

asio::awaitable<Response> show_faults(std::shared_ptr<Exchange> exchange, Request) {
  co_return http::json_response(200, exchange->faults().to_json());
}

asio::awaitable<Response> set_faults(std::shared_ptr<Exchange> exchange, Request request) {
  const auto wanted = json::parse(request.body, nullptr, /*allow_exceptions=*/false);
  if (!wanted.is_object()) co_return malformed("faults are an object");
  if (const auto set = exchange->faults().replace(wanted); !set) {
    co_return http::problem_response(set.error());
  }
  co_return http::json_response(200, exchange->faults().to_json());
}

asio::awaitable<Response> text(std::shared_ptr<Exchange> exchange, Request request) {
  const auto wanted = json::parse(request.body, nullptr, /*allow_exceptions=*/false);
  std::string from;
  std::string to;
  std::string body;
  std::vector<routing::Media> media;
  try {
    from = wanted.at("from");
    to = wanted.at("to");
    body = wanted.at("body");
    media = read_media(wanted.value("media", json::array()));
  } catch (const json::exception& error) {
    co_return malformed(error.what());
  }
  const auto texted = co_await exchange->text_from(std::move(from), std::move(to), std::move(body),
                                                   std::move(media));
  if (!texted) co_return http::problem_response(texted.error());
  co_return http::json_response(
      201, {{"sid", texted->sid}, {"status", texted->status}, {"tries", texted->tries}});
}

asio::awaitable<Response> own(std::shared_ptr<Exchange> exchange, Request request) {
  const auto wanted = json::parse(request.body, nullptr, /*allow_exceptions=*/false);
  OwnedNumber number;
  try {
    number = {.number = wanted.at("number"), .message_url = wanted.at("message_url")};
  } catch (const json::exception& error) {
    co_return malformed(error.what());
  }
  exchange->own(std::move(number));
  co_return http::empty_response(204);
}

asio::awaitable<Response> messages(std::shared_ptr<Exchange> exchange, Request request) {
  const auto phone = request.query("phone");
  const auto body = request.query("body");
  const auto writer = request.query("writer");
  std::size_t limit = shown_by_default;
  if (const auto given = request.query("limit")) {
    std::from_chars(given->data(), given->data() + given->size(), limit);
  }
  std::size_t count = 0;
  auto shown = json::array();
  for (const auto& kept : exchange->history().texts()) {
    if (phone && kept.phone() != *phone) continue;
    if (body && kept.body != *body) continue;
    if (writer && to_string(kept.writer) != *writer) continue;
    if (count++ < limit) shown.push_back(message_json(kept, exchange->account_sid()));
  }
  co_return http::json_response(200, {{"count", count}, {"messages", std::move(shown)}});
}

}  // namespace

std::vector<http::Route> control_routes(std::shared_ptr<Exchange> exchange) {
  const auto with = [&](auto handler) {
    return [exchange, handler](Request request) { return handler(exchange, std::move(request)); };
  };
  return {{"GET", "/simulator/faults", with(show_faults)},
          {"PUT", "/simulator/faults", with(set_faults)},
          {"POST", "/simulator/texts", with(text)},
          {"GET", "/simulator/messages", with(messages)},
          {"PUT", "/simulator/numbers", with(own)}};
}

}  // namespace warmline::carriers::simulator
