#include "gateway/http/files.hpp"

#include <doctest/doctest.h>

using namespace warmline::http;

namespace {

constexpr StaticFile page = {.path = "/",
                             .content_type = "text/html; charset=utf-8",
                             .etag = "W/\"abc\"",
                             .immutable = false,
                             .identity = "identity",
                             .gzip = "gzip",
                             .brotli = "brotli"};

Request asking(Fields headers) {
  Request request;
  request.method = "GET";
  request.headers = std::move(headers);
  return request;
}

std::string_view served(const Fields& headers, const StaticFile& file = page) {
  return file_response(asking(headers), file, "").content();
}

}  // namespace

TEST_CASE("the best encoding the client takes is sent") {
  CHECK(served({}) == "identity");
  CHECK(served({{"Accept-Encoding", "gzip, deflate, br"}}) == "brotli");
  CHECK(served({{"Accept-Encoding", "gzip"}}) == "gzip");
  CHECK(served({{"Accept-Encoding", "GZIP;q=0.5, br;q=0"}}) == "gzip");
  CHECK(served({{"Accept-Encoding", "br;q=0.000, gzip; q=0.0"}}) == "identity");
  CHECK(served({{"Accept-Encoding", "*"}}) == "brotli");
  CHECK(served({{"Accept-Encoding", "*, br;Q=0"}}) == "gzip");
  CHECK(served({{"Accept-Encoding", "*;q=0"}}) == "identity");
  CHECK(served({{"Accept-Encoding", "brotli, xbr, ,"}}) == "identity");
}

TEST_CASE("an encoding that does not exist is not sent") {
  StaticFile small = page;
  small.gzip = {};
  small.brotli = {};
  CHECK(served({{"Accept-Encoding", "gzip, br"}}, small) == "identity");
  const auto response = file_response(asking({{"Accept-Encoding", "br"}}), small, "");
  CHECK_FALSE(find_field(response.headers, "Content-Encoding"));
}

TEST_CASE("a file says what it is, how it is encoded, and what may be done with it") {
  const auto response =
      file_response(asking({{"Accept-Encoding", "br"}}), page, "default-src 'self'");
  CHECK(response.status == 200);
  CHECK(find_field(response.headers, "Content-Type") == "text/html; charset=utf-8");
  CHECK(find_field(response.headers, "Content-Encoding") == "br");
  CHECK(find_field(response.headers, "Vary") == "Accept-Encoding");
  CHECK(find_field(response.headers, "ETag") == "W/\"abc\"");
  CHECK(find_field(response.headers, "Cache-Control") == "no-cache");
  CHECK(find_field(response.headers, "Content-Security-Policy") == "default-src 'self'");
}

TEST_CASE("a file whose name changes with its content is kept for ever") {
  StaticFile asset = page;
  asset.immutable = true;
  const auto response = file_response(asking({}), asset, "");
  CHECK(find_field(response.headers, "Cache-Control") == "public, max-age=31536000, immutable");
}

TEST_CASE("a client that has it already is told so, with no body") {
  for (const char* known : {"\"abc\"", "W/\"abc\"", "\"x\", W/\"abc\"", "*"}) {
    CAPTURE(known);
    const auto response = file_response(asking({{"If-None-Match", known}}), page, "");
    CHECK(response.status == 304);
    CHECK(response.content().empty());
    CHECK(find_field(response.headers, "ETag") == "W/\"abc\"");
  }
  CHECK(file_response(asking({{"If-None-Match", "\"abcd\", abc"}}), page, "").status == 200);
}

TEST_CASE("a file can only be read") {
  Request request = asking({});
  request.method = "POST";
  const auto response = file_response(request, page, "");
  CHECK(response.status == 405);
  CHECK(find_field(response.headers, "Allow") == "GET, HEAD");
}
