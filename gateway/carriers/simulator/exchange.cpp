#include "gateway/carriers/simulator/exchange.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "gateway/carriers/base64.hpp"
#include "gateway/carriers/simulator/opt_out.hpp"
#include "gateway/carriers/simulator/webhook_parameters.hpp"
#include "routing/text.hpp"

namespace warmline::carriers::simulator {
namespace {

using routing::problem;
using routing::ProblemCode;

History::Record recorder(StateFile* state) {
  if (state == nullptr) return nullptr;
  return [state](std::string line) { state->append(std::move(line)); };
}

Settings checked(Settings settings) {
  if (settings.account_sid.empty() || settings.auth_token.empty() || !settings.now ||
      !settings.random) {
    throw std::invalid_argument("a simulator needs account_sid, auth_token, now and random");
  }
  return settings;
}

std::string hex(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const auto byte : bytes) {
    text.push_back(digits[byte >> 4U]);
    text.push_back(digits[byte & 0xFU]);
  }
  return text;
}

// Whether it has come to its end, as far as the carrier is concerned.
bool ended(const CarriedText& text) {
  return text.status == "delivered" || text.status == "undelivered";
}

}  // namespace

Exchange::Exchange(async::asio::any_io_executor loop, Settings settings,
                   async::TaskGroup::OnFailure on_failure)
    : settings_(checked(std::move(settings))),
      authorization_("Basic " + base64(settings_.account_sid + ':' + settings_.auth_token)),
      state_(settings_.state_file.empty() ? nullptr
                                          : std::make_unique<StateFile>(settings_.state_file)),
      history_(recorder(state_.get())),
      caller_(loop, settings_.auth_token, settings_.reach, settings_.retry_pauses),
      tasks_(std::move(loop), std::move(on_failure)) {
  if (state_) history_.replay(StateFile::read(settings_.state_file));
}

void Exchange::resume() {
  for (const auto& text : history_.texts()) {
    if (text.writer == Writer::line && !ended(text)) {
      tasks_.spawn("bring a text to its phone", bring_to_phone(shared_from_this(), text.sid));
    }
  }
}

async::asio::awaitable<bool> Exchange::stop(std::chrono::steady_clock::duration longest) {
  const auto self = shared_from_this();
  tasks_.close();
  co_return co_await tasks_.wait_until_empty(longest);
}

void Exchange::own(OwnedNumber number) {
  std::erase_if(settings_.numbers,
                [&](const OwnedNumber& owned) { return owned.number == number.number; });
  settings_.numbers.push_back(std::move(number));
}

void Exchange::set_origins(std::string api_url, std::string files_url) {
  api_url_ = std::move(api_url);
  files_url_ = std::move(files_url);
}

const OwnedNumber* Exchange::owner_of(const std::string& number) const {
  const auto found = std::ranges::find(settings_.numbers, number, &OwnedNumber::number);
  return found == settings_.numbers.end() ? nullptr : &*found;
}

std::string Exchange::new_sid(std::string_view prefix) {
  std::array<std::uint8_t, 16> bytes{};
  settings_.random(bytes);
  return std::string(prefix) + hex(bytes);
}

std::optional<Refusal> Exchange::refusal_of(const SendRequest& wanted) const {
  if (auto refused = refusal_of_parameters(wanted)) return refused;
  if (owner_of(wanted.from) == nullptr) {
    return Refusal{400, 21606,
                   "The 'From' phone number provided is not a valid message-capable Twilio phone "
                   "number for this destination/account"};
  }
  if (history_.opted_out(wanted.from, wanted.to)) {
    return Refusal{400, 21610, "Attempt to send to unsubscribed recipient"};
  }
  return std::nullopt;
}

std::expected<CarriedText, Refusal> Exchange::take(const SendRequest& wanted) {
  if (auto refused = refusal_of(wanted)) return std::unexpected(std::move(*refused));
  CarriedText text;
  text.sid = new_sid(wanted.media_urls.empty() ? "SM" : "MM");
  text.writer = Writer::line;
  text.from = wanted.from;
  text.to = wanted.to;
  text.body = wanted.body;
  for (const auto& url : wanted.media_urls) text.media.push_back({.content_type = {}, .url = url});
  text.status = "queued";
  text.status_callback = wanted.status_callback;
  text.created = settings_.now();
  text.updated = text.created;
  history_.add(text);
  tasks_.spawn("bring a text to its phone", bring_to_phone(shared_from_this(), text.sid));
  return text;
}

async::asio::awaitable<void> Exchange::bring_to_phone(std::shared_ptr<Exchange> self,
                                                      std::string sid) {
  const auto& receipts = self->settings_.receipts;
  const auto* const taken = self->history_.find(sid);
  const int failure = taken == nullptr ? 0 : self->faults_.failure_of(taken->to);
  const bool reorder = receipts.on && self->faults_.next(Fault::reorder_receipts);
  const std::array steps{std::pair{std::string_view("sent"), receipts.sent_after},
                         std::pair{std::string_view(failure == 0 ? "delivered" : "undelivered"),
                                   receipts.delivered_after}};
  std::vector<CarriedText> late;
  for (const auto& [status, after] : steps) {
    if (after.count() > 0 && co_await self->tasks_.stop_signal().wait_for(after)) co_return;
    const auto* const text = self->history_.find(sid);
    // After a restart it may have been sent before.
    if (text == nullptr || text->status == status) continue;
    self->history_.set_status(sid, std::string(status), status == "sent" ? 0 : failure,
                              self->settings_.now());
    if (reorder) {
      late.insert(late.begin(), *text);
    } else {
      co_await self->report(*text);
    }
  }
  for (const auto& text : late) co_await self->report(text);
}

async::asio::awaitable<void> Exchange::report(CarriedText text) {
  if (!settings_.receipts.on || text.status_callback.empty()) co_return;
  const auto parameters = receipt_parameters(text, settings_.account_sid);
  const auto token = new_sid("");
  const int times = faults_.next(Fault::duplicate_receipts) ? 2 : 1;
  for (int i = 0; i < times; ++i) {
    co_await caller_.call(text.status_callback, parameters, token);
  }
}

void Exchange::text_to_phone(const std::string& line, const std::string& phone,
                             std::string_view body) {
  CarriedText text;
  text.sid = new_sid("SM");
  text.writer = Writer::carrier;
  text.from = line;
  text.to = phone;
  text.body = body;
  text.status = "delivered";
  text.created = settings_.now();
  text.updated = text.created;
  text.sent = text.created;
  history_.add(std::move(text));
}

std::optional<routing::Keyword> Exchange::act_on_keyword(const CarriedText& text) {
  const auto keyword = carrier_keyword(text.body);
  if (!keyword) return std::nullopt;
  const bool was_out = history_.opted_out(text.to, text.from);
  const auto answer = [&] { text_to_phone(text.to, text.from, confirmation(*keyword)); };
  switch (*keyword) {
    case routing::Keyword::stop:
      history_.set_opted_out(text.to, text.from, true);
      if (!was_out) answer();
      break;
    case routing::Keyword::start:
      history_.set_opted_out(text.to, text.from, false);
      if (was_out) answer();
      break;
    case routing::Keyword::help:
      if (settings_.advanced_opt_out && !was_out) answer();
      break;
    case routing::Keyword::forget:
    case routing::Keyword::menu:
    case routing::Keyword::switch_:
    case routing::Keyword::wait:
      break;
  }
  return settings_.advanced_opt_out ? keyword : std::nullopt;
}

routing::Result<CarriedText> Exchange::keep_from_phone(std::string phone, std::string to,
                                                       std::string body,
                                                       std::vector<routing::Media> media) {
  if (owner_of(to) == nullptr) return problem(ProblemCode::malformed, "nobody owns this number");
  CarriedText text;
  text.sid = new_sid(media.empty() ? "SM" : "MM");
  text.writer = Writer::phone;
  text.from = std::move(phone);
  text.to = std::move(to);
  text.body = std::move(body);
  text.media = std::move(media);
  text.status = "receiving";
  text.created = settings_.now();
  text.updated = text.created;
  text.sent = text.created;
  history_.add(text);
  return text;
}

async::asio::awaitable<Texted> Exchange::bring_to_line(CarriedText text,
                                                       std::optional<routing::Keyword> keyword) {
  const auto self = shared_from_this();
  const auto* const owner = owner_of(text.to);
  const auto url = owner == nullptr ? std::string() : owner->message_url;
  const auto parameters = text_parameters(text, settings_.account_sid, keyword, api_url_);
  const auto token = new_sid("");
  const int times = faults_.next(Fault::duplicate_texts) ? 2 : 1;
  Called called;
  for (int i = 0; i < times; ++i) called = co_await caller_.call(url, parameters, token);
  history_.set_status(text.sid, called.well() ? "received" : "failed", 0, settings_.now());
  co_return Texted{.sid = text.sid, .status = called.status, .tries = called.tries};
}

async::asio::awaitable<routing::Result<Texted>> Exchange::text_from(
    std::string phone, std::string to, std::string body, std::vector<routing::Media> media) {
  auto text = keep_from_phone(std::move(phone), std::move(to), std::move(body), std::move(media));
  if (!text) co_return std::unexpected(text.error());
  const auto keyword = act_on_keyword(*text);
  co_return co_await bring_to_line(std::move(*text), keyword);
}

routing::Result<std::string> Exchange::begin_text_from(std::string phone, std::string to,
                                                       std::string body,
                                                       std::vector<routing::Media> media) {
  auto text = keep_from_phone(std::move(phone), std::move(to), std::move(body), std::move(media));
  if (!text) return std::unexpected(text.error());
  const auto keyword = act_on_keyword(*text);
  auto sid = text->sid;
  auto bring = [](std::shared_ptr<Exchange> self, CarriedText kept,
                  std::optional<routing::Keyword> word) -> async::asio::awaitable<void> {
    co_await self->bring_to_line(std::move(kept), word);
  };
  tasks_.spawn("bring a text to its line", bring(shared_from_this(), std::move(*text), keyword));
  return sid;
}

}  // namespace warmline::carriers::simulator
