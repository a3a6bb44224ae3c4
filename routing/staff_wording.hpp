// What a line texts to the phones of its own staff.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "routing/instant.hpp"

namespace warmline::routing {

struct Line;

enum class StaffText {
  code,  // confirms that a phone is theirs
  // What they are doing now, in answer to their text.
  on,
  on_break,
  off,
  // To whoever is on call.
  page_waiting,
  page_urgent,
  page_lapses,
  acknowledged,
  put_on_break,  // to a peer who let two offers go by
  // Reminders of a shift.
  shift_day_before,
  shift_soon,
};
inline constexpr std::array all_staff_texts{StaffText::code,         StaffText::on,
                                            StaffText::on_break,     StaffText::off,
                                            StaffText::page_waiting, StaffText::page_urgent,
                                            StaffText::page_lapses,  StaffText::acknowledged,
                                            StaffText::put_on_break, StaffText::shift_day_before,
                                            StaffText::shift_soon};

std::string_view to_string(StaffText which);  // "staff_code", as in a wording file
std::optional<StaffText> parse_staff_text(std::string_view text);

// The placeholders that may stand in it, without {line}, which may stand in all of them.
std::vector<std::string_view> placeholders(StaffText which);

// One language's words for each of them.
struct StaffWording {
  std::array<std::string, all_staff_texts.size()> all = {};

  std::string& operator[](StaffText which) { return all[static_cast<std::size_t>(which)]; }
  const std::string& operator[](StaffText which) const {
    return all[static_cast<std::size_t>(which)];
  }
};

// What the placeholders stand for.
struct StaffFacts {
  int waiting = 0;  // in the line's queue
  std::chrono::minutes longest_wait{0};
  std::string code = {};
  std::optional<Instant> begins = {};  // a shift
};

// The words of `which` in `language`, or in the line's own language where it has none; placeholders
// filled in.
std::string words(const Line& line, StaffText which, std::string_view language,
                  const StaffFacts& facts);

}  // namespace warmline::routing
