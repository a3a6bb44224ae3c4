// Somebody of staff with a phone of their own, and what is known of what was texted to it.
#pragma once

#include <algorithm>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "tests/flows/running_line.hpp"

namespace warmline::test {

using Words = std::vector<std::string>;

inline const std::string ana_phone = "+15035550151";

// Ana, a peer who is off.
struct WithPhone {
  RunningLine line;
  routing::StaffId ana = line.peer("ana");

  WithPhone() {
    line.confirms_phone(ana, ana_phone);
    line.sets(ana, routing::Presence::off);
  }
};

inline int count(RunningLine& line, std::string_view table) {
  return line.kept<int>([&](store::Reading& reading) {
    static std::deque<std::string> made;
    made.push_back("SELECT count(*) FROM " + std::string(table));
    auto row = reading.db.query(made.back());
    row.next();
    return row.get<int>(0);
  });
}

// What a phone heard after the code it was confirmed with.
inline Words heard_since(RunningLine& line, const std::string& phone) {
  auto words = line.heard(phone);
  const auto last = std::ranges::find_if(
      words.rbegin(), words.rend(), [](const auto& text) { return text.starts_with("Code "); });
  return Words(last.base(), words.end());
}

}  // namespace warmline::test
