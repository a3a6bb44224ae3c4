#include "gateway/carriers/twilio/errors.hpp"

#include <algorithm>
#include <array>

namespace warmline::carriers::twilio {
namespace {

using routing::ProblemCode;

// Said of several codes.
constexpr std::string_view account =
    "The line's carrier account refused us, so no texts go out. Tell your coordinator.";
constexpr std::string_view setup =
    "The line's number isn't set up for this with the carrier. Tell your coordinator.";
constexpr std::string_view busy = "The carrier is busy. We'll try again by ourselves.";
constexpr std::string_view registration =
    "The carrier won't pass texts on until the line's number is registered. Tell your coordinator.";
constexpr std::string_view limit =
    "The line has reached the carrier's limit for now. Try again later, and tell your coordinator.";
constexpr std::string_view no_texts =
    "This number can't receive texts. It may be a landline or out of service.";
constexpr std::string_view not_a_number =
    "The carrier says this isn't a phone number that can be texted.";
constexpr std::string_view picture = "The carrier couldn't send the picture. Send words alone.";
constexpr std::string_view opted_out = "They opted out. You can't reply until they text START.";
constexpr std::string_view our_fault =
    "The carrier couldn't use what we sent it. Nothing you did: tell your coordinator.";
constexpr std::string_view late = "The text waited too long and was dropped. Send it again.";
constexpr std::string_view unknown =
    "The carrier couldn't send this text and didn't say why. Try once more, or tell your "
    "coordinator.";

constexpr auto refused = ProblemCode::carrier_refused;
constexpr auto carrier_busy = ProblemCode::carrier_busy;

constexpr std::array table{
    ErrorMeaning{20003, refused, false, account},
    ErrorMeaning{20404, refused, false, account},
    ErrorMeaning{20429, carrier_busy, true, busy},
    ErrorMeaning{21211, refused, false, not_a_number},
    ErrorMeaning{21212, refused, false, setup},
    ErrorMeaning{21408, refused, false,
                 "The line isn't allowed to text that country. Tell your coordinator."},
    ErrorMeaning{21602, refused, false, "The text was empty. Write something and send again."},
    ErrorMeaning{21603, refused, false, our_fault},
    ErrorMeaning{21604, refused, false, our_fault},
    ErrorMeaning{21606, refused, false, setup},
    ErrorMeaning{21609, refused, false, our_fault},
    ErrorMeaning{21610, ProblemCode::opted_out, false, opted_out},
    ErrorMeaning{21611, carrier_busy, true, busy},
    ErrorMeaning{21612, refused, false,
                 "The carrier has no way to text this number. It may not take texts at all."},
    ErrorMeaning{21614, refused, false, no_texts},
    ErrorMeaning{21617, refused, false,
                 "The text was too long for the carrier. Send it in shorter parts."},
    ErrorMeaning{21620, refused, false, picture},
    ErrorMeaning{21623, refused, false, picture},
    ErrorMeaning{21703, refused, false, setup},
    ErrorMeaning{30001, carrier_busy, true, "The carrier was too busy to send it. Try again."},
    ErrorMeaning{30002, refused, false, account},
    ErrorMeaning{30003, refused, false,
                 "Their phone couldn't be reached. It may be off or without signal: try later."},
    ErrorMeaning{30004, refused, false,
                 "Their phone or their phone company blocks texts from the line."},
    ErrorMeaning{30005, refused, false,
                 "This number doesn't seem to be in use. It may be mistyped or switched off."},
    ErrorMeaning{30006, refused, false, no_texts},
    ErrorMeaning{30007, refused, false,
                 "The phone company's spam filter stopped this text. Try other words, without "
                 "links."},
    ErrorMeaning{30008, refused, false,
                 "The text didn't arrive and the carrier doesn't know why. Try once more."},
    ErrorMeaning{30009, refused, false, "A part of the text was lost on the way. Send it again."},
    ErrorMeaning{30010, refused, false, limit},
    ErrorMeaning{30011, refused, false,
                 "Their phone company doesn't take pictures. Send words alone."},
    ErrorMeaning{30012, refused, false, late},
    ErrorMeaning{30017, carrier_busy, true,
                 "The phone network was too busy to take it. Try again in a few minutes."},
    ErrorMeaning{30018, refused, false, registration},
    ErrorMeaning{30019, refused, false, picture},
    ErrorMeaning{30022, refused, false, limit},
    ErrorMeaning{30023, refused, false, limit},
    ErrorMeaning{30027, refused, false, limit},
    ErrorMeaning{30029, refused, false, our_fault},
    ErrorMeaning{30030, refused, false, our_fault},
    ErrorMeaning{30031, refused, false, our_fault},
    ErrorMeaning{30032, refused, false, registration},
    ErrorMeaning{30033, refused, false, registration},
    ErrorMeaning{30034, refused, false, registration},
    ErrorMeaning{30035, refused, false, setup},
};
static_assert(std::ranges::is_sorted(table, {}, &ErrorMeaning::code));

}  // namespace

std::span<const ErrorMeaning> known_errors() {
  return table;
}

SendProblem send_problem(int code) {
  const auto* const found = std::ranges::lower_bound(table, code, {}, &ErrorMeaning::code);
  const bool known = found != table.end() && found->code == code;
  SendProblem problem;
  problem.code = known ? found->problem : refused;
  problem.carrier_code = code == 0 ? std::string() : std::to_string(code);
  problem.words = known ? found->words : unknown;
  problem.retryable = known && found->retryable;
  return problem;
}

}  // namespace warmline::carriers::twilio
