#include "gateway/webhooks/webhooks.hpp"

#include <utility>

#include "gateway/flows/keep_text.hpp"
#include "gateway/flows/record_receipt.hpp"
#include "gateway/http/problem_response.hpp"
#include "gateway/webhooks/signed_text.hpp"

namespace warmline::webhooks {
namespace {

using routing::Problem;

http::Response refuse(const carriers::Carrier& carrier, const Problem& problem, const Log& log) {
  // That the database refuses has been said, once.
  if (problem.code != routing::ProblemCode::store_unavailable) log(refusal_line(carrier, problem));
  return http::problem_response(problem);
}

}  // namespace

Webhooks::Webhooks(flows::StoreThread& store, const flows::Lines& lines, flows::TextSpool& spool,
                   flows::Carriers carriers, Log log)
    : store_(store),
      lines_(lines),
      spool_(spool),
      carriers_(std::move(carriers)),
      log_(std::move(log)) {}

async::asio::awaitable<http::Response> Webhooks::message(http::Request request) {
  const auto verified = verify(request, carriers_);
  // An unsigned request is anybody's: a line for each would let anybody fill the log.
  if (!verified) co_return http::problem_response(verified.error());
  auto text = read_text(request, *verified);
  if (!text) co_return refuse(verified->carrier, text.error(), log_);

  const auto kept = co_await flows::keep_text(store_, lines_, spool_, std::move(*text));
  if (!kept) co_return refuse(verified->carrier, kept.error(), log_);
  co_return well_received(verified->carrier);
}

async::asio::awaitable<http::Response> Webhooks::status(http::Request request) {
  const auto verified = verify(request, carriers_);
  if (!verified) co_return http::problem_response(verified.error());
  auto& carrier = verified->carrier;
  auto receipt = carrier.read_receipt(verified->webhook);
  if (!receipt) co_return refuse(carrier, receipt.error(), log_);

  const auto kept = co_await flows::record_receipt(store_, carrier.name(), std::move(*receipt));
  if (!kept) co_return refuse(carrier, kept.error(), log_);
  co_return well_received(carrier);
}

SpooledWebhooks::SpooledWebhooks(const flows::Lines& lines, flows::TextSpool& spool,
                                 flows::Carriers carriers, Log log)
    : lines_(lines), spool_(spool), carriers_(std::move(carriers)), log_(std::move(log)) {}

async::asio::awaitable<http::Response> SpooledWebhooks::message(http::Request request) {
  const auto verified = verify(request, carriers_);
  if (!verified) co_return http::problem_response(verified.error());
  auto text = read_text(request, *verified);
  if (!text) co_return refuse(verified->carrier, text.error(), log_);

  const auto kept = co_await spool_.append(lines_, std::move(*text));
  if (!kept) co_return refuse(verified->carrier, kept.error(), log_);
  co_return well_received(verified->carrier);
}

}  // namespace warmline::webhooks
