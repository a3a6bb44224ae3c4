#include "routing/picture.hpp"

#include <utility>

namespace warmline::routing {

std::optional<PictureKind> picture_kind(std::string_view bytes) {
  using namespace std::string_view_literals;
  // https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern
  if (bytes.starts_with("\xff\xd8\xff"sv)) return PictureKind::jpeg;
  if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) return PictureKind::png;
  if (bytes.starts_with("GIF87a"sv) || bytes.starts_with("GIF89a"sv)) return PictureKind::gif;
  constexpr std::size_t after_length = 8;
  if (bytes.size() > after_length && bytes.starts_with("RIFF"sv) &&
      bytes.substr(after_length).starts_with("WEBPVP"sv)) {
    return PictureKind::webp;
  }
  return std::nullopt;
}

std::string_view media_type(PictureKind kind) {
  switch (kind) {
    case PictureKind::jpeg:
      return "image/jpeg";
    case PictureKind::png:
      return "image/png";
    case PictureKind::gif:
      return "image/gif";
    case PictureKind::webp:
      return "image/webp";
  }
  std::unreachable();
}

}  // namespace warmline::routing
