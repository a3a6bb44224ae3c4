// One SMS or MMS, in either direction.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "routing/ids.hpp"
#include "routing/instant.hpp"
#include "routing/result.hpp"

namespace warmline::routing {

// A text's words. There is no formatter and no operator<<: logging one does not compile.
class Body {
 public:
  Body() = default;
  explicit Body(std::string words) : words_(std::move(words)) {}
  const std::string& words() const { return words_; }
  bool empty() const { return words_.empty(); }
  bool operator==(const Body&) const = default;

 private:
  std::string words_;
};

// The longest body a carrier takes, in Unicode characters (Twilio error 21617).
inline constexpr std::size_t body_characters_max = 1600;

// `body` is fit to be sent: valid UTF-8, not blank (`empty_body`), not above body_characters_max
// (`too_long`).
Result<Body> sendable_body(std::string_view body);

enum class Direction { in, out };
enum class TextKind { text, note };

// Where a text stands. In: received. Out: queued (in our outbox) -> sending -> sent (the carrier
// has it) -> delivered | failed; unknown: we can't tell whether the carrier took it; it is
// looked for in the carrier's list.
enum class TextStatus { received, queued, sending, sent, delivered, failed, unknown };

// Whether `to` may replace `from`. Receipts come late and out of order: status only moves forward.
// A late "sent" never overwrites "delivered"; `failed` and `delivered` are ends, except that a
// carrier's `delivered` overrules its `failed` never (first end wins); any receipt settles
// `unknown`; `queued` may follow `sending` (a retryable refusal), and `unknown` where the carrier's
// own list shows that it certainly never arrived.
bool may_become(TextStatus from, TextStatus to);

std::string_view to_string(Direction direction);
std::string_view to_string(TextKind kind);
std::string_view to_string(TextStatus status);
std::optional<Direction> parse_direction(std::string_view text);
std::optional<TextKind> parse_text_kind(std::string_view text);
std::optional<TextStatus> parse_text_status(std::string_view text);

// A picture or other file that came with a text: a reference at the carrier, not the thing itself.
struct Media {
  std::string content_type;
  std::string url;
};

}  // namespace warmline::routing
