#include "routing/numbers.hpp"

#include <algorithm>
#include <utility>

namespace warmline::routing {
namespace {

// A reply is never before the text it answers; clocks that were set back don't make it so.
std::uint32_t wait_of(Instant begun, Instant first_reply) {
  const auto wait = std::chrono::floor<std::chrono::seconds>(first_reply - begun).count();
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(wait, 0, UINT32_MAX));
}

// Of so many, the place of the smallest that `percent` of them do not exceed.
std::int64_t nearest_rank(std::int64_t of, std::int64_t percent) {
  return (of * percent + 99) / 100;
}

}  // namespace

NumbersCounter::NumbersCounter(std::string_view zone, Day first, Day last)
    : clock_(zone), first_(first) {
  numbers_.days.resize(
      static_cast<std::size_t>(std::max<std::int64_t>(0, (last - first).count() + 1)));
}

std::optional<NumbersCounter::Place> NumbersCounter::place_of(Instant at) {
  const auto shown = clock_.at(at);
  const auto day = (shown.day - first_).count();
  if (day < 0 || static_cast<std::size_t>(day) >= numbers_.days.size()) return std::nullopt;
  return Place{.day = static_cast<std::uint32_t>(day),
               .weekday = static_cast<std::uint16_t>(shown.weekday),
               .hour = static_cast<std::uint16_t>(shown.hour)};
}

std::array<Count*, 5> NumbersCounter::counts_at(Numbers& numbers, const Place& place) {
  return {&numbers.all, &numbers.days[place.day], &numbers.hours[place.hour],
          &numbers.weekdays[place.weekday], &numbers.by_week[place.weekday][place.hour]};
}

template <class Change>
void NumbersCounter::each(Instant at, Change change) {
  const auto place = place_of(at);
  if (!place) return;
  for (auto* count : counts_at(numbers_, *place)) change(*count);
}

void NumbersCounter::answered(Instant begun, Instant first_reply) {
  const auto place = place_of(begun);
  if (!place) return;
  for (auto* count : counts_at(numbers_, *place)) {
    ++count->begun;
    ++count->answered;
  }
  waits_.push_back({wait_of(begun, first_reply), *place});
}

void NumbersCounter::unanswered(Instant begun, Unanswered how) {
  each(begun, [how](Count& count) {
    ++count.begun;
    ++(how == Unanswered::left ? count.left : count.waiting);
  });
}

void NumbersCounter::ended(Instant at) {
  each(at, [](Count& count) { ++count.ended; });
}

void NumbersCounter::failed(Instant at) {
  each(at, [](Count& count) { ++count.failed; });
}

void NumbersCounter::texts(Instant quarter, const TextCounts& counts) {
  each(quarter, [&counts](Count& count) {
    count.texts.in += counts.in;
    count.texts.out += counts.out;
    count.texts.automatic += counts.automatic;
  });
}

// From the shortest wait on, each stretch of time meets its own waits in order: no copy of them is
// made for it.
Numbers NumbersCounter::numbers() {
  std::ranges::sort(waits_, {}, &Wait::seconds);
  Numbers met;
  met.days.resize(numbers_.days.size());
  for (const auto& wait : waits_) {
    const auto counts = counts_at(numbers_, wait.place);
    const auto met_of = counts_at(met, wait.place);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const auto rank = ++met_of[i]->answered;
      const std::chrono::seconds waited(wait.seconds);
      if (rank == nearest_rank(counts[i]->answered, 50)) counts[i]->wait_p50 = waited;
      if (rank == nearest_rank(counts[i]->answered, 90)) counts[i]->wait_p90 = waited;
    }
  }
  return std::move(numbers_);
}

}  // namespace warmline::routing
