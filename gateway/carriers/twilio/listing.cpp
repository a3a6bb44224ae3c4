#include "gateway/carriers/twilio/listing.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <nlohmann/json.hpp>

#include "gateway/carriers/twilio/errors.hpp"
#include "gateway/carriers/twilio/messages.hpp"

namespace warmline::carriers::twilio {
namespace {

using nlohmann::json;
using routing::Direction;
using routing::problem;
using routing::ProblemCode;
using routing::TextStatus;

// Missing values, and those that are no strings, read as empty ones.
std::string_view words(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return {};
  return found->get_ref<const std::string&>();
}

template <class Number>
std::optional<Number> number(std::string_view digits) {
  Number value = 0;
  const auto* const end = digits.data() + digits.size();
  const auto [stopped, error] = std::from_chars(digits.data(), end, value);
  return error == std::errc() && stopped == end ? std::optional(value) : std::nullopt;
}

// As webhooks have it: pairs of strings.
std::string as_pairs(const json& message) {
  auto pairs = json::array();
  for (const auto& [name, value] : message.items()) {
    pairs.push_back(json::array({name, value.is_string() ? value.get<std::string>()
                                       : value.is_null() ? std::string()
                                                         : value.dump()}));
  }
  return pairs.dump();
}

std::optional<Direction> direction(std::string_view word) {
  if (word == "inbound") return Direction::in;
  // "outbound-api", "outbound-reply", "outbound-call".
  if (word.starts_with("outbound")) return Direction::out;
  return std::nullopt;
}

// Ids become part of URLs.
bool is_id(std::string_view sid) {
  return !sid.empty() && std::ranges::all_of(sid, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::optional<ListedText> listed_text(const json& message) {
  if (!message.is_object()) return std::nullopt;
  const auto sid = words(message, "sid");
  const auto way = direction(words(message, "direction"));
  auto from = routing::PhoneNumber::parse(words(message, "from"));
  auto to = routing::PhoneNumber::parse(words(message, "to"));
  const auto at = read_date(words(message, "date_created"));
  if (!is_id(sid) || !way || !from || !to || !at) return std::nullopt;
  ListedText text{.carrier_id = std::string(sid),
                  .direction = *way,
                  .from = std::move(*from),
                  .to = std::move(*to),
                  .body = routing::Body(std::string(words(message, "body"))),
                  .at = *at,
                  .status = TextStatus::received,
                  .problem = std::nullopt,
                  .media_count = number<std::size_t>(words(message, "num_media")).value_or(0),
                  .parameters = as_pairs(message)};
  if (*way == Direction::in) return text;
  // It is on the carrier's record: the carrier has it, whatever new word it says.
  text.status = text_status(words(message, "status")).value_or(TextStatus::sent);
  if (text.status == TextStatus::failed) {
    const auto code = message.find("error_code");
    const bool known = code != message.end() && code->is_number_integer();
    text.problem = send_problem(known ? code->get<int>() : 0);
  }
  return text;
}

std::optional<unsigned> month(std::string_view name) {
  static constexpr std::array<std::string_view, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto* const found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<unsigned>(found - names.begin()) + 1;
}

std::string_view take_word(std::string_view& rest, char end) {
  const auto word = rest.substr(0, rest.find(end));
  rest.remove_prefix(std::min(word.size() + 1, rest.size()));
  return word;
}

std::optional<std::chrono::seconds> time_of_day(std::string_view text) {
  const auto hours = number<unsigned>(take_word(text, ':'));
  const auto minutes = number<unsigned>(take_word(text, ':'));
  const auto seconds = number<unsigned>(text);
  // 60: a leap second.
  if (!hours || !minutes || !seconds || *hours > 23 || *minutes > 59 || *seconds > 60) {
    return std::nullopt;
  }
  return std::chrono::hours(*hours) + std::chrono::minutes(*minutes) +
         std::chrono::seconds(*seconds);
}

// "+0130" is an hour and a half ahead.
std::optional<std::chrono::minutes> zone(std::string_view text) {
  if (text == "GMT" || text == "UTC" || text == "Z") return std::chrono::minutes(0);
  if (text.size() != 5 || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const auto hours = number<unsigned>(text.substr(1, 2));
  const auto minutes = number<unsigned>(text.substr(3));
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const std::chrono::minutes ahead = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
  return text.front() == '+' ? ahead : -ahead;
}

}  // namespace

routing::Result<Page> read_page(std::string_view body) {
  const auto page = json::parse(body, nullptr, /*allow_exceptions=*/false);
  const auto messages = page.is_object() ? page.find("messages") : page.end();
  if (messages == page.end() || !messages->is_array()) {
    return problem(ProblemCode::malformed, "the carrier's list is no list of messages");
  }
  Page read;
  for (const auto& message : *messages) {
    if (auto text = listed_text(message)) {
      read.texts.push_back(std::move(*text));
    } else {
      ++read.unreadable;
    }
  }
  read.next_page_uri = words(page, "next_page_uri");
  return read;
}

routing::Result<std::vector<routing::Media>> read_media(std::string_view body,
                                                        std::string_view origin) {
  const auto page = json::parse(body, nullptr, /*allow_exceptions=*/false);
  const auto list = page.is_object() ? page.find("media_list") : page.end();
  if (list == page.end() || !list->is_array()) {
    return problem(ProblemCode::malformed, "the carrier's list is no list of media");
  }
  std::vector<routing::Media> media;
  for (const auto& item : *list) {
    if (!item.is_object() || media.size() == media_max) continue;
    auto uri = words(item, "uri");
    // The resource without its ending is the picture itself, as webhooks name it.
    constexpr std::string_view ending = ".json";
    if (uri.ends_with(ending)) uri.remove_suffix(ending.size());
    auto url = url_within(origin, uri);
    if (url.empty()) continue;
    media.push_back(
        {.content_type = std::string(words(item, "content_type")), .url = std::move(url)});
  }
  return media;
}

std::optional<routing::Instant> read_date(std::string_view text) {
  const auto comma = text.find(", ");
  if (comma != std::string_view::npos) text.remove_prefix(comma + 2);
  const auto day = number<unsigned>(take_word(text, ' '));
  const auto named = month(take_word(text, ' '));
  const auto year = number<int>(take_word(text, ' '));
  const auto time = time_of_day(take_word(text, ' '));
  const auto ahead = zone(text);
  if (!day || !named || !year || !time || !ahead || *year < 1970 || *year > 9999) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(*named),
                                         std::chrono::day(*day)};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date) + *time - *ahead;
}

std::string_view origin_of(std::string_view url) {
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return {};
  return url.substr(0, url.find_first_of("/?#", scheme_end + 3));
}

std::string url_within(std::string_view origin, std::string_view uri) {
  if (uri.starts_with('/')) return std::string(origin).append(uri);
  if (!origin.empty() && origin_of(uri) == origin) return std::string(uri);
  return {};
}

}  // namespace warmline::carriers::twilio
