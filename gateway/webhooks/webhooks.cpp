#include "gateway/webhooks/webhooks.hpp"

#include <utility>

#include <fmt/format.h>

#include "gateway/flows/receive_text.hpp"
#include "gateway/flows/record_receipt.hpp"
#include "gateway/http/problem_response.hpp"

namespace warmline::webhooks {
namespace {

using routing::Problem;
using routing::ProblemCode;

std::string header_or_empty(const http::Request& request, std::string_view name) {
  if (name.empty()) return {};
  return std::string(request.header(name).value_or(""));
}

http::Response well_received(const carriers::Carrier& carrier) {
  auto answer = carrier.well_received();
  return http::typed_response(200, answer.content_type, std::move(answer.body));
}

carriers::WebhookRequest webhook_of(const http::Request& request) {
  return {.path_and_query = request.target,
          .content_type = header_or_empty(request, "Content-Type"),
          .signature = {},
          .body = request.body};
}

}  // namespace

Webhooks::Webhooks(flows::StoreThread& store, const flows::Lines& lines, flows::Carriers carriers,
                   Log log)
    : store_(store), lines_(lines), carriers_(std::move(carriers)), log_(std::move(log)) {}

async::asio::awaitable<http::Response> Webhooks::message(http::Request request) {
  auto webhook = webhook_of(request);
  const auto carrier = verified(request, webhook);
  if (!carrier) co_return refuse(nullptr, carrier.error());
  auto text = (*carrier)->read_text(webhook);
  if (!text) co_return refuse(*carrier, text.error());

  auto token = header_or_empty(request, (*carrier)->idempotency_header());
  const auto kept = co_await flows::receive_text(store_, lines_, (*carrier)->name(),
                                                 std::move(*text), std::move(token));
  if (!kept) co_return refuse(*carrier, kept.error());
  co_return well_received(**carrier);
}

async::asio::awaitable<http::Response> Webhooks::status(http::Request request) {
  auto webhook = webhook_of(request);
  const auto carrier = verified(request, webhook);
  if (!carrier) co_return refuse(nullptr, carrier.error());
  auto receipt = (*carrier)->read_receipt(webhook);
  if (!receipt) co_return refuse(*carrier, receipt.error());

  const auto kept = co_await flows::record_receipt(store_, (*carrier)->name(), std::move(*receipt));
  if (!kept) co_return refuse(*carrier, kept.error());
  co_return well_received(**carrier);
}

routing::Result<carriers::Carrier*> Webhooks::verified(const http::Request& request,
                                                       carriers::WebhookRequest& webhook) const {
  const auto name = request.path_values.find("carrier");
  const auto found =
      name == request.path_values.end() ? carriers_.end() : carriers_.find(name->second);
  if (found == carriers_.end()) {
    return routing::problem(ProblemCode::not_found, "no carrier of this name");
  }
  carriers::Carrier& carrier = *found->second;
  webhook.signature = header_or_empty(request, carrier.signature_header());
  if (auto verified = carrier.verify(webhook); !verified) {
    return std::unexpected(std::move(verified.error()));
  }
  return &carrier;
}

http::Response Webhooks::refuse(const carriers::Carrier* carrier, const Problem& problem) const {
  // An unsigned request is anybody's: a line for each would let anybody fill the log.
  if (carrier) {
    log_(fmt::format("a webhook of carrier {} was refused: {}: {}", carrier->name(),
                     routing::to_string(problem.code), problem.detail));
  }
  return http::problem_response(problem);
}

}  // namespace warmline::webhooks
