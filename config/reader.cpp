#include "config/reader.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace warmline::config {
namespace {

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

void Faults::add(std::size_t line, std::string key, std::string what) {
  found_.push_back({.file = file_, .line = line, .key = std::move(key), .what = std::move(what)});
}

void Faults::add_all(const std::vector<Fault>& others) {
  found_.insert(found_.end(), others.begin(), others.end());
}

std::vector<Fault> Faults::in_order() const {
  auto ordered = found_;
  std::ranges::stable_sort(ordered, {}, [this](const Fault& fault) {
    const bool elsewhere = fault.file != file_;
    return std::pair(elsewhere, elsewhere ? 0 : fault.line);
  });
  return ordered;
}

std::size_t line_of(const toml::node& node) {
  return std::max<std::size_t>(1, node.source().begin.line);
}

std::string_view type_in_words(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "text";
    case toml::node_type::integer:
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::date:
    case toml::node_type::time:
    case toml::node_type::date_time:
      return "a date or time";
    case toml::node_type::none:
      return "nothing";
  }
  std::unreachable();
}

std::size_t Section::line() const {
  return table_ == nullptr ? 1 : line_of(*table_);
}

std::string Section::key(std::string_view name) const {
  return key_.empty() ? std::string(name) : fmt::format("{}.{}", key_, name);
}

const toml::node* Section::find(std::string_view name) const {
  return table_ == nullptr ? nullptr : table_->get(name);
}

Section Section::as_table(const toml::node& node, std::string_view name) const {
  if (!node.is_table()) {
    faults_->add(line_of(node), key(name),
                 fmt::format("must be a table of its own, not {}", type_in_words(node)));
  }
  return {*faults_, node.as_table(), key(name)};
}

Section Section::table(std::string_view name, std::string_view example) const {
  const auto* node = find(name);
  if (node != nullptr) return as_table(*node, name);
  if (there()) faults_->add(line(), key(name), fmt::format("is missing: add {}", example));
  return {*faults_, nullptr, key(name)};
}

Section Section::optional_table(std::string_view name) const {
  const auto* node = find(name);
  return node != nullptr ? as_table(*node, name) : Section(*faults_, nullptr, key(name));
}

std::vector<Section> Section::tables(std::string_view name) const {
  const auto* node = find(name);
  if (node == nullptr) {
    if (there()) faults_->add(line(), key(name), fmt::format("is missing: add [[{}]]", name));
    return {};
  }
  const auto* array = node->as_array();
  if (array == nullptr || array->empty() || !array->is_homogeneous(toml::node_type::table)) {
    faults_->add(line_of(*node), key(name), fmt::format("must be one or more [[{}]]", name));
    return {};
  }
  std::vector<Section> sections;
  for (std::size_t i = 0; i < array->size(); ++i) {
    sections.emplace_back(*faults_, array->get(i)->as_table(), fmt::format("{}[{}]", key(name), i));
  }
  return sections;
}

const toml::node* Section::node(std::string_view name, std::string_view example) const {
  const auto* node = find(name);
  if (node == nullptr && there()) {
    faults_->add(line(), key(name), fmt::format("is missing: add {} = {}", name, example));
  }
  return node;
}

std::optional<Found<std::string>> Section::read_text(const toml::node& node,
                                                     std::string key) const {
  const auto* text = node.as_string();
  if (text == nullptr) {
    faults_->add(line_of(node), std::move(key),
                 fmt::format("must be text in quotes, not {}", type_in_words(node)));
    return std::nullopt;
  }
  if (is_blank(text->get())) {
    faults_->add(line_of(node), std::move(key), "must not be blank");
    return std::nullopt;
  }
  return Found<std::string>{.value = text->get(), .line = line_of(node), .key = std::move(key)};
}

std::optional<Found<std::string>> Section::text(std::string_view name,
                                                std::string_view example) const {
  const auto* value = node(name, example);
  return value != nullptr ? read_text(*value, key(name)) : std::nullopt;
}

std::optional<Found<std::string>> Section::optional_text(std::string_view name) const {
  const auto* value = find(name);
  return value != nullptr ? read_text(*value, key(name)) : std::nullopt;
}

std::vector<Found<std::string>> Section::texts(std::string_view name,
                                               std::string_view example) const {
  const auto* value = node(name, example);
  if (value == nullptr) return {};
  const auto* array = value->as_array();
  if (array == nullptr || array->empty()) {
    faults_->add(line_of(*value), key(name), fmt::format("must be a list such as {}", example));
    return {};
  }
  std::vector<Found<std::string>> found;
  for (std::size_t i = 0; i < array->size(); ++i) {
    auto text = read_text(*array->get(i), fmt::format("{}[{}]", key(name), i));
    if (text) found.push_back(std::move(*text));
  }
  return found;
}

std::optional<Found<double>> Section::optional_number(std::string_view name) const {
  const auto* value = find(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_number()) {
    faults_->add(line_of(*value), key(name),
                 fmt::format("must be a number, not {}", type_in_words(*value)));
    return std::nullopt;
  }
  return Found<double>{
      .value = value->value<double>().value_or(0), .line = line_of(*value), .key = key(name)};
}

std::optional<toml::table> parse_text(std::string_view toml, Faults& faults) {
  try {
    return toml::parse(toml);
  } catch (const toml::parse_error& error) {
    // The parser's own words may repeat what stands there, which may be a secret that was put in
    // the wrong place.
    faults.add(error.source().begin.line, {},
               fmt::format(
                   "cannot be read as TOML from column {} on: look for a missing quote, bracket or "
                   "= sign, or a key that stands there twice",
                   error.source().begin.column));
    return std::nullopt;
  }
}

std::optional<toml::table> parse_file(const std::filesystem::path& file, Faults& faults) {
  std::error_code error;
  if (std::filesystem::is_directory(file, error)) {
    faults.add(0, {}, "is a folder: name the file itself");
    return std::nullopt;
  }
  std::ifstream in(file, std::ios::binary);
  std::ostringstream content;
  if (in) content << in.rdbuf();
  if (!in || in.bad()) {
    faults.add(0, {}, "cannot be read: see that it exists and that this user may read it");
    return std::nullopt;
  }
  return parse_text(content.str(), faults);
}

}  // namespace warmline::config
