// What coordinators make of what a line itself says.
#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "gateway/flows/edit_wording.hpp"
#include "gateway/flows/set_line.hpp"
#include "gateway/store/events.hpp"
#include "tests/flows/running_line.hpp"

namespace warmline::test {
namespace {

using namespace std::chrono_literals;
using routing::EventKind;

struct WordedLine : RunningLine {
  routing::StaffId cora = coordinator("cora");
  const routing::Line& line = lines.all().front();

  routing::Result<void> says(const std::string& name, const std::string& words,
                             const std::string& language = "en") {
    return run(loop, flows::set_wording(*store, line, language, name, words, cora));
  }
  routing::Result<void> resets(const std::string& name) {
    return run(loop, flows::reset_wording(*store, line, "en", name, cora));
  }
  // The last that this phone got.
  std::string last(const std::string& phone) {
    drain();
    const auto all = heard(phone);
    return all.empty() ? std::string() : all.back();
  }
  int times(EventKind kind) {
    const auto all = events();
    return static_cast<int>(std::ranges::count(all, kind));
  }
};

}  // namespace

TEST_CASE("the very next texter gets a changed welcome, and the one after a reset the old one") {
  WordedLine line;
  line.peer("ana");
  REQUIRE(line.says("welcome", "Hello from {line}!"));
  line.texts(maya, "hi");
  CHECK(line.last(maya) == "Hello from Community line!");
  REQUIRE(line.resets("welcome"));
  line.texts(noor, "hi");
  CHECK(line.last(noor) == "Welcome to Community line.");
}

TEST_CASE("changed words outlive a restart, and placeholders in them are filled in") {
  WordedLine line;
  REQUIRE(line.says("place_in_queue", "{line}: place {place}"));
  line.restart();
  line.texts(maya, "hi");
  line.texts(maya, "WAIT");
  CHECK(line.last(maya) == "Community line: place 1");
}

TEST_CASE("how an opening is said is changed wherever it is said") {
  WordedLine line;
  REQUIRE(line.says("opens", "{weekday}, {time24}"));
  const auto until = line.opened.clock.now() + 3h;
  REQUIRE(run(line.loop,
              flows::switch_line(
                  *line.store, line.lines, line.line.id, line.cora,
                  routing::LineSwitch{
                      .to = routing::SwitchTo::closed, .since = {}, .until = until, .words = {}})));
  line.texts(maya, "hi");
  CHECK(line.last(maya) == "We open Friday, 21:10.");
}

TEST_CASE("what a line was closed with is said in place of a changed text") {
  WordedLine line;
  REQUIRE(line.says("closed", "Closed. Back {opens}."));
  REQUIRE(
      run(line.loop, flows::switch_line(*line.store, line.lines, line.line.id, line.cora,
                                        routing::LineSwitch{.to = routing::SwitchTo::closed,
                                                            .since = {},
                                                            .until = line.opened.clock.now() + 3h,
                                                            .words = {{"en", "A storm."}}})));
  line.texts(maya, "hi");
  CHECK(line.last(maya) == "A storm.");
}

TEST_CASE("staff are texted in changed words too") {
  WordedLine line;
  REQUIRE(line.says("staff_off", "{line}: bye, {waiting} wait"));
  const auto ana = line.peer("ana");
  line.confirms_phone(ana, noor);
  line.texts(noor, "OFF");
  CHECK(line.last(noor) == "Community line: bye, 0 wait");
}

TEST_CASE("another line goes on saying what it said") {
  WordedLine line;
  REQUIRE(line.says("welcome_nobody_on", "Nobody, sorry."));
  REQUIRE(line.delivers(maya, "hi", {}, {}, 1));
  CHECK(line.last(maya) == "Nobody is here right now.");
}

TEST_CASE("words that would not do are refused and change nothing") {
  WordedLine line;
  const auto code = [&](const std::string& name, const std::string& words,
                        const std::string& language = "en") {
    const auto done = line.says(name, words, language);
    return done ? std::string("done") : std::string(routing::to_string(done.error().code));
  };
  CHECK(code("welcome", "Hi {place}") == "unknown_placeholder");
  CHECK(code("menu", "Text a number.") == "missing_placeholder");
  CHECK(code("place_in_queue", "Soon.") == "missing_placeholder");
  CHECK(code("help", "{line}: help.") == "missing_placeholder");
  CHECK(code("help", "Text STOP to stop.") == "missing_placeholder");
  CHECK(code("staff_code", "It is a secret.") == "missing_placeholder");
  CHECK(code("welcome", std::string(1001, 'x')) == "too_long");
  CHECK(code("opens", std::string(101, 'x')) == "too_long");
  CHECK(code("welcome", "\n") == "empty_body");
  CHECK(code("goodbye", "Bye") == "not_found");
  CHECK(code("weekdays", "Bye") == "not_found");
  CHECK(code("welcome", "Hola", "es") == "not_found");
  CHECK_FALSE(line.resets("goodbye"));
  CHECK(line.times(EventKind::wording_changed) == 0);
  line.texts(maya, "hi");
  CHECK(line.last(maya) == "Nobody is here right now.");
}

TEST_CASE(
    "each change of a text is on record once; the same again, and a reset of nothing, are not") {
  WordedLine line;
  REQUIRE(line.says("help", "{line} helps. STOP"));
  REQUIRE(line.says("help", "{line} helps. STOP"));
  CHECK(line.times(EventKind::wording_changed) == 1);
  // What it came with is good, whatever has to stand in words that are new.
  REQUIRE(line.says("help", "Help is here."));
  CHECK(line.times(EventKind::wording_changed) == 2);
  REQUIRE(line.resets("help"));
  CHECK(line.times(EventKind::wording_changed) == 2);
  line.kept<bool>([&](store::Reading& store) {
    auto rows = store.db.query("SELECT actor, data FROM events WHERE kind = 'wording.changed'");
    REQUIRE(rows.next());
    CHECK(rows.get<routing::StaffId>(0) == line.cora);
    CHECK(rows.get<std::string>(1) == R"({"language":"en","name":"help","reset":false})");
    return true;
  });
}

}  // namespace warmline::test
