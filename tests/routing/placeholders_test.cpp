#include "routing/placeholders.hpp"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "routing/snippet.hpp"
#include "routing/wording_texts.hpp"

using namespace warmline::routing;

namespace {

const PlaceholderRules rules{
    .known = {"{line}", "{opens}"}, .required = {"{line}", "STOP"}, .characters_max = 40};

// "code detail", or "" where the words are good.
std::string wrong_with(std::string_view words) {
  const auto checked = check_words(words, rules);
  if (checked) return {};
  const bool tells = checked.error().code == ProblemCode::unknown_placeholder ||
                     checked.error().code == ProblemCode::missing_placeholder;
  return std::string(to_string(checked.error().code)) + (tells ? " " + checked.error().detail : "");
}

}  // namespace

TEST_CASE("words may hold the placeholders that are known, and no others") {
  CHECK(wrong_with("{line} opens {opens}. STOP") == "");
  CHECK(wrong_with("{line}{line} STOP") == "");
  CHECK(wrong_with("{line} {name} STOP") == "unknown_placeholder {name}");
  CHECK(wrong_with("{line} {Line} STOP") == "unknown_placeholder {Line}");
  CHECK(wrong_with("{line} { opens } STOP") == "unknown_placeholder { opens }");
  CHECK(wrong_with("{line} STOP {") == "unknown_placeholder {");
  CHECK(wrong_with("{line} STOP {{line}") == "unknown_placeholder {");
  CHECK(wrong_with("{li{line}ne} STOP") == "");  // what is left of it is filled in by nothing
  CHECK(wrong_with("{line} STOP }:-)") == "");
}

TEST_CASE("what has to stand in words is missed, as a whole word") {
  CHECK(wrong_with("Bye. STOP") == "missing_placeholder {line}");
  CHECK(wrong_with("{line}") == "missing_placeholder STOP");
  CHECK(wrong_with("{line} STOPPED") == "missing_placeholder STOP");
  CHECK(wrong_with("{line} NONSTOP") == "missing_placeholder STOP");
  CHECK(wrong_with("{line} stop") == "missing_placeholder STOP");
  CHECK(wrong_with("{line} STOPPED, (STOP)") == "");
}

TEST_CASE("words are neither blank, nor too long, nor something else than UTF-8") {
  CHECK(wrong_with("") == "empty_body");
  CHECK(wrong_with(" \n") == "empty_body");
  CHECK(wrong_with("{line} STOP" + std::string(29, 'x')) == "missing_placeholder STOP");
  CHECK(wrong_with("{line} STOP " + std::string(29, 'x')) == "too_long");
  std::string accents;
  for (int i = 0; i < 28; ++i) accents += "é";
  CHECK(wrong_with("{line} STOP " + accents) == "");  // characters, not bytes
  CHECK(wrong_with("{line} STOP \xff") == "malformed");
}

TEST_CASE("a long piece of words is not told as a placeholder") {
  const auto told = wrong_with("{line} STOP {" + std::string(20, 'x'));
  CHECK(told == "unknown_placeholder {" + std::string(20, 'x'));
  PlaceholderRules wide = rules;
  wide.characters_max = 1000;
  const auto checked = check_words("{line} STOP {" + std::string(100, 'x') + "}", wide);
  REQUIRE_FALSE(checked);
  CHECK(checked.error().detail == "{");
}

TEST_CASE("every text of a wording has a name, an audience and its rules") {
  Wording wording;
  CHECK(wording_names().size() == 23);
  for (const auto name : wording_names()) {
    CAPTURE(name);
    REQUIRE(text_of(wording, name) != nullptr);
    *text_of(wording, name) = name;
    const auto rules_of_it = rules_of(name);
    for (const auto required : rules_of_it.required) {
      if (!required.starts_with('{')) continue;
      CHECK(std::ranges::find(rules_of_it.known, required) != rules_of_it.known.end());
    }
  }
  for (const auto name : wording_names())
    CHECK(*text_of(static_cast<const Wording&>(wording), name) == name);
  CHECK(text_of(wording, "goodbye") == nullptr);
  CHECK(audience_of("welcome") == Audience::texter);
  CHECK(audience_of("staff_code") == Audience::staff);
  CHECK(audience_of("opens") == Audience::part);
  CHECK(rules_of("help").required == std::vector<std::string_view>{"{line}", "STOP"});
  CHECK(rules_of("menu").required == std::vector<std::string_view>{"{choices}"});
}
