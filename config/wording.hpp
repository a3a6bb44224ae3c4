// What texters are sent by the line itself, per language: built in from wording/*.toml, or from a
// folder of the operator's.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/reader.hpp"
#include "routing/line.hpp"

namespace warmline::config {

struct BuiltInWording {
  std::string_view language;  // the file's name without .toml
  std::string_view toml;
};
std::span<const BuiltInWording> built_in_wording();

// Where wording comes from. Each file is read once, and its faults reported once, however many
// lines use it.
class WordingShelf {
 public:
  // `folder`: the operator's own LANGUAGE.toml files, each of which replaces the built-in one;
  // empty for none.
  explicit WordingShelf(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // The words for `language`; empty, with a fault, when there are none or they are not fit to be
  // sent.
  std::optional<routing::Wording> find(const Found<std::string>& language, Faults& faults);

 private:
  struct Read {
    std::string language;
    std::optional<routing::Wording> wording;
  };
  std::optional<routing::Wording> read(const Found<std::string>& language, Faults& faults) const;

  std::filesystem::path folder_;
  std::vector<Read> read_;
};

}  // namespace warmline::config
