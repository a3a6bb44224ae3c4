// The lines: what the configuration knows them by (their number) and the id everything else refers
// to.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gateway/store/database.hpp"
#include "routing/hours.hpp"
#include "routing/ids.hpp"
#include "routing/instant.hpp"
#include "routing/line.hpp"
#include "routing/phone_number.hpp"

namespace warmline::store::lines {

// The id of the line with this number; kept when it is new, renamed when its name has changed.
routing::LineId keep(Writing& store, const routing::PhoneNumber& number, const std::string& name);

// Since when this line's texts are ours to keep, and until when they were compared with the
// carrier's own list: by the carrier's clock; empty before the first time.
struct Kept {
  routing::Instant added_at{};
  std::optional<routing::Instant> caught_up_until;
};
Kept kept(Reading& store, routing::LineId line);
void set_caught_up(Writing& store, routing::LineId line, routing::Instant until);

// A line that was configured once: what is kept of it, and the defaults. Throws Corrupt where there
// never was one.
routing::Line former(Reading& store, routing::LineId line);

// The lines with conversations that are not closed, and how many.
std::map<routing::LineId, int> with_live(Reading& store);

// The line with what coordinators have set over its configuration: waits, days, the switch.
routing::Line as_set(Reading& store, const routing::Line& configured);

// The waits that differ from the configuration, by their names in it (timing_names); the others are
// the configuration's.
using Waits = std::map<std::string, routing::Duration>;
void set_timing(Writing& store, routing::LineId line, const Waits& waits);
// The last there was, over once its time is; empty: none that matters.
void set_switch(Writing& store, routing::LineId line,
                const std::optional<routing::LineSwitch>& line_switch);
// That day's hours; empty: its weekday's again. False when nothing is changed by that.
bool set_day(Writing& store, routing::LineId line, std::chrono::year_month_day day,
             const std::optional<std::vector<routing::Span>>& spans);

}  // namespace warmline::store::lines
