// Files that lie in the binary, served with all that makes a browser fetch them once.
#pragma once

#include <string_view>

#include "gateway/http/request.hpp"
#include "gateway/http/response.hpp"

namespace warmline::http {

// All views live as long as the program.
struct StaticFile {
  std::string_view path;
  std::string_view content_type;
  std::string_view etag;  // quoted, as in the header; strong or weak
  bool immutable;         // its name changes with its content
  std::string_view identity;
  std::string_view gzip;    // empty: there is none
  std::string_view brotli;  // empty: there is none
};

// 200, 304 when If-None-Match names the etag (compared weakly, RFC 9110, 13.1.2), 405 for any
// method but GET and HEAD. Of the encodings the client takes: brotli, else gzip, else identity.
// `content_security_policy`: the header's value; empty: no header.
Response file_response(const Request& request, const StaticFile& file,
                       std::string_view content_security_policy);

}  // namespace warmline::http
