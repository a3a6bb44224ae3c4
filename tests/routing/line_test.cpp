#include "routing/line.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace warmline::routing;

namespace {

Line bilingual_line() {
  return {.id = {},
          .name = "Community line",
          .number = *PhoneNumber::parse("+15035550100"),
          .carrier = "main",
          .time_zone = "America/Los_Angeles",
          .languages = {"en", "es"},
          .mode = LineMode::offer,
          .timing = {},
          .wording = {
              {"en", "Welcome to {line}.", "Nobody is on at {line}.", "{line}: {line}", "Forget?"},
              {"es", "Bienvenido a {line}.", "No hay nadie.", "Ayuda", "Olvidar?"}}};
}

}  // namespace

TEST_CASE("the line speaks the texter's language where it has it") {
  const Line line = bilingual_line();
  CHECK(words(line, AutomaticText::welcome, "en") == "Welcome to Community line.");
  CHECK(words(line, AutomaticText::welcome, "es") == "Bienvenido a Community line.");
  CHECK(words(line, AutomaticText::welcome_nobody_on, "en") == "Nobody is on at Community line.");
  CHECK(words(line, AutomaticText::help, "en") == "Community line: Community line");
}

TEST_CASE("the line speaks its own language where it does not have the texter's") {
  CHECK(words(bilingual_line(), AutomaticText::help, "ru") == "Community line: Community line");
}

TEST_CASE("a name that looks like a placeholder is not filled in again") {
  Line line = bilingual_line();
  line.name = "{line}";
  CHECK(words(line, AutomaticText::welcome, "en") == "Welcome to {line}.");
}

TEST_CASE("what a line keeps ends never, with the conversation, or so long after it") {
  const Timing timing{.rejoin = std::chrono::minutes(30)};
  CHECK_FALSE(kept_for({}, timing).has_value());
  CHECK(kept_for({.until = Keeping::Until::conversation}, timing) == std::chrono::minutes(30));
  CHECK(kept_for({.until = Keeping::Until::after, .after = std::chrono::days(9)}, timing) ==
        std::chrono::days(9));
}
