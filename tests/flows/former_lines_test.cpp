// A line is taken out of the configuration, or its number changed, while people talk there.
#include "gateway/flows/former_lines.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gateway/store/conversations.hpp"
#include "tests/flows/running_line.hpp"

namespace warmline::test {

using routing::ConversationState;
using routing::ProblemCode;

namespace {

// Ana has maya's conversation on the first line, of which the configuration knows nothing any more.
struct LeftOpen {
  RunningLine line;
  routing::StaffId ana = line.peer_talking_to(maya);
  routing::ConversationId id = line.conversation(maya).id;
  flows::Lines all_lines = std::move(line.lines);

  LeftOpen() {
    line.restart([&] { line.lines = flows::Lines{{all_lines.all().at(1)}}; });
  }

  routing::Result<routing::Conversation> closes(routing::StaffId who) {
    return run(line.loop, flows::close_conversation(*line.store, line.lines, id, who));
  }
  std::vector<std::string> told() {
    return line.kept<std::vector<std::string>>(
        [&](store::Reading& store) { return flows::left_behind(store, line.lines); });
  }
};

}  // namespace

TEST_CASE("what is left open on a former line is told of, and can only be closed") {
  LeftOpen left;
  auto& line = left.line;
  REQUIRE(left.told().size() == 1);
  CHECK(left.told().front().find("\"Community line\" is no longer configured, and 1 of its") !=
        std::string::npos);
  const auto returned =
      run(line.loop, flows::return_conversation(*line.store, line.lines, left.id, left.ana));
  CHECK(returned.error().code == ProblemCode::not_found);
  CHECK(left.closes(line.peer("ben")).error().code == ProblemCode::not_owner);
  const auto closed = left.closes(left.ana);
  REQUIRE(closed);
  CHECK(closed->state == ConversationState::closed);
  const auto ana = line.kept<store::StaffRow>(
      [&](store::Reading& store) { return *store::staff::find(store, left.ana); });
  CHECK(ana.load == 0);
  CHECK(left.told().empty());
}

TEST_CASE("who works former lines alone is told of") {
  LeftOpen left;
  auto& line = left.line;
  REQUIRE(left.closes(left.ana));
  const auto works = [&](std::vector<routing::LineId> lines) {
    std::move_only_function<routing::Result<bool>(store::Writing&)> job =
        [&](store::Writing& store) -> routing::Result<bool> {
      auto ana = store::staff::find(store, left.ana)->staff;
      ana.lines = lines;
      store::staff::change(store, ana);
      return true;
    };
    REQUIRE(run(line.loop, line.store->write<bool>(std::move(job))));
  };
  const auto former = left.all_lines.all().at(0).id;
  const auto present = left.all_lines.all().at(1).id;
  works({former, present});
  CHECK(left.told().empty());
  works({former});
  REQUIRE(left.told().size() == 1);
  CHECK(left.told().front().starts_with("1 of the staff work only lines that are no longer"));
}

TEST_CASE("what time brings to a former line is not waited for") {
  LeftOpen left;
  left.line.later(std::chrono::hours(48));
  CHECK_FALSE(left.line.kept<bool>([](store::Reading& store) {
    return store::conversations::next_deadline(store).has_value();
  }));
}

TEST_CASE("a line that is put back goes on where it was") {
  LeftOpen left;
  auto& line = left.line;
  line.restart([&] { line.lines = std::move(left.all_lines); });
  REQUIRE(line.replies(left.ana, maya, "I am here"));
  line.texts(maya, "thank you");
  CHECK(line.conversation(maya).owner == left.ana);
}

}  // namespace warmline::test
