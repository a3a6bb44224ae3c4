// One texter's evening on a running line, step by step; each step can be taken again when it was
// not done.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tests/flows/running_line.hpp"

namespace warmline::test {

struct Step {
  std::string name;
  // store_unavailable: the database refused, nothing of it was done.
  std::function<routing::Result<void>()> take;
};

// After a fault the line refuses until it has kept something: has it do so. Why it still refuses.
std::optional<routing::Problem> refused_still(RunningLine& line);

class Story {
 public:
  // Ana is hired, and on.
  explicit Story(RunningLine& line);

  const std::vector<Step>& steps() const { return steps_; }

  // Everything happened, and once; the database is whole.
  void check_told();

 private:
  routing::Result<routing::Conversation> conversation();
  routing::Result<void> says(const std::string& words, const std::string& carrier_id);
  routing::Result<void> does(std::function<flows::Changed(routing::ConversationId)> act);
  routing::Result<void> answers();
  routing::Result<void> everything_leaves();
  routing::Result<void> reports_delivered();
  routing::Result<void> notes();
  routing::Result<void> is(routing::Presence presence);
  std::string sid_of_answer() const;

  RunningLine& line_;
  routing::StaffId ana_;
  std::vector<Step> steps_;
};

}  // namespace warmline::test
