#include "gateway/carriers/twilio/twilio.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "gateway/carriers/form_body.hpp"
#include "gateway/carriers/rest.hpp"
#include "gateway/carriers/twilio/errors.hpp"
#include "gateway/carriers/twilio/listing.hpp"
#include "gateway/carriers/twilio/media.hpp"
#include "gateway/carriers/twilio/messages.hpp"

namespace warmline::carriers {
namespace {

using nlohmann::json;
using routing::problem;
using routing::ProblemCode;

// Connection overrides (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides):
// without them a receipt that meets a restart of ours is not repeated. Not part of what is signed.
constexpr std::string_view retry_receipts = "#rc=5&rp=all";

std::string without_slashes_at_end(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

TwilioSettings checked(TwilioSettings settings) {
  if (settings.account_sid.empty() || settings.auth_token.empty() || settings.public_url.empty()) {
    throw std::invalid_argument("a Twilio carrier needs account_sid, auth_token and public_url");
  }
  settings.api_url = without_slashes_at_end(std::move(settings.api_url));
  settings.public_url = without_slashes_at_end(std::move(settings.public_url));
  return settings;
}

std::unexpected<SendProblem> outcome_unknown() {
  return std::unexpected(SendProblem{
      .code = ProblemCode::outcome_unknown,
      .carrier_code = {},
      .words = "We can't tell whether the carrier took this text. We're looking for it there, and "
               "send it again only when it certainly never arrived.",
      .retryable = false,
      .retry_after = std::nullopt});
}

std::unexpected<SendProblem> unreachable() {
  return std::unexpected(SendProblem{.code = ProblemCode::carrier_unreachable,
                                     .carrier_code = {},
                                     .words = "We can't reach the carrier. We'll try again by "
                                              "ourselves.",
                                     .retryable = true,
                                     .retry_after = std::nullopt});
}

// A page of a hundred texts of 1600 characters each, all of them escaped.
constexpr std::size_t page_bytes_max = 4UL * 1024UL * 1024UL;

// Twilio's error body has an integer `code`; anything else was not said by Twilio.
int error_code(std::string_view body) {
  const auto error = json::parse(body, nullptr, /*allow_exceptions=*/false);
  const auto code = error.is_object() ? error.find("code") : error.end();
  if (code == error.end() || !code->is_number_integer()) return 0;
  return code->get<int>();
}

SendOutcome refusal(const RestOutcome& answer) {
  constexpr unsigned too_many_requests = 429;
  const int code = error_code(answer.body);
  // What broke inside Twilio may have broken after it had taken the text.
  const bool may_be_taken = answer.status >= 500 || code == 0;
  if (answer.status != too_many_requests && may_be_taken) return outcome_unknown();
  auto said = twilio::send_problem(code == 0 ? 20429 : code);
  if (answer.status == too_many_requests) {
    said.code = ProblemCode::carrier_busy;
    said.words = twilio::send_problem(20429).words;
    said.retryable = true;
  }
  said.retry_after = answer.retry_after;
  return std::unexpected(std::move(said));
}

SendOutcome taken(const RestOutcome& answer) {
  const auto message = json::parse(answer.body, nullptr, /*allow_exceptions=*/false);
  if (!message.is_object()) return outcome_unknown();
  const auto sid = message.find("sid");
  if (sid == message.end() || !sid->is_string() || sid->get_ref<const std::string&>().empty()) {
    return outcome_unknown();
  }
  const auto word = message.find("status");
  const auto status = word != message.end() && word->is_string()
                          ? twilio::text_status(word->get_ref<const std::string&>())
                          : std::nullopt;
  return Taken{.carrier_id = sid->get<std::string>(),
               .status = status.value_or(routing::TextStatus::sent)};
}

SendOutcome send_outcome(const RestOutcome& answer) {
  switch (answer.end) {
    case RestEnd::not_sent:
      return unreachable();
    case RestEnd::unknown:
      return outcome_unknown();
    case RestEnd::answered:
      break;
  }
  if (answer.status >= 200 && answer.status < 300) return taken(answer);
  if (answer.status >= 400) return refusal(answer);
  return outcome_unknown();
}

// What went wrong where something was asked for and nothing of use came back.
routing::Problem look_up_problem(const RestOutcome& answer) {
  switch (answer.end) {
    case RestEnd::not_sent:
    case RestEnd::unknown:
      return {ProblemCode::carrier_unreachable, "the carrier does not answer", {}};
    case RestEnd::answered:
      break;
  }
  constexpr unsigned too_many_requests = 429;
  const auto status = std::to_string(answer.status);
  if (answer.status == too_many_requests || answer.status >= 500) {
    return {ProblemCode::carrier_busy, "the carrier answers " + status, {}};
  }
  return {ProblemCode::carrier_refused, "the carrier answers " + status, {}};
}

bool is_well(const RestOutcome& answer) {
  return answer.end == RestEnd::answered && answer.status >= 200 && answer.status < 300;
}

// Of a list in the carrier's own order, the newest first.
void leave_out_newest(Listing& listing, std::size_t texts_max) {
  if (listing.texts.size() <= texts_max) return;
  const auto too_many = static_cast<std::ptrdiff_t>(listing.texts.size() - texts_max);
  listing.texts.erase(listing.texts.begin(), listing.texts.begin() + too_many);
  listing.whole = false;
}

}  // namespace

Twilio::Twilio(TwilioSettings settings)
    : settings_(checked(std::move(settings))), signature_(settings_.auth_token) {}

routing::Result<void> Twilio::verify(const WebhookRequest& request) const {
  if (request.signature.empty()) {
    return problem(ProblemCode::bad_signature, "no X-Twilio-Signature");
  }
  const auto url = settings_.public_url + request.path_and_query;
  bool matches = false;
  if (twilio::is_form(request.content_type) || request.body.empty()) {
    const auto form = request.body.empty() ? twilio::Parameters()
                                           : twilio::parameters(request.content_type, request.body);
    matches = form && signature_.matches(url, *form, request.signature);
  } else {
    matches = signature_.matches_body(url, request.body, request.signature);
  }
  if (!matches) return problem(ProblemCode::bad_signature, "X-Twilio-Signature does not match");
  return {};
}

routing::Result<InboundText> Twilio::read_text(const WebhookRequest& request) const {
  const auto parameters = twilio::parameters(request.content_type, request.body);
  if (!parameters) return std::unexpected(parameters.error());
  return twilio::read_text(*parameters);
}

routing::Result<Receipt> Twilio::read_receipt(const WebhookRequest& request) const {
  const auto parameters = twilio::parameters(request.content_type, request.body);
  if (!parameters) return std::unexpected(parameters.error());
  return twilio::read_receipt(*parameters);
}

WebhookAnswer Twilio::well_received() const {
  // Never text/plain: Twilio texts such a body to the sender.
  return {.content_type = "text/xml; charset=utf-8",
          .body = R"(<?xml version="1.0" encoding="UTF-8"?><Response/>)"};
}

boost::asio::awaitable<SendOutcome> Twilio::send(OutgoingText text) {
  RestRequest request;
  request.method = "POST";
  request.url = account_url() + "/Messages.json";
  request.user = settings_.account_sid;
  request.password = settings_.auth_token;
  request.content_type = form_content_type;
  request.body =
      form_body({{"To", text.to.dialable()},
                 {"From", text.from.dialable()},
                 {"Body", text.body.words()},
                 {"StatusCallback", settings_.public_url + "/webhooks/" + settings_.name +
                                        "/status" + std::string(retry_receipts)}});
  request.deadline = settings_.send_deadline;
  const auto answer = co_await carriers::request(std::move(request));
  co_return send_outcome(answer);
}

std::string Twilio::account_url() const {
  return settings_.api_url + "/2010-04-01/Accounts/" + settings_.account_sid;
}

RestRequest Twilio::to_look_up(std::string url) const {
  RestRequest request;
  request.method = "GET";
  request.url = std::move(url);
  request.user = settings_.account_sid;
  request.password = settings_.auth_token;
  request.answer_bytes_max = page_bytes_max;
  request.deadline = settings_.send_deadline;
  return request;
}

boost::asio::awaitable<routing::Result<Listing>> Twilio::list_texts(ListRequest wanted) {
  std::vector<std::pair<std::string, std::string>> query;
  if (wanted.to) query.emplace_back("To", wanted.to->dialable());
  if (wanted.from) query.emplace_back("From", wanted.from->dialable());
  query.emplace_back("PageSize", std::to_string(settings_.page_size));
  auto url = account_url() + "/Messages.json?" + form_body(query);

  Listing listing;
  for (std::size_t pages = 0; !url.empty(); ++pages) {
    if (pages == settings_.pages_max) {
      co_return problem(ProblemCode::malformed, "the carrier's list does not come to its end");
    }
    const auto answer = co_await carriers::request(to_look_up(std::move(url)));
    if (!is_well(answer)) co_return std::unexpected(look_up_problem(answer));
    auto page = twilio::read_page(answer.body);
    if (!page) co_return std::unexpected(std::move(page.error()));
    if (pages == 0) listing.carrier_now = twilio::read_date(answer.date);

    listing.unreadable += page->unreadable;
    bool has_new = page->unreadable > 0;
    for (auto& text : page->texts) {
      if (text.at < wanted.since) continue;
      has_new = true;
      listing.texts.push_back(std::move(text));
    }
    if (!has_new) break;
    leave_out_newest(listing, settings_.texts_max);
    url = twilio::url_within(twilio::origin_of(settings_.api_url), page->next_page_uri);
    if (url.empty() && !page->next_page_uri.empty()) {
      co_return problem(ProblemCode::malformed, "the carrier's list goes on somewhere else");
    }
  }
  std::ranges::reverse(listing.texts);
  co_return listing;
}

boost::asio::awaitable<routing::Result<std::vector<routing::Media>>> Twilio::list_media(
    std::string carrier_id) {
  constexpr unsigned not_found = 404;
  const auto answer = co_await carriers::request(
      to_look_up(account_url() + "/Messages/" + carrier_id + "/Media.json"));
  if (answer.end == RestEnd::answered && answer.status == not_found) {
    co_return std::vector<routing::Media>{};
  }
  if (!is_well(answer)) co_return std::unexpected(look_up_problem(answer));
  co_return twilio::read_media(answer.body, twilio::origin_of(settings_.api_url));
}

RestRequest Twilio::to_fetch(std::string url) const {
  RestRequest request;
  request.method = "GET";
  if (twilio::origin_of(url) == twilio::origin_of(settings_.api_url)) {
    request.user = settings_.account_sid;
    request.password = settings_.auth_token;
  }
  request.url = std::move(url);
  request.answer_bytes_max = media_bytes_max;
  request.deadline = settings_.media_deadline;
  return request;
}

boost::asio::awaitable<routing::Result<std::string>> Twilio::fetch_media(std::string url) {
  url = twilio::media_url(settings_.api_url, url);
  if (url.empty()) {
    co_return problem(ProblemCode::picture_withheld, "its address is not one of the carrier's");
  }
  for (std::size_t redirects = 0;; ++redirects) {
    auto answer = co_await carriers::request(to_fetch(url));
    if (!twilio::is_redirect(answer)) co_return twilio::media_of(std::move(answer));
    if (redirects == twilio::redirects_max) {
      co_return problem(ProblemCode::picture_withheld, "it is always somewhere else");
    }
    url = twilio::redirected(twilio::origin_of(settings_.api_url), url, answer.location);
    if (url.empty()) {
      co_return problem(ProblemCode::picture_withheld, "it is where we don't look");
    }
  }
}

bool Twilio::may_show(const routing::Body& written, const routing::Body& listed) const {
  std::string_view shown = listed.words();
  if (shown == written.words()) return true;
  if (!shown.starts_with(twilio::trial_prefix)) return false;
  shown.remove_prefix(twilio::trial_prefix.size());
  return shown == written.words();
}

}  // namespace warmline::carriers
