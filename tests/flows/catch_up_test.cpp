// What the carrier took in while we could not is fetched from its own list.
#include "gateway/flows/catch_up.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "gateway/flows/flag_conversation.hpp"
#include "gateway/store/lines.hpp"
#include "gateway/store/texts.hpp"
#include "tests/flows/running_line.hpp"
#include "tests/flows/words_of.hpp"

namespace warmline::test {
namespace {

using carriers::simulator::Asked;
using carriers::simulator::Fault;
using routing::ConversationState;
using routing::EventKind;
using namespace std::chrono_literals;

std::vector<store::Text> came_in(RunningLine& line, const std::string& phone) {
  auto texts = line.thread(phone);
  std::erase_if(texts,
                [](const store::Text& text) { return text.direction != routing::Direction::in; });
  return texts;
}

// The key of whoever texted first, and putting another in its place.
store::Bytes wrapped_key(RunningLine& line) {
  return line.kept<store::Bytes>([](store::Reading& store) {
    auto row = store.db.query("SELECT wrapped FROM texter_keys ORDER BY texter");
    row.next();
    return row.get<store::Bytes>(0);
  });
}

void set_key(RunningLine& line, const store::Bytes& key) {
  line.restart([&] {
    line.opened.write([&](store::Writing& store) {
      store.db
          .query(
              "UPDATE texter_keys SET wrapped = ?1 WHERE texter = (SELECT min(texter) FROM"
              " texter_keys)",
              key)
          .run();
    });
  });
}

auto times_told_left_out(const RunningLine& line) {
  return std::ranges::count_if(
      line.log, [](const std::string& one) { return one.contains("a text can't be taken in"); });
}

}  // namespace

TEST_CASE("what was missed comes in once, in order, marked late, and is routed") {
  RunningLine line;
  const auto sent_at = std::chrono::floor<std::chrono::seconds>(line.opened.clock.now());
  line.texts_unheard(maya, "one");
  line.opened.clock.advance(20s);
  line.texts_unheard(maya, "two");
  line.texts_unheard(noor, "hello");
  line.opened.clock.advance(1h);

  CHECK(line.catches_up());
  auto texts = came_in(line, maya);
  REQUIRE(words_of(texts) == Words{"one", "two"});
  CHECK(texts[0].sent_at == sent_at);
  CHECK(texts[1].sent_at == sent_at + 20s);
  CHECK(texts[0].at > sent_at + 1h);
  CHECK(line.conversation(maya).state == ConversationState::waiting);
  CHECK(words_of(came_in(line, noor)) == Words{"hello"});
  CHECK(line.heard(maya) == Words{"Nobody is here right now."});

  const auto before = line.events();
  CHECK(line.catches_up());
  line.later(4min);
  CHECK(line.catches_up());
  CHECK(line.events() == before);
  CHECK(came_in(line, maya).size() == 2);
}

TEST_CASE("what came in by its webhook is neither taken again nor marked") {
  RunningLine line;
  const auto sid = line.texts_unheard(maya, "one");
  REQUIRE(line.delivers(maya, "one", sid));
  CHECK(line.catches_up());
  const auto texts = came_in(line, maya);
  REQUIRE(texts.size() == 1);
  CHECK(!texts[0].sent_at);

  line.texts_unheard(maya, "two");
  line.later(1min);
  CHECK(line.catches_up());
  CHECK(words_of(came_in(line, maya)) == Words{"one", "two"});
}

TEST_CASE("a webhook that comes after its text was fetched changes nothing") {
  RunningLine line;
  const auto sid = line.texts_unheard(maya, "one");
  CHECK(line.catches_up());
  CHECK(line.delivers(maya, "one", sid)->kept_before);
  CHECK(came_in(line, maya).size() == 1);
}

TEST_CASE("a young text is left to its webhook, and fetched when that does not come") {
  RunningLine line;
  CHECK(line.catches_up());
  REQUIRE(line.delivers(maya, "one", line.texts_unheard(maya, "one")));
  CHECK(line.catches_up());  // nothing to wait for
  line.texts_unheard(maya, "two");
  CHECK_FALSE(line.catches_up());
  CHECK(words_of(came_in(line, maya)) == Words{"one"});
  line.later(31s);
  CHECK(line.catches_up());
  CHECK(words_of(came_in(line, maya)) == Words{"one", "two"});
}

TEST_CASE("nothing from before the line was set up comes in") {
  RunningLine line;
  line.carrier_ahead = -1h;
  line.texts_unheard(maya, "before");
  line.carrier_ahead = 0s;
  line.later(5s);
  line.texts_unheard(maya, "after");
  CHECK(line.catches_up());
  CHECK(words_of(came_in(line, maya)) == Words{"after"});
}

TEST_CASE("a carrier whose clock is not ours hides nothing") {
  for (const routing::Duration apart : {-1h, 1h}) {
    CAPTURE(apart.count());
    RunningLine line;
    line.carrier_ahead = apart;
    line.later(10s);
    line.texts_unheard(maya, "one");
    line.later(1h);
    CHECK(line.catches_up());
    line.texts_unheard(maya, "two");
    line.later(1h);
    CHECK(line.catches_up());
    CHECK(words_of(came_in(line, maya)) == Words{"one", "two"});
  }
}

TEST_CASE(
    "a carrier that does not answer is asked again; the log says so once, and when it is over") {
  for (const auto fault : {Fault::drop, Fault::busy, Fault::server_error, Fault::garbage}) {
    CAPTURE(to_string(fault));
    RunningLine line;
    line.texts_unheard(maya, "one");
    // Two lines, three rounds.
    line.simulator->faults().add({.fault = fault, .times = 6, .on = Asked::list});
    for (int round = 0; round < 3; ++round) {
      CHECK(line.catches_up());
      CHECK(line.log.size() == 2);
    }
    CHECK(line.catches_up());
    CHECK(words_of(came_in(line, maya)) == Words{"one"});
    REQUIRE(line.log.size() == 5);
    CHECK(line.log[2].find("took in a text") != std::string::npos);
    CHECK(line.log[3].find("read again") != std::string::npos);
    CHECK(line.log[4].find("read again") != std::string::npos);
    for (const auto& words : line.log) CHECK(words.find("5550") == std::string::npos);
  }
}

TEST_CASE("more texts than one page holds all come in") {
  RunningLine line;
  Words wanted;
  for (int i = 0; i < 230; ++i) {
    wanted.push_back("text " + std::to_string(i));
    line.texts_unheard(maya, wanted.back());
  }
  CHECK(line.catches_up());
  CHECK(words_of(came_in(line, maya)) == wanted);
}

TEST_CASE(
    "more texts than are listed at once come in one round after the other, the oldest first") {
  RunningLine line({}, 5s, /*listed_max=*/50);
  Words wanted;
  for (int i = 0; i < 130; ++i) {
    wanted.push_back("text " + std::to_string(i));
    line.texts_unheard(maya, wanted.back());
    line.opened.clock.advance(1s);
  }
  CHECK_FALSE(line.catches_up());
  CHECK(words_of(came_in(line, maya)) == Words(wanted.begin(), wanted.begin() + 50));
  CHECK_FALSE(line.catches_up());
  CHECK(line.catches_up());
  CHECK(words_of(came_in(line, maya)) == wanted);
}

TEST_CASE("a picture that was missed comes with its text, or without where it can't be had") {
  RunningLine line;
  line.texts_unheard(maya, "look", {{"image/jpeg", "https://media.example/1"}});
  // The text's list is answered well, and the picture's as the faults say.
  const auto only_the_picture = [&](Fault fault) {
    line.simulator->faults().clear();
    line.simulator->faults().add({.fault = fault, .times = 1, .on = Asked::media});
  };
  only_the_picture(Fault::busy);
  CHECK(line.catches_up());
  CHECK(line.log.size() == 1);  // not now: the next round
  CHECK(line.catches_up());
  const auto texts = came_in(line, maya);
  REQUIRE(texts.size() == 1);
  REQUIRE(texts[0].media.size() == 1);
  CHECK(texts[0].media[0].content_type == "image/jpeg");
  CHECK(texts[0].media[0].url.starts_with(line.simulator->url() + "/2010-04-01/Accounts/"));

  line.later(1min);
  line.texts_unheard(maya, "and here", {{"image/jpeg", "https://media.example/2"}});
  line.later(1min);
  only_the_picture(Fault::garbage);
  CHECK(line.catches_up());
  REQUIRE(came_in(line, maya).size() == 2);
  CHECK(came_in(line, maya)[1].media.empty());
}

TEST_CASE("a STOP that was missed closes the thread; an older START does not open it again") {
  RunningLine line;
  line.texts(maya, "hi");
  line.drain();
  line.texts_unheard(maya, "STOP");
  CHECK(line.catches_up());
  CHECK(line.opted_out(maya));

  line.later(2min);
  line.texts_unheard(maya, "START");
  line.later(2min);
  line.texts(maya, "STOP");
  CHECK(line.catches_up());
  CHECK(line.opted_out(maya));
  CHECK(came_in(line, maya).size() == 4);

  line.later(2min);
  line.texts_unheard(maya, "START");
  line.later(2min);
  CHECK(line.catches_up());
  CHECK_FALSE(line.opted_out(maya));
}

TEST_CASE("a STOP that was missed is kept, and takes back no START that came on time since") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.texts_unheard(maya, "STOP");
  line.later(2min);
  REQUIRE(line.delivers(maya, "START", line.texts_unheard(maya, "START")));
  line.texts(maya, "are you there?");
  CHECK(line.catches_up());
  CHECK_FALSE(line.opted_out(maya));
  CHECK(came_in(line, maya).size() == 4);
  CHECK(line.conversation(maya).owner == ana);
  CHECK(line.conversation(maya).waiting_since.has_value());

  // Of the same START, missed too, both count, one after the other.
  line.later(2min);
  line.texts_unheard(maya, "STOP");
  line.later(2min);
  line.texts_unheard(maya, "START");
  line.later(2min);
  CHECK(line.catches_up());
  CHECK_FALSE(line.opted_out(maya));

  // What others text takes nothing of theirs back, nor does an answer to a peer.
  line.texts_unheard(maya, "STOP");
  line.later(2min);
  REQUIRE(line.delivers(noor, "START", line.texts_unheard(noor, "START")));
  REQUIRE(line.delivers(maya, "Yes", line.texts_unheard(maya, "Yes")));
  CHECK(line.catches_up());
  CHECK(line.opted_out(maya));
}

TEST_CASE("a START that was missed counts, whatever else they have texted since") {
  RunningLine line;
  line.texts(maya, "STOP");
  line.later(1min);
  line.texts_unheard(maya, "START");
  line.later(1min);
  line.texts(maya, "are you there?");
  CHECK(line.catches_up());
  CHECK_FALSE(line.opted_out(maya));
}

TEST_CASE("a START that was missed counts, whatever was given up here since, for the STOP before") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.simulator->faults().add({.fault = Fault::drop, .times = 1});
  REQUIRE(line.replies(ana, maya, "I am here"));
  line.drain();
  line.texts(maya, "STOP");
  line.later(1s);
  line.texts_unheard(maya, "START");
  line.passes(5min);
  CHECK(line.last_reply(maya).failure->code == routing::ProblemCode::opted_out);
  CHECK(line.catches_up());
  CHECK_FALSE(line.opted_out(maya));
}

TEST_CASE("a START that was missed takes back no opt-out that a peer noted since") {
  RunningLine line;
  const auto ana = line.peer_talking_to(maya);
  line.texts_unheard(maya, "START");
  line.later(1min);
  REQUIRE(line.does(flows::opt_out_texter, ana, maya));
  CHECK(line.catches_up());
  CHECK(line.opted_out(maya));
}

TEST_CASE("a texter whose rows are damaged keeps nobody else waiting, and is asked for again") {
  RunningLine line;
  line.texts(maya, "hello");
  const auto wrapped = wrapped_key(line);
  set_key(line, store::Bytes{0});
  line.on_refusal = [](const std::string& why) { CHECK(why.contains("damaged")); };
  line.texts_unheard(maya, "are you there?");
  line.texts_unheard(noor, "I am");
  line.catches_up();
  line.catches_up();
  CHECK(words_of(came_in(line, noor)) == Words{"I am"});
  CHECK(times_told_left_out(line) == 1);
  set_key(line, wrapped);
  CHECK(line.catches_up());
  CHECK(words_of(came_in(line, maya)) == Words{"hello", "are you there?"});
}

TEST_CASE("nor do they when the list that begins with theirs is longer than one round reads") {
  RunningLine line({}, 5s, /*listed_max=*/20);
  line.texts(maya, "hello");
  const auto wrapped = wrapped_key(line);
  set_key(line, store::Bytes{0});
  line.on_refusal = [](const std::string& why) { CHECK(why.contains("damaged")); };
  line.texts_unheard(maya, "are you there?");
  Words wanted;
  for (int i = 0; i < 50; ++i) {
    line.opened.clock.advance(1s);
    wanted.push_back("text " + std::to_string(i));
    line.texts_unheard(noor, wanted.back());
  }
  line.later(1min);
  for (int pass = 0; pass < 2; ++pass) {
    CHECK_FALSE(line.catches_up());
    CHECK_FALSE(line.catches_up());
    CHECK(line.catches_up());
  }
  CHECK(words_of(came_in(line, noor)) == wanted);
  CHECK(times_told_left_out(line) == 1);
  set_key(line, wrapped);
  while (!line.catches_up()) {
  }
  CHECK(words_of(came_in(line, maya)) == Words{"hello", "are you there?"});
}

TEST_CASE("after a restart only what is new since then is taken in") {
  RunningLine line;
  line.texts_unheard(maya, "one");
  CHECK(line.catches_up());
  line.restart();
  line.opened.clock.advance(3h);
  line.texts_unheard(maya, "two");
  CHECK(line.catches_up());
  CHECK(words_of(came_in(line, maya)) == Words{"one", "two"});
  const auto until = line.kept<std::optional<routing::Instant>>([&](store::Reading& reading) {
    return store::lines::kept(reading, line.lines.all().front().id).caught_up_until;
  });
  REQUIRE(until);
  CHECK(*until == std::chrono::floor<std::chrono::seconds>(line.opened.clock.now()));
}

TEST_CASE("a reply whose outcome is not known yet is not taken for one that is missing here") {
  RunningLine line;
  const auto ana = line.peer("ana");
  REQUIRE(line.delivers(maya, "hi"));
  REQUIRE(line.does(flows::accept_offer, ana, maya));
  line.texts_unheard(maya, "one more");
  line.opened.clock.advance(5s);
  line.drain();
  line.simulator->faults().add({.fault = Fault::lose_response, .times = 1});
  REQUIRE(line.replies(ana, maya, "I am here."));
  line.drain();
  REQUIRE(line.last_reply(maya).status == routing::TextStatus::unknown);
  CHECK(line.catches_up());
  CHECK(words_of(came_in(line, maya)) == Words{"hi", "one more"});
  CHECK(std::ranges::count(line.events(), EventKind::text_came_again) == 0);
}

TEST_CASE("a carrier that lists what came in, and not what it sent, is asked again for both") {
  RunningLine line;
  line.texts_unheard(maya, "one");
  auto& faults = line.simulator->faults();
  faults.add({.fault = Fault::delay, .times = 1, .delay = 1ms, .on = Asked::list});
  // Once the first list is on its way.
  boost::asio::co_spawn(
      line.loop,
      [&]() -> flows::awaitable<void> {
        while (!faults.to_json().at("faults").empty()) {
          co_await async::asio::post(async::asio::use_awaitable);
        }
        faults.add({.fault = Fault::drop, .times = 1, .on = Asked::list});
      },
      boost::asio::detached);
  CHECK(line.catches_up());
  CHECK(std::ranges::count(line.events(), EventKind::text_received) == 0);
  REQUIRE(line.log.size() == 1);
  CHECK(line.log[0].contains("can't compare with the carrier's list"));
  CHECK(line.catches_up());
  CHECK(words_of(came_in(line, maya)) == Words{"one"});
}

}  // namespace warmline::test
