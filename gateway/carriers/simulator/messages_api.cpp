#include "gateway/carriers/simulator/messages_api.hpp"

#include <nlohmann/json.hpp>

#include "gateway/carriers/simulator/message_json.hpp"
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

asio::awaitable<Response> misbehave(std::shared_ptr<Exchange> exchange, Misbehaviour ordered,
                                    Request request) {
  switch (ordered.fault) {
    case Fault::busy: {
      auto busy = error_response({429, 20429, "Too Many Requests"});
      if (ordered.retry_after) {
        busy.set("Retry-After", std::to_string(ordered.retry_after->count()));
      }
      co_return busy;
    }
    case Fault::server_error:
      co_return error_response({500, 20500, "Internal Server Error"});
    case Fault::garbage:
      take(*exchange, request);
      co_return http::typed_response(200, "text/html", "<html>It works!</html>");
    case Fault::lose_response:
      take(*exchange, request);
      co_return cut();
    case Fault::hang:
      take(*exchange, request);
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
  const auto due = exchange->faults().next_send();
  if (due.delay.count() > 0) co_await exchange->stop_signal().wait_for(due.delay);
  if (due.answer) co_return co_await misbehave(exchange, *due.answer, std::move(request));
  co_return take(*exchange, request);
}

asio::awaitable<Response> list(std::shared_ptr<Exchange> exchange, Request request) {
  if (auto refused = unwelcome(*exchange, request)) co_return std::move(*refused);
  co_return api_json(200, message_list_json(exchange->history(), exchange->account_sid(), request));
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

}  // namespace

std::vector<http::Route> messages_routes(std::shared_ptr<Exchange> exchange) {
  const auto with = [&](auto handler) {
    return [exchange, handler](Request request) { return handler(exchange, std::move(request)); };
  };
  const std::string account = "/2010-04-01/Accounts/{account}";
  return {{"POST", account + "/Messages.json", with(create)},
          {"GET", account + "/Messages.json", with(list)},
          {"GET", account + "/Messages/{sid}", with(fetch)}};
}

http::Handler messages_fallback() {
  return [](Request request) -> asio::awaitable<Response> { co_return not_found(request); };
}

}  // namespace warmline::carriers::simulator
