// The built web app, as it lies in the binary.
#pragma once

#include <span>
#include <string_view>

namespace warmline::inbox {

// One file of the app. All views point into the binary and live as long as the program.
struct File {
  std::string_view path;          // as in the URL: "/" is the page itself, "/assets/index-Ab12.js"
  std::string_view content_type;  // ready for the Content-Type header, with its charset
  // Ready for the ETag header: weak (RFC 9110, 8.8.1), because the three encodings below share it.
  std::string_view etag;
  bool immutable;  // its name changes with its content: may be kept for ever
  std::string_view identity;
  std::string_view gzip;    // empty where it would not be smaller than identity
  std::string_view brotli;  // empty where it would not be smaller than gzip and identity
};

// The file at exactly this URL path (no query); null where there is none. The caller decides which
// unknown paths are pages of the app and get "/" instead. Any thread.
const File* find(std::string_view path);

// Every file, ordered by path. Any thread.
std::span<const File> files();

}  // namespace warmline::inbox
