#include "gateway/carriers/simulator/callback.hpp"

#include <algorithm>
#include <charconv>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "gateway/carriers/form_body.hpp"
#include "gateway/carriers/rest.hpp"
#include "gateway/http/form.hpp"

namespace warmline::carriers::simulator {
namespace {

namespace asio = boost::asio;

unsigned number(std::string_view digits, unsigned lowest, unsigned highest, unsigned otherwise) {
  unsigned value = 0;
  const auto* const end = digits.data() + digits.size();
  const auto [stopped, error] = std::from_chars(digits.data(), end, value);
  return error == std::errc() && stopped == end ? std::clamp(value, lowest, highest) : otherwise;
}

void set_reasons(Overrides& wanted, std::string_view list) {
  const std::string named = ',' + std::string(list) + ',';
  const auto has = [&](std::string_view reason) {
    return named.contains(',' + std::string(reason) + ',') || named.contains(",all,");
  };
  wanted.on_connect = has("ct");
  wanted.on_read = has("rt");
  wanted.on_4xx = has("4xx");
  wanted.on_5xx = has("5xx");
}

bool try_again(const Overrides& wanted, const RestOutcome& outcome) {
  switch (outcome.end) {
    case RestEnd::not_sent:
      return wanted.on_connect;
    case RestEnd::unknown:
      return wanted.on_read;
    case RestEnd::answered:
      break;
  }
  return (outcome.status >= 500 && wanted.on_5xx) ||
         (outcome.status >= 400 && outcome.status < 500 && wanted.on_4xx);
}

}  // namespace

Overrides overrides(std::string_view url) {
  Overrides wanted;
  const auto hash = url.find('#');
  if (hash == std::string_view::npos) return wanted;
  const auto fields = http::parse_form(url.substr(hash + 1));
  if (!fields) return wanted;
  for (const auto& [name, value] : *fields) {
    if (name == "rc") wanted.retries = number(value, 0, 5, wanted.retries);
    if (name == "rp") set_reasons(wanted, value);
    if (name == "tt") wanted.total = std::chrono::milliseconds(number(value, 100, 15'000, 15'000));
  }
  return wanted;
}

Caller::Caller(asio::any_io_executor loop, std::string_view auth_token, std::string reach,
               RetryPauses pauses)
    : loop_(std::move(loop)), signature_(auth_token), reach_(std::move(reach)), pauses_(pauses) {}

std::string Caller::reached(std::string_view url) const {
  const auto scheme_end = url.find("://");
  if (reach_.empty() || scheme_end == std::string_view::npos) return std::string(url);
  const auto rest = std::min(url.find_first_of("/?#", scheme_end + 3), url.size());
  return reach_ + std::string(url.substr(rest));
}

asio::awaitable<Called> Caller::call(std::string url, twilio::Parameters parameters,
                                     std::string token) const {
  const auto wanted = overrides(url);
  RestRequest request;
  request.url = reached(url);
  request.content_type = std::string(form_content_type) + "; charset=UTF-8";
  request.headers = {{"X-Twilio-Signature", signature_.sign(url, parameters)},
                     {"I-Twilio-Idempotency-Token", std::move(token)},
                     {"User-Agent", "TwilioProxy/1.1"}};
  request.body = form_body(parameters);
  request.deadline = wanted.total;
  asio::steady_timer timer(loop_);
  Called called;
  while (true) {
    const auto outcome = co_await carriers::request(request);
    called.status = outcome.end == RestEnd::answered ? outcome.status : 0;
    ++called.tries;
    if (called.tries > wanted.retries || !try_again(wanted, outcome)) co_return called;
    timer.expires_after(pauses_.after(called.tries));
    boost::system::error_code cancelled;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
  }
}

}  // namespace warmline::carriers::simulator
