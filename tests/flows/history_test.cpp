// What happens now costs the same however much was said before, and however many wait: no statement
// goes through the past, or through the queue.
#include <map>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "tests/flows/running_line.hpp"

namespace warmline::test {
namespace {

using Steps = std::map<std::string, int>;

// What each statement of the writing connection has done since this was last asked, in steps of
// SQLite's machine (https://www.sqlite.org/c3ref/c_stmtstatus_counter.html).
Steps steps(RunningLine& line) {
  std::move_only_function<routing::Result<Steps>(store::Writing&)> job =
      [](store::Writing& store) -> routing::Result<Steps> {
    Steps all;
    auto* database = store.db.raw().getHandle();
    for (auto* statement = sqlite3_next_stmt(database, nullptr); statement != nullptr;
         statement = sqlite3_next_stmt(database, statement)) {
      all[sqlite3_sql(statement)] += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
    }
    return all;
  };
  return *run(line.loop, line.store->write<Steps>(std::move(job)));
}

void talks(RunningLine& line, routing::StaffId ana, const std::string& phone) {
  line.texts(phone, "is anybody there?");
  line.drain();
  REQUIRE(line.does(flows::accept_offer, ana, phone));
  REQUIRE(line.replies(ana, phone, "I am"));
  line.drain();
  line.texts(phone, "thank you");
  line.later(std::chrono::minutes(1));
  REQUIRE(line.does(flows::close_conversation, ana, phone));
  line.later(std::chrono::hours(1));
}

// What one conversation takes after as many others, of other people and of the same.
Steps of_one_after(int others) {
  RunningLine line;
  const auto ana = line.peer("ana");
  for (int i = 0; i < others; ++i) {
    talks(line, ana, maya);
    talks(line, ana, fmt::format("+1503555{:04}", 2000 + i));
  }
  // Each statement once, so that all of them are kept.
  talks(line, ana, maya);
  steps(line);
  talks(line, ana, maya);
  return steps(line);
}

// One conversation's way while as many others wait, and as many peers are on and have all they can
// take.
Steps of_one_beside(int others) {
  RunningLine line;
  line.peer("ana");
  for (int i = 0; i < others; ++i) {
    line.peer(fmt::format("busy{}", i));
    for (int k = 0; k < routing::capacity_by_default; ++k) {
      const auto phone = fmt::format("+1503555{:04}", 1000 + i * routing::capacity_by_default + k);
      line.texts(phone, "hi");
      REQUIRE(line.does(flows::accept_offer, line.conversation(phone).offered_to.value(), phone));
    }
  }
  for (int k = 0; k < routing::capacity_by_default; ++k) {
    line.texts(fmt::format("+1503555{:04}", 9900 + k), "hi");
    const auto to = line.conversation(fmt::format("+1503555{:04}", 9900 + k)).offered_to.value();
    REQUIRE(line.does(flows::accept_offer, to, fmt::format("+1503555{:04}", 9900 + k)));
  }
  for (int i = 0; i < others; ++i) line.texts(fmt::format("+1503556{:04}", i), "hi");
  line.drain();
  const auto passes = [&](const std::string& first, const std::string& phone) {
    const auto held = line.conversation(first).owner.value();
    REQUIRE(line.does(flows::close_conversation, held, first));
    line.texts(phone, "is anybody there?");
    line.later(std::chrono::seconds(1));
  };
  passes("+15035559900", "+15035558000");
  passes("+15035559901", "+15035558001");
  steps(line);
  passes("+15035559902", "+15035558002");
  return steps(line);
}

// A text of somebody who waits and has just texted as often.
Steps of_one_more_after(int texts) {
  RunningLine line;
  for (int i = 0; i < texts; ++i) {
    line.texts(maya, "are you there?");
    line.later(std::chrono::milliseconds(100));
  }
  line.drain();
  steps(line);
  line.texts(maya, "are you there?");
  return steps(line);
}

void check_same(const Steps& after_few, const Steps& after_many) {
  for (const auto& [statement, many] : after_many) {
    // FTS5 merges the parts of its own tables when there are enough of them.
    if (statement.find("'search") != std::string::npos) continue;
    const auto few = after_few.find(statement);
    CAPTURE(statement);
    REQUIRE(few != after_few.end());
    // How deep a tree is, and how often the outbox looked, makes some difference; going through all
    // of the past would make it ten times as much.
    CHECK(many <= 2 * few->second + 500);
  }
}

}  // namespace

TEST_CASE("a conversation costs no more after many others than after a few") {
  check_same(of_one_after(3), of_one_after(120));
}

TEST_CASE("a text costs no more from somebody who has just sent many") {
  check_same(of_one_more_after(10), of_one_more_after(400));
}

TEST_CASE("a text, a close and a tick cost no more beside a long queue than beside a short one") {
  check_same(of_one_beside(18), of_one_beside(60));
}

}  // namespace warmline::test
