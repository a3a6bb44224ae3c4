#include "gateway/carriers/simulator/phone_api.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "gateway/carriers/simulator/phone_files.hpp"
#include "gateway/carriers/simulator/pictures.hpp"
#include "gateway/carriers/twilio/signature.hpp"
#include "gateway/http/problem_response.hpp"
#include "routing/phone_number.hpp"

namespace warmline::carriers::simulator {
namespace {

namespace asio = boost::asio;
using http::Request;
using http::Response;
using nlohmann::json;
using routing::ProblemCode;

constexpr std::size_t texts_shown_max = 500;

Response refused(ProblemCode code, std::string detail) {
  return http::problem_response({code, std::move(detail), {}});
}

// Numbers stay out of paths, and so out of logs; the same number has the same id after a restart.
std::string phone_id(const Exchange& exchange, const std::string& number) {
  constexpr std::size_t length = 16;
  return twilio::sha256_hex(exchange.account_sid() + number).substr(0, length);
}

std::optional<std::string> phone_of(const Exchange& exchange, const Request& request) {
  const auto& id = request.path_values.at("id");
  for (const auto& number : exchange.history().phones()) {
    if (phone_id(exchange, number) == id) return number;
  }
  return std::nullopt;
}

json phone_json(const Exchange& exchange, const std::string& number) {
  return {{"id", phone_id(exchange, number)}, {"number", number}};
}

bool is_line(const Exchange& exchange, const std::string& number) {
  return std::ranges::any_of(exchange.numbers(),
                             [&](const OwnedNumber& owned) { return owned.number == number; });
}

// 555-0100 to 555-0199 belong to nobody (North American Numbering Plan).
std::optional<std::string> free_number(const Exchange& exchange) {
  for (const int area : {503, 971, 541, 458}) {
    for (int last = 120; last < 200; ++last) {
      auto number = fmt::format("+1{}5550{}", area, last);
      if (!exchange.history().phones().contains(number) && !is_line(exchange, number)) {
        return number;
      }
    }
  }
  return std::nullopt;
}

asio::awaitable<Response> show_phones(std::shared_ptr<Exchange> exchange, Request) {
  auto lines = json::array();
  for (const auto& owned : exchange->numbers()) lines.push_back(owned.number);
  auto phones = json::array();
  for (const auto& number : exchange->history().phones()) {
    phones.push_back(phone_json(*exchange, number));
  }
  co_return http::json_response(200, {{"lines", std::move(lines)}, {"phones", std::move(phones)}});
}

asio::awaitable<Response> make_phone(std::shared_ptr<Exchange> exchange, Request request) {
  const auto wanted = json::parse(request.body, nullptr, /*allow_exceptions=*/false);
  if (!wanted.is_object()) co_return refused(ProblemCode::malformed, "not a JSON object");
  std::optional<std::string> number;
  if (const auto given = wanted.find("number"); given == wanted.end()) {
    number = free_number(*exchange);
  } else if (given->is_string()) {
    const auto parsed = routing::PhoneNumber::parse(given->get_ref<const std::string&>());
    const bool is_phone = parsed && parsed->kind() == routing::PhoneNumber::Kind::e164;
    if (is_phone) number = parsed->dialable();
  }
  if (!number || is_line(*exchange, *number)) {
    co_return refused(ProblemCode::malformed, "not a number for a phone");
  }
  exchange->history().make_phone(*number);
  co_return http::json_response(201, phone_json(*exchange, *number));
}

// What lies on the phone, or nothing for what has not reached it.
std::optional<std::string_view> status_on_phone(const CarriedText& text) {
  if (text.writer == Writer::phone) {
    if (text.status == "received") return "sent";
    return text.status == "failed" ? "failed" : "sending";
  }
  const bool there = text.status == "sent" || text.status == "delivered";
  return there ? std::optional<std::string_view>("received") : std::nullopt;
}

json text_json(const CarriedText& text, std::string_view status) {
  auto media = json::array();
  for (std::size_t i = 0; i < text.media.size(); ++i) {
    const auto& url = text.media[i].url;
    // Asked for once, not once a second with all of it.
    const auto at = file_in(url) ? fmt::format("/phone/api/texts/{}/media/{}", text.sid, i) : url;
    media.push_back({{"url", at}});
  }
  return {{"id", text.sid},
          {"line", text.line()},
          {"direction", text.writer == Writer::phone ? "out" : "in"},
          {"by", to_string(text.writer)},
          {"body", text.body},
          {"media", std::move(media)},
          {"status", status},
          {"at", routing::format_instant(text.created)}};
}

asio::awaitable<Response> show_texts(std::shared_ptr<Exchange> exchange, Request request) {
  const auto phone = phone_of(*exchange, request);
  if (!phone) co_return refused(ProblemCode::not_found, "no such phone");
  std::vector<json> newest;
  const auto& texts = exchange->history().texts();
  for (auto text = texts.rbegin(); text != texts.rend() && newest.size() < texts_shown_max;
       ++text) {
    if (text->phone() != *phone) continue;
    if (const auto status = status_on_phone(*text)) newest.push_back(text_json(*text, *status));
  }
  std::ranges::reverse(newest);
  co_return http::json_response(200, {{"number", *phone}, {"texts", std::move(newest)}});
}

asio::awaitable<Response> text(std::shared_ptr<Exchange> exchange, Request request) {
  const auto phone = phone_of(*exchange, request);
  if (!phone) co_return refused(ProblemCode::not_found, "no such phone");
  const auto wanted = json::parse(request.body, nullptr, /*allow_exceptions=*/false);
  std::string to;
  std::string body;
  std::vector<routing::Media> media;
  try {
    to = wanted.at("to");
    body = wanted.at("body");
    media = read_media(wanted.value("media", json::array()));
  } catch (const json::exception& error) {
    co_return refused(ProblemCode::malformed, error.what());
  }
  if (body.empty() && media.empty()) co_return refused(ProblemCode::empty_body, "nothing to send");
  const auto begun =
      exchange->begin_text_from(*phone, std::move(to), std::move(body), std::move(media));
  if (!begun) co_return http::problem_response(begun.error());
  co_return http::json_response(201, {{"id", *begun}});
}

// A page elsewhere can make a browser POST a form here, but not JSON.
http::Handler json_only(http::Handler handler) {
  return [handler = std::move(handler)](Request request) -> asio::awaitable<Response> {
    if (!request.header("Content-Type").value_or("").starts_with("application/json")) {
      co_return refused(ProblemCode::malformed, "not JSON");
    }
    co_return co_await handler(std::move(request));
  };
}

}  // namespace

std::vector<http::Route> phone_routes(std::shared_ptr<Exchange> exchange) {
  const auto with = [&](auto handler) {
    return [exchange, handler](Request request) { return handler(exchange, std::move(request)); };
  };
  const std::string texts = "/phone/api/phones/{id}/texts";
  auto routes = phone_file_routes();
  for (auto& route : phone_picture_routes(exchange)) routes.push_back(std::move(route));
  routes.push_back({"GET", "/phone/api/phones", with(show_phones)});
  routes.push_back({"POST", "/phone/api/phones", json_only(with(make_phone))});
  routes.push_back({"GET", texts, with(show_texts)});
  routes.push_back({"POST", texts, json_only(with(text))});
  return routes;
}

}  // namespace warmline::carriers::simulator
