#include "config/wording.hpp"

#include <algorithm>
#include <map>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "config/schema.hpp"
#include "routing/placeholders.hpp"
#include "routing/text.hpp"
#include "routing/wording_texts.hpp"

namespace warmline::config {
namespace {

constexpr std::size_t days_of_week = 7;

const std::vector<std::string>& names() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> names{"language", "weekdays"};
    for (const auto name : routing::wording_names()) names.emplace_back(name);
    return names;
  }();
  return all;
}

// A file of an operator's has to have these; what came later is taken from the built-in wording
// where it is missing, so that an older file goes on being good.
bool is_required(std::string_view name) {
  return name == "welcome" || name == "welcome_nobody_on" || name == "help";
}

// A language is part of a file's name: nothing but letters, digits and hyphens may be in it.
bool is_language(std::string_view text) {
  return text.size() >= 2 && text.size() <= 35 && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-';
         });
}

std::string built_in_languages() {
  std::vector<std::string_view> languages;
  for (const auto& built_in : built_in_wording()) languages.push_back(built_in.language);
  return fmt::format("{}", fmt::join(languages, ", "));
}

void check_words(const Found<std::string>& words, std::span<const std::string_view> placeholders,
                 Faults& faults) {
  if (const auto placeholder = routing::unknown_placeholder(words.value, placeholders)) {
    faults.add(words, placeholders.size() == 1
                          ? fmt::format("has {}, which is not a placeholder: the only one is {}",
                                        *placeholder, placeholders.front())
                          : fmt::format("has {}, which is not a placeholder here: there are {}",
                                        *placeholder, fmt::join(placeholders, ", ")));
  }
  if (!routing::sendable_body(words.value)) {
    faults.add(words, fmt::format("is too long to be sent: {} characters are the most",
                                  routing::body_characters_max));
  }
}

// Of this language, or else of English.
const toml::table& built_in(std::string_view language) {
  static const auto tables = [] {
    std::map<std::string_view, toml::table> parsed;
    for (const auto& each : built_in_wording())
      parsed.emplace(each.language, toml::parse(each.toml));
    return parsed;
  }();
  const auto found = tables.find(language);
  return found == tables.end() ? tables.at("en") : found->second;
}

std::string read_text(const Section& section, std::string_view key, const toml::table& otherwise,
                      Faults& faults) {
  const std::string name(key);
  const auto words = is_required(name) ? section.text(name, "\"…\"") : section.optional_text(name);
  if (!words) return otherwise[name].value_or(std::string());
  const auto rules = routing::rules_of(name);
  if (!rules.known.empty()) check_words(*words, rules.known, faults);
  if (name == to_string(routing::StaffText::code) && !words->value.contains("{code}"))
    faults.add(*words, "must have {code}: without it no phone can be confirmed");
  return words->value;
}

std::vector<std::string> read_weekdays(const Section& section, const toml::table& otherwise,
                                       Faults& faults) {
  std::vector<std::string> weekdays;
  for (const auto& day : *otherwise["weekdays"].as_array())
    weekdays.push_back(day.value_or(std::string()));
  if (!section.has("weekdays")) return weekdays;
  const auto days = section.texts("weekdays", "[\"Sunday\", …]");
  if (days.size() == days_of_week) {
    std::ranges::transform(days, weekdays.begin(), &Found<std::string>::value);
  } else {
    faults.add(section.line(), section.key("weekdays"), "must be seven, from Sunday on");
  }
  return weekdays;
}

std::optional<routing::Wording> read_table(const std::string& language, const toml::table& table,
                                           Faults& faults) {
  for (const auto& [name, value] : table) {
    if (std::ranges::find(names(), name.str()) != names().end()) continue;
    faults.add(
        line_of(value), std::string(name.str()),
        fmt::format("is not a key of a wording file: there are {}", fmt::join(names(), ", ")));
  }
  const Section section(faults, &table, {});
  const auto& otherwise = built_in(language);
  routing::Wording wording{.language = language};
  const auto name = section.optional_text("language");
  // English's own name says nothing about another language.
  if (name) wording.name = name->value;
  for (const auto each : routing::wording_names())
    *routing::text_of(wording, each) = read_text(section, each, otherwise, faults);
  wording.opening.weekdays = read_weekdays(section, otherwise, faults);
  return faults.empty() ? std::optional(std::move(wording)) : std::nullopt;
}

}  // namespace

std::optional<routing::Wording> WordingShelf::find(const Found<std::string>& language,
                                                   Faults& faults) {
  const auto known = std::ranges::find(read_, language.value, &Read::language);
  if (known != read_.end()) return known->wording;
  auto wording = read(language, faults);
  read_.push_back({.language = language.value, .wording = wording});
  return wording;
}

std::optional<routing::Wording> WordingShelf::read(const Found<std::string>& language,
                                                   Faults& faults) const {
  if (!is_language(language.value)) {
    faults.add(language, "must be a language tag such as \"en\" or \"es\"");
    return std::nullopt;
  }
  const auto file = folder_ / (language.value + ".toml");
  std::error_code error;
  std::optional<toml::table> table;
  Faults own(file);
  if (!folder_.empty() && std::filesystem::exists(file, error)) {
    table = parse_file(file, own);
  } else {
    const auto built_in =
        std::ranges::find(built_in_wording(), language.value, &BuiltInWording::language);
    if (built_in == built_in_wording().end()) {
      faults.add(
          language,
          fmt::format("has no wording: use one of {}, or put a file {}.toml into the folder that "
                      "wording.directory names",
                      built_in_languages(), language.value));
      return std::nullopt;
    }
    table = parse_text(built_in->toml, own);
  }
  auto wording = table ? read_table(language.value, *table, own) : std::nullopt;
  faults.add_all(own.in_order());
  return wording;
}

}  // namespace warmline::config
