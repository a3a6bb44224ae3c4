#include "gateway/carriers/simulator/faults.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <nlohmann/json.hpp>

namespace warmline::carriers::simulator {
namespace {

using nlohmann::json;

struct Named {
  Fault fault;
  std::string_view name;
};

constexpr std::array names{Named{Fault::delay, "delay"},
                           Named{Fault::lose_response, "lose_response"},
                           Named{Fault::busy, "busy"},
                           Named{Fault::server_error, "server_error"},
                           Named{Fault::late_error, "late_error"},
                           Named{Fault::garbage, "garbage"},
                           Named{Fault::drop, "drop"},
                           Named{Fault::hang, "hang"},
                           Named{Fault::duplicate_texts, "duplicate_texts"},
                           Named{Fault::duplicate_receipts, "duplicate_receipts"},
                           Named{Fault::reorder_receipts, "reorder_receipts"}};

constexpr std::array requests{Asked::send, Asked::list, Asked::media, Asked::picture};

bool decides_an_answer(Fault fault) {
  switch (fault) {
    case Fault::lose_response:
    case Fault::busy:
    case Fault::server_error:
    case Fault::late_error:
    case Fault::garbage:
    case Fault::drop:
    case Fault::hang:
      return true;
    case Fault::delay:
    case Fault::duplicate_texts:
    case Fault::duplicate_receipts:
    case Fault::reorder_receipts:
      return false;
  }
  std::unreachable();
}

Misbehaviour misbehaviour(const json& value) {
  const auto fault = parse_fault(value.at("fault").get<std::string>());
  // As a value of the wrong kind is: the caller tells them apart from nothing.
  if (!fault) throw json::other_error::create(0, "unknown fault", &value);
  Misbehaviour made{.fault = *fault, .times = std::nullopt, .delay = {}, .retry_after = {}};
  if (value.contains("times")) made.times = value.at("times").get<unsigned>();
  if (value.contains("retry_after")) {
    made.retry_after = std::chrono::seconds(value.at("retry_after").get<unsigned>());
  }
  made.delay = std::chrono::milliseconds(value.value("delay_ms", 0U));
  const auto on = value.value("on", std::string("send"));
  const auto* const asked =
      std::ranges::find(requests, on, [](Asked one) { return to_string(one); });
  if (asked == requests.end()) throw json::other_error::create(0, "unknown request", &value);
  made.on = *asked;
  return made;
}

}  // namespace

std::string_view to_string(Asked asked) {
  switch (asked) {
    case Asked::send:
      return "send";
    case Asked::list:
      return "list";
    case Asked::media:
      return "media";
    case Asked::picture:
      return "picture";
  }
  std::unreachable();
}

std::string_view to_string(Fault fault) {
  return std::ranges::find(names, fault, &Named::fault)->name;
}

std::optional<Fault> parse_fault(std::string_view text) {
  const auto* const found = std::ranges::find(names, text, &Named::name);
  return found == names.end() ? std::nullopt : std::optional(found->fault);
}

void Faults::add(Misbehaviour misbehaviour) {
  ordered_.push_back(misbehaviour);
}

void Faults::fail_texts_to(const std::string& phone, int error_code) {
  failing_[phone] = error_code;
}

void Faults::clear() {
  ordered_.clear();
  failing_.clear();
}

std::optional<Misbehaviour> Faults::take(std::vector<Misbehaviour>::iterator found) {
  if (found == ordered_.end()) return std::nullopt;
  const auto due = *found;
  if (found->times && --*found->times == 0) ordered_.erase(found);
  return due;
}

Faults::ForRequest Faults::next(Asked asked) {
  ForRequest due;
  const auto slow = take(std::ranges::find_if(ordered_, [&](const Misbehaviour& one) {
    return one.on == asked && one.fault == Fault::delay;
  }));
  if (slow) due.delay = slow->delay;
  due.answer = take(std::ranges::find_if(ordered_, [&](const Misbehaviour& one) {
    return one.on == asked && decides_an_answer(one.fault);
  }));
  return due;
}

bool Faults::next(Fault webhook_fault) {
  return take(std::ranges::find(ordered_, webhook_fault, &Misbehaviour::fault)).has_value();
}

int Faults::failure_of(const std::string& phone) const {
  const auto found = failing_.find(phone);
  return found == failing_.end() ? 0 : found->second;
}

routing::Result<void> Faults::replace(const json& wanted) {
  try {
    Faults made;
    for (const auto& value : wanted.value("faults", json::array())) made.add(misbehaviour(value));
    for (const auto& [phone, code] : wanted.value("failing_phones", json::object()).items()) {
      made.fail_texts_to(phone, code.get<int>());
    }
    *this = std::move(made);
    return {};
  } catch (const json::exception& error) {
    return routing::problem(routing::ProblemCode::malformed, error.what());
  }
}

json Faults::to_json() const {
  auto faults = json::array();
  for (const auto& ordered : ordered_) {
    json value{{"fault", to_string(ordered.fault)},
               {"delay_ms", ordered.delay.count()},
               {"on", to_string(ordered.on)}};
    if (ordered.times) value["times"] = *ordered.times;
    if (ordered.retry_after) value["retry_after"] = ordered.retry_after->count();
    faults.push_back(std::move(value));
  }
  return {{"faults", std::move(faults)}, {"failing_phones", failing_}};
}

}  // namespace warmline::carriers::simulator
