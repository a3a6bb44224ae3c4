// Thousands of days of lines that nobody works for. What is told of a failure begins it again:
//
//   WARMLINE_SIMULATION_SEED=17 WARMLINE_SIMULATION_STEPS=0,4,9 build/release/tests/test_simulation
//
//   WARMLINE_SIMULATION_DAYS    how many line-days (2,000); 0: until it is stopped
//   WARMLINE_SIMULATION_SEED    the first seed (1)
//   WARMLINE_SIMULATION_STEPS   these steps of that seed's story alone
//   WARMLINE_SIMULATION_SHRINK  0: a failing story is told as it is
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/simulation/shrink.hpp"
#include "tests/simulation/world.hpp"

namespace warmline::simulation {
namespace {

constexpr std::uint64_t days_by_default = 2000;
constexpr int tries_to_shrink_max = 500;

std::optional<std::string> asked(const char* name) {
  const char* value = std::getenv(name);
  return value && *value ? std::optional<std::string>(value) : std::nullopt;
}

std::uint64_t number_asked(const char* name, std::uint64_t otherwise) {
  const auto text = asked(name);
  std::uint64_t number = otherwise;
  if (text) std::from_chars(text->data(), text->data() + text->size(), number);
  return number;
}

struct Failure {
  std::string promise;
  std::string words;
};

using Happened = std::map<routing::EventKind, int>;

std::optional<Failure> failure_of(const Cast& cast, const Story& story,
                                  Happened* happened = nullptr) {
  try {
    World world(cast);
    world.live(story);
    world.end_well();
    if (happened) {
      for (const auto& [kind, times] : world.record().seen()) (*happened)[kind] += times;
    }
  } catch (const Broken& broken) {
    return Failure{broken.promise, broken.what()};
  } catch (const std::exception& failed) {
    return Failure{"the program works", failed.what()};
  }
  return std::nullopt;
}

Story only(const Story& story, const Steps& steps) {
  Story some;
  for (const auto number : steps) some.push_back(story.at(number));
  return some;
}

Steps every_step(const Story& story) {
  Steps all(story.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

std::optional<Steps> steps_asked() {
  const auto text = asked("WARMLINE_SIMULATION_STEPS");
  if (!text) return std::nullopt;
  Steps steps;
  std::istringstream numbers(*text);
  for (std::string one; std::getline(numbers, one, ',');) steps.push_back(std::stoul(one));
  return steps;
}

// Everything needed to see it happen again.
std::string told(std::uint64_t seed, const Cast& cast, const Story& story, const Steps& steps,
                 const Failure& failure) {
  std::string text = fmt::format("{}\n\nWARMLINE_SIMULATION_SEED={} WARMLINE_SIMULATION_STEPS={}\n",
                                 failure.words, seed, fmt::join(steps, ","));
  for (const auto& line : cast.lines) {
    text += fmt::format("  {}: {}, {}", line.name, routing::to_string(line.mode), line.time_zone);
    for (const auto& day : line.hours.weekly) {
      text += day.empty() ? " -" : " " + routing::to_string(day.front());
    }
    text += "\n";
  }
  for (const auto& member : cast.staff) {
    text += fmt::format("  {}: {}, takes {}\n", member.username, routing::to_string(member.role),
                        member.capacity);
  }
  for (const auto number : steps) text += "  " + describe(story.at(number), cast) + "\n";
  return text;
}

// What is wrong with this seed's story, in the fewest steps; empty where nothing is.
std::optional<std::string> wrong_with(std::uint64_t seed, Happened* happened) {
  const Cast cast = cast_of(seed);
  const Story story = story_of(seed, cast);
  Steps steps = steps_asked().value_or(every_step(story));
  const auto failure = failure_of(cast, only(story, steps), happened);
  if (!failure) return std::nullopt;
  const auto fails_so = [&](const Steps& some) {
    const auto again = failure_of(cast, only(story, some));
    return again && again->promise == failure->promise;
  };
  if (number_asked("WARMLINE_SIMULATION_SHRINK", 1) != 0) {
    steps = shortest(std::move(steps), fails_so, tries_to_shrink_max);
  }
  const auto last = failure_of(cast, only(story, steps));
  return told(seed, cast, story, steps, last.value_or(*failure));
}

}  // namespace

TEST_CASE("whatever happens on a line, every promise is kept") {
  const auto wanted = number_asked("WARMLINE_SIMULATION_DAYS", days_by_default);
  Happened happened;
  std::uint64_t lived = 0;
  for (auto seed = number_asked("WARMLINE_SIMULATION_SEED", 1); wanted == 0 || lived < wanted;
       ++seed) {
    if (const auto wrong = wrong_with(seed, &happened)) FAIL(*wrong);
    if (steps_asked()) return;
    const Cast cast = cast_of(seed);
    lived += cast.lines.size() * static_cast<std::uint64_t>(cast.days);
  }
  MESSAGE(lived << " line-days");
  if (lived < days_by_default) return;
  // They went everywhere: each kind of change that there is.
  for (int kind = static_cast<int>(routing::EventKind::conversation_started);
       kind <= static_cast<int>(routing::EventKind::conversation_reopened); ++kind) {
    CAPTURE(std::string(routing::to_string(static_cast<routing::EventKind>(kind))));
    CHECK(happened[static_cast<routing::EventKind>(kind)] > 0);
  }
}

TEST_CASE("the same seed tells the same story, and lives it the same way") {
  const Cast cast = cast_of(3);
  const auto words = [&] {
    std::string all;
    for (const Step& step : story_of(3, cast)) all += describe(step, cast) + "\n";
    return all;
  };
  CHECK(words() == words());
  Happened first;
  Happened second;
  CHECK_FALSE(failure_of(cast, story_of(3, cast), &first));
  CHECK_FALSE(failure_of(cast, story_of(3, cast), &second));
  CHECK(first == second);
}

TEST_CASE("a story that fails is told by the steps that it takes, and no others") {
  Steps all(200);
  std::iota(all.begin(), all.end(), std::size_t{0});
  const std::set<std::size_t> needed{17, 18, 140};
  const auto fails = [&](const Steps& some) {
    return std::ranges::all_of(
        needed, [&](std::size_t one) { return std::ranges::find(some, one) != some.end(); });
  };
  CHECK(shortest(all, fails, 2000) == Steps(needed.begin(), needed.end()));
}

}  // namespace warmline::simulation
