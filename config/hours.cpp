#include "config/hours.hpp"

#include <array>
#include <string_view>

namespace warmline::config {
namespace {

constexpr std::array<std::string_view, 7> weekdays{"sunday",   "monday", "tuesday", "wednesday",
                                                   "thursday", "friday", "saturday"};

std::vector<routing::Span> read_day(const Section& section, std::string_view day, Faults& faults) {
  std::vector<routing::Span> spans;
  for (const auto& text : section.texts(day, "[\"17:00-22:00\"]")) {
    if (const auto span = routing::parse_span(text.value)) {
      spans.push_back(*span);
    } else {
      faults.add(text,
                 "is no span of a day: write one such as \"17:00-22:00\", or \"20:00-02:00\" for "
                 "one that ends on the next day");
    }
  }
  return spans;
}

}  // namespace

routing::Hours read_hours(const Section& line, Faults& faults) {
  const auto section = line.optional_table("hours");
  routing::Hours hours;
  bool has_day = false;
  for (std::size_t day = 0; day < weekdays.size(); ++day) {
    if (!section.has(weekdays[day])) continue;
    has_day = true;
    hours.weekly.at(day) = read_day(section, weekdays[day], faults);
  }
  if (section.there() && !has_day) {
    faults.add(section.line(), section.key("monday"),
               "is missing, as is every other day: leave out [lines.hours] for a line that is "
               "always open");
  }
  return hours;
}

}  // namespace warmline::config
