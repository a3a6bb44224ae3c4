// A number the public texts, with its timing and wording.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "routing/ids.hpp"
#include "routing/instant.hpp"
#include "routing/phone_number.hpp"
#include "routing/staff_wording.hpp"

namespace warmline::routing {

// offer: each waiting conversation is offered to one peer at a time. pull: peers pick from the
// queue. auto_: no accept step.
enum class LineMode { offer, pull, auto_ };
std::string_view to_string(LineMode mode);  // "offer", "pull", "auto"
std::optional<LineMode> parse_line_mode(std::string_view text);

// The waits of product.md, "Routing", with its defaults.
struct Timing {
  Duration offer = std::chrono::seconds(60);
  Duration nudge = std::chrono::minutes(4);
  Duration return_ = std::chrono::minutes(10);
  Duration page = std::chrono::minutes(5);
  Duration quiet = std::chrono::minutes(60);
  Duration rejoin = std::chrono::minutes(30);
  Duration wish_patience = std::chrono::minutes(3);
  Duration grace = std::chrono::minutes(15);
};

// How long the words, or the media, of a line are kept: for good, for as long as the conversation
// lasts (and may be rejoined), or this long after it was closed.
struct Keeping {
  enum class Until { always, conversation, after } until = Until::always;
  Duration after{};  // for `after`
};
struct Retention {
  Keeping texts;
  Keeping media;
};
// How long after its close a conversation's texts are erased; empty: never.
std::optional<Duration> kept_for(const Keeping& keeping, const Timing& timing);

// What is sent to texters by the line itself.
enum class AutomaticText { welcome, welcome_nobody_on, help, forget_confirm };
std::string_view to_string(AutomaticText which);

// One language's wording. Placeholders: {line}; of `staff`, those of staff_wording.hpp.
struct Wording {
  std::string language;  // BCP 47
  std::string welcome;
  std::string welcome_nobody_on;
  std::string help;
  std::string forget_confirm;
  StaffWording staff = {};  // what its own staff are texted
};

struct Line {
  LineId id;
  std::string name;
  PhoneNumber number;
  std::string carrier;  // the name of one of [[carriers]]
  std::string time_zone;
  std::vector<std::string> languages;  // the first is the line's own
  LineMode mode = LineMode::offer;
  Timing timing;
  std::vector<Wording> wording;  // one for each of `languages`
  Retention retention = {};
};

// The wording in `language`, or in the line's own language where it has none; null without both.
const Wording* wording_for(const Line& line, std::string_view language);

// The words of `which` in `language`, or in the line's own language where it has none; placeholders
// filled in.
std::string words(const Line& line, AutomaticText which, std::string_view language);

}  // namespace warmline::routing
