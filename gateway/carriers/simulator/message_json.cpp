#include "gateway/carriers/simulator/message_json.hpp"

#include <algorithm>
#include <charconv>
#include <ranges>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "gateway/carriers/form_body.hpp"
#include "routing/segment.hpp"

namespace warmline::carriers::simulator {
namespace {

using nlohmann::json;
using routing::Instant;

std::string date_without_zone(Instant at) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at);
  return fmt::format("{:%a, %d %b %Y %H:%M:%S}",
                     fmt::gmtime(static_cast<std::time_t>(seconds.time_since_epoch().count())));
}

// RFC 2822, as Twilio writes dates: "Thu, 24 Aug 2023 05:01:45 +0000".
json date(std::optional<Instant> at) {
  return at ? json(date_without_zone(*at) + " +0000") : json();
}

std::string_view direction(Writer writer) {
  switch (writer) {
    case Writer::phone:
      return "inbound";
    case Writer::line:
      return "outbound-api";
    case Writer::carrier:
      return "outbound-reply";
  }
  std::unreachable();
}

// As Twilio shows it: whether a webhook took an inbound text is not the carrier's status of it.
std::string_view status(const CarriedText& text) {
  return text.writer == Writer::phone ? "received" : std::string_view(text.status);
}

std::string collection(const std::string& account_sid) {
  return "/2010-04-01/Accounts/" + account_sid + "/Messages";
}

// From the first instant of a day or an instant to its last.
struct Span {
  Instant first;
  Instant last;
};

std::optional<Span> span(const std::string& text) {
  constexpr std::size_t day_length = 10;
  if (text.size() == day_length) {
    const auto begin = routing::parse_instant(text + "T00:00:00Z");
    if (!begin) return std::nullopt;
    return Span{*begin, *begin + std::chrono::days(1) - std::chrono::microseconds(1)};
  }
  const auto at = routing::parse_instant(text);
  return at ? std::optional(Span{*at, *at}) : std::nullopt;
}

struct Filter {
  std::optional<std::string> to;
  std::optional<std::string> from;
  std::optional<Instant> not_before;
  std::optional<Instant> not_after;

  bool takes(const CarriedText& text) const {
    // A text on its way has no date yet: a list by date does not hold it.
    const bool dated = not_before || not_after;
    return (!to || *to == text.to) && (!from || *from == text.from) && (!dated || text.sent) &&
           (!not_before || *text.sent >= *not_before) && (!not_after || *text.sent <= *not_after);
  }
};

Filter filter(const http::Request& request) {
  Filter wanted{.to = request.query("To"), .from = request.query("From")};
  if (const auto on = request.query("DateSent")) {
    if (const auto day = span(*on)) {
      wanted.not_before = day->first;
      wanted.not_after = day->last;
    }
  }
  if (const auto after = request.query("DateSent>")) {
    if (const auto day = span(*after)) wanted.not_before = day->first;
  }
  if (const auto before = request.query("DateSent<")) {
    if (const auto day = span(*before)) wanted.not_after = day->last;
  }
  return wanted;
}

std::size_t number(const std::optional<std::string>& digits, std::size_t otherwise,
                   std::size_t highest) {
  if (!digits) return otherwise;
  std::size_t value = 0;
  const auto* const end = digits->data() + digits->size();
  const auto [stopped, error] = std::from_chars(digits->data(), end, value);
  return error == std::errc() && stopped == end ? std::min(value, highest) : otherwise;
}

std::string page_uri(const http::Request& request, const std::string& account_sid, std::size_t size,
                     std::size_t page, const std::string& token) {
  std::vector<std::pair<std::string, std::string>> fields;
  for (const auto* name : {"To", "From", "DateSent", "DateSent<", "DateSent>"}) {
    if (const auto value = request.query(name)) fields.emplace_back(name, *value);
  }
  fields.emplace_back("PageSize", std::to_string(size));
  fields.emplace_back("Page", std::to_string(page));
  if (!token.empty()) fields.emplace_back("PageToken", token);
  return collection(account_sid) + ".json?" + form_body(fields);
}

}  // namespace

json message_json(const CarriedText& text, const std::string& account_sid) {
  const auto resource = collection(account_sid) + "/" + text.sid;
  const auto segments = routing::segments(text.body).count;
  return {{"account_sid", account_sid},
          {"api_version", "2010-04-01"},
          {"body", text.body},
          {"date_created", date(text.created)},
          {"date_sent", date(text.sent)},
          {"date_updated", date(text.updated)},
          {"direction", direction(text.writer)},
          {"error_code", text.error_code == 0 ? json() : json(text.error_code)},
          {"error_message", nullptr},
          {"from", text.from},
          {"messaging_service_sid", nullptr},
          {"num_media", std::to_string(text.media.size())},
          {"num_segments", std::to_string(segments)},
          {"price", nullptr},
          {"price_unit", "USD"},
          {"sid", text.sid},
          {"status", status(text)},
          {"subresource_uris", {{"media", resource + "/Media.json"}}},
          {"to", text.to},
          {"uri", resource + ".json"}};
}

json message_list_json(const History& history, const std::string& account_sid,
                       const http::Request& request) {
  constexpr std::size_t size_by_default = 50;
  constexpr std::size_t size_max = 1000;
  const auto wanted = filter(request);
  const auto size =
      std::max<std::size_t>(number(request.query("PageSize"), size_by_default, size_max), 1);
  const auto page = number(request.query("Page"), 0, texts_max);
  const auto token = request.query("PageToken").value_or("");

  // Pages go on after the last text of the one before, so that a text that comes in between
  // neither shows twice nor hides another.
  bool begun = token.empty();
  std::size_t to_skip = token.empty() ? page * size : 0;
  auto messages = json::array();
  std::string last;
  bool more = false;
  for (const auto& text : history.texts() | std::views::reverse) {
    if (!begun) {
      begun = "PA" + text.sid == token;
      continue;
    }
    if (!wanted.takes(text)) continue;
    if (to_skip > 0) {
      --to_skip;
      continue;
    }
    more = messages.size() == size;
    if (more) break;
    messages.push_back(message_json(text, account_sid));
    last = text.sid;
  }
  const auto count = messages.size();
  const auto uri = [&](std::size_t number_, const std::string& token_) {
    return page_uri(request, account_sid, size, number_, token_);
  };
  return {{"messages", std::move(messages)},
          {"page", page},
          {"page_size", size},
          {"start", page * size},
          {"end", page * size + (count == 0 ? 0 : count - 1)},
          {"uri", uri(page, token)},
          {"first_page_uri", uri(0, "")},
          {"next_page_uri", more ? json(uri(page + 1, "PA" + last)) : json()},
          {"previous_page_uri", page == 0 ? json() : json(uri(page - 1, ""))}};
}

json media_list_json(const CarriedText& text, const std::string& account_sid) {
  auto list = json::array();
  for (std::size_t i = 0; i < text.media.size(); ++i) {
    const auto sid = media_sid(text, i);
    list.push_back({{"sid", sid},
                    {"account_sid", account_sid},
                    {"parent_sid", text.sid},
                    {"content_type", text.media[i].content_type},
                    {"date_created", date(text.created)},
                    {"date_updated", date(text.created)},
                    {"uri", media_path(text, i, account_sid) + ".json"}});
  }
  const auto uri = collection(account_sid) + "/" + text.sid + "/Media.json?PageSize=50&Page=0";
  return {{"media_list", std::move(list)},
          {"page", 0},
          {"page_size", 50},
          {"start", 0},
          {"end", text.media.empty() ? 0 : text.media.size() - 1},
          {"uri", uri},
          {"first_page_uri", uri},
          {"next_page_uri", nullptr},
          {"previous_page_uri", nullptr}};
}

std::string media_sid(const CarriedText& text, std::size_t index) {
  return "ME" + text.sid.substr(2, 30) + fmt::format("{:02x}", index);
}

std::string media_path(const CarriedText& text, std::size_t index, const std::string& account_sid) {
  return collection(account_sid) + "/" + text.sid + "/Media/" + media_sid(text, index);
}

std::string http_date(Instant at) {
  return date_without_zone(at) + " GMT";
}

}  // namespace warmline::carriers::simulator
