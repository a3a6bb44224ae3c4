#include "config/flag_lists.hpp"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "routing/flag_list_size.hpp"
#include "routing/text.hpp"

namespace warmline::config {
namespace {

constexpr std::array<std::string_view, 4> names{"guidance", "worrying", "opt_out", "except"};

std::string read_guidance(const Section& section, Faults& faults) {
  const auto guidance = section.optional_text("guidance");
  if (!guidance) return {};
  if (!routing::sendable_body(guidance->value)) {
    faults.add(*guidance,
               fmt::format("is too long to be read in a hurry: {} characters are the most",
                           routing::body_characters_max));
  }
  return guidance->value;
}

std::vector<std::string> read_phrases(const Section& section, std::string_view name,
                                      Faults& faults) {
  if (!section.has(name)) return {};
  std::vector<std::string> phrases;
  const auto found = section.texts(name, "[\"…\"]");
  for (const auto& phrase : found) {
    if (!routing::is_fit_phrase(phrase.value)) {
      faults.add(phrase, fmt::format("is too long for a phrase: {} characters are the most",
                                     routing::phrase_characters_max));
    }
    phrases.push_back(phrase.value);
  }
  if (found.size() > routing::phrases_max) {
    faults.add(found.front(), fmt::format("is one of {} phrases: {} are the most", found.size(),
                                          routing::phrases_max));
  }
  return phrases;
}

// Told of the kind that has the most.
void check_size(const routing::FlagList& list, const toml::table& table, Faults& faults) {
  const auto bytes = routing::bytes_of(list);
  if (bytes <= routing::list_bytes_max) return;
  const std::array kinds{std::pair(routing::bytes_of(list.worrying), "worrying"),
                         std::pair(routing::bytes_of(list.opt_out), "opt_out"),
                         std::pair(routing::bytes_of(list.except), "except")};
  const std::string most =
      std::ranges::max(kinds, {}, [](const auto& kind) { return kind.first; }).second;
  faults.add(line_of(*table.get(most)), most,
             fmt::format("makes {} bytes with the other phrases of its file: {} are the most",
                         bytes, routing::list_bytes_max));
}

routing::FlagList read_table(const std::string& language, const toml::table& table,
                             Faults& faults) {
  for (const auto& [name, value] : table) {
    if (std::ranges::find(names, name.str()) != names.end()) continue;
    faults.add(
        line_of(value), std::string(name.str()),
        fmt::format("is not a key of a file of flags: there are {}", fmt::join(names, ", ")));
  }
  const Section section(faults, &table, {});
  routing::FlagList list{.language = language,
                         .guidance = read_guidance(section, faults),
                         .worrying = read_phrases(section, "worrying", faults),
                         .opt_out = read_phrases(section, "opt_out", faults),
                         .except = read_phrases(section, "except", faults)};
  check_size(list, table, faults);
  return list;
}

}  // namespace

routing::FlagList FlagShelf::find(const std::string& language, Faults& faults) {
  const auto known = std::ranges::find(read_, language, &routing::FlagList::language);
  if (known != read_.end()) return *known;
  return read_.emplace_back(read(language, faults));
}

routing::FlagList FlagShelf::read(const std::string& language, Faults& faults) const {
  const auto file = folder_ / (language + ".toml");
  std::error_code error;
  Faults own(file);
  std::optional<toml::table> table;
  if (!folder_.empty() && std::filesystem::exists(file, error)) {
    table = parse_file(file, own);
  } else {
    const auto built_in = std::ranges::find(built_in_flags(), language, &BuiltInFlags::language);
    if (built_in != built_in_flags().end()) table = parse_text(built_in->toml, own);
  }
  auto list = table ? read_table(language, *table, own) : routing::FlagList{.language = language};
  faults.add_all(own.in_order());
  return list;
}

}  // namespace warmline::config
