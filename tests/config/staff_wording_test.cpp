// What a line's own staff are texted.
#include <doctest/doctest.h>

#include "config/wording.hpp"
#include "routing/segment.hpp"
#include "routing/staff_command.hpp"
#include "tests/config/written.hpp"

using namespace warmline::config;
using warmline::routing::StaffText;
namespace routing = warmline::routing;

namespace {

routing::Line a_line(const Written& written) {
  auto config = written.load();
  REQUIRE(config);
  auto line = config->lines.front();
  line.name = "Harbor Lights Community Line";
  return line;
}

const std::string own_words = "welcome = \"one\"\nwelcome_nobody_on = \"two\"\nhelp = \"three\"\n";

}  // namespace

TEST_CASE("each text to staff is one segment of plain letters that says which line it is") {
  const auto line = a_line(Written(sound_toml()));
  const routing::StaffFacts facts{
      .waiting = 1000, .longest_wait = std::chrono::minutes(1440), .code = "123456"};
  for (const auto& language : line.languages) {
    for (const auto which : routing::all_staff_texts) {
      const auto words = routing::words(line, which, language, facts);
      CAPTURE(words);
      CHECK(words.find(line.name) != std::string::npos);
      CHECK(words.find('{') == std::string::npos);
      CHECK(routing::segments(words).encoding == routing::Encoding::gsm7);
      CHECK(routing::segments(words).count == 1);
    }
  }
}

TEST_CASE("texts to staff tell what the facts are, and which words the line understands") {
  const auto line = a_line(Written(sound_toml()));
  const routing::StaffFacts facts{
      .waiting = 3, .longest_wait = std::chrono::minutes(7), .code = "012345"};
  for (const auto& [language, back, leave] :
       {std::tuple{"en", "ON", "OFF"}, std::tuple{"es", "ENTRO", "SALGO"}}) {
    const auto says = [&](StaffText which, std::string_view what) {
      return routing::words(line, which, language, facts).find(what) != std::string::npos;
    };
    CHECK(says(StaffText::code, "012345"));
    CHECK(says(StaffText::on, "3"));
    CHECK(says(StaffText::on, leave));
    CHECK(says(StaffText::off, back));
    CHECK(says(StaffText::put_on_break, back));
    CHECK(says(StaffText::page_waiting, "3"));
    CHECK(says(StaffText::page_waiting, "7 min"));
    CHECK(says(StaffText::page_waiting, "OK"));
    CHECK(says(StaffText::page_urgent, "OK"));
    CHECK(routing::staff_command(back, line.languages) == routing::StaffCommand::on);
    CHECK(routing::staff_command(leave, line.languages) == routing::StaffCommand::off);
  }
}

TEST_CASE("a wording file from before there were texts to staff goes on being good") {
  const Written written(sound_toml() + "[wording]\ndirectory = \"words\"\n");
  written.folder().write("words/es.toml", own_words);
  const auto words = routing::words(a_line(written), StaffText::off, "es", {});
  CHECK(words.find("ENTRO") != std::string::npos);
}

TEST_CASE("an operator's own texts to staff have their placeholders, and the code its code") {
  const Written written(sound_toml() + "[wording]\ndirectory = \"words\"\n");
  written.folder().write("words/es.toml",
                         own_words + "staff_on = \"{waiting} now, {code}\"\nstaff_code = \"hi\"\n");
  CHECK(written.faults() ==
        std::vector<std::string>{
            "words/es.toml:4: staff_on: has {code}, which is not a placeholder here: there are "
            "{line}, {waiting}, {minutes}",
            "words/es.toml:5: staff_code: must have {code}: without it no phone can be confirmed"});
}
