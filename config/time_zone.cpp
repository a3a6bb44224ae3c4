#include "config/time_zone.hpp"

#include <stdexcept>
#include <vector>

#include <date/tz.h>
#include <fmt/format.h>

#include "config/schema.hpp"

namespace warmline::config {

std::optional<std::string> time_zone_fault(std::string_view name) {
  const date::tzdb* zones = nullptr;
  try {
    zones = &date::get_tzdb();
  } catch (const std::runtime_error&) {
    return "cannot be looked up: this machine has no time zones, install the package tzdata";
  }
  try {
    date::locate_zone(name);
    return std::nullopt;
  } catch (const std::runtime_error&) {
    std::vector<std::string> names;
    for (const auto& zone : zones->zones) names.push_back(zone.name());
    const auto meant = nearest(name, names);
    return meant ? fmt::format("is no IANA time zone: did you mean {}?", *meant)
                 : std::string("is no IANA time zone: write one such as \"America/Los_Angeles\"");
  }
}

}  // namespace warmline::config
