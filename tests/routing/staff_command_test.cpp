#include "routing/staff_command.hpp"

#include <vector>

#include <doctest/doctest.h>

#include "routing/keyword.hpp"

using namespace warmline::routing;
using Command = StaffCommand;

namespace {

const std::vector<std::string> english{"en"};
const std::vector<std::string> both{"en", "es-MX"};

}  // namespace

TEST_CASE("a command is the whole text, however it is typed") {
  for (const char* text : {"ON", "on", " On. ", "on!", "\"ON\""}) {
    CAPTURE(text);
    CHECK(staff_command(text, english) == Command::on);
  }
  CHECK(staff_command("Off", english) == Command::off);
  CHECK(staff_command("break", english) == Command::on_break);
  CHECK(staff_command("OK", english) == Command::acknowledge);
  CHECK(staff_command("Okay.", english) == Command::acknowledge);
}

TEST_CASE("a sentence is no command") {
  for (const char* text : {"", "I'm on", "on my way", "off and on", "ok thanks", "no", "\xff on"}) {
    CAPTURE(text);
    CHECK_FALSE(staff_command(text, both));
  }
}

TEST_CASE("a line knows the words of its own languages, and the English ones") {
  CHECK(staff_command("Entro", both) == Command::on);
  CHECK(staff_command("salgo", both) == Command::off);
  CHECK(staff_command("PAUSA", both) == Command::on_break);
  CHECK(staff_command("descanso", both) == Command::on_break);
  CHECK(staff_command("vale", both) == Command::acknowledge);
  CHECK(staff_command("on", both) == Command::on);
  CHECK_FALSE(staff_command("entro", english));
}

TEST_CASE("no command is a word that a carrier acts on, and none of ours") {
  for (const char* text :
       {"on", "off", "break", "ok", "okay", "entro", "salgo", "pausa", "descanso", "vale"}) {
    CAPTURE(text);
    CHECK(staff_command(text, both));
    CHECK_FALSE(keyword(text, both));
  }
}
