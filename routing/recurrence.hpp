// On which days something repeats: the recurrence rules of iCalendar (RFC 5545, section 3.3.10),
// read by libical, the only place that does. Of the rules only what names days is taken: how often
// is daily to yearly, and no rule says itself when it ends.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "routing/local_time.hpp"

namespace warmline::routing {

// What is wrong with the rule, in words for whoever wrote it; empty when it can be used. None of
// what was written is in the words.
std::optional<std::string> recurrence_fault(std::string_view rule);

// The days from `from` to `to`, both included, that a sound rule names when it begins on `first`
// (or on the first day after that it names), in order.
std::vector<Day> recurring_days(std::string_view rule, Day first, Day from, Day to);

}  // namespace warmline::routing
