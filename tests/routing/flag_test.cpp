// Flags, blocking and fair use.
#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/routing/world.hpp"

using namespace warmline::routing;
using namespace warmline::routing::test;
using namespace std::chrono_literals;
using Kinds = std::vector<EventKind>;
using State = ConversationState;
using Words = std::vector<std::string>;

namespace {

const Sign worrying{FlagKind::worrying_words, "want to die", "en"};
const Sign wish_to_stop{FlagKind::opt_out_wish, "stop texting me", "en"};

std::vector<FlagKind> flag_kinds(const std::vector<StandingFlag>& flags) {
  std::vector<FlagKind> found;
  for (const auto& flag : flags) found.push_back(flag.kind);
  return found;
}

template <class SomeAction>
std::ptrdiff_t place_of(const Actions& actions) {
  return std::ranges::find_if(
             actions, [](const Action& each) { return std::holds_alternative<SomeAction>(each); }) -
         actions.begin();
}

// Maya, whom Ana has accepted.
struct Talk {
  World world;
  StaffId ana = world.peer();
  StaffId cora = world.coordinator();
  TexterId maya = world.texter();

  Talk() {
    world.texts(maya, "hi");
    world.does(maya, happened::Accepted{ana});
  }
};

}  // namespace

TEST_CASE("a phrase is found as whole words, one after the other") {
  PhraseFinder finder;
  finder.add(worrying, {"want", "to", "die"});
  CHECK(finder.find(Words{"i", "want", "to", "die", "now"}) == std::vector{worrying});
  CHECK(finder.find(Words{"want", "want", "to", "die"}).size() == 1);
  CHECK(finder.find(Words{"i", "want", "to", "diet"}).empty());
  CHECK(finder.find(Words{"i", "want", "to", "not", "die"}).empty());
  CHECK(finder.find(Words{"want", "to"}).empty());
  CHECK(finder.find({}).empty());
}

TEST_CASE("of each kind the longest phrase is found") {
  PhraseFinder finder;
  const Sign longer{FlagKind::worrying_words, "really want to die", "en"};
  finder.add(worrying, {"want", "to", "die"});
  finder.add(longer, {"really", "want", "to", "die"});
  finder.add(wish_to_stop, {"stop", "texting", "me"});
  const auto found =
      finder.find(Words{"i", "really", "want", "to", "die", "stop", "texting", "me"});
  CHECK(found == std::vector{longer, wish_to_stop});
}

TEST_CASE("a phrase within an exception is not meant, and stands beside one as ever") {
  PhraseFinder finder;
  finder.add(wish_to_stop, {"stop", "texting", "me"});
  finder.add_exception({"wont", "stop", "texting", "me"});
  CHECK(finder.find(Words{"he", "wont", "stop", "texting", "me"}).empty());
  CHECK(finder.find(Words{"wont", "stop", "texting", "me", "so", "stop", "texting", "me"}) ==
        std::vector{wish_to_stop});
  CHECK(finder.find(Words{"wont", "stop", "texting"}).empty());
}

TEST_CASE("a phrase is fit for a list when it has something in it, and not too much") {
  CHECK(is_fit_phrase("no me escribas más"));
  CHECK(is_fit_phrase(std::string(phrase_characters_max, 'x')));
  CHECK_FALSE(is_fit_phrase(std::string(phrase_characters_max + 1, 'x')));
  CHECK_FALSE(is_fit_phrase(" \t"));
  CHECK_FALSE(is_fit_phrase(""));
  CHECK_FALSE(is_fit_phrase("\xff"));
}

TEST_CASE("a phrase without a word is never found") {
  PhraseFinder finder;
  finder.add(worrying, {});
  CHECK(finder.find(Words{"", "anything"}).empty());
}

TEST_CASE("worrying words in a first text put it at the front of the queue") {
  World world;
  const auto first = world.texter();
  const auto second = world.texter();
  world.texts(first, "hi");
  world.later(1min);
  world.texts_with(second, {worrying});
  CHECK(world.of(second).urgent);
  CHECK_FALSE(world.of(first).urgent);
  const auto ana = world.peer();
  world.person(ana).staff.capacity = 1;
  world.tick();
  CHECK(world.of(second).offered_to == ana);
  CHECK(world.of(first).state == State::waiting);
}

TEST_CASE("a flag is raised after its conversation is there, and before it is offered to anybody") {
  World world;
  world.peer();
  const auto maya = world.texter();
  const auto actions = world.texts_with(maya, {worrying});
  CHECK(kinds(actions) == Kinds{EventKind::conversation_started, EventKind::conversation_offered});
  CHECK(place_of<action::RaiseFlag>(actions) > 0);
  CHECK(place_of<action::RaiseFlag>(actions) < static_cast<std::ptrdiff_t>(actions.size()) - 1);
  const auto raised = only<action::RaiseFlag>(actions);
  CHECK(raised.sign == worrying);
  CHECK_FALSE(raised.by.has_value());
  CHECK(raised.after.urgent);
}

TEST_CASE("the same phrase raises nothing new while it stands; another phrase does") {
  Talk talk;
  auto& world = talk.world;
  world.texts_with(talk.maya, {worrying});
  CHECK_FALSE(has<action::RaiseFlag>(world.texts_with(talk.maya, {worrying})));
  const Sign other{FlagKind::worrying_words, "took all my pills", "en"};
  CHECK(has<action::RaiseFlag>(world.texts_with(talk.maya, {other})));
  CHECK(world.flags_of(talk.maya).size() == 2);
}

TEST_CASE("worrying words wake a conversation that rests") {
  Talk talk;
  auto& world = talk.world;
  world.does(talk.maya, happened::Rested{talk.ana, world.now() + 2h});
  const auto actions = world.texts_with(talk.maya, {worrying});
  CHECK(kinds(actions) == Kinds{EventKind::conversation_woke});
  CHECK(world.of(talk.maya).state == State::open);
  CHECK(world.of(talk.maya).urgent);
}

TEST_CASE("worrying words of somebody who opted out are told as well") {
  Talk talk;
  auto& world = talk.world;
  world.texts(talk.maya, "STOP");
  const auto actions = world.texts_with(talk.maya, {worrying, wish_to_stop});
  CHECK(only<action::RaiseFlag>(actions).sign == worrying);
}

TEST_CASE("a flag says nothing to the texter") {
  Talk talk;
  auto& world = talk.world;
  const auto said = world.said_to(talk.maya).size();
  world.texts_with(talk.maya, {worrying, wish_to_stop});
  world.does(talk.maya, happened::Flagged{talk.ana, std::nullopt});
  CHECK(world.said_to(talk.maya).size() == said);
}

TEST_CASE("a peer raises a flag by hand, and clears it") {
  Talk talk;
  auto& world = talk.world;
  CHECK(only<action::RaiseFlag>(world.does(talk.maya, happened::Flagged{talk.ana, {}})).by ==
        talk.ana);
  CHECK(world.of(talk.maya).urgent);
  world.does(talk.maya, happened::HandedOff{talk.ana, std::nullopt});
  CHECK(world.of(talk.maya).urgent);
  const auto cleared = world.does(talk.maya, happened::Unflagged{talk.cora, {}, {}});
  CHECK(only<action::ClearFlag>(cleared).by == talk.cora);
  CHECK_FALSE(world.of(talk.maya).urgent);
  CHECK(world.flags_of(talk.maya).empty());
}

TEST_CASE("it is urgent until the last urgent flag is cleared") {
  Talk talk;
  auto& world = talk.world;
  world.texts_with(talk.maya, {worrying, wish_to_stop});
  world.does(talk.maya, happened::Flagged{talk.ana, {}});
  const auto flags = world.flags_of(talk.maya);
  REQUIRE(flag_kinds(flags) ==
          std::vector{FlagKind::worrying_words, FlagKind::opt_out_wish, FlagKind::by_hand});
  world.does(talk.maya, happened::Unflagged{talk.ana, flags[2].id, {}});
  CHECK(world.of(talk.maya).urgent);
  world.does(talk.maya, happened::Unflagged{talk.ana, flags[0].id, {}});
  CHECK_FALSE(world.of(talk.maya).urgent);
  CHECK(flag_kinds(world.flags_of(talk.maya)) == std::vector{FlagKind::opt_out_wish});
  CHECK(world.refuses(talk.maya, happened::Unflagged{talk.ana, flags[0].id, {}}).code ==
        ProblemCode::not_found);
}

TEST_CASE("a flag by hand wakes what rests, and another peer raises none on what is not theirs") {
  Talk talk;
  auto& world = talk.world;
  const auto ben = world.peer();
  CHECK(world.refuses(talk.maya, happened::Flagged{ben, {}}).code == ProblemCode::not_owner);
  CHECK(world.refuses(talk.maya, happened::Unflagged{ben, {}, {}}).code == ProblemCode::not_owner);
  world.does(talk.maya, happened::Rested{talk.ana, world.now() + 2h});
  world.does(talk.maya, happened::Flagged{talk.cora, {}});
  CHECK(world.of(talk.maya).state == State::open);
  world.does(talk.maya, happened::HandedOff{talk.ana, std::nullopt});
  world.does(talk.maya, happened::Unflagged{talk.cora, {}, {}});
  // Whoever sees it waiting may say that it is urgent.
  const auto noor = world.texter();
  world.sets(ben, Presence::off);
  world.sets(talk.ana, Presence::off);
  world.texts(noor, "hi");
  world.does(noor, happened::Flagged{ben, {}});
  CHECK(world.of(noor).urgent);
  world.does(talk.maya, happened::Closed{talk.cora});
  CHECK(world.refuses(talk.maya, happened::Flagged{talk.cora, {}}).code ==
        ProblemCode::conversation_closed);
}

TEST_CASE("an urgent conversation that re-opens is urgent still; a new one is not") {
  Talk talk;
  auto& world = talk.world;
  world.texts_with(talk.maya, {worrying});
  world.does(talk.maya, happened::Closed{talk.ana});
  world.later(10min);
  world.texts(talk.maya, "me again");
  CHECK(world.of(talk.maya).urgent);
  world.does(talk.maya, happened::Closed{talk.cora});
  world.later(2h);
  world.texts(talk.maya, "me again");
  CHECK_FALSE(world.of(talk.maya).urgent);
  CHECK(world.flags_of(talk.maya).empty());
}

TEST_CASE("a wish to hear nothing more is not urgent, and STOP grants it") {
  Talk talk;
  auto& world = talk.world;
  world.texts_with(talk.maya, {wish_to_stop});
  CHECK_FALSE(world.of(talk.maya).urgent);
  CHECK(world.flags_of(talk.maya).size() == 1);
  world.texts(talk.maya, "STOP");
  CHECK(world.flags_of(talk.maya).empty());
  CHECK(world.is_opted_out(talk.maya));
}

TEST_CASE("the owner opts somebody out who wishes it, as STOP would") {
  Talk talk;
  auto& world = talk.world;
  world.texts_with(talk.maya, {wish_to_stop, worrying});
  const auto actions = world.does(talk.maya, happened::OptedOut{talk.ana});
  CHECK(only<action::OptOut>(actions).by == talk.ana);
  CHECK(world.is_opted_out(talk.maya));
  CHECK_FALSE(world.of(talk.maya).waiting_since);
  CHECK(world.of(talk.maya).state == State::open);
  CHECK(flag_kinds(world.flags_of(talk.maya)) == std::vector{FlagKind::worrying_words});
  CHECK_FALSE(has<action::OptOut>(world.does(talk.maya, happened::OptedOut{talk.ana})));
  CHECK(world.refuses(talk.maya, happened::Replied{talk.ana}).code == ProblemCode::opted_out);
  const auto ben = world.peer();
  CHECK(world.refuses(talk.maya, happened::OptedOut{ben}).code == ProblemCode::not_owner);
}

TEST_CASE("a coordinator blocks: it is closed, and texts start, wake and answer nothing") {
  Talk talk;
  auto& world = talk.world;
  const auto until = world.now() + 24h;
  CHECK(world.refuses(talk.maya, happened::Blocked{talk.ana, until, Body("abuse")}).code ==
        ProblemCode::forbidden);
  const auto actions = world.does(talk.maya, happened::Blocked{talk.cora, until, Body("abuse")});
  CHECK(kinds(actions) == Kinds{EventKind::conversation_closed});
  CHECK(only<action::Block>(actions).until == until);
  CHECK(world.of(talk.maya).state == State::closed);
  for (const char* words : {"hello?", "HELP", "START"}) {
    CAPTURE(words);
    CHECK(world.texts(talk.maya, words).empty());
  }
  CHECK(world.texts_with(talk.maya, {worrying}).empty());
  CHECK(world.refuses(talk.maya, happened::Reopened{talk.ana}).code == ProblemCode::forbidden);
  CHECK(has<action::Unblock>(world.does(talk.maya, happened::Reopened{talk.cora})));
  CHECK_FALSE(world.is_blocked(talk.maya));
}

TEST_CASE("whoever is blocked still stops, starts and is forgotten as they say") {
  Talk talk;
  auto& world = talk.world;
  world.does(talk.maya, happened::Blocked{talk.cora, world.now() + 24h, Body("abuse")});
  world.texts(talk.maya, "STOP");
  CHECK(world.is_opted_out(talk.maya));
  world.texts(talk.maya, "START");
  CHECK_FALSE(world.is_opted_out(talk.maya));
  const auto asked = world.texts(talk.maya, "FORGET");
  CHECK(only<action::Say>(asked).which == AutomaticText::forget_confirm);
  world.texts(talk.maya, "FORGET");
  CHECK(world.is_forgotten(talk.maya));
}

TEST_CASE("a block ends by itself, or by a coordinator, and the next text starts anew") {
  for (const bool by_hand : {false, true}) {
    CAPTURE(by_hand);
    Talk talk;
    auto& world = talk.world;
    world.does(talk.maya, happened::Blocked{talk.cora, world.now() + 2h, Body("abuse")});
    world.later(2h - 1us);
    CHECK(world.texts(talk.maya, "hello?").empty());
    if (by_hand) {
      CHECK(has<action::Unblock>(world.does(talk.maya, happened::Unblocked{talk.cora})));
    } else {
      world.later(1us);
    }
    CHECK(kinds(world.texts(talk.maya, "hello?")).front() == EventKind::conversation_started);
    CHECK(world.does(talk.maya, happened::Unblocked{talk.cora}).empty());
  }
}

TEST_CASE("what was flagged in an earlier conversation is flagged anew in the next one") {
  Talk talk;
  auto& world = talk.world;
  const Sign sign{FlagKind::worrying_words, "want to die", "en"};
  world.texts_with(talk.maya, {sign});
  world.does(talk.maya, happened::Closed{talk.ana});
  world.later(2h);
  world.texts_with(talk.maya, {sign});
  CHECK(world.conversations_of(talk.maya) == 2);
  CHECK(flag_kinds(world.flags_of(talk.maya)) == std::vector{FlagKind::worrying_words});
  CHECK(world.of(talk.maya).urgent);
}

TEST_CASE("a block has an end, within a year") {
  Talk talk;
  auto& world = talk.world;
  for (const auto until : {world.now(), world.now() - 1s, world.now() + block_longest + 1us}) {
    CHECK(world.refuses(talk.maya, happened::Blocked{talk.cora, until, Body("abuse")}).code ==
          ProblemCode::malformed);
  }
  CHECK(world.of(talk.maya).state == State::open);
  world.does(talk.maya, happened::Closed{talk.ana});
  const auto actions = world.does(
      talk.maya, happened::Blocked{talk.cora, world.now() + block_longest, Body("abuse")});
  CHECK(kinds(actions).empty());
  CHECK(world.is_blocked(talk.maya));
}

TEST_CASE("more contacts in a day than the line has in mind are told to the peer, never refused") {
  Talk talk;
  auto& world = talk.world;
  world.line.contacts_per_day = 2;
  const auto come_again = [&] {
    world.does(talk.maya, happened::Closed{talk.cora});
    world.later(1h);
    world.texts(talk.maya, "me again");
  };
  come_again();
  CHECK(world.flags_of(talk.maya).empty());
  come_again();
  CHECK(flag_kinds(world.flags_of(talk.maya)) == std::vector{FlagKind::too_often});
  CHECK_FALSE(world.of(talk.maya).urgent);
  CHECK(world.of(talk.maya).state == State::offered);
  world.does(talk.maya, happened::Closed{talk.cora});
  world.later(24h);
  world.texts(talk.maya, "me again");
  CHECK(world.flags_of(talk.maya).empty());
}

TEST_CASE("whoever comes back within `rejoin`, or was asked to come back, has not come too often") {
  Talk talk;
  auto& world = talk.world;
  world.line.contacts_per_day = 1;
  world.does(talk.maya, happened::Closed{talk.ana});
  world.later(20min);
  world.texts(talk.maya, "one more thing");
  CHECK(world.flags_of(talk.maya).empty());
  world.does(talk.maya, happened::Closed{talk.cora, /*asked_back=*/true});
  world.later(2h);
  world.texts(talk.maya, "you said I should");
  CHECK(world.flags_of(talk.maya).empty());
  world.does(talk.maya, happened::Closed{talk.cora});
  world.later(2h);
  world.texts(talk.maya, "me again");
  CHECK(flag_kinds(world.flags_of(talk.maya)) == std::vector{FlagKind::too_often});
}
