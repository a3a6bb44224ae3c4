#include "gateway/flows/former_lines.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "gateway/store/lines.hpp"
#include "gateway/store/staff.hpp"

namespace warmline::flows {
namespace {

bool has_any(const Lines& lines, const std::vector<routing::LineId>& ids) {
  return std::ranges::any_of(ids, [&](auto id) { return lines.find(id) != nullptr; });
}

}  // namespace

routing::Line present_or_former(store::Reading& store, const Lines& lines, routing::LineId id) {
  const auto* line = lines.find(id);
  return line ? store::lines::as_set(store, *line) : store::lines::former(store, id);
}

std::vector<std::string> left_behind(store::Reading& store, const Lines& lines) {
  std::vector<std::string> found;
  for (const auto& [id, count] : store::lines::with_live(store)) {
    if (lines.find(id) != nullptr) continue;
    found.push_back(fmt::format(
        "the line \"{}\" is no longer configured, and {} of its conversations are not closed: "
        "nobody who texts it is heard. Put it back into the configuration, or close them in the "
        "inbox",
        store::lines::former(store, id).name, count));
  }
  const auto idle = std::ranges::count_if(store::staff::chosen_lines(store), [&](const auto& who) {
    return !has_any(lines, who.second);
  });
  if (idle > 0) {
    found.push_back(fmt::format(
        "{} of the staff work only lines that are no longer configured, and are offered nobody: "
        "choose other lines for them in the inbox, under Staff",
        idle));
  }
  return found;
}

}  // namespace warmline::flows
