// What a line looks for in texts, and how often somebody may come, as an operator sets it.
#include "config/flag_lists.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "routing/text.hpp"
#include "tests/config/written.hpp"

namespace warmline::config {

using routing::FlagList;

TEST_CASE("every line looks for the shipped phrases of its languages") {
  const auto config = Written(sound_toml()).load();
  REQUIRE(config);
  const auto& flags = config->lines.front().flags;
  REQUIRE(flags.size() == 2);
  CHECK(flags[0].language == "en");
  CHECK(flags[1].language == "es");
  for (const auto& list : flags) {
    CAPTURE(list.language);
    CHECK(routing::sendable_body(list.guidance));
    CHECK(list.worrying.size() > 100);
    CHECK(list.opt_out.size() > 20);
    for (const auto* phrases : {&list.worrying, &list.opt_out, &list.except}) {
      CHECK(phrases->size() <= routing::phrases_max);
      auto sorted = *phrases;
      std::ranges::sort(sorted);
      CHECK(std::ranges::adjacent_find(sorted) == sorted.end());
      CHECK(std::ranges::all_of(sorted, routing::is_fit_phrase));
    }
  }
}

TEST_CASE("a folder of flags takes the place of the shipped lists, file by file") {
  const Written written(sound_toml() + "[flags]\ndirectory = \"ours\"\n");
  std::filesystem::create_directory(written.folder().path() / "ours");
  written.folder().write("ours/es.toml", "guidance = \"Llama.\"\nworrying = [\"me ahogo\"]\n");
  const auto config = written.load();
  REQUIRE(config);
  const auto& flags = config->lines.front().flags;
  REQUIRE(flags.size() == 2);
  CHECK(flags[0].worrying.size() > 100);
  const FlagList ours{.language = "es",
                      .guidance = "Llama.",
                      .worrying = {"me ahogo"},
                      .opt_out = {},
                      .except = {}};
  CHECK(flags[1] == ours);
}

TEST_CASE("a language without a list has an empty one: nothing is looked for") {
  const auto toml = replaced(sound_toml(), "\"es\"]", "\"fr\"]");
  const Written written(toml + "[wording]\ndirectory = \"words\"\n");
  std::filesystem::create_directory(written.folder().path() / "words");
  written.folder().write("words/fr.toml",
                         "welcome = \"Salut\"\nwelcome_nobody_on = \"Salut\"\nhelp = \"Aide\"\n"
                         "forget_confirm = \"Oui ?\"\n");
  const auto config = written.load();
  REQUIRE(config);
  CHECK(config->lines.front().flags[1] == FlagList{.language = "fr"});
}

TEST_CASE("faults of a file of flags are reported with its own name and lines") {
  const Written written(sound_toml() + "[flags]\ndirectory = \"ours\"\n");
  std::filesystem::create_directory(written.folder().path() / "ours");
  written.folder().write("ours/en.toml", "worying = []\nworrying = [\"fine\", \"" +
                                             std::string(101, 'x') + "\"]\nopt_out = 7\n");
  CHECK(written.faults() ==
        std::vector<std::string>{
            "ours/en.toml:1: worying: is not a key of a file of flags: there are guidance, "
            "worrying, opt_out, except",
            "ours/en.toml:2: worrying[1]: is too long for a phrase: 100 characters are the most",
            "ours/en.toml:3: opt_out: must be a list such as [\"…\"]"});
}

TEST_CASE("a file of flags holds no more than coordinators can send back changed") {
  const Written written(sound_toml() + "[flags]\ndirectory = \"ours\"\n");
  std::filesystem::create_directory(written.folder().path() / "ours");
  const auto with = [&](std::size_t opt_outs) {
    std::string phrases;
    const auto phrase = '"' + std::string(routing::phrase_characters_max, 'x') + "\",";
    for (std::size_t i = 0; i < opt_outs; ++i) phrases += phrase;
    written.folder().write("ours/en.toml", "worrying = [\"y\"]\nopt_out = [" + phrases + "]\n");
    return written.faults();
  };
  CHECK(with(399).empty());
  CHECK(with(400) == std::vector<std::string>{"ours/en.toml:2: opt_out: makes 40001 bytes with the "
                                              "other phrases of its file: 40000 are the most"});
}

TEST_CASE("fair use is a number of contacts a day, or no limit") {
  const auto none = Written(sound_toml()).load();
  REQUIRE(none);
  CHECK_FALSE(none->lines.front().contacts_per_day.has_value());
  const auto some = Written(sound_toml() + "[lines.fair_use]\ncontacts_per_day = 3\n").load();
  REQUIRE(some);
  CHECK(some->lines.front().contacts_per_day == 3);
  for (const char* wrong : {"0", "2.5", "-1", "1001", "nan"}) {
    CAPTURE(wrong);
    const auto faults =
        Written(sound_toml() + "[lines.fair_use]\ncontacts_per_day = " + wrong + "\n").faults();
    CHECK(faults == std::vector<std::string>{"warmline.toml:25: lines[0].fair_use.contacts_per_day:"
                                             " must be a whole number from 1 to 1000"});
  }
}

}  // namespace warmline::config
