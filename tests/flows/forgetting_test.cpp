// FORGET, from a texter's phone to the last step, and what lines no longer keep.
#include "gateway/store/forgetting.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include <doctest/doctest.h>

#include "gateway/flows/forget_texter.hpp"
#include "gateway/flows/keep_retention.hpp"
#include "gateway/store/events.hpp"
#include "gateway/store/forgotten_list.hpp"
#include "gateway/store/texts.hpp"
#include "tests/flows/running_line.hpp"

namespace warmline::test {

using routing::ConversationState;
using routing::EventKind;
using routing::TexterId;
using namespace std::chrono_literals;
using Words = std::vector<std::string>;

namespace {

std::optional<TexterId> known(RunningLine& line, const std::string& phone) {
  return line.kept<std::optional<TexterId>>(
      [&](store::Reading& store) { return store::texters::find(store, number(phone)); });
}

int count(RunningLine& line, std::string_view sql) {
  return line.kept<int>([&](store::Reading& store) {
    auto row = store.db.query(sql);
    row.next();
    return row.get<int>(0);
  });
}

bool has(const std::vector<EventKind>& kinds, EventKind wanted) {
  return std::ranges::find(kinds, wanted) != kinds.end();
}

// The line's own, but its first keeps nothing beyond the conversation.
flows::Lines keeping_for_conversation(const RunningLine& line) {
  auto lines = line.lines.all();
  lines[0].retention.texts.until = routing::Keeping::Until::conversation;
  return flows::Lines(std::move(lines));
}

async::TaskGroup quiet_tasks(RunningLine& line) {
  return async::TaskGroup(line.loop.get_executor(), [](std::string_view, std::exception_ptr) {});
}

}  // namespace

TEST_CASE("FORGET twice: asked once, then everything goes, and nothing more is sent") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  REQUIRE(line.replies(ana, maya, "hello Maya"));
  line.drain();
  line.texts(maya, "forget");
  line.drain();
  const Words before = line.heard(maya);
  CHECK(before.back() == "Reply FORGET again to be forgotten.");
  const auto texter = known(line, maya);
  REQUIRE(texter);
  const auto conversation = line.conversation(maya);
  CHECK(conversation.state == ConversationState::open);

  line.texts(maya, "FORGET");
  line.drain();
  CHECK(line.heard(maya) == before);
  CHECK(!known(line, maya));
  CHECK(count(line, "SELECT count(*) FROM texts WHERE erased_at IS NULL") == 0);
  CHECK(count(line, "SELECT count(*) FROM texter_keys") == 0);
  CHECK(count(line, "SELECT count(*) FROM forgotten") == 1);
  CHECK(has(line.events(), EventKind::texter_forgotten));
  CHECK(line.kept<ConversationState>([&](store::Reading& store) {
    return store::conversations::find(store, conversation.id)->state;
  }) == ConversationState::closed);
  const auto reopened =
      run(line.loop, flows::reopen_conversation(*line.store, line.lines, conversation.id, ana));
  REQUIRE(!reopened);
  CHECK(reopened.error().code == routing::ProblemCode::forgotten);
  // Ana is free for the next one at once.
  line.texts(noor, "hi");
  CHECK(line.conversation(noor).offered_to == ana);
}

TEST_CASE("a texter who is forgotten in the middle of a send is sent nothing from the outbox") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.texts(maya, "forget");
  REQUIRE(line.replies(ana, maya, "one more word"));
  line.texts(maya, "forget");
  line.drain();
  const auto heard = line.heard(maya);
  CHECK(std::ranges::find(heard, "one more word") == heard.end());
}

TEST_CASE(
    "a send that the carrier turns down for now does not go again to who was forgotten meanwhile") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.texts(maya, "forget");
  line.drain();
  using carriers::simulator::Fault;
  line.simulator->faults().add({.fault = Fault::delay, .times = 1, .delay = 300ms});
  line.simulator->faults().add({.fault = Fault::busy, .times = 1});
  REQUIRE(line.replies(ana, maya, "one more word"));
  const auto status = [&] {
    return line.kept<routing::TextStatus>([](store::Reading& store) {
      auto row = store.db.query("SELECT status FROM texts WHERE author IS NOT NULL");
      row.next();
      return row.get_word<routing::TextStatus>(0, routing::parse_text_status);
    });
  };
  line.wake_outbox();
  while (status() != routing::TextStatus::sending) line.wake_outbox();
  line.texts(maya, "forget");
  REQUIRE(status() == routing::TextStatus::unknown);
  while (status() == routing::TextStatus::unknown) std::this_thread::sleep_for(5ms);
  CHECK(status() == routing::TextStatus::failed);
  CHECK(line.heard(maya).back() == "Reply FORGET again to be forgotten.");
  CHECK(line.is_settled());
}

TEST_CASE("a text that was missed before a FORGET stays out, and one that was after it comes in") {
  RunningLine line;
  const auto texts = [&](const std::string& words) {
    REQUIRE(line.delivers(maya, words, line.texts_unheard(maya, words)));
    line.drain();
    line.later(20s);
  };
  texts("hi");
  line.texts_unheard(maya, "are you there?");
  line.texts_unheard(noor, "hello");
  line.later(20s);
  texts("forget");
  texts("forget");
  REQUIRE(!known(line, maya));
  line.later(1min);
  CHECK(line.catches_up());
  CHECK(!known(line, maya));
  CHECK(line.thread(noor).front().body.words() == "hello");

  line.texts_unheard(maya, "it is me again");
  line.later(1min);
  CHECK(line.catches_up());
  REQUIRE(known(line, maya));
  CHECK(line.thread(maya).front().body.words() == "it is me again");
  CHECK(line.catches_up());
  CHECK(count(line, "SELECT count(*) FROM texter_keys") == 2);
}

TEST_CASE("two FORGETs that come late, before anybody was asked, ask once") {
  RunningLine line;
  line.texts(maya, "hi");
  line.drain();
  line.texts_unheard(maya, "forget");
  line.later(1min);
  line.texts_unheard(maya, "forget");
  CHECK(line.catches_up());
  line.drain();
  REQUIRE(known(line, maya));
  CHECK(line.heard(maya).back() == "Reply FORGET again to be forgotten.");
  line.later(1min);
  line.texts(maya, "forget");
  CHECK_FALSE(known(line, maya));
}

TEST_CASE("whoever opted out is forgotten without hearing a word") {
  RunningLine line;
  line.texts(maya, "STOP");
  line.drain();
  const auto before = line.heard(maya);
  line.texts(maya, "forget");
  line.texts(maya, "forget");
  line.drain();
  CHECK(line.heard(maya) == before);
  CHECK(!known(line, maya));
}

TEST_CASE("a carrier that brings a forgotten text again does not bring the texter back") {
  RunningLine line;
  REQUIRE(line.delivers(maya, "hi", "SMhi"));
  REQUIRE(line.delivers(maya, "forget", "SMask"));
  REQUIRE(line.delivers(maya, "forget", "SMconfirm"));
  CHECK(!known(line, maya));
  for (const std::string id : {"SMhi", "SMask", "SMconfirm"}) {
    const auto again = line.delivers(maya, "hi", id);
    REQUIRE(again);
    CHECK(again->kept_before);
  }
  CHECK(!known(line, maya));
  CHECK(count(line, "SELECT count(*) FROM texters") == 1);
}

TEST_CASE("somebody who was forgotten may come back as somebody new") {
  RunningLine line;
  line.texts(maya, "hi");
  const auto before = known(line, maya);
  line.texts(maya, "forget");
  line.texts(maya, "forget");
  line.texts(maya, "hi again");
  REQUIRE(known(line, maya));
  CHECK(known(line, maya) != before);
  CHECK(line.thread(maya).size() == 2);  // the text and the welcome
}

TEST_CASE("what forgetting began elsewhere is finished here, also after a crash") {
  RunningLine line;
  constexpr int texts = 2 * store::forgetting::texts_at_once + 9;
  line.texts(maya, "hi");
  line.restart([&] {
    line.opened.clock.advance(1s);  // ids are made of it
    line.opened.write([&](store::Writing& store) {
      const auto texter = *store::texters::find(store, number(maya));
      const auto thread = store::texters::thread_with(store, number(maya), line.lines.all()[0].id);
      for (int i = 0; i < texts; ++i) {
        store::Text text;
        text.direction = routing::Direction::in;
        text.status = routing::TextStatus::received;
        text.body = routing::Body("garden");
        text.language = "en";
        store::texts::add(store, thread, text);
      }
      REQUIRE(store::forgetting::begin(store, texter));
    });
  });
  CHECK(count(line, "SELECT count(*) FROM texter_keys") == 1);
  auto tasks = quiet_tasks(line);
  flows::Forgetter forgetter(line.loop.get_executor(), *line.opened.database, *line.store, tasks,
                             [&](const std::string& said) { line.log.push_back(said); });
  REQUIRE(run(line.loop, forgetter.finish()));
  CHECK(count(line, "SELECT count(*) FROM texter_keys") == 0);
  CHECK(count(line, "SELECT count(*) FROM texts WHERE erased_at IS NULL") == 0);
  CHECK(count(line, "SELECT count(*) FROM search WHERE search MATCH 'a* OR b* OR c*'") == 0);
  // Once more changes nothing.
  REQUIRE(run(line.loop, forgetter.finish()));
}

TEST_CASE("whoever can't be put on the side list is forgotten, and the operator reads of it") {
  RunningLine line;
  const auto path = store::forgotten_list::path_for(line.opened.file());
  std::filesystem::create_directory(path);
  line.texts(maya, "hi");
  line.texts(maya, "FORGET");
  line.texts(maya, "FORGET");
  CHECK(!known(line, maya));
  auto tasks = quiet_tasks(line);
  flows::Forgetter forgetter(line.loop.get_executor(), *line.opened.database, *line.store, tasks,
                             [&](const std::string& said) { line.log.push_back(said); });
  CHECK_FALSE(run(line.loop, forgetter.finish()));
  std::filesystem::remove(path);
  REQUIRE(run(line.loop, forgetter.finish()));
  CHECK(store::forgotten_list::all(line.opened.file()).size() == 1);
}

TEST_CASE("a line that keeps nothing beyond the conversation erases it when it can't be rejoined") {
  RunningLine line;
  const auto short_lived = keeping_for_conversation(line);
  auto tasks = quiet_tasks(line);
  flows::RetentionKeeper keeper(line.loop.get_executor(), *line.store, short_lived, tasks);
  const auto left = [&] {
    return count(line, "SELECT count(*) FROM texts WHERE erased_at IS NULL");
  };

  const auto ana = line.peer_talking_to(maya);
  const int said = left();
  REQUIRE(run(line.loop, keeper.keep()));
  CHECK(left() == said);  // it goes on
  REQUIRE(line.does(flows::close_conversation, ana, maya));
  line.later(29min);
  REQUIRE(run(line.loop, keeper.keep()));
  CHECK(left() == said);  // it may be rejoined
  line.later(2min);
  REQUIRE(run(line.loop, keeper.keep()));
  CHECK(left() == 0);
  CHECK(has(line.events(), EventKind::retention_applied));
  CHECK(known(line, maya));
}

TEST_CASE("what is kept for the conversation stays as long as coordinators let it be rejoined") {
  RunningLine line;
  const auto short_lived = keeping_for_conversation(line);
  auto tasks = quiet_tasks(line);
  flows::RetentionKeeper keeper(line.loop.get_executor(), *line.store, short_lived, tasks);
  line.opened.write([&](store::Writing& store) {
    store::lines::set_timing(store, short_lived.all().front().id, {{"rejoin", 2h}});
  });
  const auto ana = line.peer_talking_to(maya);
  REQUIRE(line.does(flows::close_conversation, ana, maya));
  const auto left = [&] {
    return count(line, "SELECT count(*) FROM texts WHERE erased_at IS NULL");
  };
  const int said = left();
  line.later(119min);
  REQUIRE(run(line.loop, keeper.keep()));
  CHECK(left() == said);
  line.later(2min);
  REQUIRE(run(line.loop, keeper.keep()));
  CHECK(left() == 0);
}

TEST_CASE("a line that keeps everything is left alone, and says nothing") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  REQUIRE(line.does(flows::close_conversation, ana, maya));
  line.later(std::chrono::days(4000));
  auto tasks = quiet_tasks(line);
  flows::RetentionKeeper keeper(line.loop.get_executor(), *line.store, line.lines, tasks);
  REQUIRE(run(line.loop, keeper.keep()));
  CHECK(count(line, "SELECT count(*) FROM texts WHERE erased_at IS NOT NULL") == 0);
  CHECK(!has(line.events(), EventKind::retention_applied));
}

TEST_CASE("what is kept for days goes when they are over, words and media each by their own") {
  RunningLine line;
  auto lines = line.lines.all();
  using Until = routing::Keeping::Until;
  lines[0].retention = {.texts = {.until = Until::after, .after = std::chrono::days(30)},
                        .media = {.until = Until::after, .after = std::chrono::days(7)}};
  const flows::Lines thirty_days(lines);
  auto tasks = quiet_tasks(line);
  flows::RetentionKeeper keeper(line.loop.get_executor(), *line.store, thirty_days, tasks);
  const auto ana = line.peer_talking_to(maya);
  REQUIRE(line.does(flows::close_conversation, ana, maya));
  line.later(std::chrono::days(8));
  REQUIRE(run(line.loop, keeper.keep()));
  CHECK(count(line, "SELECT count(*) FROM texts WHERE erased_at IS NOT NULL") == 0);
  CHECK(count(line, "SELECT count(*) FROM conversations WHERE media_erased_at IS NOT NULL") == 1);
  line.later(std::chrono::days(23));
  REQUIRE(run(line.loop, keeper.keep()));
  CHECK(count(line, "SELECT count(*) FROM texts WHERE erased_at IS NULL") == 0);
}

}  // namespace warmline::test
