// Who there is in a simulated world: lines, people who answer, people who text. Made from a seed.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "routing/instant.hpp"
#include "routing/line.hpp"
#include "routing/staff.hpp"
#include "routing/wish.hpp"

namespace warmline::simulation {

// The same on every machine: std::uniform_int_distribution is not.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}
  // 0 <= x < bound.
  int below(int bound) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(bound)); }
  bool one_in(int many) { return below(many) == 0; }
  template <class Thing>
  const Thing& pick(const std::vector<Thing>& from) {
    return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
  }

 private:
  std::mt19937_64 engine_;
};

struct Texter {
  std::string name;
  std::string phone;
};

struct Cast {
  routing::Instant begins{};
  int days = 1;
  std::vector<routing::Line> lines;    // without their ids, which the store gives
  std::vector<routing::Staff> staff;   // without their ids
  std::vector<std::size_t> works_one;  // of each of staff: the one line they work; else all
  std::vector<Texter> texters;
  bool carrier_blocks = false;  // the carrier itself sends nothing to whoever said STOP to it
};

inline constexpr std::size_t every_line = SIZE_MAX;

// What texters may wish for beside a language, in the order of the menu.
std::vector<routing::Experience> experiences();
// What each line's menu says, in order: languages by their own names, then those.
std::vector<std::string> menu_in(const std::string& language);

Cast cast_of(std::uint64_t seed);

}  // namespace warmline::simulation
