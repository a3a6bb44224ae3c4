#include "config/retention.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>

#include <fmt/format.h>

namespace warmline::config {
namespace {

using Until = routing::Keeping::Until;

constexpr std::int64_t days_max = 36'500;

routing::Keeping read_keeping(const Section& retention, std::string_view name, Faults& faults) {
  const toml::node* node = retention.optional_node(name);
  if (node == nullptr) return {};
  const auto word = node->value<std::string_view>();
  if (word == "everything") return {.until = Until::always};
  if (word == "conversation") return {.until = Until::conversation};
  const auto days = node->is_integer() ? node->value<std::int64_t>() : std::nullopt;
  if (days && *days >= 1 && *days <= days_max) {
    return {.until = Until::after, .after = std::chrono::days(*days)};
  }
  faults.add(line_of(*node), retention.key(name),
             fmt::format("must be \"everything\", \"conversation\", or days, a whole number from 1 "
                         "to {}",
                         days_max));
  return {};
}

}  // namespace

routing::Retention read_retention(const Section& line, Faults& faults) {
  const auto section = line.optional_table("retention");
  return {.texts = read_keeping(section, "texts", faults),
          .media = read_keeping(section, "media", faults)};
}

}  // namespace warmline::config
