// What a line's coordinators have written in place of the words it came with, text by text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/instant.hpp"
#include "routing/line.hpp"

namespace warmline::store::wording {

struct Own {
  std::string language;
  std::string name;  // as in a wording file
  std::string words;
  routing::Instant changed_at{};
  routing::StaffId changed_by;
};
std::vector<Own> of_line(Reading& store, routing::LineId line);

// False where it says so already.
bool keep(Writing& store, routing::LineId line, std::string_view language, std::string_view name,
          const std::string& words, routing::StaffId by);
// As the line came with it. False where it is.
bool reset(Writing& store, routing::LineId line, std::string_view language, std::string_view name);

// The line, with what is said in `language` (in the line's own where it has no words in that one)
// as its coordinators have written it.
routing::Line as_worded(Reading& store, const routing::Line& line, std::string_view language);

}  // namespace warmline::store::wording
