// What was to be done, in words.
#include <fmt/format.h>

#include "tests/routing/world.hpp"

namespace warmline::routing::test {
namespace {

std::string text_of(const std::optional<StaffId>& id) {
  return id ? id->text() : "-";
}
std::string text_of(const std::optional<Instant>& at) {
  return at ? format_instant(*at) : "-";
}

std::string describe(const Conversation& it) {
  std::string text = fmt::format(
      "{} {} {} {} {} {} owner {} offered {} until {} rest {} urgent {} returned {} since {} last "
      "{} "
      "welcomed {} opened {} closed {}",
      it.id.text(), it.thread.text(), it.line.text(), it.texter.text(), to_string(it.state),
      it.language, text_of(it.owner), text_of(it.offered_to), text_of(it.offer_expires_at),
      text_of(it.rest_until), it.urgent, it.returned, text_of(it.waiting_since),
      text_of(it.last_owner), it.welcomed, format_instant(it.opened_at), text_of(it.closed_at));
  for (const Pass& pass : it.passes) {
    text += fmt::format(" pass {} {}", pass.staff.text(), format_instant(pass.at));
  }
  for (const Wish& wish : it.wishes) {
    text += fmt::format(" wish {} {}", to_string(wish.kind), wish.value);
  }
  return text;
}

struct Describe {
  std::string operator()(const action::Change& it) const {
    return fmt::format("change {} by {} from {} to {}: {}", to_string(it.kind), text_of(it.actor),
                       text_of(it.from), text_of(it.to), describe(it.after));
  }
  std::string operator()(const action::Keep& it) const { return "keep " + describe(it.after); }
  std::string operator()(const action::Say& it) const {
    return fmt::format("say {} {} {}", to_string(it.which), it.language,
                       it.conversation ? it.conversation->text() : "-");
  }
  std::string operator()(const action::HoldBack&) const { return "hold back"; }
  std::string operator()(const action::OptOut& it) const { return "opt out " + text_of(it.by); }
  std::string operator()(const action::OptIn&) const { return "opt in"; }
  std::string operator()(const action::AskForget&) const { return "ask forget"; }
  std::string operator()(const action::Forget&) const { return "forget"; }
  std::string operator()(const action::RaiseFlag& it) const {
    return fmt::format("raise {} '{}' {} by {}: {}", to_string(it.sign.kind), it.sign.phrase,
                       it.sign.language, text_of(it.by), describe(it.after));
  }
  std::string operator()(const action::ClearFlag& it) const {
    return fmt::format("clear {} by {}: {}", it.flag.id.text(), text_of(it.by), describe(it.after));
  }
  std::string operator()(const action::Block& it) const {
    return fmt::format("block by {} until {}", it.by.text(), format_instant(it.until));
  }
  std::string operator()(const action::Unblock& it) const { return "unblock by " + it.by.text(); }
  std::string operator()(const action::AskBack&) const { return "ask back"; }
  std::string operator()(const action::CameBack& it) const {
    return "came back " + it.conversation.text();
  }
  std::string operator()(const action::SetPresence& it) const {
    return fmt::format("presence {} {} {} {}", it.staff.text(), to_string(it.presence),
                       it.by_lapses, it.by_shift_end);
  }
  std::string operator()(const action::SetLapses& it) const {
    return fmt::format("lapses {} {}", it.staff.text(), it.in_a_row);
  }
};

}  // namespace

std::string describe(const Actions& actions) {
  std::string text;
  for (const Action& each : actions) text += std::visit(Describe(), each) + "\n";
  return text;
}

}  // namespace warmline::routing::test
