#include "routing/wording_texts.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace warmline::routing {
namespace {

constexpr std::array texts_to_texters{
    AutomaticText::welcome,        AutomaticText::welcome_nobody_on,
    AutomaticText::short_staffed,  AutomaticText::closed,
    AutomaticText::help,           AutomaticText::forget_confirm,
    AutomaticText::menu,           AutomaticText::wish_noted,
    AutomaticText::place_in_queue, AutomaticText::someone_else,
};
constexpr std::string_view opens = "opens";
constexpr std::string_view opens_unknown = "opens_unknown";
// It stands inside texts that are to stay within two segments.
constexpr std::size_t part_characters_max = 100;

std::vector<std::string_view> required_in(AutomaticText which) {
  switch (which) {
    case AutomaticText::help:
      return {"{line}", "STOP"};
    case AutomaticText::menu:
    case AutomaticText::place_in_queue:
      return placeholders(which);
    case AutomaticText::welcome:
    case AutomaticText::welcome_nobody_on:
    case AutomaticText::short_staffed:
    case AutomaticText::closed:
    case AutomaticText::forget_confirm:
    case AutomaticText::wish_noted:
    case AutomaticText::someone_else:
      return {};
  }
  return {};
}

// With {line}, which may stand in all texts.
std::vector<std::string_view> and_line(const std::vector<std::string_view>& placeholders) {
  std::vector<std::string_view> known{"{line}"};
  std::ranges::copy(placeholders, std::back_inserter(known));
  return known;
}

}  // namespace

std::string_view to_string(Audience audience) {
  switch (audience) {
    case Audience::texter:
      return "texter";
    case Audience::staff:
      return "staff";
    case Audience::part:
      return "part";
  }
  return {};
}

std::vector<std::string_view> wording_names() {
  std::vector<std::string_view> names;
  for (const auto which : texts_to_texters) names.push_back(to_string(which));
  names.insert(names.end(), {opens, opens_unknown});
  for (const auto which : all_staff_texts) names.push_back(to_string(which));
  return names;
}

Audience audience_of(std::string_view name) {
  if (parse_automatic_text(name)) return Audience::texter;
  return parse_staff_text(name) ? Audience::staff : Audience::part;
}

PlaceholderRules rules_of(std::string_view name) {
  if (const auto which = parse_automatic_text(name)) {
    return {.known = and_line(placeholders(*which)),
            .required = required_in(*which),
            .characters_max = wording_characters_max};
  }
  if (const auto which = parse_staff_text(name)) {
    PlaceholderRules rules{.known = and_line(placeholders(*which)),
                           .characters_max = wording_characters_max};
    if (which == StaffText::code) rules.required = {"{code}"};
    return rules;
  }
  if (name == opens) {
    return {.known = {"{weekday}", "{time12}", "{time24}"}, .characters_max = part_characters_max};
  }
  return {.known = {}, .characters_max = part_characters_max};
}

std::string* text_of(Wording& wording, std::string_view name) {
  if (const auto which = parse_automatic_text(name)) return &wording.texts[*which];
  if (const auto which = parse_staff_text(name)) return &wording.staff[*which];
  if (name == opens) return &wording.opening.pattern;
  return name == opens_unknown ? &wording.opening.unknown : nullptr;
}

const std::string* text_of(const Wording& wording, std::string_view name) {
  if (const auto which = parse_automatic_text(name)) {
    const auto found = wording.texts.find(*which);
    return found == wording.texts.end() ? nullptr : &found->second;
  }
  if (const auto which = parse_staff_text(name)) return &wording.staff[*which];
  if (name == opens) return &wording.opening.pattern;
  return name == opens_unknown ? &wording.opening.unknown : nullptr;
}

}  // namespace warmline::routing
