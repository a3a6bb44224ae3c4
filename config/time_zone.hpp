// IANA time zones, as this machine knows them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace warmline::config {

// What is wrong with `name` as a time zone; empty when there is such a zone. Reads the system's
// tzdata.
std::optional<std::string> time_zone_fault(std::string_view name);

}  // namespace warmline::config
