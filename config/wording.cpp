#include "config/wording.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "config/schema.hpp"
#include "routing/text.hpp"

namespace warmline::config {
namespace {

using Placeholders = std::vector<std::string_view>;

const std::vector<std::string>& names() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> made = {"welcome", "welcome_nobody_on", "help", "forget_confirm"};
    for (const auto which : routing::all_staff_texts) made.emplace_back(to_string(which));
    return made;
  }();
  return all;
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

// The placeholder in `words` that nothing fills in.
std::optional<std::string> unknown_placeholder(std::string words, const Placeholders& known) {
  for (const auto placeholder : known) {
    for (auto at = words.find(placeholder); at != std::string::npos; at = words.find(placeholder))
      words.erase(at, placeholder.size());
  }
  const auto open = words.find('{');
  if (open == std::string::npos) return std::nullopt;
  const auto close = words.find('}', open);
  return words.substr(open, close == std::string::npos ? close : close - open + 1);
}

std::string checked_words(const Found<std::string>& words, const Placeholders& known,
                          Faults& faults) {
  if (const auto placeholder = unknown_placeholder(words.value, known)) {
    faults.add(words, fmt::format("has {}, which is not a placeholder: {} {}", *placeholder,
                                  known.size() == 1 ? "the only one is" : "there are",
                                  fmt::join(known, ", ")));
  }
  if (!routing::sendable_body(words.value)) {
    faults.add(words, fmt::format("is too long to be sent: {} characters are the most",
                                  routing::body_characters_max));
  }
  return words.value;
}

std::string read_words(const Section& section, const std::string& name, Faults& faults) {
  const auto words = section.text(name, "\"…\"");
  return words ? checked_words(*words, {"{line}"}, faults) : std::string();
}

// In this language, or else in English.
toml::table built_in_words(std::string_view language) {
  const auto all = built_in_wording();
  auto found = std::ranges::find(all, language, &BuiltInWording::language);
  if (found == all.end()) found = std::ranges::find(all, "en", &BuiltInWording::language);
  return toml::parse(found->toml);
}

// A file that an operator wrote before there was this text goes on being good.
std::string read_words_or(const toml::table& otherwise, const Section& section,
                          std::string_view name, const Placeholders& known, Faults& faults) {
  const auto words = section.optional_text(name);
  return words ? checked_words(*words, known, faults) : otherwise[name].value_or(std::string());
}

// What the line's own staff are texted.
routing::StaffWording read_staff_words(const toml::table& otherwise, const toml::table& table,
                                       Faults& faults) {
  const Section section(faults, &table, {});
  routing::StaffWording wording;
  for (const auto which : routing::all_staff_texts) {
    const Placeholders known = which == routing::StaffText::code
                                   ? Placeholders{"{line}", "{code}"}
                                   : Placeholders{"{line}", "{waiting}", "{minutes}"};
    wording[which] = read_words_or(otherwise, section, to_string(which), known, faults);
  }
  const std::string code(to_string(routing::StaffText::code));
  if (const auto* written = table.get(code);
      written && wording[routing::StaffText::code].find("{code}") == std::string::npos) {
    faults.add(line_of(*written), code, "must have {code}: without it no phone can be confirmed");
  }
  return wording;
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
  const auto built_in = built_in_words(language);
  routing::Wording wording{
      .language = language,
      .welcome = read_words(section, "welcome", faults),
      .welcome_nobody_on = read_words(section, "welcome_nobody_on", faults),
      .help = read_words(section, "help", faults),
      .forget_confirm = read_words_or(built_in, section, "forget_confirm", {"{line}"}, faults),
      .staff = read_staff_words(built_in, table, faults)};
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
