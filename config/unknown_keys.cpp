#include "config/unknown_keys.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "config/schema.hpp"

namespace warmline::config {
namespace {

// A table by the two names it has.
struct Names {
  std::string shown;    // in messages: "lines[0]"
  std::string pattern;  // in schema(): "lines[]"

  Names within(std::string_view name) const {
    const auto joined = [name](const std::string& table) {
      return table.empty() ? std::string(name) : fmt::format("{}.{}", table, name);
    };
    return {.shown = joined(shown), .pattern = joined(pattern)};
  }
  Names at(std::size_t index) const {
    return {.shown = fmt::format("{}[{}]", shown, index), .pattern = pattern + "[]"};
  }
};

void report_in(const toml::table& table, const Names& names, Faults& faults) {
  const auto known = names_within(names.pattern);
  for (const auto& [name, value] : table) {
    const std::string word(name.str());
    const auto inner = names.within(word);
    if (std::ranges::find(known, word) == known.end()) {
      const auto meant = nearest(word, known);
      faults.add(line_of(value), inner.shown,
                 meant ? fmt::format("is not a known key: did you mean {}?", *meant)
                       : fmt::format("is not a known key: there are {}", fmt::join(known, ", ")));
    } else if (const auto* inner_table = value.as_table()) {
      report_in(*inner_table, inner, faults);
    } else if (const auto* list = value.as_array()) {
      for (std::size_t i = 0; i < list->size(); ++i) {
        if (const auto* element = list->get(i)->as_table())
          report_in(*element, inner.at(i), faults);
      }
    }
  }
}

}  // namespace

void report_unknown_keys(const toml::table& file, Faults& faults) {
  report_in(file, {}, faults);
}

}  // namespace warmline::config
