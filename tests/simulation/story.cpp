#include "tests/simulation/story.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

namespace warmline::simulation {
namespace {

using routing::Duration;

struct Often {
  Act act;
  int weight;
};
constexpr std::array often{
    Often{Act::texts, 30},        Often{Act::chooses, 2},    Often{Act::looks, 40},
    Often{Act::claims, 3},        Often{Act::both_claim, 1}, Often{Act::replies, 4},
    Often{Act::notes, 1},         Often{Act::hands_off, 3},  Often{Act::rests, 2},
    Often{Act::closes, 4},        Often{Act::reopens, 1},    Often{Act::comes_on, 8},
    Often{Act::takes_a_break, 3}, Often{Act::goes_off, 3},   Often{Act::assigns, 3},
    Often{Act::carrier, 2},       Often{Act::dies, 2},       Often{Act::clock_jumps, 1},
    Often{Act::switches, 2},      Often{Act::flags, 2},      Often{Act::clears, 2},
    Often{Act::grants, 1},
};

constexpr std::array said{
    Words{"hi", Meaning::talk},
    Words{"are you there?", Meaning::talk},
    Words{"I can't sleep", Meaning::talk},
    Words{"thank you", Meaning::talk},
    Words{"it got worse", Meaning::talk},
    Words{"Stop. Thank you", Meaning::talk},
    Words{"I said stop it to him", Meaning::talk},
    Words{"", Meaning::talk},
};
constexpr std::array keywords{
    Words{"STOP", Meaning::stop},
    Words{" stop. ", Meaning::stop},
    Words{"START", Meaning::start},
    Words{"unstop", Meaning::start},
    Words{"HELP", Meaning::help},
    Words{"FORGET", Meaning::forget},
    Words{"MENU", Meaning::menu},
    Words{"menú?", Meaning::menu},
    Words{"Menu.", Meaning::menu},
    Words{"SWITCH", Meaning::someone_else},
    Words{"switch!", Meaning::someone_else},
    Words{"Cambiar", Meaning::someone_else},
    Words{"WAIT", Meaning::place},
    Words{"espera", Meaning::place},
};
using routing::FlagKind;
// As people write them; the last two are exceptions of the lists.
constexpr std::array signs{
    Words{"I want to die", Meaning::talk, "I want to die", FlagKind::worrying_words},
    Words{"Sometimes i WANT TO DIE, you know", Meaning::talk, "I want to die",
          FlagKind::worrying_words},
    Words{"he hit me again", Meaning::talk, "he hit me", FlagKind::worrying_words},
    Words{"ya no quiero vivir", Meaning::talk, "no quiero vivir", FlagKind::worrying_words},
    Words{"Please stop texting me!", Meaning::talk, "stop texting me", FlagKind::opt_out_wish},
    Words{"lose my number", Meaning::talk, "lose my number", FlagKind::opt_out_wish},
    Words{"I want to die laughing", Meaning::talk},
    Words{"he won't stop texting me", Meaning::talk},
};
// The last is no choice: there are no more than four.
constexpr std::array choices{
    Words{"1", Meaning::number},      Words{"2", Meaning::number},
    Words{"3", Meaning::number},      Words{"4.", Meaning::number},
    Words{"3 only", Meaning::number}, Words{"4 solo", Meaning::number},
    Words{"2 only", Meaning::number}, Words{"7", Meaning::talk},
};

Act some_act(Chance& chance) {
  static const int in_all = [] {
    int sum = 0;
    for (const auto& each : often) sum += each.weight;
    return sum;
  }();
  int left = chance.below(in_all);
  for (const auto& each : often) {
    if ((left -= each.weight) < 0) return each.act;
  }
  return Act::texts;
}

// Mostly people answer each other; now and then somebody is slow, and then hours go by.
Duration some_pause(Chance& chance) {
  using namespace std::chrono;
  if (chance.one_in(20)) return minutes(60 + chance.below(10 * 60));
  if (chance.one_in(6)) return minutes(1 + chance.below(15));
  if (chance.one_in(8)) return milliseconds(chance.below(900));
  return seconds(1 + chance.below(75));
}

std::string_view name_of(Act act) {
  switch (act) {
    case Act::texts:
    case Act::chooses:
      return "texts";
    case Act::looks:
      return "looks";
    case Act::claims:
      return "claims";
    case Act::both_claim:
      return "claims at once with";
    case Act::replies:
      return "replies";
    case Act::notes:
      return "writes a note";
    case Act::hands_off:
      return "hands off";
    case Act::rests:
      return "sets aside";
    case Act::closes:
      return "closes";
    case Act::reopens:
      return "reopens";
    case Act::comes_on:
      return "comes on";
    case Act::takes_a_break:
      return "takes a break";
    case Act::goes_off:
      return "goes off";
    case Act::assigns:
      return "assigns";
    case Act::flags:
      return "raises a flag";
    case Act::clears:
      return "clears the flags";
    case Act::grants:
      return "grants a wish to hear nothing more";
    case Act::switches:
      return "switches a line";
    case Act::carrier:
      return "the carrier changes";
    case Act::dies:
      return "the program dies";
    case Act::clock_jumps:
      return "the clock jumps";
  }
  return {};
}

std::string_view name_of(Delivery delivery) {
  switch (delivery) {
    case Delivery::once:
      return "";
    case Delivery::twice_at_once:
      return " (delivered twice at once)";
    case Delivery::again_later:
      return " (delivered again later)";
    case Delivery::late:
      return " (delivered late)";
    case Delivery::lost:
      return " (not delivered, on the carrier's list)";
  }
  return {};
}

}  // namespace

Story story_of(std::uint64_t seed, const Cast& cast) {
  Chance chance(seed * 7919 + 1);
  const Duration end = std::chrono::days(cast.days);
  Story story;
  const auto something = [&](Duration at, Act act) {
    story.push_back(
        {at, act, chance.below(1000), chance.below(1000), chance.below(1000), chance.below(1000)});
  };
  for (std::size_t i = 0; i < cast.staff.size(); ++i) {
    if (chance.one_in(4)) continue;
    something(Duration(0), Act::comes_on);
    story.back().who = static_cast<int>(i);
  }
  for (Duration at = some_pause(chance); at < end; at += some_pause(chance)) {
    something(at, some_act(chance));
  }
  return story;
}

std::string describe(const Step& step, const Cast& cast) {
  const std::string when = routing::format_instant(cast.begins + step.at).substr(0, 23);
  const auto numbers = fmt::format("[{} {} {} {}]", step.who, step.whom, step.which, step.how);
  switch (step.act) {
    case Act::texts:
      return fmt::format("{} {} texts {}: \"{}\"{}", when,
                         cast.texters[one_of(step.who, cast.texters.size())].name,
                         cast.lines[line_of(step, cast)].name, words_of(step).words,
                         name_of(delivery_of(step)));
    case Act::chooses:
      return fmt::format("{} who asked for the menu texts \"{}\"{}", when, words_of(step).words,
                         name_of(delivery_of(step)));
    case Act::carrier:
    case Act::dies:
    case Act::clock_jumps:
      return fmt::format("{} {} {}", when, name_of(step.act), numbers);
    case Act::both_claim:
    case Act::hands_off:
    case Act::assigns:
    case Act::looks:
    case Act::claims:
    case Act::replies:
    case Act::notes:
    case Act::rests:
    case Act::closes:
    case Act::reopens:
    case Act::comes_on:
    case Act::takes_a_break:
    case Act::goes_off:
    case Act::flags:
    case Act::clears:
    case Act::grants:
    case Act::switches:
      return fmt::format("{} {} {} {}", when,
                         cast.staff[one_of(step.who, cast.staff.size())].username,
                         name_of(step.act), numbers);
  }
  return {};
}

const Words& words_of(const Step& step) {
  if (step.act == Act::chooses) return choices[one_of(step.how, choices.size())];
  // A keyword is rarer than a word, and what is worrying rarer still.
  if (step.how % 40 >= 36) return signs[one_of(step.whom + step.which, signs.size())];
  return step.how % 40 >= 28 ? keywords[one_of(step.how, keywords.size())]
                             : said[one_of(step.how, said.size())];
}

std::size_t line_of(const Step& step, const Cast& cast) {
  const bool is_usual = step.which % 4 != 0;
  return one_of(is_usual ? step.who : step.which / 4, cast.lines.size());
}

Delivery delivery_of(const Step& step) {
  switch (step.whom % 20) {
    case 0:
      return Delivery::twice_at_once;
    case 1:
      return Delivery::again_later;
    case 2:
    case 3:
      return Delivery::late;
    case 4:
      return Delivery::lost;
    default:
      return Delivery::once;
  }
}

std::optional<Switching> switching_of(const Step& step) {
  const std::chrono::minutes lasts(10 + step.whom % 480);
  const bool own_words = step.whom % 2 == 0;
  switch (step.how % 5) {
    case 0:
    case 1:
      return Switching{routing::SwitchTo::closed, lasts, own_words};
    case 2:
    case 3:
      return Switching{routing::SwitchTo::short_staffed, lasts, own_words};
    default:
      return std::nullopt;
  }
}

Mood mood_of(const Step& step) {
  constexpr std::array moods{Mood::slow,    Mood::refuses_for_now,
                             Mood::refuses, Mood::takes_and_says_nothing,
                             Mood::loses,   Mood::list_is_shut};
  return moods[one_of(step.how, moods.size())];
}

}  // namespace warmline::simulation
