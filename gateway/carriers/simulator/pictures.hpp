// What comes with texts, as the simulated carrier keeps it. The url of a routing::Media is here
// where the thing itself is: an address anywhere, or a data: URL (RFC 2397) that has all of it. To
// lines it goes by the carrier's own address (messages_api.hpp), which leads on to there, as at
// Twilio.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "gateway/carriers/simulator/exchange.hpp"
#include "gateway/http/router.hpp"

namespace warmline::carriers::simulator {

// "media" as phones and tests give it: each an address, or {"content_type","url"} for one that is
// said to be something else. An address is said to be a JPEG, a data: URL what it says itself.
// Throws nlohmann::json::exception for anything else.
std::vector<routing::Media> read_media(const nlohmann::json& list);

struct File {
  std::string content_type;
  std::string bytes;
};
// What a data: URL in Base64 has; empty for another, and for a broken one.
std::optional<File> file_in(std::string_view url);

// Where one of a text's media is: its address, or the carrier's own for what has none.
std::string file_url(const Exchange& exchange, const CarriedText& text, std::size_t index);

// GET /{account}/{sid}/{media}: the carrier's own files, on an origin of their own. Whoever sends a
// password along is refused (400), as such places do.
std::vector<http::Route> file_routes(std::shared_ptr<Exchange> exchange);

// GET /phone/api/texts/{id}/media/{index}: a picture, for the pretend phone's page.
std::vector<http::Route> phone_picture_routes(std::shared_ptr<Exchange> exchange);

}  // namespace warmline::carriers::simulator
