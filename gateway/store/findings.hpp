// What is wrong with a database, a line for each thing: ids, numbers and states, never words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace warmline::store {

class Findings {
 public:
  // More are counted, and not kept.
  static constexpr std::size_t lines_max = 200;

  void add(std::string line) {
    ++count_;
    if (lines_.size() < lines_max) lines_.push_back(std::move(line));
  }

  const std::vector<std::string>& lines() const { return lines_; }
  std::int64_t count() const { return count_; }

 private:
  std::vector<std::string> lines_;
  std::int64_t count_ = 0;
};

}  // namespace warmline::store
