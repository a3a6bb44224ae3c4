#include "gateway/flows/obey_staff.hpp"

#include <chrono>

#include "gateway/flows/change_presence.hpp"
#include "gateway/flows/paging.hpp"
#include "gateway/flows/text_staff.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/phones.hpp"
#include "gateway/store/staff.hpp"
#include "gateway/store/staff_texts.hpp"
#include "gateway/store/texters.hpp"

namespace warmline::flows {
namespace {

using routing::Presence;
using routing::StaffCommand;
using routing::StaffId;
using routing::StaffText;

// Whoever texted ON this long ago may have gone off since.
constexpr std::chrono::minutes late{10};

StaffText telling(Presence presence) {
  switch (presence) {
    case Presence::on:
      return StaffText::on;
    case Presence::break_:
      return StaffText::on_break;
    case Presence::off:
      return StaffText::off;
  }
  return StaffText::off;
}

// Empty for an OK, which changes none.
std::optional<Presence> wanted(StaffCommand command) {
  switch (command) {
    case StaffCommand::on:
      return Presence::on;
    case StaffCommand::on_break:
      return Presence::break_;
    case StaffCommand::off:
      return Presence::off;
    case StaffCommand::acknowledge:
      return std::nullopt;
  }
  return std::nullopt;
}

bool is_talking(store::Reading& store, const routing::PhoneNumber& number,
                const routing::Line& line) {
  const auto thread = store::texters::known_thread(store, number, line.id);
  const auto latest = thread ? store::conversations::latest(store, *thread) : std::nullopt;
  return latest && routing::is_live(*latest);
}

// By the line as it was before a copy of it was restored. Where we texted them since, that may be
// all that the carrier knows of.
bool had_answer(store::Reading& store, const carriers::InboundText& text) {
  return text.answered_since && text.sent_at &&
         store::staff_texts::count_to(store, text.from, *text.sent_at) == 0;
}

// What there is to say about it then. `late_since`: when it was texted, where that is so long ago.
std::optional<StaffText> obey(store::Writing& store, const Lines& lines, const routing::Line& line,
                              StaffId who, StaffCommand command,
                              std::optional<routing::Instant> late_since) {
  const auto presence = wanted(command);
  if (!presence) {
    // Nothing to acknowledge needs no answer: an OK may be mere politeness.
    const bool is_done = acknowledge_latest(store, line, who, late_since.value_or(store.now));
    return is_done ? std::optional(StaffText::acknowledged) : std::nullopt;
  }
  if (!late_since) change_presence(store, lines, who, *presence);
  return telling(store::staff::find(store, who)->presence);
}

}  // namespace

std::optional<ReceivedText> obey_staff(store::Writing& store, const Lines& lines,
                                       const routing::Line& line, const std::string& carrier,
                                       const carriers::InboundText& text, StaffCommand command) {
  if (store::staff_texts::is_command(store, carrier, text.carrier_id)) {
    return ReceivedText{.id = {}, .kept_before = true};
  }
  const auto who = store::phones::whose(store, text.from);
  if (!who || !routing::works(store::staff::find(store, *who)->staff, line.id)) return std::nullopt;
  if (command == StaffCommand::acknowledge && !awaits_acknowledgement(store, line, *who) &&
      is_talking(store, text.from, line)) {
    return std::nullopt;
  }
  store::staff_texts::keep_command(store, carrier, text.carrier_id, *who, line.id, command);
  const bool is_late = text.sent_at && store.now - *text.sent_at > late;
  const bool is_told = had_answer(store, text);
  const auto answer =
      obey(store, lines, line, *who, command, is_late ? text.sent_at : std::nullopt);
  if (answer && !is_told) text_staff(store, line, *who, *answer);
  return ReceivedText{};
}

}  // namespace warmline::flows
