#include "gateway/carriers/simulator/messages_api.hpp"

#include <functional>

#include <nlohmann/json.hpp>

#include "gateway/carriers/simulator/message_json.hpp"
#include "gateway/carriers/simulator/pictures.hpp"
#include "gateway/http/form.hpp"

namespace warmline::carriers::simulator {
namespace {

namespace asio = boost::asio;
using http::Request;
using http::Response;
using nlohmann::json;

Response api_json(unsigned status, const json& value) {
  return http::typed_response(status, "application/json;charset=utf-8",
                              value.dump(-1, ' ', false, json::error_handler_t::replace));
}

Response error_response(const Refusal& refusal) {
  return api_json(refusal.status, {{"code", refusal.code},
                                   {"message", refusal.message},
                                   {"more_info", "https://www.twilio.com/docs/errors/" +
                                                     std::to_string(refusal.code)},
                                   {"status", refusal.status}});
}

Response not_found(const Request& request) {
  return error_response({404, 20404, "The requested resource " + request.path + " was not found"});
}

// What is wrong with who asks, or for which account.
std::optional<Response> unwelcome(const Exchange& exchange, const Request& request) {
  if (!exchange.is_ours(request.header("Authorization").value_or(""))) {
    auto refused = error_response({401, 20003, "Authenticate"});
    refused.set("WWW-Authenticate", "Basic realm=\"Twilio API\"");
    return refused;
  }
  const auto account = request.path_values.find("account");
  if (account->second != exchange.account_sid()) return not_found(request);
  return std::nullopt;
}

SendRequest send_request(const http::Fields& fields) {
  SendRequest wanted;
  for (const auto& [name, value] : fields) {
    if (name == "To") wanted.to = value;
    if (name == "From") wanted.from = value;
    if (name == "Body") wanted.body = value;
    if (name == "MediaUrl") wanted.media_urls.push_back(value);
    if (name == "StatusCallback") wanted.status_callback = value;
  }
  return wanted;
}

Response take(Exchange& exchange, const Request& request) {
  const auto fields = http::parse_form(request.body);
  if (!fields) return error_response({400, 20001, "Too many parameters"});
  const auto taken = exchange.take(send_request(*fields));
  if (!taken) return error_response(taken.error());
  return api_json(201, message_json(*taken, exchange.account_sid()));
}

Response cut() {
  Response nothing;
  nothing.cut = true;
  return nothing;
}

// `take_it` does what the request asks for, where it is taken all the same.
asio::awaitable<Response> misbehave(std::shared_ptr<Exchange> exchange, Misbehaviour ordered,
                                    std::function<void()> take_it) {
  switch (ordered.fault) {
    case Fault::busy: {
      auto busy = error_response({429, 20429, "Too Many Requests"});
      if (ordered.retry_after) {
        busy.set("Retry-After", std::to_string(ordered.retry_after->count()));
      }
      co_return busy;
    }
    case Fault::late_error:
      take_it();
      [[fallthrough]];
    case Fault::server_error:
      co_return error_response({500, 20500, "Internal Server Error"});
    case Fault::garbage:
      take_it();
      co_return http::typed_response(200, "text/html", "<html>It works!</html>");
    case Fault::lose_response:
      take_it();
      co_return cut();
    case Fault::hang:
      take_it();
      co_await exchange->stop_signal().wait();
      co_return cut();
    case Fault::drop:
    case Fault::delay:
    case Fault::duplicate_texts:
    case Fault::duplicate_receipts:
    case Fault::reorder_receipts:
      break;
  }
  co_return cut();
}

asio::awaitable<Response> create(std::shared_ptr<Exchange> exchange, Request request) {
  if (auto refused = unwelcome(*exchange, request)) co_return std::move(*refused);
  const auto due = exchange->faults().next(Asked::send);
  if (due.delay.count() > 0) co_await exchange->stop_signal().wait_for(due.delay);
  if (due.answer) {
    std::function<void()> take_it = [&] { take(*exchange, request); };
    co_return co_await misbehave(exchange, *due.answer, std::move(take_it));
  }
  co_return take(*exchange, request);
}

// What somebody who looks something up is answered, unless a fault is due.
asio::awaitable<Response> answer_look_up(std::shared_ptr<Exchange> exchange, Asked asked,
                                         Response well) {
  const auto due = exchange->faults().next(asked);
  if (due.delay.count() > 0) co_await exchange->stop_signal().wait_for(due.delay);
  if (due.answer) {
    std::function<void()> nothing = [] {};
    co_return co_await misbehave(exchange, *due.answer, std::move(nothing));
  }
  // Whoever compares times of ours with their own needs to know ours.
  well.set("Date", http_date(exchange->now()));
  co_return well;
}

asio::awaitable<Response> list(std::shared_ptr<Exchange> exchange, Request request) {
  if (auto refused = unwelcome(*exchange, request)) co_return std::move(*refused);
  auto page = message_list_json(exchange->history(), exchange->account_sid(), request);
  co_return co_await answer_look_up(exchange, Asked::list, api_json(200, page));
}

asio::awaitable<Response> media(std::shared_ptr<Exchange> exchange, Request request) {
  if (auto refused = unwelcome(*exchange, request)) co_return std::move(*refused);
  const auto* const text = exchange->history().find(request.path_values.at("sid"));
  if (text == nullptr) co_return not_found(request);
  auto page = media_list_json(*text, exchange->account_sid());
  co_return co_await answer_look_up(exchange, Asked::media, api_json(200, page));
}

asio::awaitable<Response> fetch(std::shared_ptr<Exchange> exchange, Request request) {
  if (auto refused = unwelcome(*exchange, request)) co_return std::move(*refused);
  constexpr std::string_view ending = ".json";
  auto sid = request.path_values.at("sid");
  if (sid.ends_with(ending)) sid.resize(sid.size() - ending.size());
  const auto* const text = exchange->history().find(sid);
  if (text == nullptr) co_return not_found(request);
  co_return api_json(200, message_json(*text, exchange->account_sid()));
}

// The picture itself, which is somewhere else. Only for the account, as at Twilio where "HTTP basic
// authentication for media access" is on.
asio::awaitable<Response> picture(std::shared_ptr<Exchange> exchange, Request request) {
  if (auto refused = unwelcome(*exchange, request)) co_return std::move(*refused);
  const auto* const text = exchange->history().find(request.path_values.at("sid"));
  if (text == nullptr) co_return not_found(request);
  for (std::size_t i = 0; i < text->media.size(); ++i) {
    if (media_sid(*text, i) != request.path_values.at("media")) continue;
    auto found = http::empty_response(307);
    found.set("Location", file_url(*exchange, *text, i));
    co_return co_await answer_look_up(exchange, Asked::picture, std::move(found));
  }
  co_return not_found(request);
}

}  // namespace

std::vector<http::Route> messages_routes(std::shared_ptr<Exchange> exchange) {
  const auto with = [&](auto handler) {
    return [exchange, handler](Request request) { return handler(exchange, std::move(request)); };
  };
  const std::string account = "/2010-04-01/Accounts/{account}";
  return {{"POST", account + "/Messages.json", with(create)},
          {"GET", account + "/Messages.json", with(list)},
          {"GET", account + "/Messages/{sid}", with(fetch)},
          {"GET", account + "/Messages/{sid}/Media.json", with(media)},
          {"GET", account + "/Messages/{sid}/Media/{media}", with(picture)}};
}

http::Handler messages_fallback() {
  return [](Request request) -> asio::awaitable<Response> { co_return not_found(request); };
}

}  // namespace warmline::carriers::simulator
