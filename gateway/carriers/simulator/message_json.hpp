// A text as Twilio's Message resource shows it, and its lists.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "gateway/carriers/simulator/carried_text.hpp"
#include "gateway/carriers/simulator/history.hpp"
#include "gateway/http/request.hpp"

namespace warmline::carriers::simulator {

nlohmann::json message_json(const CarriedText& text, const std::string& account_sid);

// The page of the account's messages, newest first, that `request`'s query asks for: To, From,
// DateSent, "DateSent<", "DateSent>" (each a day or an instant, all inclusive), PageSize (50, at
// most 1000), Page and PageToken.
nlohmann::json message_list_json(const History& history, const std::string& account_sid,
                                 const http::Request& request);

// The pictures of one text, as Twilio's Media resources show them.
nlohmann::json media_list_json(const CarriedText& text, const std::string& account_sid);

// The id of one of them: the same each time; and its path.
std::string media_sid(const CarriedText& text, std::size_t index);
std::string media_path(const CarriedText& text, std::size_t index, const std::string& account_sid);

// "Thu, 24 Aug 2023 05:01:45 GMT" (RFC 9110, 5.6.7).
std::string http_date(routing::Instant at);

}  // namespace warmline::carriers::simulator
