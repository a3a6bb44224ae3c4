#include "routing/menu.hpp"

#include <doctest/doctest.h>

#include "tests/support/wording.hpp"

using namespace warmline::routing;

namespace {

Line a_line(std::vector<std::string> languages) {
  auto spanish = warmline::test::plain_wording();
  spanish.language = "es";
  spanish.name = "Español";
  return {.name = "Community line",
          .number = *PhoneNumber::parse("+15035550100"),
          .languages = std::move(languages),
          .wording = {warmline::test::plain_wording(), spanish}};
}

const std::vector<Experience> experiences{
    {.name = "grief", .labels = {{"en", "Losing someone"}, {"es", "Perder a alguien"}}},
    {.name = "veteran", .labels = {{"en", "Having served"}}}};

std::vector<std::string> labels(const std::vector<Choice>& menu) {
  std::vector<std::string> found;
  for (const auto& choice : menu) found.push_back(choice.label);
  return found;
}

}  // namespace

TEST_CASE("the menu has the line's languages, then the experiences, in the texter's language") {
  CHECK(labels(menu_of(a_line({"en", "es"}), experiences, "es")) ==
        std::vector<std::string>{"English", "Español", "Perder a alguien", "Having served"});
  CHECK(labels(menu_of(a_line({"en"}), experiences, "en")) ==
        std::vector<std::string>{"Losing someone", "Having served"});
  CHECK(menu_of(a_line({"en"}), {}, "en").empty());
}

TEST_CASE("the menu is no longer than a phone can show") {
  const std::vector<Experience> many(30, {.name = "grief", .labels = {}});
  CHECK(menu_of(a_line({"en", "es"}), many, "en").size() == choices_most);
}

TEST_CASE("a number that is the whole text is a choice") {
  const auto menu = menu_of(a_line({"en", "es"}), experiences, "en");
  for (const auto* text : {"3", " 3 ", "3.", "#3", "(3)", "3)"}) {
    CAPTURE(text);
    const auto wish = chosen(text, menu);
    REQUIRE(wish);
    CHECK(wish->kind == WishKind::experience);
    CHECK(wish->value == "grief");
    CHECK_FALSE(wish->only);
  }
  CHECK(chosen("2", menu)->kind == WishKind::language);
  CHECK(chosen("2", menu)->value == "es");
}

TEST_CASE("ONLY after the number waits for somebody who meets it") {
  const auto menu = menu_of(a_line({"en", "es"}), experiences, "en");
  for (const auto* text : {"3 only", "3 ONLY", "3, only.", "3 solo", "3 sólo", "3only"}) {
    CAPTURE(text);
    REQUIRE(chosen(text, menu));
    CHECK(chosen(text, menu)->only);
  }
}

TEST_CASE("anything else is talk") {
  const auto menu = menu_of(a_line({"en", "es"}), experiences, "en");
  for (const auto* text : {"", "0", "5", "9", "33", "3 kids", "3 please only", "three", "-", "only",
                           "3?", "3\xff", "3\xc3", "3 \xf0\x9f\x98\x80"}) {
    CAPTURE(text);
    CHECK_FALSE(chosen(text, menu));
  }
  CHECK_FALSE(chosen("1", {}));
}
