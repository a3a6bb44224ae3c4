#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/config/written.hpp"

namespace warmline::config {
namespace {

// What `toml` gives, which has to be one fault.
std::string only_fault(std::string_view toml) {
  const auto faults = Written(toml).faults();
  CHECK(faults.size() == 1);
  return faults.empty() ? "" : faults.front();
}

std::string fault_after(std::string_view from, std::string_view to) {
  return only_fault(replaced(sound_toml(), from, to));
}

TEST_CASE("a sound configuration has no fault") {
  CHECK(Written(sound_toml()).faults().empty());
}

TEST_CASE("a file that is not there, or is a folder, is one fault about the whole file") {
  const Folder folder;
  const auto missing = load(folder.path() / "no.toml");
  REQUIRE(!missing);
  REQUIRE(missing.error().size() == 1);
  CHECK(to_string(missing.error().front()) ==
        (folder.path() / "no.toml").string() +
            ": cannot be read: see that it exists and that this user may read it");
  const auto directory = load(folder.path());
  REQUIRE(!directory);
  CHECK(to_string(directory.error().front()) ==
        folder.path().string() + ": is a folder: name the file itself");
}

TEST_CASE("a syntax error is reported with its line and does not repeat what stands there") {
  CHECK(
      fault_after("path = \"warmline.db\"", "path = warm\"line") ==
      "warmline.toml:5: cannot be read as TOML from column 8 on: look for a missing quote, bracket "
      "or = sign, or a key that stands there twice");
}

TEST_CASE("an unknown key is reported with the one that was probably meant") {
  CHECK(fault_after("api_url =", "api_ulr =") ==
        "warmline.toml:13: carriers[0].api_ulr: is not a known key: did you mean api_url?");
  CHECK(fault_after("nudge = 240", "nugde = 240") ==
        "warmline.toml:23: lines[0].timing.nugde: is not a known key: did you mean nudge?");
  CHECK(only_fault("[telemetry_of_all_kinds]\n" + sound_toml()) ==
        "warmline.toml:1: telemetry_of_all_kinds: is not a known key: there are server, store, "
        "security, wording, flags, carriers, lines");
}

TEST_CASE("a missing table and a missing key are reported with what to add") {
  CHECK(fault_after("[store]\npath = \"warmline.db\"\n", "") ==
        "warmline.toml:1: store: is missing: add [store]");
  CHECK(fault_after("path = \"warmline.db\"\n", "") ==
        "warmline.toml:4: store.path: is missing: add path = \"warmline.db\"");
  CHECK(
      fault_after("time_zone = \"America/Los_Angeles\"\n", "") ==
      "warmline.toml:14: lines[0].time_zone: is missing: add time_zone = \"America/Los_Angeles\"");
}

TEST_CASE("a configuration without lines or carriers is reported") {
  const auto toml = sound_toml();
  CHECK(only_fault(toml.substr(0, toml.find("[[lines]]"))) ==
        "warmline.toml:1: lines: is missing: add [[lines]]");
  const auto carriers = toml.find("[[carriers]]");
  const auto lines = toml.find("[[lines]]");
  CHECK(only_fault(toml.substr(0, carriers) + toml.substr(lines)) ==
        "warmline.toml:1: carriers: is missing: add [[carriers]]");
}

TEST_CASE("a value of the wrong type is reported as what it is") {
  CHECK(fault_after("path = \"warmline.db\"", "path = 5") ==
        "warmline.toml:5: store.path: must be text in quotes, not a number");
  CHECK(fault_after("path = \"warmline.db\"", "path = \"  \"") ==
        "warmline.toml:5: store.path: must not be blank");
  CHECK(fault_after("[store]\npath = \"warmline.db\"\n", "[store]\npath = true\n") ==
        "warmline.toml:5: store.path: must be text in quotes, not true or false");
  CHECK(fault_after("languages = [\"en\", \"es\"]", "languages = \"en\"") ==
        "warmline.toml:19: lines[0].languages: must be a list such as [\"en\"]");
  CHECK(fault_after("languages = [\"en\", \"es\"]", "languages = [\"en\", 7]") ==
        "warmline.toml:19: lines[0].languages[1]: must be text in quotes, not a number");
  CHECK(fault_after("offer = 60", "offer = \"60\"") ==
        "warmline.toml:22: lines[0].timing.offer: must be a number, not text");
  CHECK(fault_after("[lines.timing]\noffer = 60\nnudge = 240\n", "timing = 60\n") ==
        "warmline.toml:21: lines[0].timing: must be a table of its own, not a number");
  CHECK(only_fault("store = []\n" +
                   replaced(sound_toml(), "[store]\npath = \"warmline.db\"\n", "")) ==
        "warmline.toml:1: store: must be a table of its own, not a list");
  CHECK(only_fault("lines = 3\n" + sound_toml().substr(0, sound_toml().find("[[lines]]"))) ==
        "warmline.toml:1: lines: must be one or more [[lines]]");
}

TEST_CASE("a listen address that is none is reported") {
  const std::string wanted =
      "warmline.toml:2: server.listen: must be an IP address and a port, such as "
      "\"127.0.0.1:8080\" "
      "or \"[::1]:8080\"";
  for (const std::string_view address : {"8080", "127.0.0.1", "localhost:8080", "::1:8080", "[::1]",
                                         "[127.0.0.1]:80", "127.0.0.256:80", ":8080"}) {
    CAPTURE(address);
    CHECK(fault_after("127.0.0.1:8080", address) == wanted);
  }
  for (const std::string_view address :
       {"127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:80a", "[::1]:-1"}) {
    CAPTURE(address);
    CHECK(fault_after("127.0.0.1:8080", address) ==
          "warmline.toml:2: server.listen: must end in a port from 0 to 65535");
  }
}

TEST_CASE("a public URL that is none, or is not safe, is reported") {
  const auto fault = [](std::string_view url) {
    return fault_after("https://line.example.org", url);
  };
  const std::string at = "warmline.toml:3: server.public_url: ";
  CHECK(fault("line.example.org") ==
        at + "must begin with https://, such as \"https://line.example.org\"");
  CHECK(fault("https://") ==
        at + "has no host that can be read: write https://HOST or https://HOST:PORT");
  CHECK(fault("https://line.example.org/warmline") ==
        at + "must end after the host and port: leave the path out");
  CHECK(fault("https://line.example.org#rc=5") ==
        at + "must end after the host and port: leave the path out");
  CHECK(fault("https://me:secret@line.example.org") ==
        at + "must not hold a user name or password: leave it out");
  CHECK(fault("https://my_line.example.org") ==
        at + "has an underscore in its host, which carriers do not call: use another name");
  CHECK(fault("https://line.example.org:0") == at + "must have a port from 1 to 65535, or none");
  CHECK(fault("https://line example.org") ==
        at + "has no host that can be read: write https://HOST or https://HOST:PORT");
  const std::string https =
      at + "must begin with https:// (http:// is fine on this machine's loopback alone)";
  CHECK(fault("http://line.example.org") == https);
  CHECK(fault("http://0.0.0.0:8080") == https);
  CHECK(fault("http://localhost.example.org") == https);
}

TEST_CASE("a number that can't be texted is reported without repeating it") {
  const std::string wanted =
      "warmline.toml:16: lines[0].number: must be a number that can be texted: + and country code, "
      "such as \"+15035550100\", or a short code";
  for (const std::string_view number :
       {"+1", "call us", "whatsapp:+15035550100", "MYBANK", "+1503555010000000000"}) {
    CAPTURE(number);
    CHECK(fault_after("+15035550100", number) == wanted);
  }
}

TEST_CASE("names and numbers that stand there twice are reported at the second place") {
  const auto toml = sound_toml();
  const auto second_line = toml.substr(toml.find("[[lines]]"));
  const auto carrier_at = toml.find("[[carriers]]");
  const auto second_carrier = toml.substr(carrier_at, toml.find("[[lines]]") - carrier_at);
  CHECK(Written(toml + second_line + second_carrier).faults() ==
        std::vector<std::string>{"warmline.toml:25: lines[1].name: is the same as lines[0].name on "
                                 "line 15: each needs its own",
                                 "warmline.toml:26: lines[1].number: is the same as "
                                 "lines[0].number on line 16: each needs its own",
                                 "warmline.toml:35: carriers[1].name: is the same as "
                                 "carriers[0].name on line 9: each needs its own"});
  CHECK(fault_after("[\"en\", \"es\"]", "[\"en\", \"en\"]") ==
        "warmline.toml:19: lines[0].languages[1]: is the same as lines[0].languages[0] on line 19: "
        "each "
        "needs its own");
}

TEST_CASE("a line's carrier has to be one of the carriers") {
  CHECK(fault_after("carrier = \"main\"", "carrier = \"mian\"") ==
        "warmline.toml:17: lines[0].carrier: is no carrier's name: did you mean main?");
  CHECK(fault_after("carrier = \"main\"", "carrier = \"elsewhere\"") ==
        "warmline.toml:17: lines[0].carrier: is no carrier's name: there are main");
}

TEST_CASE("a carrier's name, kind and account are checked") {
  CHECK(Written(replaced(replaced(sound_toml(), "name = \"main\"", "name = \"The/Main\""),
                         "carrier = \"main\"", "carrier = \"The/Main\""))
            .faults() == std::vector<std::string>{
                             "warmline.toml:9: carriers[0].name: must be at most 32 of a-z, 0-9, - "
                             "and _: it is part of the webhooks' paths"});
  CHECK(fault_after("kind = \"twilio\"", "kind = \"pigeon\"") ==
        "warmline.toml:10: carriers[0].kind: is not a known kind of carrier: there is \"twilio\"");
  const std::string account =
      "warmline.toml:11: carriers[0].account_sid: must be AC and 32 digits 0-9 and a-f, as the "
      "carrier's console shows it";
  CHECK(fault_after("AC00000000000000000000000000000000", "AC000") == account);
  CHECK(fault_after("AC00000000000000000000000000000000", "SK00000000000000000000000000000000") ==
        account);
  CHECK(fault_after("https://api.twilio.com", "http://api.twilio.com") ==
        "warmline.toml:13: carriers[0].api_url: must begin with https:// (http:// is fine on this "
        "machine's loopback alone)");
}

TEST_CASE("an unknown time zone is reported") {
  CHECK(fault_after("America/Los_Angeles", "America/Los_Angles") ==
        "warmline.toml:18: lines[0].time_zone: is no IANA time zone: did you mean "
        "America/Los_Angeles?");
  CHECK(fault_after("America/Los_Angeles", "the time zone of the people who live on the coast") ==
        "warmline.toml:18: lines[0].time_zone: is no IANA time zone: write one such as "
        "\"America/Los_Angeles\"");
}

TEST_CASE("an unknown mode is reported") {
  CHECK(fault_after("mode = \"offer\"", "mode = \"push\"") ==
        "warmline.toml:20: lines[0].mode: is not a known mode: there are \"offer\", \"pull\" and "
        "\"auto\"");
}

TEST_CASE("a wait that is not above nothing, or is no number at all, is reported") {
  for (const std::string_view wait :
       {"0", "-5", "0.0", "nan", "inf", "-inf", "1e300", "0.0000001", "2592001"}) {
    CAPTURE(wait);
    CHECK(
        fault_after("offer = 60", "offer = " + std::string(wait)) ==
        "warmline.toml:22: lines[0].timing.offer: must be more than 0 and at most 2592000 seconds");
  }
}

TEST_CASE("a language without wording is reported") {
  CHECK(fault_after("[\"en\", \"es\"]", "[\"en\", \"xx\"]") ==
        "warmline.toml:19: lines[0].languages[1]: has no wording: use one of en, es, or put a file "
        "xx.toml into the folder that wording.directory names");
  CHECK(fault_after("[\"en\", \"es\"]", "[\"en\", \"../en\"]") ==
        "warmline.toml:19: lines[0].languages[1]: must be a language tag such as \"en\" or \"es\"");
}

TEST_CASE("every fault is reported at once, in the order of the lines") {
  auto toml = replaced(sound_toml(), "127.0.0.1:8080", "here");
  toml = replaced(toml, "https://line.example.org", "http://line.example.org");
  toml = replaced(toml, "{ file = \"token\" }", "{ file = \"no-token\" }");
  toml = replaced(toml, "carrier = \"main\"", "carrier = \"man\"");
  toml = replaced(toml, "path =", "pat =");
  toml = replaced(toml, "offer = 60", "offer = -1");
  const Written written(toml);
  const auto faults = written.faults();
  std::vector<std::string> places;
  for (const auto& fault : faults)
    places.push_back(fault.substr(0, fault.find(": ", fault.find(": ") + 1)));
  CHECK(places == std::vector<std::string>{
                      "warmline.toml:2: server.listen", "warmline.toml:3: server.public_url",
                      "warmline.toml:4: store.path", "warmline.toml:5: store.pat",
                      "warmline.toml:12: carriers[0].auth_token.file",
                      "warmline.toml:17: lines[0].carrier",
                      "warmline.toml:22: lines[0].timing.offer"});
}

TEST_CASE("a retention that is neither a word it knows nor a number of days is reported") {
  const std::string wrong =
      ": must be \"everything\", \"conversation\", or days, a whole number from 1 to 36500";
  for (const std::string value : {"\"forever\"", "0", "-1", "1.5", "36501", "true", "[]"}) {
    CAPTURE(value);
    const auto fault = only_fault(sound_toml() + "[lines.retention]\ntexts = " + value + "\n");
    CHECK(fault.ends_with("lines[0].retention.texts" + wrong));
  }
  CHECK(only_fault(sound_toml() + "[lines.retention]\nnotes = 1\n")
            .ends_with("lines[0].retention.notes: is not a known key: there are texts, media"));
}

}  // namespace
}  // namespace warmline::config
