// Reads values out of a parsed TOML file and collects what is wrong with them. A value that is
// wrong comes back empty and leaves one fault; what is missing within something that is missing
// leaves none of its own.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "config/fault.hpp"

namespace warmline::config {

// A value and where it stands.
template <class T>
struct Found {
  T value;
  std::size_t line;
  std::string key;
};

class Faults {
 public:
  explicit Faults(std::filesystem::path file) : file_(std::move(file)) {}

  const std::filesystem::path& file() const { return file_; }
  void add(std::size_t line, std::string key, std::string what);
  template <class T>
  void add(const Found<T>& at, std::string what) {
    add(at.line, at.key, std::move(what));
  }
  void add_all(const std::vector<Fault>& others);
  bool empty() const { return found_.empty(); }
  // By file in the order they were read, then by line.
  std::vector<Fault> in_order() const;

 private:
  std::filesystem::path file_;
  std::vector<Fault> found_;
};

// One table of the file, or none (then all it is asked for comes back empty).
class Section {
 public:
  Section(Faults& faults, const toml::table* table, std::string key)
      : faults_(&faults), table_(table), key_(std::move(key)) {}

  bool there() const { return table_ != nullptr; }
  bool has(std::string_view name) const { return table_ != nullptr && table_->contains(name); }
  std::size_t line() const;
  std::string key(std::string_view name) const;

  // A table that has to be there. `example` is how it begins in a file: "[server]".
  Section table(std::string_view name, std::string_view example) const;
  // A table that may be missing.
  Section optional_table(std::string_view name) const;
  // A list of tables, one at least: "[[lines]]".
  std::vector<Section> tables(std::string_view name) const;

  // Text that is not blank. `example` completes "add NAME = ".
  std::optional<Found<std::string>> text(std::string_view name, std::string_view example) const;
  std::optional<Found<std::string>> optional_text(std::string_view name) const;
  // A list of texts, one at least.
  std::vector<Found<std::string>> texts(std::string_view name, std::string_view example) const;
  std::optional<Found<double>> optional_number(std::string_view name) const;
  // A value of several kinds, as it stands; null when missing, which is no fault.
  const toml::node* optional_node(std::string_view name) const { return find(name); }
  // The value as it stands, for what has a shape of its own; null when missing (which leaves a
  // fault).
  const toml::node* node(std::string_view name, std::string_view example) const;

 private:
  const toml::node* find(std::string_view name) const;
  std::optional<Found<std::string>> read_text(const toml::node& node, std::string key) const;
  Section as_table(const toml::node& node, std::string_view name) const;

  Faults* faults_;
  const toml::table* table_;
  std::string key_;
};

// "[server]" has to be a table: what it is instead, in words, without its value.
std::string_view type_in_words(const toml::node& node);

// The file's tables; empty, with a fault, when it cannot be read or is not TOML.
std::optional<toml::table> parse_file(const std::filesystem::path& file, Faults& faults);
std::optional<toml::table> parse_text(std::string_view toml, Faults& faults);

std::size_t line_of(const toml::node& node);

}  // namespace warmline::config
