// What kind of picture some bytes are: the few kinds that every browser shows, and nothing that
// could be more than a picture (an SVG holds scripts).
#pragma once

#include <optional>
#include <string_view>

namespace warmline::routing {

enum class PictureKind { jpeg, png, gif, webp };

// By how the bytes begin, whatever somebody says they are.
std::optional<PictureKind> picture_kind(std::string_view bytes);

// "image/jpeg"
std::string_view media_type(PictureKind kind);

}  // namespace warmline::routing
