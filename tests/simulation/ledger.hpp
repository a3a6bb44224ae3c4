// What was really texted and written in a simulated world, by whom, and what came of it, as those
// outside the program know it. The program never sees this.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "routing/ids.hpp"
#include "tests/simulation/story.hpp"

namespace warmline::simulation {

// A promise that was broken: which, and how.
struct Broken : std::runtime_error {
  Broken(std::string which, const std::string& how)
      : std::runtime_error(which + ": " + how), promise(std::move(which)) {}
  std::string promise;
};

struct Texted {
  std::size_t texter = 0;
  std::size_t line = 0;
  Words words{};
  std::optional<routing::TextId> kept_as;
};

struct Written {
  std::string words;
  routing::TextId text;
};

struct Ledger {
  std::map<std::string, Texted> texted;  // by the carrier's id
  std::vector<std::string>
      just_taken;  // those of which the carrier has just heard that we have them
  std::map<std::string, Written> written;  // by the client's id: what somebody was told is kept
  std::map<routing::TextId, int> carried;  // how often the carrier took each of ours
  // For each texter and line the place of the latest that the carrier took among all that was kept.
  std::map<std::pair<std::string, std::string>, std::int64_t> last_carried;
  std::optional<std::pair<std::size_t, std::size_t>> asked_for_menu;  // texter and line, the last
  // What texters are to get while a line is switched, by when that ends.
  std::map<routing::Instant, std::map<std::string, std::string>> switch_words;
  // Who at the last look did not know yet that the line they wait on is closed.
  std::set<routing::ConversationId> untold;
  std::optional<Broken> broken;  // seen where it can't be thrown
};

}  // namespace warmline::simulation
