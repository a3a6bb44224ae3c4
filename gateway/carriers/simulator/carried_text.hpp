// One text as the simulated carrier knows it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "routing/instant.hpp"
#include "routing/text.hpp"

namespace warmline::carriers::simulator {

// Who wrote it: a phone to a line, a line through our API, or the carrier itself to a phone.
enum class Writer { phone, line, carrier };

std::string_view to_string(Writer writer);  // "phone", "line", "carrier"
std::optional<Writer> parse_writer(std::string_view text);

struct CarriedText {
  std::string sid;
  Writer writer = Writer::line;
  std::string from;
  std::string to;
  std::string body;
  std::vector<routing::Media> media;
  // Twilio's words: received | queued, sent, delivered, undelivered. Of a phone's text also
  // "receiving": the line's webhook hasn't taken it yet; and "failed": it never did.
  std::string status;
  int error_code = 0;  // 0: none
  std::string status_callback;
  routing::Instant created;
  routing::Instant updated;
  std::optional<routing::Instant> sent;

  const std::string& phone() const { return writer == Writer::phone ? from : to; }
  const std::string& line() const { return writer == Writer::phone ? to : from; }
};

}  // namespace warmline::carriers::simulator
