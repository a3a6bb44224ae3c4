// What happens in a simulated world, as a list of steps. None of them depends on one before: a step
// that makes no sense when it comes (accepting when nothing is offered) does nothing, so that any
// part of a story is a story too, and a failing one can be made shorter.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "routing/flag.hpp"
#include "routing/hours.hpp"
#include "tests/simulation/cast.hpp"

namespace warmline::simulation {

enum class Act {
  texts,          // texter `who`, line `which`, words `how`, delivery `whom`
  chooses,        // who asked for the menu last texts number `how`, delivery `whom`
  looks,          // `who` does what is on their screen; `how`: in what mood
  claims,         // `who` takes the first that waits
  both_claim,     // `who` and `whom` the same, at once
  replies,        // `who` writes into conversation `which`; `how`: also a second time
  notes,          // … a note
  hands_off,      // … gives it to `whom`, or to nobody
  rests,          // … sets it aside for a while
  closes,         // … ends it
  reopens,        // … takes up the last that was closed
  comes_on,       // `who`
  takes_a_break,  // …
  goes_off,       // …
  assigns,        // coordinator `who` gives conversation `which` to `whom`; `how`: insists
  flags,          // `who` raises a flag on conversation `which`
  clears,         // … clears those that stand
  grants,         // … takes a wish to hear nothing more for a STOP
  switches,       // coordinator `who` sets line `which` to `how`, for a time `whom`
  carrier,        // is in mood `how` for some time
  dies,           // the program; `which` commits later, `how`: before or after that one
  clock_jumps,    // by `how`, in either direction
};

struct Step {
  routing::Duration at{};  // since the beginning
  Act act{};
  int who = 0;
  int whom = 0;
  int which = 0;
  int how = 0;
};
using Story = std::vector<Step>;

// In order of time.
Story story_of(std::uint64_t seed, const Cast& cast);

// "2026-11-21T02:10:05Z maya texts Line 0: STOP": for whoever reads a failure.
std::string describe(const Step& step, const Cast& cast);

// What is texted, and what it has to mean.
enum class Meaning { talk, stop, start, help, forget, menu, number, someone_else, place };
struct Words {
  const char* words;
  Meaning meaning;
  const char* phrase = nullptr;  // of the line's lists, which stands in them
  std::optional<routing::FlagKind> sign = {};
};
const Words& words_of(const Step& step);
// Mostly everybody keeps to one line.
std::size_t line_of(const Step& step, const Cast& cast);

// How a text comes to us.
enum class Delivery { once, twice_at_once, again_later, late, lost };
Delivery delivery_of(const Step& step);

// What a coordinator switches a line to, and with words of their own; empty: back to its hours.
struct Switching {
  routing::SwitchTo to;
  std::chrono::minutes lasts{};
  bool own_words = false;
};
std::optional<Switching> switching_of(const Step& step);

// What the carrier is like.
enum class Mood {
  well,
  slow,
  refuses_for_now,
  refuses,
  takes_and_says_nothing,
  loses,
  list_is_shut
};
Mood mood_of(const Step& step);

// The `number` of several, whatever it is.
inline std::size_t one_of(int number, std::size_t several) {
  return static_cast<std::size_t>(number) % several;
}

}  // namespace warmline::simulation
