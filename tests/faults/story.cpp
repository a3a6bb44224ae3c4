#include "tests/faults/story.hpp"

#include <algorithm>
#include <utility>

#include <doctest/doctest.h>

#include "gateway/store/events.hpp"
#include "gateway/store/outbox.hpp"
#include "gateway/store/verify.hpp"

namespace warmline::test {
namespace {

using routing::Presence;
using routing::ProblemCode;
using routing::Result;

const std::string hello = "hello there";
const std::string answer = "I am with you";
const std::string noted = "a good talk";
const std::string thanks = "thank you";

template <class T>
Result<void> outcome(const Result<T>& result) {
  if (!result) return std::unexpected(result.error());
  return {};
}

}  // namespace

std::optional<routing::Problem> refused_still(RunningLine& line) {
  const auto probe = [](flows::StoreThread& store) -> flows::awaitable<bool> {
    co_await store.probe();
    co_return true;
  };
  run(line.loop, probe(*line.store));
  if (const auto why = line.store->refusing()) {
    return routing::Problem{ProblemCode::store_unavailable, *why, {}};
  }
  return std::nullopt;
}

Story::Story(RunningLine& line) : line_(line), ana_(line.peer("ana")) {
  using Id = routing::ConversationId;
  auto& l = line_;
  const auto accept = [this, &l](Id id) {
    return flows::accept_offer(*l.store, l.lines, id, ana_);
  };
  const auto close = [this, &l](Id id) {
    return flows::close_conversation(*l.store, l.lines, id, ana_);
  };
  steps_ = {
      {"a text comes in", [this] { return says(hello, "SM-first"); }},
      {"the peer accepts", [this, accept] { return does(accept); }},
      {"the peer answers", [this] { return answers(); }},
      {"the answer leaves", [this] { return everything_leaves(); }},
      {"the carrier says it arrived", [this] { return reports_delivered(); }},
      {"the peer writes a note", [this] { return notes(); }},
      {"another text comes in", [this] { return says(thanks, "SM-second"); }},
      {"the peer closes it", [this, close] { return does(close); }},
      {"the texter says STOP", [this] { return says("STOP", "SM-third"); }},
      {"the peer goes home", [this] { return is(Presence::off); }},
  };
}

Result<routing::Conversation> Story::conversation() {
  std::move_only_function<Result<routing::Conversation>(store::Reading&)> job =
      [](store::Reading& reading) -> Result<routing::Conversation> {
    auto thread = reading.db.query("SELECT id FROM threads");
    if (!thread.next()) return routing::problem(ProblemCode::not_found, "nobody has written yet");
    return *store::conversations::latest(reading, thread.get<routing::ThreadId>(0));
  };
  return run(line_.loop, line_.store->read<routing::Conversation>(std::move(job)));
}

Result<void> Story::says(const std::string& words, const std::string& carrier_id) {
  const auto received = line_.delivers(maya, words, carrier_id);
  // What was refused before left nothing behind.
  if (received) CHECK_FALSE(received->kept_before);
  return outcome(received);
}

Result<void> Story::does(std::function<flows::Changed(routing::ConversationId)> act) {
  const auto now = conversation();
  if (!now) return outcome(now);
  return outcome(run(line_.loop, act(now->id)));
}

Result<void> Story::answers() {
  const auto now = conversation();
  if (!now) return outcome(now);
  const auto written = run(line_.loop, flows::send_reply(*line_.store, line_.lines, now->id, {ana_},
                                                         routing::Body(answer), "client-1"));
  if (written) CHECK_FALSE(written->written_before);
  return outcome(written);
}

Result<void> Story::everything_leaves() {
  // What was in hand at a fault is over by now.
  if (const auto why = refused_still(line_)) return std::unexpected(*why);
  for (;;) {
    if (const auto why = line_.store->refusing()) {
      return routing::problem(ProblemCode::store_unavailable, *why);
    }
    line_.wake_outbox();
    std::move_only_function<Result<bool>(store::Reading&)> job =
        [](store::Reading& reading) -> Result<bool> {
      return !reading.db.query("SELECT 1 FROM outbox").next();
    };
    const auto has_left = run(line_.loop, line_.store->read<bool>(std::move(job)));
    if (!has_left) return outcome(has_left);
    if (*has_left) return {};
  }
}

std::string Story::sid_of_answer() const {
  const auto& texts = line_.simulator->history().texts();
  const auto found = std::ranges::find(texts, answer, &carriers::simulator::CarriedText::body);
  REQUIRE(found != texts.end());
  return found->sid;
}

Result<void> Story::reports_delivered() {
  const carriers::Receipt receipt{.carrier_id = sid_of_answer(),
                                  .carrier_status = "delivered",
                                  .status = routing::TextStatus::delivered};
  const auto recorded = run(line_.loop, flows::record_receipt(*line_.store, "main", receipt));
  if (recorded) CHECK(*recorded);
  return outcome(recorded);
}

Result<void> Story::notes() {
  const auto now = conversation();
  if (!now) return outcome(now);
  return outcome(run(
      line_.loop, flows::add_note(*line_.store, line_.lines, now->id, ana_, routing::Body(noted))));
}

Result<void> Story::is(Presence presence) {
  return run(line_.loop, flows::set_presence(*line_.store, line_.lines, ana_, presence));
}

void Story::check_told() {
  std::vector<std::string> bodies;
  for (const auto& text : line_.thread(maya)) {
    bodies.push_back(text.body.words());
    if (text.body.words() == answer) CHECK(text.status == routing::TextStatus::delivered);
  }
  CHECK(bodies == std::vector<std::string>{hello, "Welcome to Community line.", answer, noted,
                                           thanks, "STOP"});
  CHECK(line_.heard_from_people(maya) == std::vector{answer});
  CHECK(line_.conversation(maya).state == routing::ConversationState::closed);
  CHECK(line_.opted_out(maya));
  const auto found = store::verify(line_.opened.file(), test_key);
  for (const auto& wrong : found.wrong.lines()) FAIL_CHECK(wrong);
  CHECK(found.is_whole());
}

}  // namespace warmline::test
