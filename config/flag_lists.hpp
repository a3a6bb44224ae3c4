// What a line looks for in texts, per language: built in from flags/*.toml, or from a folder of the
// operator's. Coordinators may write other lists while the service runs; those are in the store.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/reader.hpp"
#include "routing/flag.hpp"

namespace warmline::config {

struct BuiltInFlags {
  std::string_view language;  // the file's name without .toml
  std::string_view toml;
};
std::span<const BuiltInFlags> built_in_flags();

// Where the lists come from. Each file is read once, and its faults reported once, however many
// lines use it.
class FlagShelf {
 public:
  // `folder`: the operator's own LANGUAGE.toml files, each of which replaces the built-in one;
  // empty for none.
  explicit FlagShelf(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // The list for `language`; an empty one where there is none (nothing is looked for in it until
  // somebody writes one), and, with faults, where there is something wrong with it.
  routing::FlagList find(const std::string& language, Faults& faults);

 private:
  routing::FlagList read(const std::string& language, Faults& faults) const;

  std::filesystem::path folder_;
  std::vector<routing::FlagList> read_;
};

}  // namespace warmline::config
