// What happens now costs the same however much was said before: no statement goes through the past.
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

}  // namespace

TEST_CASE("a conversation costs no more after many others than after a few") {
  const auto after_few = of_one_after(3);
  const auto after_many = of_one_after(120);
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

}  // namespace warmline::test
