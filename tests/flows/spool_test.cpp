#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <doctest/doctest.h>

#include "gateway/flows/keep_text.hpp"
#include "gateway/flows/replay_spool.hpp"
#include "gateway/store/texts.hpp"
#include "tests/carriers/loop.hpp"
#include "tests/store/opened.hpp"
#include "tests/support/wording.hpp"

using namespace warmline;
using flows::ArrivedText;
using routing::ProblemCode;
using test::number;

namespace {

const std::string maya = "+15035550123";
const std::string noor = "+15035550124";
const std::string line_number = "+15035550100";

routing::Line a_line() {
  return {.name = "Community line",
          .number = number(line_number),
          .carrier = "main",
          .time_zone = "America/Los_Angeles",
          .languages = {"en"},
          .wording = {test::plain_wording()}};
}

// A database that can be made to refuse, the spool beside it, and what brings them together.
class Refusable {
 public:
  explicit Refusable(store::Spool::Limits limits = {}) : limits_(limits) {
    std::vector<routing::Line> made{a_line()};
    opened.write([&](store::Writing& writing) {
      made.front().id = store::lines::keep(writing, made.front().number, made.front().name);
    });
    lines = flows::Lines(std::move(made));
    start();
  }
  ~Refusable() { stop(); }
  Refusable(const Refusable&) = delete;
  Refusable& operator=(const Refusable&) = delete;

  // Ends the service as a crash would, and starts it again.
  void restart() {
    stop();
    store.reset();
    spool.reset();
    opened.clock.advance(std::chrono::minutes(1));
    opened.open();
    start();
  }

  routing::Result<void> comes(const std::string& from, const std::string& words,
                              std::string carrier_id = {}) {
    if (carrier_id.empty()) carrier_id = "SM" + std::to_string(++made_);
    ArrivedText text{.carrier = "main",
                     .text = {.carrier_id = std::move(carrier_id),
                              .from = number(from),
                              .to = number(line_number),
                              .body = routing::Body(words)}};
    return test::run(loop, flows::keep_text(*store, lines, *spool, std::move(text)));
  }

  // As on a full disk: from now on it grows no more; until well_again().
  void refuses() {
    set_pages_max("1");
    // What room there is in its last pages goes first.
    while (!store->refusing()) {
      REQUIRE(comes(maya, "filling " + std::string(1000, 'x')));
      ++filled;
    }
  }
  // It tries by itself, every millisecond here, until all that waits is taken in.
  void well_again() {
    set_pages_max("1000000");
    replay_until([&] { return !store->refusing() && !spool->next(); });
  }
  template <class Done>
  void replay_until(Done done) {
    async::TaskGroup tasks(loop.get_executor(), [](std::string_view, std::exception_ptr) {
      FAIL_CHECK("the replay ended with an exception");
    });
    flows::SpoolReplay replay(*store, lines, *spool, tasks, test::test_key,
                              {.look_again = std::chrono::milliseconds(1)},
                              [this](const std::string& line) { log.push_back(line); });
    tasks.spawn("replay", replay.run());
    loop.restart();
    while (!done()) loop.run_one();
    tasks.close();
    REQUIRE(test::run(loop, tasks.wait_until_empty(std::chrono::seconds(10))));
  }

  // What is kept of this phone, in its order.
  std::vector<std::string> heard(const std::string& phone) {
    std::vector<std::string> words;
    opened.read([&](store::Reading& reading) {
      auto thread = reading.db.query(
          "SELECT t.id FROM threads t JOIN texters x ON x.id = t.texter WHERE x.number_hash = ?1",
          reading.seal.keyed_hash("number", phone));
      if (!thread.next()) return;
      const auto texts = store::texts::of_thread(reading, thread.get<routing::ThreadId>(0),
                                                 routing::Instant::max(), 1000);
      for (const auto& text : texts) {
        if (text.direction == routing::Direction::in) words.push_back(text.body.words());
      }
    });
    std::ranges::reverse(words);
    std::erase_if(words, [](const std::string& one) { return one.starts_with("filling"); });
    return words;
  }

  boost::asio::io_context loop;
  test::Opened opened;
  flows::Lines lines{{}};
  std::unique_ptr<flows::StoreThread> store;
  std::unique_ptr<flows::TextSpool> spool;
  std::vector<std::string> log;
  int filled = 0;

 private:
  void start() {
    store = std::make_unique<flows::StoreThread>(
        loop.get_executor(), *opened.database, opened.clock.reader(), flows::StoreThread::Limits{},
        [](const auto&) {}, [this](const std::string& line) { log.push_back(line); });
    spool = std::make_unique<flows::TextSpool>(
        loop.get_executor(),
        flows::TextSpool::Place{.file = store::Spool::path_of(opened.file()),
                                .master = test::test_key,
                                .key_is_proven = true,
                                .limits = limits_},
        opened.clock.reader(), [this](const std::string& line) { log.push_back(line); });
  }
  void stop() {
    spool->stop();
    store->stop();
  }
  void set_pages_max(const std::string& pages) {
    std::move_only_function<routing::Result<bool>(store::Writing&)> job =
        [&](store::Writing& writing) -> routing::Result<bool> {
      writing.db.execute("PRAGMA max_page_count = " + pages);
      return true;
    };
    REQUIRE(test::run(loop, store->write<bool>(std::move(job))));
  }

  store::Spool::Limits limits_;
  int made_ = 0;
};

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("texts that come while the database refuses are there in order when it is well") {
  Refusable line;
  REQUIRE(line.comes(maya, "before"));
  line.refuses();
  REQUIRE(line.comes(maya, "one"));
  REQUIRE(line.comes(noor, "another"));
  REQUIRE(line.comes(maya, "two"));
  CHECK(line.heard(maya) == Words{"before"});
  line.well_again();
  CHECK(line.heard(maya) == Words{"before", "one", "two"});
  CHECK(line.heard(noor) == Words{"another"});
  REQUIRE(line.comes(maya, "after"));
  CHECK(line.heard(maya).back() == "after");
}

TEST_CASE("that it refuses is one line in the log, that it is well again another") {
  Refusable line;
  line.refuses();
  for (int i = 0; i < 5; ++i) REQUIRE(line.comes(maya, "hello"));
  CHECK(line.store->not_ready());
  line.well_again();
  CHECK_FALSE(line.store->not_ready());
  REQUIRE(line.log.size() == 2);
  CHECK(line.log[0].starts_with("the database refuses: "));
  CHECK(line.log[1] == "the database is well again");
}

TEST_CASE("a commit that had nothing to write does not make a refusing database well") {
  Refusable line;
  line.refuses();
  std::move_only_function<routing::Result<bool>(store::Writing&)> nothing =
      [](store::Writing&) -> routing::Result<bool> { return true; };
  REQUIRE(test::run(line.loop, line.store->write<bool>(std::move(nothing))));
  CHECK(line.store->refusing());
}

TEST_CASE("a text waits behind those that came before it, though the database is well by now") {
  Refusable line;
  line.refuses();
  REQUIRE(line.comes(maya, "first"));
  // Well again, and nobody has looked into the spool yet.
  line.restart();
  REQUIRE_FALSE(line.store->refusing());
  REQUIRE(line.comes(maya, "second"));
  CHECK(line.heard(maya).empty());
  line.well_again();
  CHECK(line.heard(maya) == Words{"first", "second"});
}

TEST_CASE("the same text twice, once in the spool and once not, is kept once") {
  Refusable line;
  REQUIRE(line.comes(maya, "hello", "SM-same"));
  line.refuses();
  REQUIRE(line.comes(maya, "hello", "SM-same"));
  REQUIRE(line.comes(maya, "hello", "SM-same"));
  line.well_again();
  CHECK(line.heard(maya) == Words{"hello"});
}

TEST_CASE("a text in the spool for a line that is gone is said, and waits until the line is back") {
  Refusable line;
  line.refuses();
  REQUIRE(line.comes(maya, "nobody's"));
  auto lines = std::exchange(line.lines, flows::Lines({}));
  line.log.clear();
  line.well_again();
  CHECK(line.heard(maya).empty());
  CHECK(std::ranges::count_if(line.log, [](const std::string& one) {
          return one.contains("a line that is not set up");
        }) == 1);
  for (const auto& one : line.log) {
    CHECK_FALSE(one.contains("nobody's"));
    CHECK_FALSE(one.contains("5035550100"));
  }
  line.lines = std::move(lines);
  line.restart();
  line.replay_until([&] { return !line.spool->next(); });
  CHECK(line.heard(maya) == Words{"nobody's"});
}

TEST_CASE("when the spool is full as well, the carrier hears that nothing more can be kept") {
  Refusable line({.file_bytes = 8192, .record_bytes_max = 4096});
  line.refuses();
  routing::Result<void> kept;
  int taken = 0;
  while (kept) {
    kept = line.comes(noor, "hello");
    if (kept) ++taken;
  }
  CHECK(kept.error().code == ProblemCode::store_full);
  line.well_again();
  CHECK(line.heard(noor).size() == static_cast<std::size_t>(taken));
  CHECK(line.comes(noor, "there is room again"));
}

TEST_CASE("a text to no line of ours is not spooled") {
  Refusable line;
  line.refuses();
  line.lines = flows::Lines({});
  const auto kept = line.comes(maya, "who is this?");
  REQUIRE_FALSE(kept);
  CHECK(kept.error().code == ProblemCode::not_found);
}

TEST_CASE("a texter whose rows are damaged keeps nobody else waiting") {
  Refusable line;
  REQUIRE(line.comes(maya, "hello"));
  line.opened.write([&](store::Writing& writing) {
    writing.db.execute("UPDATE texter_keys SET wrapped = x'00'");
  });
  REQUIRE(line.comes(maya, "are you there?"));
  REQUIRE(line.comes(noor, "I am"));
  line.replay_until([&] { return !line.spool->next(); });
  CHECK(line.heard(noor) == Words{"I am"});
  REQUIRE(line.store->not_ready());
  CHECK_FALSE(line.store->refusing());
  // Theirs waits, and so does what they say next.
  REQUIRE(line.comes(maya, "hello?"));
  REQUIRE(line.comes(noor, "still"));
  CHECK(line.heard(noor) == Words{"I am", "still"});
  CHECK(line.log.size() == 1);
}

TEST_CASE("what stands in the spool is the text as it came, whatever its bytes") {
  const routing::Instant at{std::chrono::hours(24 * 365 * 50)};
  const ArrivedText text{.carrier = "main",
                         .text = {.carrier_id = "SM1",
                                  .from = number(maya),
                                  .to = number("13013"),
                                  .body = routing::Body("h\xffi \xf0\x9f\x8c\xbb"),
                                  .media = {{"image/png", "https://example.org/1"}},
                                  .answered_by_carrier = routing::Keyword::help,
                                  .parameters = "[[\"Body\",\"hi\"]]"},
                         .idempotency_token = "token"};
  const auto back = flows::from_spool_record(flows::spool_record(text, at));
  REQUIRE(back);
  CHECK(back->carrier == text.carrier);
  CHECK(back->idempotency_token == text.idempotency_token);
  CHECK(back->text.carrier_id == text.text.carrier_id);
  CHECK(back->text.from == text.text.from);
  CHECK(back->text.to == text.text.to);
  CHECK(back->text.body == text.text.body);
  REQUIRE(back->text.media.size() == 1);
  CHECK(back->text.media.front().url == "https://example.org/1");
  CHECK(back->text.answered_by_carrier == routing::Keyword::help);
  CHECK(back->text.parameters == text.text.parameters);
  CHECK(back->text.sent_at == at);
  CHECK_FALSE(flows::from_spool_record("no record"));
  CHECK_FALSE(flows::from_spool_record(""));
}
