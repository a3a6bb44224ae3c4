#include "tests/simulation/cast.hpp"

#include <array>

#include <fmt/format.h>

#include "config/flag_lists.hpp"
#include "tests/support/wording.hpp"

namespace warmline::simulation {
namespace {

using routing::Line;
using routing::LineMode;
using routing::Role;
using routing::Staff;

// Nights in which the clocks are moved, and nights like all others.
routing::Instant some_day(Chance& chance) {
  using namespace std::chrono;
  static const std::vector<sys_days> days{
      sys_days{year(2026) / 10 / 31}, sys_days{year(2026) / 3 / 7},  sys_days{year(2026) / 3 / 28},
      sys_days{year(2026) / 11 / 20}, sys_days{year(2027) / 2 / 27}, sys_days{year(2026) / 7 / 3}};
  return chance.pick(days) + minutes(chance.below(24 * 60));
}

routing::Wording spanish_wording() {
  auto wording = test::plain_wording();
  wording.language = "es";
  wording.name = "Español";
  // Other words, so that each says which language it is.
  for (auto& [which, words] : wording.texts) words = "ES " + words;
  return wording;
}

routing::WeeklyHours every_day(std::chrono::minutes from, std::chrono::minutes to) {
  routing::WeeklyHours hours;
  for (auto& day : hours) day = {{from, to}};
  return hours;
}

// Always, or in the evening, the whole day but for the hours in which clocks are moved, over
// midnight until after they are, or on working days.
routing::WeeklyHours some_hours(Chance& chance) {
  using std::chrono::hours;
  using std::chrono::minutes;
  auto weekdays = every_day(hours(7), hours(23));
  weekdays.front().clear();
  weekdays.back() = {{hours(9), hours(12)}, {hours(12), hours(20)}};
  const std::vector<routing::WeeklyHours> several{{},
                                                  {},
                                                  {},
                                                  every_day(hours(17), hours(22)),
                                                  every_day(hours(3), hours(24 + 1)),
                                                  every_day(hours(20), hours(24 + 2) + minutes(30)),
                                                  weekdays};
  return chance.pick(several);
}

// As they are shipped.
const std::vector<routing::FlagList>& flag_lists() {
  static const std::vector<routing::FlagList> lists = [] {
    config::FlagShelf shelf("");
    config::Faults faults("");
    return std::vector{shelf.find("en", faults), shelf.find("es", faults)};
  }();
  return lists;
}

Line a_line(Chance& chance, int which) {
  static const std::vector<LineMode> modes{LineMode::offer, LineMode::offer, LineMode::offer,
                                           LineMode::auto_, LineMode::pull};
  static const std::vector<std::string> zones{"America/Los_Angeles", "Europe/London",
                                              "America/New_York"};
  return {.name = fmt::format("Line {}", which),
          .number = *routing::PhoneNumber::parse(fmt::format("+1503555010{}", which)),
          .carrier = "main",
          .time_zone = chance.pick(zones),
          .languages = {"en", "es"},
          .mode = chance.pick(modes),
          .wording = {test::plain_wording(), spanish_wording()},
          .hours = {.weekly = some_hours(chance), .days = {}},
          .flags = flag_lists()};
}

Staff a_person(Chance& chance, const std::string& name, Role role) {
  static const std::vector<std::vector<std::string>> spoken{{"en"}, {"en", "es"}, {"es"}};
  static const std::vector<std::vector<std::string>> lived{{}, {"grief"}, {"grief", "voices"}};
  return {.username = name,
          .name = name,
          .role = role,
          .languages = chance.pick(spoken),
          .experiences = chance.pick(lived),
          .capacity = 1 + chance.below(3)};
}

}  // namespace

std::vector<routing::Experience> experiences() {
  return {{.name = "grief", .labels = {{"en", "Grief"}, {"es", "Duelo"}}},
          {.name = "voices", .labels = {{"en", "Hearing voices"}, {"es", "Voces"}}}};
}

std::vector<std::string> menu_in(const std::string& language) {
  std::vector<std::string> labels{"English", "Español"};
  for (const auto& each : experiences()) labels.push_back(each.labels.at(language));
  return labels;
}

Cast cast_of(std::uint64_t seed) {
  static constexpr std::array peers{"ana", "ben", "chi", "dov", "eli"};
  static constexpr std::array coordinators{"cora", "cyd"};
  static constexpr std::array texters{"maya", "noor", "omar", "pia",  "quin",
                                      "rosa", "sami", "tess", "umar", "vera"};
  Chance chance(seed);
  Cast cast;
  cast.begins = some_day(chance);
  cast.days = 1 + chance.below(3);
  for (int i = 0; i < 2 + chance.below(2); ++i) cast.lines.push_back(a_line(chance, i));
  const auto peers_there = static_cast<std::size_t>(2 + chance.below(4));
  for (std::size_t i = 0; i < peers_there; ++i) {
    cast.staff.push_back(a_person(chance, peers.at(i), Role::peer));
    const auto lines = static_cast<int>(cast.lines.size());
    cast.works_one.push_back(chance.one_in(4) ? static_cast<std::size_t>(chance.below(lines))
                                              : every_line);
  }
  const auto coordinators_there = static_cast<std::size_t>(1 + chance.below(2));
  for (std::size_t i = 0; i < coordinators_there; ++i) {
    cast.staff.push_back(a_person(chance, coordinators.at(i), Role::coordinator));
    cast.works_one.push_back(every_line);
  }
  const auto texters_there = static_cast<std::size_t>(4 + chance.below(7));
  for (std::size_t i = 0; i < texters_there; ++i) {
    cast.texters.push_back({texters.at(i), fmt::format("+150355501{}", 20 + i)});
  }
  cast.carrier_blocks = chance.one_in(2);
  return cast;
}

}  // namespace warmline::simulation
