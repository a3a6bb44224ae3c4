#include "tests/simulation/simulated_carrier.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace warmline::simulation {
namespace {

using carriers::SendProblem;
using routing::ProblemCode;
using routing::TextStatus;

constexpr std::chrono::seconds slow_answer{25};

std::unexpected<SendProblem> refused(ProblemCode code, std::string carrier_code,
                                     bool retryable = false) {
  return std::unexpected(SendProblem{.code = code,
                                     .carrier_code = std::move(carrier_code),
                                     .words = "Not sent.",
                                     .retryable = retryable});
}

}  // namespace

SimulatedCarrier::SimulatedCarrier(Clock clock, bool blocks, OnSend on_send, OnTaken on_taken)
    : clock_(std::move(clock)),
      blocks_(blocks),
      on_send_(std::move(on_send)),
      on_taken_(std::move(on_taken)) {}

std::string SimulatedCarrier::take_in(const routing::PhoneNumber& from,
                                      const routing::PhoneNumber& to, const Words& words) {
  const std::pair who(from.dialable(), to.dialable());
  if (blocks_ && words.meaning == Meaning::stop) blocked_.insert(who);
  if (words.meaning == Meaning::start) blocked_.erase(who);
  const auto id = fmt::format("SM{}", list_.size());
  list_.push_back({.listed = {.carrier_id = id,
                              .direction = routing::Direction::in,
                              .from = from,
                              .to = to,
                              .body = routing::Body(words.words),
                              .at = std::chrono::floor<std::chrono::seconds>(clock_()),
                              .status = TextStatus::received},
                   .ours = {}});
  return id;
}

void SimulatedCarrier::settle(const std::string& carrier_id, TextStatus status) {
  const auto found =
      std::ranges::find(list_, carrier_id, [](const Kept& kept) { return kept.listed.carrier_id; });
  if (found != list_.end()) found->listed.status = status;
}

// There is no HTTP here, and nothing it could have signed.
routing::Result<void> SimulatedCarrier::verify(const carriers::WebhookRequest& /*request*/) const {
  return routing::problem(ProblemCode::bad_signature, "this carrier signs nothing");
}
routing::Result<carriers::InboundText> SimulatedCarrier::read_text(
    const carriers::WebhookRequest& /*request*/) const {
  return routing::problem(ProblemCode::malformed, "this carrier calls nobody");
}
routing::Result<carriers::Receipt> SimulatedCarrier::read_receipt(
    const carriers::WebhookRequest& /*request*/) const {
  return routing::problem(ProblemCode::malformed, "this carrier calls nobody");
}

std::string SimulatedCarrier::keep(const carriers::OutgoingText& text) {
  list_.push_back({.listed = {.carrier_id = fmt::format("SM{}", list_.size()),
                              .direction = routing::Direction::out,
                              .from = text.from,
                              .to = text.to,
                              .body = text.body,
                              .at = std::chrono::floor<std::chrono::seconds>(clock_()),
                              .status = TextStatus::sent},
                   .ours = text.id});
  auto id = list_.back().listed.carrier_id;
  on_taken_(list_.back());
  return id;
}

boost::asio::awaitable<carriers::SendOutcome> SimulatedCarrier::send(carriers::OutgoingText text) {
  on_send_(text);
  if (blocked_.contains({text.to.dialable(), text.from.dialable()})) {
    co_return refused(ProblemCode::opted_out, "21610");
  }
  switch (mood_) {
    case Mood::well:
    case Mood::list_is_shut:
      break;
    case Mood::slow: {
      auto id = keep(text);
      async::Wakeup pause(loop_->get_executor());
      co_await pause.wait_for(slow_answer);
      co_return carriers::Taken{std::move(id), TextStatus::sent};
    }
    case Mood::refuses_for_now:
      co_return refused(ProblemCode::carrier_busy, "20429", true);
    case Mood::refuses:
      co_return refused(ProblemCode::carrier_refused, "30006");
    case Mood::takes_and_says_nothing:
      keep(text);
      co_return refused(ProblemCode::outcome_unknown, "");
    case Mood::loses:
      co_return refused(ProblemCode::outcome_unknown, "");
  }
  co_return carriers::Taken{keep(text), TextStatus::sent};
}

boost::asio::awaitable<routing::Result<carriers::Listing>> SimulatedCarrier::list_texts(
    carriers::ListRequest wanted) {
  if (mood_ == Mood::list_is_shut) {
    co_return routing::problem(ProblemCode::carrier_busy, "later");
  }
  carriers::Listing listing{.texts = {}, .carrier_now = clock_()};
  for (const Kept& kept : list_) {
    const auto& text = kept.listed;
    if (wanted.from && text.from != *wanted.from) continue;
    if (wanted.to && text.to != *wanted.to) continue;
    if (text.at >= wanted.since) listing.texts.push_back(text);
  }
  co_return listing;
}

boost::asio::awaitable<routing::Result<std::vector<routing::Media>>> SimulatedCarrier::list_media(
    std::string /*carrier_id*/) {
  co_return std::vector<routing::Media>{};
}

boost::asio::awaitable<routing::Result<std::string>> SimulatedCarrier::fetch_media(
    std::string /*url*/) {
  co_return routing::problem(routing::ProblemCode::picture_gone,
                             "no texts come with pictures here");
}

bool SimulatedCarrier::may_show(const routing::Body& written, const routing::Body& listed) const {
  return written == listed;
}

}  // namespace warmline::simulation
