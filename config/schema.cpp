#include "config/schema.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace warmline::config {
namespace {

constexpr std::array<std::string_view, 35> keys = {
    "server.listen",
    "server.public_url",
    "store.path",
    "security.master_key.file",
    "security.master_key.env",
    "wording.directory",
    "carriers[].name",
    "carriers[].kind",
    "carriers[].account_sid",
    "carriers[].auth_token.file",
    "carriers[].auth_token.env",
    "carriers[].api_url",
    "lines[].name",
    "lines[].number",
    "lines[].carrier",
    "lines[].time_zone",
    "lines[].languages",
    "lines[].mode",
    "lines[].timing.offer",
    "lines[].timing.nudge",
    "lines[].timing.return",
    "lines[].timing.page",
    "lines[].timing.quiet",
    "lines[].timing.rejoin",
    "lines[].timing.wish_patience",
    "lines[].timing.grace",
    "lines[].hours.sunday",
    "lines[].hours.monday",
    "lines[].hours.tuesday",
    "lines[].hours.wednesday",
    "lines[].hours.thursday",
    "lines[].hours.friday",
    "lines[].hours.saturday",
    "lines[].retention.texts",
    "lines[].retention.media",
};

// Changes of one letter (put in, left out, taken for another) from one word to the other.
std::size_t distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= from.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

// What follows `table` in `key`, when `key` lies within it.
std::optional<std::string_view> inside(std::string_view key, std::string_view table) {
  if (table.empty()) return key;
  if (!key.starts_with(table) || key.size() == table.size() || key[table.size()] != '.')
    return std::nullopt;
  return key.substr(table.size() + 1);
}

}  // namespace

std::span<const std::string_view> schema() {
  return keys;
}

std::vector<std::string> names_within(std::string_view table) {
  std::vector<std::string> names;
  for (const std::string_view key : keys) {
    const auto rest = inside(key, table);
    if (!rest) continue;
    std::string name(rest->substr(0, rest->find_first_of(".[")));
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> words) {
  std::optional<std::string> best;
  std::size_t best_distance = std::max<std::size_t>(2, word.size() / 2);
  for (const std::string& candidate : words) {
    const std::size_t away = distance(word, candidate);
    // A word of which no letter would be left was not meant.
    if (away >= std::max(word.size(), candidate.size())) continue;
    if (best ? away < best_distance : away <= best_distance) {
      best = candidate;
      best_distance = away;
    }
  }
  return best;
}

}  // namespace warmline::config
