// A number the public texts, with its timing and wording.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "routing/flag.hpp"
#include "routing/hours.hpp"
#include "routing/ids.hpp"
#include "routing/instant.hpp"
#include "routing/phone_number.hpp"
#include "routing/shared_list.hpp"
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
// By the name that the configuration and the API have for it: "offer", "return"; null for another.
Duration* wait_named(Timing& timing, std::string_view name);
// All of them, in their order.
std::vector<std::string_view> wait_names();
// A wait is longer than nothing, and this long at the most.
inline constexpr std::chrono::days wait_most{30};

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
enum class AutomaticText {
  welcome,
  welcome_nobody_on,
  short_staffed,  // the welcome of a line that is short-staffed
  closed,         // … that is closed
  help,
  forget_confirm,
  menu,            // what one may wish for
  wish_noted,      // the answer to a choice from it
  place_in_queue,  // the answer to WAIT
  someone_else,    // the answer to SWITCH
};
std::string_view to_string(AutomaticText which);
std::optional<AutomaticText> parse_automatic_text(std::string_view text);

// The placeholders that may stand in it, without {line}, which may stand in all of them.
std::vector<std::string_view> placeholders(AutomaticText which);

// How one language says when a line opens, or a shift begins.
struct OpeningWords {
  std::vector<std::string> weekdays;  // from Sunday on
  std::string pattern;                // with {weekday}, and {time12} ("5 pm") or {time24} ("17:00")
  std::string unknown;                // where that is not known
};

// One language's wording. Placeholders of `staff`: those of staff_wording.hpp.
struct Wording {
  std::string language;                        // BCP 47
  std::string name = {};                       // of the language, in itself
  std::map<AutomaticText, std::string> texts;  // all of them
  OpeningWords opening = {};
  StaffWording staff = {};  // what its own staff are texted
};

// That time by a clock of this zone.
std::string time_words(const OpeningWords& opening, const std::string& zone,
                       const std::optional<Instant>& at);

struct Line {
  LineId id;
  std::string name;
  PhoneNumber number;
  std::string carrier;  // the name of one of [[carriers]]
  std::string time_zone;
  std::vector<std::string> languages;  // the first is the line's own
  LineMode mode = LineMode::offer;
  Timing timing;
  SharedList<Wording> wording;  // one for each of `languages`
  Retention retention = {};
  Hours hours = {};
  std::optional<LineSwitch> line_switch = {};
  SharedList<FlagList> flags = {};  // what it came with, at most one for each of `languages`
  // A texter's conversations within fair_use_span above which their peer is told; empty: no limit.
  std::optional<int> contacts_per_day = {};
};

Standing standing(const Line& line, Instant now);

// What an automatic text is about, for its placeholders.
struct Particulars {
  std::optional<Instant> opens_at;   // {opens}
  int place = 0;                     // {place}: 1 is next
  std::vector<std::string> choices;  // {choices}: a numbered line for each
};

// "A day" of fair use: always as long, whatever the hour or the season.
inline constexpr Duration fair_use_span = std::chrono::hours(24);

// The wording in `language`, or in the line's own language where it has none; null without both.
const Wording* wording_for(const Line& line, std::string_view language);

// The words of `which` in `language`, or in the line's own language where it has none; placeholders
// filled in. Those of a line that was switched are what it was switched with, where there are any.
std::string words(const Line& line, AutomaticText which, std::string_view language,
                  const Particulars& particulars = {});
// The language's name in itself; the tag where the line has no wording in it.
std::string language_name(const Line& line, const std::string& language);

}  // namespace warmline::routing
