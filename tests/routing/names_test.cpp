#include <array>
#include <string>

#include <doctest/doctest.h>

#include "routing/conversation.hpp"
#include "routing/event_kind.hpp"
#include "routing/line.hpp"
#include "routing/staff.hpp"
#include "routing/text.hpp"
#include "routing/wish.hpp"

using namespace warmline::routing;

namespace {

// Each value of an enum from the first to `last` has a name of its own, which `parse` takes back.
template <class Enum, class Parse>
void check_names(Enum last, Parse parse) {
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    const auto value = static_cast<Enum>(i);
    CAPTURE(i);
    CHECK_FALSE(to_string(value).empty());
    CHECK(parse(to_string(value)) == value);
  }
  CHECK_FALSE(parse(""));
  CHECK_FALSE(parse("nothing of the kind"));
}

}  // namespace

TEST_CASE("each name is read back as what it names") {
  check_names(ConversationState::closed, parse_conversation_state);
  check_names(EventKind::signed_out, parse_event_kind);
  check_names(LineMode::auto_, parse_line_mode);
  check_names(Role::administrator, parse_role);
  check_names(Presence::off, parse_presence);
  check_names(Direction::out, parse_direction);
  check_names(TextKind::note, parse_text_kind);
  check_names(TextStatus::unknown, parse_text_status);
  check_names(WishKind::not_the_same_person, parse_wish_kind);
}

TEST_CASE("the names that others rely on are these") {
  CHECK(to_string(LineMode::auto_) == "auto");
  CHECK(to_string(Presence::break_) == "break");
  CHECK(to_string(EventKind::conversation_handed_off) == "conversation.handed_off");
  CHECK(to_string(AutomaticText::welcome_nobody_on) == "welcome_nobody_on");
}

TEST_CASE("an administrator may do what a coordinator may, a coordinator what a peer may") {
  CHECK(at_least(Role::administrator, Role::coordinator));
  CHECK(at_least(Role::coordinator, Role::coordinator));
  CHECK(at_least(Role::coordinator, Role::peer));
  CHECK_FALSE(at_least(Role::peer, Role::coordinator));
  CHECK_FALSE(at_least(Role::coordinator, Role::administrator));
}

TEST_CASE("somebody without lines works every line") {
  UuidBytes bytes{};
  bytes[0] = 1;
  const LineId line(bytes);
  bytes[0] = 2;
  const LineId other(bytes);
  Staff staff;
  CHECK(works(staff, line));
  staff.lines = {line};
  CHECK(works(staff, line));
  CHECK_FALSE(works(staff, other));
}

TEST_CASE("a conversation is live until it is closed") {
  Conversation conversation;
  for (const auto state : {ConversationState::waiting, ConversationState::offered,
                           ConversationState::open, ConversationState::resting}) {
    conversation.state = state;
    CHECK(is_live(conversation));
  }
  conversation.state = ConversationState::closed;
  CHECK_FALSE(is_live(conversation));
}
