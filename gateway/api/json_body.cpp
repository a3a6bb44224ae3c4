#include "gateway/api/json_body.hpp"

#include <charconv>
#include <utility>

#include "gateway/auth/passwords.hpp"
#include "gateway/http/fields.hpp"

namespace warmline::api {
namespace {

using nlohmann::json;
using routing::problem;
using routing::ProblemCode;
using routing::Result;

bool is_json(const http::Request& request) {
  const auto type = request.header("Content-Type").value_or("");
  return http::equal_ignoring_case(http::trim_spaces(type.substr(0, type.find(';'))),
                                   "application/json");
}

std::unexpected<routing::Problem> malformed(std::string_view field, std::string_view what) {
  return problem(ProblemCode::malformed, std::string(field) + " " + std::string(what));
}

std::optional<std::int64_t> read_whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Result<int> page_size(std::optional<std::int64_t> asked) {
  if (!asked || *asked < 1 || *asked > page_max) return malformed("limit", "is not 1 to 100");
  return static_cast<int>(*asked);
}

}  // namespace

Result<json> read_json(const http::Request& request) {
  if (!is_json(request)) return problem(ProblemCode::malformed, "not application/json");
  bool is_too_deep = false;
  const json::parser_callback_t look = [&](int depth, json::parse_event_t, json&) {
    is_too_deep = is_too_deep || depth > json_depth_max;
    return !is_too_deep;
  };
  auto body = json::parse(request.body, look, /*allow_exceptions=*/false);
  if (is_too_deep) return problem(ProblemCode::malformed, "JSON that is too deep");
  if (!body.is_object()) return problem(ProblemCode::malformed, "not a JSON object");
  return body;
}

Result<std::optional<std::string>> read_optional_string(const json& body, std::string_view field) {
  const auto found = body.find(field);
  if (found == body.end() || found->is_null()) return std::nullopt;
  if (!found->is_string()) return malformed(field, "is not a string");
  return found->get<std::string>();
}

Result<std::string> read_string(const json& body, std::string_view field) {
  auto text = read_optional_string(body, field);
  if (!text) return std::unexpected(std::move(text.error()));
  if (!*text) return malformed(field, "is missing");
  return std::move(**text);
}

Result<std::string> read_new_password(const json& body) {
  auto password = read_string(body, "password");
  if (!password) return password;
  if (password->size() < auth::password_bytes_min || password->size() > auth::password_bytes_max) {
    return problem(ProblemCode::bad_password, "too short, or too long");
  }
  return password;
}

Result<bool> read_flag(const json& body, std::string_view field) {
  const auto found = body.find(field);
  if (found == body.end() || found->is_null()) return false;
  if (!found->is_boolean()) return malformed(field, "is neither true nor false");
  return found->get<bool>();
}

Result<routing::Body> read_words(const json& body) {
  return read_words(body, "body");
}

Result<routing::Body> read_words(const json& body, std::string_view field) {
  const auto words = read_string(body, field);
  if (!words) return std::unexpected(words.error());
  return routing::sendable_body(*words);
}

Result<routing::Instant> read_until(const json& body) {
  const auto text = read_string(body, "until");
  if (!text) return std::unexpected(text.error());
  const auto until = routing::parse_instant(*text);
  if (!until) return malformed("until", "is no RFC 3339 time");
  return *until;
}

Result<std::vector<std::string>> read_strings(const json& body, std::string_view field) {
  const auto found = body.find(field);
  if (found == body.end() || !found->is_array()) return malformed(field, "is not a list");
  std::vector<std::string> strings;
  for (const auto& each : *found) {
    if (!each.is_string()) return malformed(field, "holds what is not a string");
    strings.push_back(each.get<std::string>());
  }
  return strings;
}

Result<std::optional<routing::Body>> read_note(const json& body) {
  const auto words = read_optional_string(body, "note");
  if (!words) return std::unexpected(words.error());
  if (!*words) return std::nullopt;
  auto note = routing::sendable_body(**words);
  if (note) return std::move(*note);
  if (note.error().code == ProblemCode::empty_body) return std::nullopt;
  return std::unexpected(std::move(note.error()));
}

Result<std::string> read_client_id(const json& body) {
  auto id = read_string(body, "client_id");
  if (id && (id->empty() || id->size() > client_id_characters_max)) {
    return malformed("client_id", "is empty or too long");
  }
  return id;
}

Result<std::optional<std::optional<routing::StaffId>>> read_holder(const json& body,
                                                                   std::string_view key) {
  using Holder = std::optional<std::optional<routing::StaffId>>;
  if (!body.contains(key)) return Holder{};
  const auto named = read_optional_string(body, key);
  if (!named) return std::unexpected(named.error());
  const auto holder = *named ? routing::StaffId::parse(**named) : std::nullopt;
  if (*named && !holder) return problem(ProblemCode::not_found, "no such member of staff");
  return Holder(std::in_place, holder);
}

Result<std::optional<routing::StaffId>> read_to(const json& body) {
  const auto to = read_optional_string(body, "to");
  if (!to) return std::unexpected(to.error());
  if (!*to) return std::nullopt;
  const auto id = routing::StaffId::parse(**to);
  if (!id) return problem(ProblemCode::not_found, "no such member of staff");
  return id;
}

Result<routing::ConversationId> conversation_id_of(const http::Request& request) {
  const auto id = id_in_path<routing::ConversationId>(request);
  if (!id) return problem(ProblemCode::not_found, "no such conversation");
  return *id;
}

std::optional<std::string> query_of(const http::Request& request, std::string_view name) {
  auto value = request.query(name);
  if (value && value->empty()) return std::nullopt;
  return value;
}

Result<int> read_page_size(const json& body) {
  const auto limit = body.find("limit");
  if (limit == body.end() || limit->is_null()) return page_default;
  return page_size(limit->is_number_integer() ? std::optional(limit->get<std::int64_t>())
                                              : std::nullopt);
}

Result<int> page_size_of(const http::Request& request) {
  const auto text = query_of(request, "limit");
  return text ? page_size(read_whole_number(*text)) : page_default;
}

Result<std::optional<std::int64_t>> since_of(const http::Request& request) {
  const auto text = query_of(request, "since");
  if (!text) return std::nullopt;
  const auto since = read_whole_number(*text);
  if (!since || *since < 0) return malformed("since", "is no seq");
  return since;
}

}  // namespace warmline::api
