#include "gateway/webhooks/signed_text.hpp"

#include <utility>

#include <fmt/format.h>

namespace warmline::webhooks {
namespace {

using routing::ProblemCode;

std::string header_or_empty(const http::Request& request, std::string_view name) {
  if (name.empty()) return {};
  return std::string(request.header(name).value_or(""));
}

}  // namespace

routing::Result<Verified> verify(const http::Request& request, const flows::Carriers& carriers) {
  const auto name = request.path_values.find("carrier");
  const auto found =
      name == request.path_values.end() ? carriers.end() : carriers.find(name->second);
  if (found == carriers.end()) {
    return routing::problem(ProblemCode::not_found, "no carrier of this name");
  }
  carriers::Carrier& carrier = *found->second;
  Verified verified{carrier,
                    {.path_and_query = request.target,
                     .content_type = header_or_empty(request, "Content-Type"),
                     .signature = header_or_empty(request, carrier.signature_header()),
                     .body = request.body}};
  if (auto is_signed = carrier.verify(verified.webhook); !is_signed) {
    return std::unexpected(std::move(is_signed.error()));
  }
  return verified;
}

routing::Result<flows::ArrivedText> read_text(const http::Request& request,
                                              const Verified& verified) {
  const auto& carrier = verified.carrier;
  auto text = carrier.read_text(verified.webhook);
  if (!text) return std::unexpected(std::move(text.error()));
  return flows::ArrivedText{
      .carrier = carrier.name(),
      .text = std::move(*text),
      .idempotency_token = header_or_empty(request, carrier.idempotency_header())};
}

http::Response well_received(const carriers::Carrier& carrier) {
  auto answer = carrier.well_received();
  return http::typed_response(200, answer.content_type, std::move(answer.body));
}

std::string refusal_line(const carriers::Carrier& carrier, const routing::Problem& problem) {
  return fmt::format("a webhook of carrier {} was refused: {}: {}", carrier.name(),
                     routing::to_string(problem.code), problem.detail);
}

}  // namespace warmline::webhooks
