// product.md, "Routing": a wish that the texter states by MENU, and a number.
#include <doctest/doctest.h>

#include "tests/story/line.hpp"

namespace warmline::story {

using namespace std::chrono_literals;
using Words = std::vector<std::string>;

namespace {

const std::vector<routing::Experience> experiences{
    {.name = "grief", .labels = {{"en", "Losing someone"}, {"es", "Perder a alguien"}}},
    {.name = "veteran", .labels = {{"en", "Having served"}, {"es", "Haber servido"}}}};
const std::string menu = "Text a number:\n1 Losing someone\n2 Having served";

}  // namespace

TEST_CASE("MENU: what the texter may wish for, and they choose by its number") {
  Line line;
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana", {.experiences = {"grief"}});
  const auto ben = line.peer("ben", {.experiences = {"veteran"}});
  line.lets_wish_for(cora, experiences).texts(maya, "hi").texts(maya, "menu").after(1s);
  CHECK(line.last_heard(maya) == menu);
  line.texts(maya, "2.").after(1s);
  CHECK(line.last_heard(maya) == wording::noted);
  line.comes_on(ana).comes_on(ben);
  CHECK(line.offered_to(maya) == ben);
}

TEST_CASE("MENU: such a wish waits `wish_patience` (3 min) too; then anyone") {
  Line line;
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana");
  line.lets_wish_for(cora, experiences).texts(maya, "menu").texts(maya, "1").comes_on(ana);
  line.after(2min + 55s);
  CHECK(line.waits(maya));
  CHECK(line.times_asked(ana) == 0);
  line.after(10s);
  CHECK(line.offered_to(maya) == ana);
}

TEST_CASE("MENU: … unless the texter said \"only\"") {
  Line line;
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben", {.experiences = {"grief"}});
  line.lets_wish_for(cora, experiences).texts(maya, "menu").texts(maya, "1 only").comes_on(ana);
  line.after(1h);
  CHECK(line.waits(maya));
  CHECK(line.times_asked(ana) == 0);
  line.comes_on(ben);
  CHECK(line.offered_to(maya) == ben);
}

TEST_CASE("MENU: who is being asked and can't be for them is asked no longer") {
  Line line;
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana");
  line.lets_wish_for(cora, experiences).comes_on(ana).texts(maya, "hi").texts(maya, "MENU");
  REQUIRE(line.offered_to(maya) == ana);
  line.texts(maya, "2 only");
  CHECK(line.waits(maya));
}

TEST_CASE("MENU: in their language, once they have said which it is") {
  Line line({.languages = {"en", "es"}});
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana", {.experiences = {"grief"}});
  const auto eva = line.peer("eva", {.languages = {"es"}});
  const auto luz = line.peer("luz", {.languages = {"en", "es"}, .experiences = {"grief"}});
  line.lets_wish_for(cora, experiences).comes_on(ana).texts(maya, "hola").texts(maya, "MENÚ");
  line.after(1s);
  CHECK(line.last_heard(maya) ==
        "Text a number:\n1 English\n2 Español\n3 Losing someone\n4 Having served");
  // Ana, who was asked, speaks no Spanish.
  line.texts(maya, "2").after(1s);
  CHECK(line.last_heard(maya) == wording::noted_in_spanish);
  CHECK(line.waits(maya));
  line.texts(maya, "menu").after(1s);
  CHECK(line.last_heard(maya) ==
        "Manda una cifra:\n1 English\n2 Español\n3 Perder a alguien\n4 Haber servido");
  line.texts(maya, "3 sólo").comes_on(eva).after(10min);
  CHECK(line.last_heard(maya) == wording::noted_in_spanish);
  CHECK(line.waits(maya));
  CHECK(line.times_asked(eva) == 0);
  line.comes_on(luz);
  CHECK(line.offered_to(maya) == luz);
}

TEST_CASE("MENU: never asked twice; what was wished for holds for the next time too") {
  Line line({.languages = {"en", "es"}});
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana");
  const auto eva = line.peer("eva", {.languages = {"es"}});
  line.lets_wish_for(cora, experiences).comes_on(eva).texts(maya, "menu").texts(maya, "2");
  line.accepts(eva, maya).closes(eva, maya).goes_off(eva).after(24h);
  const auto heard_before = line.heard(maya).size();
  line.comes_on(ana).texts(maya, "hola otra vez").after(10min);
  CHECK(line.waits(maya));
  CHECK(line.times_asked(ana) == 0);
  line.comes_on(eva);
  CHECK(line.offered_to(maya) == eva);
  REQUIRE(line.heard(maya).size() == heard_before + 1);
  CHECK(line.last_heard(maya) == "Te damos la bienvenida.");
}

TEST_CASE("MENU: nobody has to choose, and nobody is shown it who did not ask") {
  Line line;
  const auto cora = line.coordinator("cora");
  const auto ana = line.peer("ana");
  line.lets_wish_for(cora, experiences).comes_on(ana).texts(noor, "hi").after(1s);
  CHECK(line.heard(noor) == Words{wording::welcome});
  line.texts(maya, "hi").texts(maya, "MENU").texts(maya, "I just want to talk").after(1s);
  CHECK(line.heard(maya) == Words{wording::welcome, menu});
  line.accepts(ana, maya).replies(ana, maya, "then let us talk");
  CHECK(line.owner(maya) == ana);
}

TEST_CASE("MENU: without it, or long after it, a number is just a text") {
  Line line;
  const auto cora = line.coordinator("cora");
  line.lets_wish_for(cora, experiences).texts(maya, "hi").texts(maya, "2").after(1s);
  CHECK(line.heard(maya) == Words{wording::nobody_on});
  line.texts(maya, "menu").after(61min).texts(maya, "1").texts(maya, "9").after(1s);
  CHECK(line.heard(maya) == Words{wording::nobody_on, menu});
}

}  // namespace warmline::story
