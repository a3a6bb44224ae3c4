// What callers send: JSON bodies, ids in paths, and query fields. Every problem here is `malformed`
// unless it says otherwise.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "gateway/http/request.hpp"
#include "routing/ids.hpp"
#include "routing/instant.hpp"
#include "routing/result.hpp"
#include "routing/text.hpp"

namespace warmline::api {

inline constexpr int json_depth_max = 16;
inline constexpr std::size_t client_id_characters_max = 100;
inline constexpr int page_default = 50;
inline constexpr int page_max = 100;

// The body, a JSON object sent as application/json. Fields that nobody knows are left alone.
routing::Result<nlohmann::json> read_json(const http::Request& request);

// A string that must be there.
routing::Result<std::string> read_string(const nlohmann::json& body, std::string_view field);
// A string that may be absent or null.
routing::Result<std::optional<std::string>> read_optional_string(const nlohmann::json& body,
                                                                 std::string_view field);
// "password", fit to be somebody's: also bad_password.
routing::Result<std::string> read_new_password(const nlohmann::json& body);
// False when absent or null.
routing::Result<bool> read_flag(const nlohmann::json& body, std::string_view field);
// "body", fit to be sent: also empty_body, too_long.
routing::Result<routing::Body> read_words(const nlohmann::json& body);
// "note"; empty when it is absent or blank. Also too_long.
routing::Result<std::optional<routing::Body>> read_note(const nlohmann::json& body);
// `field`, words that have to be there: also empty_body, too_long.
routing::Result<routing::Body> read_words(const nlohmann::json& body, std::string_view field);
// "until", a time.
routing::Result<routing::Instant> read_until(const nlohmann::json& body);
// A list of strings that must be there; may be empty.
routing::Result<std::vector<std::string>> read_strings(const nlohmann::json& body,
                                                       std::string_view field);
// "client_id": 1 to client_id_characters_max bytes.
routing::Result<std::string> read_client_id(const nlohmann::json& body);

// Who had a conversation when a client decided, null for nobody; empty where it does not say.
// not_found when it can't be anybody's id.
routing::Result<std::optional<std::optional<routing::StaffId>>> read_holder(
    const nlohmann::json& body, std::string_view key);

// Whom "to" names; not_found when it can't be anybody's id.
routing::Result<std::optional<routing::StaffId>> read_to(const nlohmann::json& body);

// The {id} of the path; not_found when it can't be one.
routing::Result<routing::ConversationId> conversation_id_of(const http::Request& request);

// The {id} of the path, of whatever kind; empty when it can't be one.
template <class SomeId>
std::optional<SomeId> id_in_path(const http::Request& request) {
  const auto found = request.path_values.find("id");
  return found == request.path_values.end() ? std::nullopt : SomeId::parse(found->second);
}

// "limit": 1 to page_max; page_default when it is absent.
routing::Result<int> read_page_size(const nlohmann::json& body);

// The query field, where it is there and not empty.
std::optional<std::string> query_of(const http::Request& request, std::string_view name);
// "limit": 1 to page_max.
routing::Result<int> page_size_of(const http::Request& request);

// Whose tries are counted together. A proxy on this machine adds the real one at the end; what
// anybody else writes into that header counts for nothing.
std::string address_of(const http::Request& request);

// "since", a seq; empty when it is absent.
routing::Result<std::optional<std::int64_t>> since_of(const http::Request& request);

}  // namespace warmline::api
