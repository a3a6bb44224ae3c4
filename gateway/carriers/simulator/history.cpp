#include "gateway/carriers/simulator/history.hpp"

#include <array>
#include <utility>

#include <nlohmann/json.hpp>

namespace warmline::carriers::simulator {
namespace {

using nlohmann::json;
using routing::Instant;

constexpr std::array writers{std::pair{Writer::phone, std::string_view("phone")},
                             std::pair{Writer::line, std::string_view("line")},
                             std::pair{Writer::carrier, std::string_view("carrier")}};

std::string line_of(const json& happening) {
  return happening.dump(-1, ' ', false, json::error_handler_t::replace);
}

json to_json(const CarriedText& text) {
  auto media = json::array();
  for (const auto& item : text.media) media.push_back({item.content_type, item.url});
  return {{"kind", "text"},
          {"sid", text.sid},
          {"writer", to_string(text.writer)},
          {"from", text.from},
          {"to", text.to},
          {"body", text.body},
          {"media", std::move(media)},
          {"status", text.status},
          {"error_code", text.error_code},
          {"status_callback", text.status_callback},
          {"created", routing::format_instant(text.created)}};
}

Instant instant(const json& value) {
  return routing::parse_instant(value.get<std::string>()).value_or(Instant());
}

CarriedText carried_text(const json& value) {
  CarriedText text;
  text.sid = value.at("sid");
  text.writer = parse_writer(value.at("writer").get<std::string>()).value_or(Writer::line);
  text.from = value.at("from");
  text.to = value.at("to");
  text.body = value.at("body");
  for (const auto& item : value.at("media")) {
    text.media.push_back({.content_type = item.at(0), .url = item.at(1)});
  }
  text.status = value.at("status");
  text.error_code = value.at("error_code");
  text.status_callback = value.at("status_callback");
  text.created = instant(value.at("created"));
  text.updated = text.created;
  if (text.writer != Writer::line) text.sent = text.created;
  return text;
}

}  // namespace

std::string_view to_string(Writer writer) {
  for (const auto& [value, name] : writers) {
    if (value == writer) return name;
  }
  std::unreachable();
}

std::optional<Writer> parse_writer(std::string_view text) {
  for (const auto& [value, name] : writers) {
    if (name == text) return value;
  }
  return std::nullopt;
}

void History::replay(std::string_view lines) {
  // What is taken in is not recorded again.
  const auto record = std::exchange(record_, nullptr);
  while (!lines.empty()) {
    const auto line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    const auto happening = json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (happening.is_object()) apply(happening);
  }
  record_ = record;
}

void History::apply(const json& happening) {
  try {
    const auto& kind = happening.at("kind").get_ref<const std::string&>();
    if (kind == "text") {
      add(carried_text(happening));
    } else if (kind == "status") {
      set_status(happening.at("sid"), happening.at("status"), happening.at("error_code"),
                 instant(happening.at("at")));
    } else if (kind == "phone") {
      make_phone(happening.at("number"));
    } else if (kind == "opt_out") {
      set_opted_out(happening.at("line"), happening.at("phone"), happening.at("on"));
    }
  } catch (const json::exception&) {
    // Written by a version that knew it differently: one happening less is better than no start.
    return;
  }
}

void History::add(CarriedText text) {
  if (record_) record_(line_of(to_json(text)));
  phones_.insert(text.phone());
  keep(std::move(text));
}

void History::keep(CarriedText text) {
  positions_[text.sid] = forgotten_ + texts_.size();
  texts_.push_back(std::move(text));
  if (texts_.size() <= texts_max) return;
  positions_.erase(texts_.front().sid);
  texts_.pop_front();
  ++forgotten_;
}

CarriedText* History::at(const std::string& sid) {
  const auto found = positions_.find(sid);
  return found == positions_.end() ? nullptr : &texts_[found->second - forgotten_];
}

const CarriedText* History::find(const std::string& sid) const {
  const auto found = positions_.find(sid);
  return found == positions_.end() ? nullptr : &texts_[found->second - forgotten_];
}

void History::set_status(const std::string& sid, std::string status, int error_code, Instant at_) {
  auto* const text = at(sid);
  if (text == nullptr) return;
  if (record_) {
    record_(line_of({{"kind", "status"},
                     {"sid", sid},
                     {"status", status},
                     {"error_code", error_code},
                     {"at", routing::format_instant(at_)}}));
  }
  text->status = std::move(status);
  text->error_code = error_code;
  text->updated = at_;
  if (!text->sent) text->sent = at_;
}

void History::make_phone(const std::string& number) {
  if (!phones_.insert(number).second) return;
  if (record_) record_(line_of({{"kind", "phone"}, {"number", number}}));
}

void History::set_opted_out(const std::string& line, const std::string& phone, bool opted_out) {
  if (opted_out) {
    opted_out_.emplace(line, phone);
  } else {
    opted_out_.erase({line, phone});
  }
  if (record_) {
    record_(line_of({{"kind", "opt_out"}, {"line", line}, {"phone", phone}, {"on", opted_out}}));
  }
}

bool History::opted_out(const std::string& line, const std::string& phone) const {
  return opted_out_.contains({line, phone});
}

}  // namespace warmline::carriers::simulator
