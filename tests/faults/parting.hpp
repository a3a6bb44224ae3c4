// A picture that was missed at first, copies of the database, another master key, and a texter who
// is forgotten; each step can be taken again when it was not done.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gateway/flows/forget_texter.hpp"
#include "gateway/flows/open_picture.hpp"
#include "tests/faults/story.hpp"

namespace warmline::test {

class Parting {
 public:
  // Maya has sent a picture, and the line has not heard of it.
  explicit Parting(RunningLine& line);

  const std::vector<Step>& steps() const { return steps_; }

  // Everything happened; nothing of Maya's can be read any more; the database is whole.
  void check_told();

 private:
  routing::Result<void> is_caught_up();
  routing::Result<void> opens_picture();
  routing::Result<void> copies();
  routing::Result<void> changes_master_key();
  routing::Result<void> says_forget(const std::string& carrier_id);
  routing::Result<void> ends_forgetting();
  std::filesystem::path beside(const std::string& name) const;

  RunningLine& line_;
  flows::Pictures pictures_;
  async::TaskGroup tasks_;
  flows::Forgetter forgetter_;
  std::vector<Step> steps_;
};

}  // namespace warmline::test
