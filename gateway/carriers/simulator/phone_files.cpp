#include "gateway/carriers/simulator/phone_files.hpp"

#include <array>
#include <string>

#include "gateway/carriers/twilio/signature.hpp"
#include "gateway/http/files.hpp"

// The build names the folder, and rebuilds this file when one of its files changes.
#define WARMLINE_EMBED(symbol, file)                                                        \
  asm(".pushsection .rodata\n" #symbol "_begin:\n.incbin \"" WARMLINE_PHONE_FOLDER "/" file \
      "\"\n" #symbol "_end:\n.byte 0\n.popsection\n");                                      \
  extern "C" const char symbol##_begin[];                                                   \
  extern "C" const char symbol##_end[]

WARMLINE_EMBED(warmline_phone_page, "index.html");
WARMLINE_EMBED(warmline_phone_style, "phone.css");
WARMLINE_EMBED(warmline_phone_script, "phone.js");
WARMLINE_EMBED(warmline_phone_pictures, "pictures.js");

namespace warmline::carriers::simulator {
namespace {

namespace asio = boost::asio;

constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

http::Route route(std::string path, std::string_view type, std::string_view content) {
  auto etag = '"' + twilio::sha256_hex(content).substr(0, 16) + '"';
  auto answer = [type, content,
                 etag = std::move(etag)](http::Request request) -> asio::awaitable<http::Response> {
    const http::StaticFile file{.path = {},
                                .content_type = type,
                                .etag = etag,
                                .immutable = false,
                                .identity = content,
                                .gzip = {},
                                .brotli = {}};
    co_return http::file_response(request, file, content_security_policy);
  };
  return {"GET", std::move(path), std::move(answer)};
}

}  // namespace

std::vector<http::Route> phone_file_routes() {
  return {route("/phone", "text/html; charset=utf-8",
                between(warmline_phone_page_begin, warmline_phone_page_end)),
          route("/phone/phone.css", "text/css; charset=utf-8",
                between(warmline_phone_style_begin, warmline_phone_style_end)),
          route("/phone/phone.js", "text/javascript; charset=utf-8",
                between(warmline_phone_script_begin, warmline_phone_script_end)),
          route("/phone/pictures.js", "text/javascript; charset=utf-8",
                between(warmline_phone_pictures_begin, warmline_phone_pictures_end))};
}

}  // namespace warmline::carriers::simulator
