#include "routing/text.hpp"

#include <array>
#include <cstddef>

#include <fmt/format.h>

#include "routing/named.hpp"
#include "routing/utf8.hpp"

namespace warmline::routing {

Result<Body> sendable_body(std::string_view body) {
  std::size_t characters = 0;
  bool blank = true;
  for (std::string_view rest = body; !rest.empty(); ++characters) {
    const auto point = take_code_point(rest);
    if (!point) return problem(ProblemCode::malformed, "the body is not valid UTF-8");
    blank = blank && is_blank(*point);
  }
  if (blank) return problem(ProblemCode::empty_body, "the body is blank");
  if (characters > body_characters_max) {
    return problem(ProblemCode::too_long, fmt::format("the body has {} characters, {} are possible",
                                                      characters, body_characters_max));
  }
  return Body(std::string(body));
}

bool may_become(TextStatus from, TextStatus to) {
  using enum TextStatus;
  switch (from) {
    case received:
    case delivered:
    case failed:
      return false;
    case queued:
      // A carrier that refused for now may have taken it all the same: its receipt settles that.
      return to == sending || to == sent || to == delivered || to == failed;
    case sending:
      return to == queued || to == sent || to == delivered || to == failed || to == unknown;
    case sent:
      return to == delivered || to == failed;
    case unknown:
      return to == queued || to == sent || to == delivered || to == failed;
  }
  return false;
}

std::string_view to_string(Direction direction) {
  switch (direction) {
    case Direction::in:
      return "in";
    case Direction::out:
      return "out";
  }
  return {};
}

std::string_view to_string(TextKind kind) {
  switch (kind) {
    case TextKind::text:
      return "text";
    case TextKind::note:
      return "note";
  }
  return {};
}

std::string_view to_string(TextStatus status) {
  switch (status) {
    case TextStatus::received:
      return "received";
    case TextStatus::queued:
      return "queued";
    case TextStatus::sending:
      return "sending";
    case TextStatus::sent:
      return "sent";
    case TextStatus::delivered:
      return "delivered";
    case TextStatus::failed:
      return "failed";
    case TextStatus::unknown:
      return "unknown";
  }
  return {};
}

std::optional<Direction> parse_direction(std::string_view text) {
  return named(text, std::array{Direction::in, Direction::out});
}

std::optional<TextKind> parse_text_kind(std::string_view text) {
  return named(text, std::array{TextKind::text, TextKind::note});
}

std::optional<TextStatus> parse_text_status(std::string_view text) {
  using enum TextStatus;
  return named(text, std::array{received, queued, sending, sent, delivered, failed, unknown});
}

}  // namespace warmline::routing
