// How a line went: what is counted of its conversations and texts, by the clock on its wall.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "routing/instant.hpp"
#include "routing/local_time.hpp"
#include "routing/wall_clock.hpp"

namespace warmline::routing {

// Texts are counted by quarters of an hour: a line's day, and each of its hours, begin with one,
// since zones differ from UTC by whole quarters (IANA tz, all zones since 1972).
inline constexpr std::chrono::minutes quarter_of_hour{15};

struct TextCounts {
  std::int64_t in = 0;
  std::int64_t out = 0;        // people wrote them
  std::int64_t automatic = 0;  // the line itself did
};

// A stretch of time, or all stretches that are alike (every Monday, every ten o'clock).
struct Count {
  // Conversations that began then.
  std::int64_t begun = 0;
  std::int64_t answered = 0;  // by a person
  std::int64_t left = 0;      // closed before anybody answered
  std::int64_t waiting = 0;   // not answered yet
  // Until a person answered, of those that were answered: nearest rank, down to whole seconds.
  std::optional<std::chrono::seconds> wait_p50;
  std::optional<std::chrono::seconds> wait_p90;
  std::int64_t ended = 0;  // conversations that were closed then
  TextCounts texts;        // that came and went then
  std::int64_t failed = 0;
};

struct Numbers {
  Count all;
  std::vector<Count> days;  // in order, each of them
  std::array<Count, 24> hours;
  std::array<Count, 7> weekdays;                 // from Sunday on
  std::array<std::array<Count, 24>, 7> by_week;  // by weekday, then by hour
};

// Adds up what happened from `first` until the end of `last` by the clock of `zone`; what is
// outside of that is left out.
class NumbersCounter {
 public:
  NumbersCounter(std::string_view zone, Day first, Day last);

  enum class Unanswered { waits, left };
  void answered(Instant begun, Instant first_reply);
  void unanswered(Instant begun, Unanswered how);
  void ended(Instant at);
  void failed(Instant at);
  // `quarter`: any time in it.
  void texts(Instant quarter, const TextCounts& counts);

  // Once, at the end.
  Numbers numbers();

 private:
  // What a time counts in: its day, and its hour of the week; `all` too.
  struct Place {
    std::uint32_t day = 0;
    std::uint16_t weekday = 0;
    std::uint16_t hour = 0;
  };
  struct Wait {
    std::uint32_t seconds = 0;
    Place place;
  };
  // Empty outside of the days.
  std::optional<Place> place_of(Instant at);
  static std::array<Count*, 5> counts_at(Numbers& numbers, const Place& place);
  template <class Change>
  void each(Instant at, Change change);

  WallClock clock_;
  Day first_;
  Numbers numbers_;
  std::vector<Wait> waits_;
};

}  // namespace warmline::routing
