// How each member of staff has their inbox, on every device of theirs. Of no consequence for
// anybody else, so that no event tells of it.
#pragma once

#include <optional>
#include <string>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"

namespace warmline::store {

// The words are the API's and the table's: openapi.yaml has what each may be.
struct Settings {
  std::optional<std::string> language;  // empty: what the browser prefers
  std::string colours = "auto";
  std::string contrast = "normal";
  std::string text_size = "normal";
  bool calm = false;
  bool enter_sends = false;
  bool single_keys = true;
  bool sound = true;
  bool system_notices = false;
  bool notices_show_words = false;

  bool operator==(const Settings&) const = default;
};

namespace settings {

// As they are at first, for whoever has set nothing.
Settings of(Reading& store, routing::StaffId who);
void set(Writing& store, routing::StaffId who, const Settings& settings);

}  // namespace settings
}  // namespace warmline::store
