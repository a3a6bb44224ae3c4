#include <chrono>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "config/wording.hpp"
#include "routing/keyword.hpp"
#include "routing/segment.hpp"
#include "tests/config/written.hpp"

namespace warmline::config {
namespace {

const std::filesystem::path source_folder = WARMLINE_SOURCE_DIR;

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  REQUIRE(in);
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

TEST_CASE("every value arrives where it belongs") {
  const Written written(sound_toml());
  const auto config = written.load();
  REQUIRE(config);
  CHECK(config->server.listen.host == "127.0.0.1");
  CHECK(config->server.listen.port == 8080);
  CHECK(config->server.public_url == "https://line.example.org");
  CHECK(config->store.path == written.folder().path() / "warmline.db");
  REQUIRE(config->carriers.size() == 1);
  CHECK(config->carriers.front().name == "main");
  CHECK(config->carriers.front().kind == CarrierKind::twilio);
  CHECK(config->carriers.front().account_sid == "AC00000000000000000000000000000000");
  CHECK(config->carriers.front().auth_token.reveal() == written_token);
  CHECK(config->carriers.front().api_url == "https://api.twilio.com");
  REQUIRE(config->lines.size() == 1);
  const auto& line = config->lines.front();
  CHECK(line.id == routing::LineId());
  CHECK(line.name == "Community line");
  CHECK(line.number.dialable() == "+15035550100");
  CHECK(line.carrier == "main");
  CHECK(line.time_zone == "America/Los_Angeles");
  CHECK(line.languages == std::vector<std::string>{"en", "es"});
  CHECK(line.mode == routing::LineMode::offer);
  REQUIRE(line.wording.size() == 2);
  CHECK(line.wording[0].language == "en");
  CHECK(line.wording[1].language == "es");
}

TEST_CASE("waits are seconds, whole or decimal, and have defaults") {
  const auto config = Written(replaced(replaced(sound_toml(), "offer = 60", "offer = 0.25"),
                                       "nudge = 240", "return = 90"))
                          .load();
  REQUIRE(config);
  const auto& timing = config->lines.front().timing;
  const routing::Timing usual;
  CHECK(timing.offer == std::chrono::milliseconds(250));
  CHECK(timing.return_ == std::chrono::seconds(90));
  CHECK(timing.nudge == usual.nudge);
  CHECK(timing.grace == usual.grace);
}

TEST_CASE("each wait is read into its own place") {
  const auto config = Written(replaced(sound_toml(), "offer = 60\nnudge = 240\n",
                                       "offer = 1\nnudge = 2\nreturn = 3\npage = 4\nquiet = 5\n"
                                       "rejoin = 6\nwish_patience = 7\ngrace = 8\n"))
                          .load();
  REQUIRE(config);
  const auto& timing = config->lines.front().timing;
  CHECK(timing.offer == std::chrono::seconds(1));
  CHECK(timing.nudge == std::chrono::seconds(2));
  CHECK(timing.return_ == std::chrono::seconds(3));
  CHECK(timing.page == std::chrono::seconds(4));
  CHECK(timing.quiet == std::chrono::seconds(5));
  CHECK(timing.rejoin == std::chrono::seconds(6));
  CHECK(timing.wish_patience == std::chrono::seconds(7));
  CHECK(timing.grace == std::chrono::seconds(8));
}

TEST_CASE("mode, timing and the carrier's address may be left out") {
  auto toml = replaced(sound_toml(), "mode = \"offer\"\n", "");
  toml = replaced(toml, "[lines.timing]\noffer = 60\nnudge = 240\n", "");
  toml = replaced(toml, "api_url = \"https://api.twilio.com\"\n", "");
  const auto config = Written(toml).load();
  REQUIRE(config);
  CHECK(config->lines.front().mode == routing::LineMode::offer);
  CHECK(config->lines.front().timing.offer == std::chrono::seconds(60));
  CHECK(config->carriers.front().api_url == "https://api.twilio.com");
}

TEST_CASE("http is fine on loopback, and a slash at the end is left out") {
  const auto url = [](std::string_view to) {
    const auto config = Written(replaced(sound_toml(), "https://line.example.org", to)).load();
    return config ? config->server.public_url : "";
  };
  CHECK(url("http://127.0.0.1:8080") == "http://127.0.0.1:8080");
  CHECK(url("http://[::1]:8080/") == "http://[::1]:8080");
  CHECK(url("http://localhost") == "http://localhost");
  CHECK(url("https://Line.example.org:8443/") == "https://Line.example.org:8443");
}

TEST_CASE("a scheme is the same in capitals, and what looks for https finds it") {
  const auto loud =
      replaced(replaced(sound_toml(), "https://line.example.org", "HTTPS://Line.example.org"),
               "https://api.twilio.com", "Https://api.twilio.com");
  const auto config = Written(loud).load();
  REQUIRE(config);
  CHECK(config->server.public_url == "https://Line.example.org");
  CHECK(config->carriers.front().api_url == "https://api.twilio.com");
}

TEST_CASE("loopback is told from everything else") {
  for (const std::string_view host :
       {"127.0.0.1", "127.8.9.10", "::1", "[::1]", "localhost", "LOCALHOST"}) {
    CAPTURE(host);
    CHECK(is_loopback(host));
  }
  for (const std::string_view host :
       {"0.0.0.0", "::", "128.0.0.1", "192.168.0.1", "localhost.example.org", "127.1", ""}) {
    CAPTURE(host);
    CHECK(!is_loopback(host));
  }
}

TEST_CASE("an IPv6 address is taken without its brackets") {
  const auto config = Written(replaced(sound_toml(), "127.0.0.1:8080", "[::1]:0")).load();
  REQUIRE(config);
  CHECK(config->server.listen.host == "::1");
  CHECK(config->server.listen.port == 0);
}

TEST_CASE("a command's own words go before the file's") {
  const Written written(replaced(sound_toml(), "listen = \"127.0.0.1:8080\"\n", ""));
  const Folder elsewhere;
  elsewhere.write("token", "another token");
  const auto config = written.load({.directory = elsewhere.path(),
                                    .listen = "127.0.0.1:9000",
                                    .public_url = "http://127.0.0.1:9000"});
  REQUIRE(config);
  CHECK(config->server.listen.port == 9000);
  CHECK(config->server.public_url == "http://127.0.0.1:9000");
  CHECK(config->store.path == elsewhere.path() / "warmline.db");
  CHECK(config->carriers.front().auth_token.reveal() == "another token");
}

TEST_CASE("the example configuration loads, and is what the defaults are") {
  setenv("TWILIO_AUTH_TOKEN", "f00dfeedf00dfeedf00dfeedf00dfeed", 1);
  const auto config = load(source_folder / "config/warmline.example.toml");
  unsetenv("TWILIO_AUTH_TOKEN");
  if (!config) {
    for (const auto& fault : config.error()) MESSAGE(to_string(fault));
  }
  REQUIRE(config);
  const auto& timing = config->lines.front().timing;
  const routing::Timing usual;
  CHECK(timing.offer == usual.offer);
  CHECK(timing.nudge == usual.nudge);
  CHECK(timing.return_ == usual.return_);
  CHECK(timing.page == usual.page);
  CHECK(timing.quiet == usual.quiet);
  CHECK(timing.rejoin == usual.rejoin);
  CHECK(timing.wish_patience == usual.wish_patience);
  CHECK(timing.grace == usual.grace);
}

// The keys that `toml` shows, also in its comments, as known_keys() names them. Understands the
// example's own layout.
std::set<std::string> keys_shown_in(const std::string& toml) {
  std::set<std::string> keys;
  std::string table;
  std::istringstream lines(toml);
  const std::regex header(R"(^(?:# )?(\[\[?)([a-z._]+)\]\]?$)");
  const std::regex pair(R"(^(?:# )?([a-z_]+) += (.*)$)");
  std::smatch match;
  for (std::string line; std::getline(lines, line);) {
    if (std::regex_match(line, match, header)) {
      table = match[1] == "[["
                  ? match[2].str() + "[]"
                  : std::regex_replace(match[2].str(), std::regex("^lines"), "lines[]");
    } else if (std::regex_match(line, match, pair)) {
      const auto key = table + "." + match[1].str();
      // A secret's two forms are both explained where secrets are.
      const bool secret = match[2].str().starts_with("{");
      for (const std::string_view form : {".file", ".env"}) {
        if (secret) keys.insert(key + std::string(form));
      }
      if (!secret) keys.insert(key);
    }
  }
  return keys;
}

TEST_CASE("the example configuration shows every key that there is, and no other") {
  const auto toml = content_of(source_folder / "config/warmline.example.toml");
  const auto known = known_keys();
  CHECK(keys_shown_in(toml) == std::set<std::string>(known.begin(), known.end()));
  CHECK(toml.find("{ file = \"…\" } or { env = \"…\" }") != std::string::npos);
}

TEST_CASE("the demo's configuration loads once its carrier's token is there") {
  const Folder data;
  data.write("carrier.token", "made by the demo");
  const auto config = load(source_folder / "config/demo.toml",
                           {.directory = data.path(), .listen = {}, .public_url = {}});
  REQUIRE(config);
  CHECK(is_loopback(config->server.listen.host));
  CHECK(config->store.path == data.path() / "warmline.db");
  CHECK(config->security.master_key.must_create);
  CHECK(config->lines.front().number.dialable() == "+15035550100");
}

TEST_CASE("the built-in wording stays within two segments of plain letters and says how to stop") {
  REQUIRE(built_in_wording().size() == 2);
  auto config = Written(sound_toml()).load();
  REQUIRE(config);
  auto line = config->lines.front();
  line.name = "Harbor Lights Community Line";
  for (const auto& language : line.languages) {
    for (const auto which :
         {routing::AutomaticText::welcome, routing::AutomaticText::welcome_nobody_on,
          routing::AutomaticText::help}) {
      const auto words = routing::words(line, which, language);
      CAPTURE(words);
      CHECK(words.find(line.name) != std::string::npos);
      CHECK(words.find("STOP") != std::string::npos);
      CHECK(words.find('{') == std::string::npos);
      CHECK(routing::segments(words).encoding == routing::Encoding::gsm7);
      CHECK(routing::segments(words).count <= 2);
    }
  }
}

TEST_CASE("the built-in question whether to forget says what will go and how to confirm it") {
  auto config = Written(sound_toml()).load();
  REQUIRE(config);
  auto line = config->lines.front();
  line.name = "Harbor Lights Community Line";
  for (const auto& [language, word] : {std::pair{"en", "FORGET"}, std::pair{"es", "OLVIDAR"}}) {
    const auto words = routing::words(line, routing::AutomaticText::forget_confirm, language);
    CAPTURE(words);
    CHECK(words.find(line.name) != std::string::npos);
    CHECK(words.find(word) != std::string::npos);
    CHECK(routing::segments(words).encoding == routing::Encoding::gsm7);
    CHECK(routing::segments(words).count <= 2);
    CHECK(routing::keyword(word, line.languages) == routing::Keyword::forget);
  }
}

TEST_CASE("a wording file from before there was FORGET goes on being good") {
  const Written written(sound_toml() + "[wording]\ndirectory = \"words\"\n");
  written.folder().write("words/es.toml",
                         "welcome = \"uno\"\nwelcome_nobody_on = \"dos\"\nhelp = \"tres\"\n");
  const auto config = written.load();
  REQUIRE(config);
  const auto asked =
      routing::words(config->lines.front(), routing::AutomaticText::forget_confirm, "es");
  CHECK(asked.find("OLVIDAR") != std::string::npos);
}

TEST_CASE("a line keeps everything unless its retention says otherwise") {
  using Until = routing::Keeping::Until;
  const auto usual = Written(sound_toml()).load();
  REQUIRE(usual);
  CHECK(usual->lines.front().retention.texts.until == Until::always);
  CHECK(usual->lines.front().retention.media.until == Until::always);
  const auto set =
      Written(sound_toml() + "[lines.retention]\ntexts = 90\nmedia = \"conversation\"\n").load();
  REQUIRE(set);
  CHECK(set->lines.front().retention.texts.until == Until::after);
  CHECK(set->lines.front().retention.texts.after == std::chrono::days(90));
  CHECK(set->lines.front().retention.media.until == Until::conversation);
}

TEST_CASE("a folder of wording takes the place of the built-in one, file by file") {
  const Written written(sound_toml() + "[wording]\ndirectory = \"words\"\n");
  written.folder().write(
      "words/es.toml", "welcome = \"uno {line}\"\nwelcome_nobody_on = \"dos\"\nhelp = \"tres\"\n");
  const auto config = written.load();
  REQUIRE(config);
  const auto& line = config->lines.front();
  CHECK(routing::words(line, routing::AutomaticText::welcome, "es") == "uno Community line");
  CHECK(routing::words(line, routing::AutomaticText::help, "es") == "tres");
  CHECK(routing::words(line, routing::AutomaticText::welcome, "en").starts_with("Hi"));
}

TEST_CASE("faults of a wording file are reported once, with its own name and lines") {
  const auto toml = sound_toml();
  const auto second =
      replaced(replaced(toml.substr(toml.find("[[lines]]")), "Community", "Other"), "0100", "0101");
  const Written written(toml + second + "[wording]\ndirectory = \"words\"\n");
  written.folder().write("words/es.toml", "welcome = \"{name}, hola\"\nhelp = \"" +
                                              std::string(1601, 'a') + "\"\nhepl = \"tres\"\n");
  CHECK(written.faults() ==
        std::vector<std::string>{
            "words/es.toml:1: welcome: has {name}, which is not a placeholder: the only one is "
            "{line}",
            "words/es.toml:1: welcome_nobody_on: is missing: add welcome_nobody_on = \"…\"",
            "words/es.toml:2: help: is too long to be sent: 1600 characters are the most",
            "words/es.toml:3: hepl: is not a key of a wording file: there are language, "
            "weekdays, welcome, welcome_nobody_on, short_staffed, closed, help, forget_confirm, "
            "menu, wish_noted, place_in_queue, someone_else, opens, opens_unknown, staff_code, "
            "staff_on, staff_on_break, staff_off, staff_page_waiting, staff_page_urgent, "
            "staff_page_lapses, staff_acknowledged, staff_put_on_break, staff_shift_day_before, "
            "staff_shift_soon"});
  CHECK(Written(sound_toml() + "[wording]\ndirectory = \"nowhere\"\n").faults() ==
        std::vector<std::string>{
            "warmline.toml:25: wording.directory: nowhere is not a folder that can be read"});
}

}  // namespace
}  // namespace warmline::config
