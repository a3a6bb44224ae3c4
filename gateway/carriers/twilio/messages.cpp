#include "gateway/carriers/twilio/messages.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <nlohmann/json.hpp>

#include "gateway/carriers/twilio/errors.hpp"
#include "gateway/http/form.hpp"

namespace warmline::carriers::twilio {
namespace {

using nlohmann::json;
using routing::problem;
using routing::ProblemCode;
using routing::TextStatus;

// Missing parameters read as empty ones.
std::string_view first(const Parameters& parameters, std::string_view name) {
  const auto found = std::ranges::find(parameters, name, &Parameters::value_type::first);
  return found == parameters.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view message_sid(const Parameters& parameters) {
  const auto sid = first(parameters, "MessageSid");
  return sid.empty() ? first(parameters, "SmsSid") : sid;
}

int number(std::string_view digits) {
  int value = 0;
  const auto end = digits.data() + digits.size();
  const auto [stopped, error] = std::from_chars(digits.data(), end, value);
  return error == std::errc() && stopped == end ? value : 0;
}

// What JSON writes as it stands, and is UTF-8: nearly all that a carrier says.
bool is_plain(std::string_view bytes) {
  return std::ranges::all_of(bytes,
                             [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

// Bytes that are not UTF-8 become U+FFFD: the text is kept, and can be shown.
std::string as_json(std::string_view bytes) {
  return json(bytes).dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string as_utf8(std::string_view bytes) {
  return is_plain(bytes) ? std::string(bytes) : json::parse(as_json(bytes)).get<std::string>();
}

void append_json(std::string& text, std::string_view bytes) {
  if (is_plain(bytes)) {
    text.append(1, '"').append(bytes).append(1, '"');
  } else {
    text.append(as_json(bytes));
  }
}

// Written piece by piece: a tree of JSON values for two dozen parameters cost a seventh of all that
// is done before a text goes to the store.
std::string as_received(const Parameters& parameters) {
  std::string pairs = "[";
  for (const auto& [name, value] : parameters) {
    pairs.append(pairs.size() == 1 ? "[" : ",[");
    append_json(pairs, name);
    pairs.push_back(',');
    append_json(pairs, value);
    pairs.push_back(']');
  }
  pairs.push_back(']');
  return pairs;
}

std::vector<routing::Media> media(const Parameters& parameters) {
  const auto named = number(first(parameters, "NumMedia"));
  const auto count =
      std::min<std::size_t>(named > 0 ? static_cast<std::size_t>(named) : 0, media_max);
  std::vector<routing::Media> list;
  for (std::size_t i = 0; i < count; ++i) {
    const auto url = first(parameters, "MediaUrl" + std::to_string(i));
    const auto type = first(parameters, "MediaContentType" + std::to_string(i));
    if (!url.empty()) list.push_back({.content_type = as_utf8(type), .url = as_utf8(url)});
  }
  return list;
}

std::optional<routing::Keyword> answered(std::string_view opt_out_type) {
  if (opt_out_type == "STOP") return routing::Keyword::stop;
  if (opt_out_type == "START") return routing::Keyword::start;
  if (opt_out_type == "HELP") return routing::Keyword::help;
  return std::nullopt;
}

std::string scalar(const nlohmann::ordered_json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_null() ? std::string() : value.dump();
}

routing::Result<Parameters> json_parameters(std::string_view body) {
  const auto object = nlohmann::ordered_json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) return problem(ProblemCode::malformed, "the body is not a JSON object");
  Parameters list;
  list.reserve(object.size());
  for (const auto& [name, value] : object.items()) {
    if (value.is_structured()) {
      return problem(ProblemCode::malformed, "a JSON parameter is not a scalar");
    }
    list.emplace_back(name, scalar(value));
  }
  return list;
}

bool is_media_type(std::string_view content_type, std::string_view wanted) {
  auto type = content_type.substr(0, content_type.find(';'));
  while (type.ends_with(' ') || type.ends_with('\t')) type.remove_suffix(1);
  return std::ranges::equal(type, wanted, [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

}  // namespace

bool is_form(std::string_view content_type) {
  return is_media_type(content_type, "application/x-www-form-urlencoded");
}

bool is_json(std::string_view content_type) {
  return is_media_type(content_type, "application/json");
}

routing::Result<Parameters> parameters(std::string_view content_type, std::string_view body) {
  if (is_form(content_type)) return http::parse_form(body);
  if (is_json(content_type)) return json_parameters(body);
  return problem(ProblemCode::malformed, "neither a form nor JSON");
}

routing::Result<InboundText> read_text(const Parameters& parameters) {
  const auto sid = message_sid(parameters);
  if (sid.empty()) return problem(ProblemCode::malformed, "no MessageSid");
  if (!first(parameters, "MessageStatus").empty()) {
    return problem(ProblemCode::malformed, "a status callback, not a message");
  }
  auto from = routing::PhoneNumber::parse(first(parameters, "From"));
  if (!from) return problem(ProblemCode::malformed, "From is not a number");
  auto to = routing::PhoneNumber::parse(first(parameters, "To"));
  if (!to) return problem(ProblemCode::malformed, "To is not a number");
  return InboundText{.carrier_id = as_utf8(sid),
                     .from = std::move(*from),
                     .to = std::move(*to),
                     .body = routing::Body(as_utf8(first(parameters, "Body"))),
                     .media = media(parameters),
                     .answered_by_carrier = answered(first(parameters, "OptOutType")),
                     .parameters = as_received(parameters)};
}

routing::Result<Receipt> read_receipt(const Parameters& parameters) {
  const auto sid = message_sid(parameters);
  if (sid.empty()) return problem(ProblemCode::malformed, "no MessageSid");
  const auto word = first(parameters, "MessageStatus");
  const auto status = text_status(word);
  if (!status) return problem(ProblemCode::malformed, "no MessageStatus that we know");
  Receipt receipt{.carrier_id = as_utf8(sid),
                  .carrier_status = std::string(word),
                  .status = *status,
                  .problem = std::nullopt,
                  .parameters = as_received(parameters)};
  if (*status == TextStatus::failed) {
    receipt.problem = send_problem(number(first(parameters, "ErrorCode")));
  }
  return receipt;
}

std::optional<TextStatus> text_status(std::string_view word) {
  struct Meaning {
    std::string_view word;
    TextStatus status;
  };
  // "sent" is ours for: the carrier has it.
  static constexpr std::array meanings{
      Meaning{"accepted", TextStatus::sent},       Meaning{"scheduled", TextStatus::sent},
      Meaning{"queued", TextStatus::sent},         Meaning{"sending", TextStatus::sent},
      Meaning{"sent", TextStatus::sent},           Meaning{"partially_delivered", TextStatus::sent},
      Meaning{"delivered", TextStatus::delivered}, Meaning{"read", TextStatus::delivered},
      Meaning{"undelivered", TextStatus::failed},  Meaning{"failed", TextStatus::failed},
      Meaning{"canceled", TextStatus::failed},
  };
  const auto* const found = std::ranges::find(meanings, word, &Meaning::word);
  return found == meanings.end() ? std::nullopt : std::optional(found->status);
}

}  // namespace warmline::carriers::twilio
