#include "routing/numbers.hpp"

#include <algorithm>
#include <iterator>

namespace warmline::routing {
namespace {

// The smallest of them that `percent` of all do not exceed.
std::optional<std::chrono::seconds> nearest_rank(std::vector<std::uint32_t>& waits,
                                                 std::size_t percent) {
  if (waits.empty()) return std::nullopt;
  const std::size_t rank = (waits.size() * percent + 99) / 100;
  const auto wanted = waits.begin() + static_cast<std::ptrdiff_t>(rank - 1);
  std::ranges::nth_element(waits, wanted);
  return std::chrono::seconds(*wanted);
}

// A reply is never before the text it answers; clocks that were set back don't make it so.
std::uint32_t wait_of(Instant begun, Instant first_reply) {
  const auto wait = std::chrono::floor<std::chrono::seconds>(first_reply - begun).count();
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(wait, 0, UINT32_MAX));
}

}  // namespace

NumbersCounter::NumbersCounter(std::string_view zone, Day first, Day last)
    : clock_(zone),
      first_(first),
      days_(static_cast<std::size_t>(std::max<std::int64_t>(0, (last - first).count() + 1))) {}

std::array<NumbersCounter::Bucket*, 5> NumbersCounter::buckets_of(Instant at) {
  const auto shown = clock_.at(at);
  const auto day = (shown.day - first_).count();
  if (day < 0 || static_cast<std::size_t>(day) >= days_.size()) return {};
  const auto hour = static_cast<std::size_t>(shown.hour);
  return {&all_, &days_[static_cast<std::size_t>(day)], &hours_[hour], &weekdays_[shown.weekday],
          &by_week_[shown.weekday][hour]};
}

template <class Change>
void NumbersCounter::each(Instant at, Change change) {
  for (auto* bucket : buckets_of(at)) {
    if (bucket != nullptr) change(*bucket);
  }
}

void NumbersCounter::answered(Instant begun, Instant first_reply) {
  const auto wait = wait_of(begun, first_reply);
  each(begun, [wait](Bucket& bucket) {
    ++bucket.count.begun;
    ++bucket.count.answered;
    bucket.waits.push_back(wait);
  });
}

void NumbersCounter::unanswered(Instant begun, Unanswered how) {
  each(begun, [how](Bucket& bucket) {
    ++bucket.count.begun;
    ++(how == Unanswered::left ? bucket.count.left : bucket.count.waiting);
  });
}

void NumbersCounter::ended(Instant at) {
  each(at, [](Bucket& bucket) { ++bucket.count.ended; });
}

void NumbersCounter::failed(Instant at) {
  each(at, [](Bucket& bucket) { ++bucket.count.failed; });
}

void NumbersCounter::texts(Instant quarter, const TextCounts& counts) {
  each(quarter, [&counts](Bucket& bucket) {
    bucket.count.texts.in += counts.in;
    bucket.count.texts.out += counts.out;
    bucket.count.texts.automatic += counts.automatic;
  });
}

Count NumbersCounter::finished(Bucket& bucket) {
  bucket.count.wait_p50 = nearest_rank(bucket.waits, 50);
  bucket.count.wait_p90 = nearest_rank(bucket.waits, 90);
  return bucket.count;
}

Numbers NumbersCounter::numbers() {
  Numbers numbers;
  numbers.all = finished(all_);
  std::ranges::transform(days_, std::back_inserter(numbers.days), finished);
  std::ranges::transform(hours_, numbers.hours.begin(), finished);
  std::ranges::transform(weekdays_, numbers.weekdays.begin(), finished);
  for (std::size_t weekday = 0; weekday < by_week_.size(); ++weekday)
    std::ranges::transform(by_week_[weekday], numbers.by_week[weekday].begin(), finished);
  return numbers;
}

}  // namespace warmline::routing
