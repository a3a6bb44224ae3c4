#include "routing/line.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "routing/fill_in.hpp"
#include "routing/menu.hpp"
#include "routing/named.hpp"

namespace warmline::routing {
namespace {

const Wording* wording_in(const Line& line, std::string_view language) {
  for (const Wording& wording : line.wording) {
    if (wording.language == language) return &wording;
  }
  return nullptr;
}

// What the line was switched with, where `which` is what its texters get for that.
const std::string* switched_words(const Line& line, AutomaticText which,
                                  std::string_view language) {
  if (!line.line_switch) return nullptr;
  const auto meant = line.line_switch->to == SwitchTo::closed ? AutomaticText::closed
                                                              : AutomaticText::short_staffed;
  if (which != meant) return nullptr;
  const auto found = line.line_switch->words.find(std::string(language));
  return found == line.line_switch->words.end() ? nullptr : &found->second;
}

std::string time_of_day(std::chrono::minutes of_day, bool twelve_hours) {
  const auto hour = of_day.count() / 60;
  const auto minute = of_day.count() % 60;
  if (!twelve_hours) return fmt::format("{}:{:02}", hour, minute);
  const auto on_dial = hour % 12 == 0 ? 12 : hour % 12;
  const auto half = hour < 12 ? "am" : "pm";
  return minute == 0 ? fmt::format("{} {}", on_dial, half)
                     : fmt::format("{}:{:02} {}", on_dial, minute, half);
}

constexpr std::array<std::pair<std::string_view, Duration Timing::*>, 8> waits{{
    {"offer", &Timing::offer},
    {"nudge", &Timing::nudge},
    {"return", &Timing::return_},
    {"page", &Timing::page},
    {"quiet", &Timing::quiet},
    {"rejoin", &Timing::rejoin},
    {"wish_patience", &Timing::wish_patience},
    {"grace", &Timing::grace},
}};

// Each with its name.
constexpr std::array<std::pair<AutomaticText, std::string_view>, 10> automatic_texts{{
    {AutomaticText::welcome, "welcome"},
    {AutomaticText::welcome_nobody_on, "welcome_nobody_on"},
    {AutomaticText::short_staffed, "short_staffed"},
    {AutomaticText::closed, "closed"},
    {AutomaticText::help, "help"},
    {AutomaticText::forget_confirm, "forget_confirm"},
    {AutomaticText::menu, "menu"},
    {AutomaticText::wish_noted, "wish_noted"},
    {AutomaticText::place_in_queue, "place_in_queue"},
    {AutomaticText::someone_else, "someone_else"},
}};

}  // namespace

std::string_view to_string(LineMode mode) {
  switch (mode) {
    case LineMode::offer:
      return "offer";
    case LineMode::pull:
      return "pull";
    case LineMode::auto_:
      return "auto";
  }
  return {};
}

std::optional<LineMode> parse_line_mode(std::string_view text) {
  return named(text, std::array{LineMode::offer, LineMode::pull, LineMode::auto_});
}

Duration* wait_named(Timing& timing, std::string_view name) {
  const auto found = std::ranges::find(waits, name, [](const auto& e) { return e.first; });
  return found == waits.end() ? nullptr : &(timing.*(found->second));
}

std::vector<std::string_view> wait_names() {
  std::vector<std::string_view> names;
  for (const auto& [name, member] : waits) names.push_back(name);
  return names;
}

std::string_view to_string(AutomaticText which) {
  const auto found =
      std::ranges::find(automatic_texts, which, [](const auto& e) { return e.first; });
  return found->second;
}

std::optional<AutomaticText> parse_automatic_text(std::string_view text) {
  const auto found =
      std::ranges::find(automatic_texts, text, [](const auto& e) { return e.second; });
  return found == automatic_texts.end() ? std::nullopt : std::optional(found->first);
}

std::vector<std::string_view> placeholders(AutomaticText which) {
  switch (which) {
    case AutomaticText::closed:
      return {"{opens}"};
    case AutomaticText::menu:
      return {"{choices}"};
    case AutomaticText::place_in_queue:
      return {"{place}"};
    case AutomaticText::welcome:
    case AutomaticText::welcome_nobody_on:
    case AutomaticText::short_staffed:
    case AutomaticText::help:
    case AutomaticText::forget_confirm:
    case AutomaticText::wish_noted:
    case AutomaticText::someone_else:
      return {};
  }
  return {};
}

std::optional<Duration> kept_for(const Keeping& keeping, const Timing& timing) {
  switch (keeping.until) {
    case Keeping::Until::always:
      return std::nullopt;
    case Keeping::Until::conversation:
      return timing.rejoin;
    case Keeping::Until::after:
      return keeping.after;
  }
  return std::nullopt;
}

Standing standing(const Line& line, Instant now) {
  return standing(line.hours, line.line_switch, line.time_zone, now);
}

const Wording* wording_for(const Line& line, std::string_view language) {
  const Wording* wording = wording_in(line, language);
  if (wording != nullptr || line.languages.empty()) return wording;
  return wording_in(line, line.languages.front());
}

std::string time_words(const OpeningWords& opening, const std::string& zone,
                       const std::optional<Instant>& at) {
  if (!at) return opening.unknown;
  const auto local = local_time(zone, *at);
  std::string text = opening.pattern;
  fill_in(text, "{weekday}", opening.weekdays.at(local.weekday));
  fill_in(text, "{time12}", time_of_day(local.of_day, true));
  fill_in(text, "{time24}", time_of_day(local.of_day, false));
  return text;
}

std::string words(const Line& line, AutomaticText which, std::string_view language,
                  const Particulars& particulars) {
  const Wording* wording = wording_for(line, language);
  if (wording == nullptr) return {};
  const std::string* own = switched_words(line, which, wording->language);
  const auto usual = wording->texts.find(which);
  std::string text = own != nullptr ? *own : usual != wording->texts.end() ? usual->second : "";
  fill_in(text, "{place}", std::to_string(particulars.place));
  fill_in(text, "{choices}", numbered(particulars.choices));
  if (text.find("{opens}") != std::string::npos)
    fill_in(text, "{opens}", time_words(wording->opening, line.time_zone, particulars.opens_at));
  // The last: a name that looks like a placeholder is not filled in.
  fill_in(text, "{line}", line.name);
  return text;
}

std::string language_name(const Line& line, const std::string& language) {
  const Wording* wording = wording_in(line, language);
  return wording == nullptr || wording->name.empty() ? language : wording->name;
}

}  // namespace warmline::routing
