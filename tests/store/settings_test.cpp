// How each member of staff has their inbox, as it is kept.
#include "gateway/store/settings.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "gateway/store/backup.hpp"
#include "gateway/store/exporting.hpp"
#include "gateway/store/restore.hpp"
#include "gateway/store/verify.hpp"
#include "tests/store/kept.hpp"
#include "tests/store/opened.hpp"

namespace warmline::test {

using nlohmann::json;
using routing::StaffId;
using store::Reading;
using store::Settings;
using store::Writing;

namespace {

// Nothing in it is as it is at first.
Settings other() {
  return {.language = "es",
          .colours = "dark",
          .contrast = "high",
          .text_size = "largest",
          .calm = true,
          .enter_sends = true,
          .single_keys = false,
          .sound = false,
          .system_notices = true,
          .notices_show_words = true};
}

struct Two {
  Two() {
    opened.write([&](Writing& store) {
      ana = a_peer(store, "ana");
      ben = a_peer(store, "ben");
    });
  }

  void sets(StaffId who, const Settings& settings) {
    opened.write([&](Writing& store) { store::settings::set(store, who, settings); });
  }
  Settings of(StaffId who) {
    Settings found;
    opened.read([&](Reading& store) { found = store::settings::of(store, who); });
    return found;
  }
  int rows() {
    int count = 0;
    opened.read([&](Reading& store) {
      auto row = store.db.query("SELECT count(*) FROM settings");
      row.next();
      count = row.get<int>(0);
    });
    return count;
  }
  // Done to the file from outside.
  std::string verified_after(const std::string& sql) {
    opened.database.reset();
    change(opened.file(), sql);
    std::string all;
    for (const auto& line : store::verify(opened.file(), test_key).wrong.lines())
      all += line + '\n';
    opened.open();
    return all;
  }

  Opened opened;
  StaffId ana;
  StaffId ben;
};

}  // namespace

TEST_CASE("whoever has set nothing has the inbox as it is at first, and nothing is kept of them") {
  Two two;
  const Settings at_first = two.of(two.ana);
  CHECK_FALSE(at_first.language);
  CHECK(at_first.colours == "auto");
  CHECK(at_first.contrast == "normal");
  CHECK(at_first.text_size == "normal");
  CHECK_FALSE(at_first.calm);
  CHECK_FALSE(at_first.enter_sends);
  CHECK(at_first.single_keys);
  CHECK(at_first.sound);
  CHECK_FALSE(at_first.system_notices);
  CHECK_FALSE(at_first.notices_show_words);
  CHECK(two.of(StaffId{}) == Settings{});  // nobody
  CHECK(two.rows() == 0);
}

TEST_CASE("all of somebody's settings are kept, over a restart too, and nobody else's change") {
  Two two;
  const Settings calm{.calm = true};
  two.sets(two.ben, calm);
  two.sets(two.ana, {.text_size = "large"});
  two.sets(two.ana, other());
  CHECK(two.of(two.ana) == other());
  CHECK(two.of(two.ben) == calm);
  CHECK(two.rows() == 2);
  two.opened.open();
  CHECK(two.of(two.ana) == other());
  CHECK(two.of(two.ben) == calm);
  // Back to what the browser prefers.
  two.sets(two.ana, {});
  CHECK(two.of(two.ana) == Settings{});
  CHECK(two.of(two.ben) == calm);
}

TEST_CASE("settings that there are not, or of nobody, are refused, and what was kept stays") {
  Two two;
  two.sets(two.ana, other());
  const auto with = [](auto Settings::* setting, const char* word) {
    Settings settings;
    settings.*setting = word;
    return settings;
  };
  for (const auto& wrong : {with(&Settings::language, "tlh"), with(&Settings::colours, "pink"),
                            with(&Settings::contrast, ""), with(&Settings::text_size, "huge")}) {
    CHECK_THROWS(two.sets(two.ana, wrong));
    CHECK(two.of(two.ana) == other());
  }
  CHECK_THROWS(two.sets(StaffId{}, other()));
  CHECK(two.rows() == 1);
}

TEST_CASE("verify says of settings that they are nobody's") {
  Two two;
  two.sets(two.ana, other());
  CHECK(two.verified_after("").empty());
  CHECK(two.verified_after("UPDATE settings SET staff = zeroblob(16)")
            .find("settings refers to a row of staff") != std::string::npos);
}

TEST_CASE("an export has everybody's settings, with who they are") {
  Two two;
  two.sets(two.ana, other());
  std::vector<json> found;
  two.opened.read([&](Reading& store) {
    store::exporting::export_all(store, {}, [&](const std::string& record) {
      auto read = json::parse(record);
      if (read.at("kind") == "staff") found.push_back(std::move(read));
    });
  });
  REQUIRE(found.size() == 2);
  const auto ana =
      std::ranges::find(found, json("ana"), [](const json& one) { return one.at("username"); });
  REQUIRE(ana != found.end());
  CHECK(ana->at("settings") == json{{"language", "es"},
                                    {"colours", "dark"},
                                    {"contrast", "high"},
                                    {"text_size", "largest"},
                                    {"calm", true},
                                    {"enter_sends", true},
                                    {"single_keys", false},
                                    {"sound", false},
                                    {"system_notices", true},
                                    {"notices_show_words", true}});
  const auto ben = ana == found.begin() ? found.back() : found.front();
  CHECK(ben.at("settings").at("language").is_null());
  CHECK(ben.at("settings").at("sound") == true);
}

TEST_CASE("a copy has the settings of its time, and brings them back") {
  Two two;
  two.sets(two.ana, other());
  const auto copy = two.opened.folder.path() / "copy.db";
  store::backup::make(
      {.database = two.opened.file(), .to = copy, .with_keys = true, .keys_to = {}, .pause = {}});
  two.sets(two.ana, {});
  two.sets(two.ben, other());
  two.opened.database.reset();
  const auto restored = store::restore::restore({.database = two.opened.file(),
                                                 .from = copy,
                                                 .keys = {},
                                                 .master = test_key,
                                                 .random = seeded_random(9),
                                                 .clock = two.opened.clock.reader()});
  CHECK(restored.verified.is_whole());
  two.opened.open();
  CHECK(two.of(two.ana) == other());
  CHECK(two.of(two.ben) == Settings{});
}

}  // namespace warmline::test
