#include "routing/line.hpp"

#include <string>

#include <doctest/doctest.h>

#include "tests/support/wording.hpp"

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
          .wording = {warmline::test::plain_wording(),
                      {.language = "es",
                       .name = "Español",
                       .texts = {{AutomaticText::welcome, "Bienvenido a {line}."},
                                 {AutomaticText::closed, "Abrimos {opens}."}},
                       .opening = {.weekdays = {"domingo", "lunes", "martes", "miércoles", "jueves",
                                                "viernes", "sábado"},
                                   .pattern = "el {weekday} a las {time24}",
                                   .unknown = "luego"}}}};
}

}  // namespace

TEST_CASE("the line speaks the texter's language where it has it") {
  const Line line = bilingual_line();
  CHECK(words(line, AutomaticText::welcome, "en") == "Welcome to Community line.");
  CHECK(words(line, AutomaticText::welcome, "es") == "Bienvenido a Community line.");
}

TEST_CASE("the line speaks its own language where it does not have the texter's") {
  CHECK(words(bilingual_line(), AutomaticText::help, "ru") == "Help is here.");
}

TEST_CASE("a name that looks like a placeholder is not filled in again") {
  Line line = bilingual_line();
  line.name = "{line}";
  CHECK(words(line, AutomaticText::welcome, "en") == "Welcome to {line}.");
  line.name = "{place}";
  CHECK(words(line, AutomaticText::welcome, "en") == "Welcome to {place}.");
}

TEST_CASE("a line says when it opens in the words of the language and on its own clock") {
  const Line line = bilingual_line();
  const auto at = parse_instant("2026-11-24T01:00:00Z");
  CHECK(words(line, AutomaticText::closed, "en", {.opens_at = at}) == "We open on Monday at 5 pm.");
  CHECK(words(line, AutomaticText::closed, "es", {.opens_at = at}) ==
        "Abrimos el lunes a las 17:00.");
  CHECK(words(line, AutomaticText::closed, "en",
              {.opens_at = parse_instant("2026-11-24T08:05:00Z")}) ==
        "We open on Tuesday at 12:05 am.");
  CHECK(words(line, AutomaticText::closed, "es") == "Abrimos luego.");
}

TEST_CASE("a menu is a numbered line for each choice, and a place a number") {
  const Line line = bilingual_line();
  CHECK(words(line, AutomaticText::menu, "en", {.choices = {"English", "grief"}}) ==
        "Text a number:\n1 English\n2 grief");
  CHECK(words(line, AutomaticText::place_in_queue, "en", {.place = 3}) == "You are number 3.");
}

TEST_CASE("a line that was switched says what it was switched with, in the languages there are") {
  Line line = bilingual_line();
  line.line_switch =
      LineSwitch{.to = SwitchTo::closed, .words = {{"en", "A storm. Back {opens}."}}};
  CHECK(words(line, AutomaticText::closed, "en") == "A storm. Back later.");
  CHECK(words(line, AutomaticText::closed, "es") == "Abrimos luego.");
  CHECK(words(line, AutomaticText::short_staffed, "en") == "Few of us are here.");
  CHECK(words(line, AutomaticText::welcome, "en") == "Welcome to Community line.");
}

TEST_CASE("a wait has the same name everywhere") {
  Timing timing;
  for (const auto name : wait_names()) REQUIRE(wait_named(timing, name) != nullptr);
  *wait_named(timing, "return") = std::chrono::minutes(7);
  CHECK(timing.return_ == std::chrono::minutes(7));
  CHECK(wait_named(timing, "retrun") == nullptr);
}

TEST_CASE("what a line keeps ends never, with the conversation, or so long after it") {
  const Timing timing{.rejoin = std::chrono::minutes(30)};
  CHECK_FALSE(kept_for({}, timing).has_value());
  CHECK(kept_for({.until = Keeping::Until::conversation}, timing) == std::chrono::minutes(30));
  CHECK(kept_for({.until = Keeping::Until::after, .after = std::chrono::days(9)}, timing) ==
        std::chrono::days(9));
}
