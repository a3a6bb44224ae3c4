// A line's hours, its switch, and what texters ask for by a word, over the real store.
#include <algorithm>
#include <future>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <doctest/doctest.h>

#include "gateway/flows/set_line.hpp"
#include "gateway/store/conversations.hpp"
#include "tests/flows/running_line.hpp"

namespace warmline::test {
namespace {

using namespace std::chrono_literals;
using routing::ConversationState;
using routing::EventKind;
using routing::Presence;
using routing::ProblemCode;
using Words = std::vector<std::string>;

routing::LineSwitch closed_for(RunningLine& line, routing::Duration how_long) {
  return {.to = routing::SwitchTo::closed,
          .since = {},
          .until = line.opened.clock.now() + how_long,
          .words = {}};
}

routing::Result<void> switches(RunningLine& line, routing::StaffId by,
                               std::optional<routing::LineSwitch> to) {
  return run(line.loop,
             flows::switch_line(*line.store, line.lines, line.lines.all()[0].id, by, to));
}

std::ptrdiff_t count(const std::vector<EventKind>& kinds, EventKind kind) {
  return std::ranges::count(kinds, kind);
}

}  // namespace

TEST_CASE(
    "a coordinator closes the line until a time: texters are told, wait, and are offered then") {
  RunningLine line;
  const auto ana = line.peer("ana");
  const auto cora = line.coordinator("cora");
  auto closed = closed_for(line, 2h);
  closed.words["en"] = "A storm has cut our power. Back {opens}.";
  REQUIRE(switches(line, cora, closed));
  line.texts(maya, "hi");
  line.drain();
  REQUIRE(line.heard(maya).size() == 1);
  CHECK(line.heard(maya)[0].starts_with("A storm has cut our power. Back on "));
  CHECK(line.conversation(maya).state == ConversationState::waiting);
  // It is kept: a restart changes nothing.
  line.restart();
  line.later(1h);
  line.texts(maya, "still there?");
  line.drain();
  CHECK(line.heard(maya).size() == 1);
  CHECK(line.conversation(maya).state == ConversationState::waiting);
  line.later(1h);
  CHECK(line.conversation(maya).offered_to == ana);
}

TEST_CASE("a line that is opened again offers those who wait at once") {
  RunningLine line;
  const auto ana = line.peer("ana");
  const auto cora = line.coordinator("cora");
  REQUIRE(switches(line, cora, closed_for(line, 2h)));
  line.texts(maya, "hi");
  REQUIRE(switches(line, cora, std::nullopt));
  CHECK(line.conversation(maya).offered_to == ana);
  // The same again is nothing new.
  REQUIRE(switches(line, cora, std::nullopt));
  CHECK(count(line.events(), EventKind::line_switched) == 2);
}

TEST_CASE("who waits when the line closes and nobody is on is told so once") {
  RunningLine line;
  const auto ana = line.peer("ana");
  const auto cora = line.coordinator("cora");
  line.sets(ana, Presence::off);
  line.texts(maya, "hi");
  line.drain();
  line.later(1h);
  REQUIRE(switches(line, cora, closed_for(line, 20h)));
  for (int i = 0; i < 30; ++i) {
    line.later(30min);
    line.drain();
  }
  REQUIRE(line.heard(maya).size() == 2);
  CHECK(line.heard(maya)[1].starts_with("We open on "));
}

TEST_CASE("one whose key is damaged keeps nobody else from being told that the line closed") {
  RunningLine line;
  const auto ana = line.peer("ana");
  const auto cora = line.coordinator("cora");
  line.sets(ana, Presence::off);
  line.texts(maya, "hi");
  line.texts(noor, "hi");
  line.drain();
  line.on_refusal = [](const std::string&) {};
  line.restart([&] {
    line.opened.write([](store::Writing& store) {
      store.db
          .query(
              "UPDATE texter_keys SET wrapped = zeroblob(length(wrapped)) WHERE texter ="
              " (SELECT min(texter) FROM texter_keys)")
          .run();
    });
  });
  REQUIRE(switches(line, cora, closed_for(line, 20h)));
  line.later(13h);
  line.drain();
  REQUIRE(line.heard(noor).size() == 2);
  CHECK(line.heard(noor)[1].starts_with("We open on "));
  CHECK(line.heard(maya).size() == 1);
}

TEST_CASE("who came to a closed line waits until it opens, however often it is closed anew") {
  RunningLine line;
  const auto ana = line.peer("ana");
  const auto cora = line.coordinator("cora");
  REQUIRE(switches(line, cora, closed_for(line, 2h)));
  line.later(10min);
  line.texts(maya, "hi");
  line.later(10min);
  REQUIRE(switches(line, cora, closed_for(line, 5h)));
  line.later(3h);
  CHECK(line.conversation(maya).state == ConversationState::waiting);
  line.later(2h);
  CHECK(line.conversation(maya).offered_to == ana);
}

TEST_CASE("who came to a closed line waits on when the switch is taken back after its hours") {
  RunningLine line;
  line.peer("ana");
  const auto cora = line.coordinator("cora");
  const auto id = line.lines.all()[0].id;
  REQUIRE(switches(line, cora, closed_for(line, 5h)));
  line.later(10min);
  line.texts(maya, "hi");
  line.later(1h);
  const auto today = std::chrono::year_month_day(
      std::chrono::floor<std::chrono::days>(line.opened.clock.now() - 8h));
  REQUIRE(run(line.loop, flows::set_day(*line.store, line.lines, id, cora, today,
                                        std::vector<routing::Span>{})));
  REQUIRE(switches(line, cora, std::nullopt));
  CHECK(line.conversation(maya).state == ConversationState::waiting);
}

TEST_CASE("who came to a closed line waits on when it is short-staffed once it opens") {
  RunningLine line;
  line.peer("ana");
  const auto cora = line.coordinator("cora");
  REQUIRE(switches(line, cora, closed_for(line, 5h)));
  line.later(10min);
  line.texts(maya, "hi");
  line.later(1h);
  // Its hours came to their end meanwhile.
  const auto& first = line.lines.all()[0];
  const auto now = line.opened.clock.now();
  const auto ended = routing::local_time(first.time_zone, now).of_day - 30min;
  const auto today = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(now - 8h));
  REQUIRE(run(line.loop, flows::set_day(*line.store, line.lines, first.id, cora, today,
                                        std::vector<routing::Span>{{0min, ended}})));
  auto few = closed_for(line, 20h);
  few.to = routing::SwitchTo::short_staffed;
  REQUIRE(switches(line, cora, few));
  CHECK(line.conversation(maya).state == ConversationState::waiting);
  // Also when it is switched so once more, and after a restart.
  line.later(10min);
  REQUIRE(switches(line, cora, few));
  line.restart();
  line.later(1min);
  CHECK(line.conversation(maya).state == ConversationState::waiting);
}

TEST_CASE("what a line was closed with is not said once that is over") {
  RunningLine line;
  const auto cora = line.coordinator("cora");
  const auto id = line.lines.all()[0].id;
  auto storm = closed_for(line, 1h);
  storm.words["en"] = "A storm has cut our power.";
  REQUIRE(switches(line, cora, storm));
  line.later(2h);
  // Now it is closed by its hours.
  const auto today = std::chrono::year_month_day(
      std::chrono::floor<std::chrono::days>(line.opened.clock.now() - 8h));
  REQUIRE(run(line.loop, flows::set_day(*line.store, line.lines, id, cora, today,
                                        std::vector<routing::Span>{})));
  line.texts(maya, "hi");
  line.drain();
  REQUIRE(line.heard(maya).size() == 1);
  CHECK(line.heard(maya)[0].starts_with("We open on "));
}

TEST_CASE("a switch has to end later, with words that the line can say") {
  RunningLine line;
  const auto cora = line.coordinator("cora");
  CHECK(switches(line, cora, closed_for(line, 0s)).error().code == ProblemCode::malformed);
  auto french = closed_for(line, 1h);
  french.words["fr"] = "Bientôt";
  CHECK(switches(line, cora, french).error().code == ProblemCode::malformed);
  auto blank = closed_for(line, 1h);
  blank.words["en"] = " ";
  CHECK(switches(line, cora, blank).error().code == ProblemCode::malformed);
  CHECK(count(line.events(), EventKind::line_switched) == 0);
}

TEST_CASE("a day with hours of its own closes the line, and clearing it opens it") {
  RunningLine line;
  const auto ana = line.peer("ana");
  const auto cora = line.coordinator("cora");
  const auto id = line.lines.all()[0].id;
  const auto today = std::chrono::year_month_day(
      std::chrono::floor<std::chrono::days>(line.opened.clock.now() - 8h));
  const auto sets_day = [&](std::optional<std::vector<routing::Span>> spans) {
    return run(line.loop, flows::set_day(*line.store, line.lines, id, cora, today, spans));
  };
  REQUIRE(sets_day(std::vector<routing::Span>{}));
  line.texts(maya, "hi");
  CHECK(line.conversation(maya).state == ConversationState::waiting);
  REQUIRE(sets_day(std::nullopt));
  CHECK(line.conversation(maya).offered_to == ana);
  CHECK(count(line.events(), EventKind::line_changed) == 2);
}

TEST_CASE("a wait that a coordinator sets counts at once, and over a restart") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  const auto cora = line.coordinator("cora");
  line.texts(maya, "are you there?");
  REQUIRE(run(line.loop, flows::set_timing(*line.store, line.lines, line.lines.all()[0].id, cora,
                                           {{"nudge", 30s}, {"return", 60s}})));
  REQUIRE(line.replies(ana, maya, "I am"));
  line.texts(maya, "good");
  line.restart();
  line.later(31s);
  CHECK(line.conversation(maya).nudged);
  line.later(31s);
  CHECK(line.conversation(maya).state != ConversationState::open);
  CHECK(count(line.events(), EventKind::line_changed) == 1);
}

TEST_CASE("a texter chooses from the menu by its number, once it was sent") {
  RunningLine line;
  const auto cora = line.coordinator("cora");
  const std::vector<routing::Experience> offered{
      {.name = "grief", .labels = {{"en", "Losing someone"}}}, {.name = "veteran", .labels = {}}};
  REQUIRE(run(line.loop, flows::set_experiences(*line.store, cora, offered)));
  line.texts(maya, "1");
  CHECK(line.conversation(maya).wishes.empty());
  line.texts(maya, "MENU");
  line.drain();
  CHECK(line.heard(maya).back() == "Text a number:\n1 Losing someone\n2 veteran");
  line.texts(maya, "2 only");
  line.drain();
  CHECK(line.heard(maya).back() == "Noted.");
  const auto wishes = line.conversation(maya).wishes;
  REQUIRE(wishes.size() == 1);
  CHECK(wishes[0].value == "veteran");
  CHECK(wishes[0].only);
  line.later(2h);
  line.texts(maya, "1");
  CHECK(line.conversation(maya).wishes.size() == 1);
}

TEST_CASE("WAIT tells how many are ahead") {
  RunningLine line;
  line.texts(noor, "hi");
  line.later(1s);
  line.texts(maya, "hi");
  line.texts(maya, "wait");
  line.drain();
  CHECK(line.heard(maya).back() == "You are number 2.");
}

TEST_CASE("SWITCH before anybody has answered tells how many are ahead") {
  RunningLine line;
  line.texts(noor, "hi");
  line.later(1s);
  line.texts(maya, "hi");
  line.texts(maya, "switch");
  line.drain();
  CHECK(line.heard(maya).back() == "You are number 2.");
}

TEST_CASE("who comes back soon and asks is told how many who came back before are ahead") {
  RunningLine line;
  const auto cora = line.coordinator("cora");
  for (const auto& phone : {noor, maya}) {
    line.texts(phone, "hi");
    REQUIRE(line.does(flows::close_conversation, cora, phone));
  }
  line.texts(noor, "one more thing");
  line.texts(maya, "wait");
  line.drain();
  CHECK(line.heard(maya).back() == "You are number 2.");
}

TEST_CASE("a machine that answers each of our texts is left alone after five, and somebody knows") {
  RunningLine line;
  line.texts(maya, "hi");
  for (int i = 0; i < 24 * 6; ++i) {
    line.later(10min);
    line.texts(maya, "WAIT");
    line.drain();
  }
  // Five in any hour: one in ten minutes is six.
  CHECK(line.heard(maya).size() <= 24 * 5 + 5);
  CHECK(count(line.events(), EventKind::automatic_held_back) > 0);
  CHECK(count(line.events(), EventKind::automatic_held_back) <= 24);
}

TEST_CASE("a coordinator brings back all that one person has, and it does not bounce") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.texts(noor, "hi");
  const auto cora = line.coordinator("cora");
  const auto returned = run(line.loop, flows::return_all_of(*line.store, line.lines, ana, cora));
  REQUIRE(returned);
  CHECK(*returned == 2);
  CHECK(line.conversation(maya).state == ConversationState::waiting);
  CHECK(line.conversation(maya).returned);
  CHECK(line.conversation(noor).state == ConversationState::waiting);
  CHECK(run(line.loop, flows::return_all_of(*line.store, line.lines, cora, ana)).value() == 0);
  const auto ben = line.peer("ben");
  CHECK(line.conversation(maya).offered_to == ben);
  CHECK(run(line.loop, flows::return_all_of(*line.store, line.lines, ben, ana)).error().code ==
        ProblemCode::forbidden);
}

TEST_CASE("whoever has it notes a wish, and a person that is not there is none") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  const routing::Wish grief{.kind = routing::WishKind::experience, .value = "grief"};
  REQUIRE(line.does(flows::note_wishes, ana, maya, std::vector{grief}));
  CHECK(line.conversation(maya).wishes == std::vector{grief});
  const routing::Wish nobody{.kind = routing::WishKind::not_the_same_person,
                             .not_ = routing::StaffId(routing::UuidBytes{1})};
  CHECK(line.does(flows::note_wishes, ana, maya, std::vector{nobody}).error().code ==
        ProblemCode::not_found);
}

TEST_CASE("wishes are noted also where another's act, committed with them, is taken back") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  const auto cora = line.coordinator("cora");
  const auto ben = line.peer("ben");
  line.sets(ben, Presence::off);
  const auto id = line.conversation(maya).id;
  const routing::Wish grief{.kind = routing::WishKind::experience, .value = "grief"};

  // So that both are taken together.
  std::promise<void> both_are_there;
  std::move_only_function<routing::Result<void>(store::Writing&)> hold =
      [both = both_are_there.get_future().share()](store::Writing&) -> routing::Result<void> {
    both.wait();
    return {};
  };
  const auto start = [&](auto act) {
    boost::asio::co_spawn(line.loop, std::move(act), boost::asio::detached);
  };
  start(line.store->write<void>(std::move(hold)));
  line.loop.restart();
  line.loop.poll();
  start(flows::note_wishes(*line.store, line.lines, id, ana, {grief}));
  start(flows::assign_conversation(*line.store, line.lines, id, cora,
                                   {.to = ben, .note = routing::Body("for Ben")}));
  line.loop.poll();
  both_are_there.set_value();
  line.later(1s);  // behind both
  CHECK(line.conversation(maya).owner == ana);
  CHECK(line.conversation(maya).wishes == std::vector{grief});
}

}  // namespace warmline::test
