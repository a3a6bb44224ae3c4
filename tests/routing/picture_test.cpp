#include "routing/picture.hpp"

#include <doctest/doctest.h>

using namespace warmline::routing;
using namespace std::string_view_literals;

TEST_CASE("a picture is what its first bytes say, and little else is one") {
  CHECK(picture_kind("\xff\xd8\xff\xe0 JFIF"sv) == PictureKind::jpeg);
  CHECK(picture_kind("\x89PNG\r\n\x1a\n and so on"sv) == PictureKind::png);
  CHECK(picture_kind("GIF87a"sv) == PictureKind::gif);
  CHECK(picture_kind("GIF89a and so on"sv) == PictureKind::gif);
  CHECK(picture_kind("RIFF\x10\0\0\0WEBPVP8 "sv) == PictureKind::webp);
  for (const auto other :
       {""sv, "\xff\xd8"sv, "\x89PNG"sv, "GIF"sv, "RIFF"sv, "RIFF\x10\0\0\0WAVEfmt "sv,
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>"sv, "<html>"sv, "%PDF-1.7"sv,
        " \xff\xd8\xff"sv, "BEGIN:VCARD"sv}) {
    CAPTURE(other);
    CHECK_FALSE(picture_kind(other));
  }
  CHECK(media_type(PictureKind::webp) == "image/webp");
}
