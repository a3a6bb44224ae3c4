#include "gateway/http/response.hpp"

#include <utility>

#include <nlohmann/json.hpp>

namespace warmline::http {

Response& Response::set(std::string_view name, std::string value) {
  for (auto& [field, present] : headers) {
    if (equal_ignoring_case(field, name)) {
      present = std::move(value);
      return *this;
    }
  }
  headers.emplace_back(std::string(name), std::move(value));
  return *this;
}

Response empty_response(unsigned status) {
  Response response;
  response.status = status;
  return response;
}

Response typed_response(unsigned status, std::string_view content_type, std::string body) {
  Response response;
  response.status = status;
  response.headers.emplace_back("Content-Type", std::string(content_type));
  response.body = std::move(body);
  return response;
}

Response text_response(unsigned status, std::string text) {
  return typed_response(status, "text/plain; charset=utf-8", std::move(text));
}

Response json_response(unsigned status, const nlohmann::json& value) {
  // Replacing: a text with broken UTF-8 must not make a whole page of a conversation unreadable.
  return typed_response(status, "application/json",
                        value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

std::string_view reason_phrase(unsigned status) {
  switch (status) {
    case 100:
      return "Continue";
    case 101:
      return "Switching Protocols";
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 426:
      return "Upgrade Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    default:
      return "Unknown";
  }
}

}  // namespace warmline::http
