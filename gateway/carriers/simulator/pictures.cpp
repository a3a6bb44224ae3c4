#include "gateway/carriers/simulator/pictures.hpp"

#include <charconv>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "gateway/carriers/base64.hpp"
#include "gateway/carriers/simulator/message_json.hpp"
#include "routing/picture.hpp"

namespace warmline::carriers::simulator {
namespace {

namespace asio = boost::asio;
using http::Request;
using http::Response;
using nlohmann::json;

constexpr std::string_view data_scheme = "data:";

std::string said_type(std::string_view url) {
  if (!url.starts_with(data_scheme)) return "image/jpeg";
  const auto type = url.substr(data_scheme.size());
  return std::string(type.substr(0, type.find_first_of(";,")));
}

// Those that have a text at all: `index` of it.
const routing::Media* medium(const CarriedText* text, std::size_t index) {
  return text != nullptr && index < text->media.size() ? &text->media[index] : nullptr;
}

asio::awaitable<Response> give_file(std::shared_ptr<Exchange> exchange, Request request) {
  // Amazon S3, where Twilio keeps them, takes no second way of signing in beside the signed
  // address: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  // ("InvalidArgument").
  if (request.header("Authorization"))
    co_return http::text_response(400, "Only one auth mechanism");
  const auto* const text = exchange->history().find(request.path_values.at("sid"));
  for (std::size_t i = 0; text != nullptr && i < text->media.size(); ++i) {
    if (media_sid(*text, i) != request.path_values.at("media")) continue;
    auto file = file_in(text->media[i].url);
    if (file) co_return http::typed_response(200, file->content_type, std::move(file->bytes));
  }
  co_return http::text_response(404, "Not Found");
}

asio::awaitable<Response> give_to_phone(std::shared_ptr<Exchange> exchange, Request request) {
  const auto& digits = request.path_values.at("index");
  std::size_t index = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), index);
  const auto* const found = medium(exchange->history().find(request.path_values.at("id")), index);
  auto file = found != nullptr ? file_in(found->url) : std::nullopt;
  const auto kind = file ? routing::picture_kind(file->bytes) : std::nullopt;
  if (!kind) co_return http::text_response(404, "Not Found");
  co_return http::typed_response(200, routing::media_type(*kind), std::move(file->bytes));
}

}  // namespace

std::vector<routing::Media> read_media(const json& list) {
  std::vector<routing::Media> media;
  for (const auto& item : list) {
    if (item.is_object()) {
      media.push_back({.content_type = item.at("content_type"), .url = item.at("url")});
      continue;
    }
    auto url = item.get<std::string>();
    auto type = said_type(url);
    media.push_back({.content_type = std::move(type), .url = std::move(url)});
  }
  return media;
}

std::optional<File> file_in(std::string_view url) {
  constexpr std::string_view encoding = ";base64,";
  if (!url.starts_with(data_scheme)) return std::nullopt;
  const auto type_end = url.find(encoding);
  if (type_end == std::string_view::npos) return std::nullopt;
  auto bytes = from_base64(url.substr(type_end + encoding.size()));
  if (!bytes) return std::nullopt;
  return File{said_type(url), std::move(*bytes)};
}

std::string file_url(const Exchange& exchange, const CarriedText& text, std::size_t index) {
  const auto& url = text.media[index].url;
  if (!url.starts_with(data_scheme)) return url;
  return fmt::format("{}/{}/{}/{}", exchange.files_url(), exchange.account_sid(), text.sid,
                     media_sid(text, index));
}

std::vector<http::Route> file_routes(std::shared_ptr<Exchange> exchange) {
  return {{"GET", "/{account}/{sid}/{media}", [exchange = std::move(exchange)](Request request) {
             return give_file(exchange, std::move(request));
           }}};
}

std::vector<http::Route> phone_picture_routes(std::shared_ptr<Exchange> exchange) {
  return {{"GET", "/phone/api/texts/{id}/media/{index}",
           [exchange = std::move(exchange)](Request request) {
             return give_to_phone(exchange, std::move(request));
           }}};
}

}  // namespace warmline::carriers::simulator
