#include "gateway/flows/set_line.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "gateway/flows/match_queue.hpp"
#include "gateway/store/events.hpp"
#include "gateway/store/experiences.hpp"
#include "gateway/store/rota.hpp"
#include "routing/text.hpp"

namespace warmline::flows {
namespace {

using nlohmann::json;
using routing::EventKind;
using routing::LineId;
using routing::StaffId;

Result<void> check_switch(const routing::Line& line, const routing::LineSwitch& line_switch,
                          routing::Instant now) {
  if (line_switch.until <= now) {
    return routing::problem(ProblemCode::malformed, "until: a time that is still to come");
  }
  for (const auto& [language, words] : line_switch.words) {
    if (std::ranges::find(line.languages, language) == line.languages.end()) {
      return routing::problem(ProblemCode::malformed, "words: in the line's languages alone");
    }
    if (!routing::sendable_body(words)) {
      return routing::problem(ProblemCode::malformed, "words: some that can be sent, not too long");
    }
  }
  return {};
}

void record_line(store::Writing& store, EventKind kind, LineId line, StaffId by, const json& data) {
  store::events::append(store, {.kind = kind, .line = line, .actor = by, .data = data.dump()});
}

Result<const routing::Line*> configured(const Lines& lines, LineId id) {
  const auto* line = lines.find(id);
  if (line == nullptr) return routing::problem(ProblemCode::not_found, "no such line");
  return line;
}

// Whoever came since a line was closed waits until it opens, however often it is switched
// meanwhile.
void begin_switch(routing::LineSwitch& line_switch, const routing::Line& line,
                  routing::Instant now) {
  const auto before = routing::standing(line, now);
  line_switch.since = now;
  if (before.state != routing::Standing::State::closed) return;
  if (line_switch.to == routing::SwitchTo::closed) {
    line_switch.since = before.since;
  } else {
    line_switch.closed_since = before.since;
  }
}

// What is kept of a switch that is taken back: while the line's hours are closed, since when it is
// closed hangs on it.
std::optional<routing::LineSwitch> what_stays(const routing::Line& line, routing::Instant now) {
  const auto by_hours = routing::standing(line.hours, std::nullopt, line.time_zone, now);
  if (by_hours.state != routing::Standing::State::closed) return std::nullopt;
  auto ended = line.line_switch;
  ended->until = by_hours.since;
  return ended;
}

Result<void> keep_switch(store::Writing& store, const Lines& lines, LineId id, StaffId by,
                         std::optional<routing::LineSwitch> line_switch) {
  const auto line = configured(lines, id);
  if (!line) return std::unexpected(line.error());
  const auto as_set = store::lines::as_set(store, **line);
  if (line_switch) {
    begin_switch(*line_switch, as_set, store.now);
    if (auto fit = check_switch(**line, *line_switch, store.now); !fit) return fit;
    store::lines::set_switch(store, id, line_switch);
  } else {
    if (!as_set.line_switch || as_set.line_switch->until <= store.now) return {};
    store::lines::set_switch(store, id, what_stays(as_set, store.now));
  }
  json data{{"state", nullptr}};
  if (line_switch) {
    data = {{"state", routing::to_string(line_switch->to)},
            {"until", routing::format_instant(line_switch->until)}};
  }
  record_line(store, EventKind::line_switched, id, by, data);
  match_queue(store, **line);
  return {};
}

}  // namespace

awaitable<Result<void>> switch_line(StoreThread& store, const Lines& lines, LineId line, StaffId by,
                                    std::optional<routing::LineSwitch> line_switch) {
  std::move_only_function<Result<void>(store::Writing&)> job =
      [&lines, line, by, line_switch = std::move(line_switch)](store::Writing& writing) {
        return keep_switch(writing, lines, line, by, line_switch);
      };
  co_return co_await store.write<void>(std::move(job));
}

awaitable<Result<void>> set_timing(StoreThread& store, const Lines& lines, LineId line, StaffId by,
                                   store::lines::Waits waits) {
  std::move_only_function<Result<void>(store::Writing&)> job =
      [&lines, line, by, waits = std::move(waits)](store::Writing& writing) -> Result<void> {
    if (const auto found = configured(lines, line); !found) return std::unexpected(found.error());
    store::lines::set_timing(writing, line, waits);
    // When a shift is over goes by one of them.
    if (const auto progress = store::rota::progress(writing, line))
      store::rota::set_progress(writing, line, {progress->done_until, writing.now});
    json names = json::array();
    for (const auto& [name, wait] : waits) names.push_back(name);
    record_line(writing, EventKind::line_changed, line, by, {{"timing", std::move(names)}});
    return {};
  };
  co_return co_await store.write<void>(std::move(job));
}

awaitable<Result<void>> set_day(StoreThread& store, const Lines& lines, LineId line, StaffId by,
                                std::chrono::year_month_day day,
                                std::optional<std::vector<routing::Span>> spans) {
  std::move_only_function<Result<void>(store::Writing&)> job =
      [&lines, line, by, day, spans = std::move(spans)](store::Writing& writing) -> Result<void> {
    const auto found = configured(lines, line);
    if (!found) return std::unexpected(found.error());
    if (!store::lines::set_day(writing, line, day, spans)) return {};
    record_line(writing, EventKind::line_changed, line, by, {{"day", routing::to_string(day)}});
    match_queue(writing, **found);
    return {};
  };
  co_return co_await store.write<void>(std::move(job));
}

awaitable<Result<void>> set_experiences(StoreThread& store, StaffId by,
                                        std::vector<routing::Experience> experiences) {
  std::move_only_function<Result<void>(store::Writing&)> job =
      [by, experiences = std::move(experiences)](store::Writing& writing) -> Result<void> {
    if (store::experiences::all(writing) == experiences) return {};
    store::experiences::replace(writing, experiences);
    store::events::append(writing,
                          {.kind = EventKind::experiences_changed, .actor = by, .data = "{}"});
    return {};
  };
  co_return co_await store.write<void>(std::move(job));
}

}  // namespace warmline::flows
