#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "tests/config/written.hpp"

namespace warmline::config {
namespace {

template <class T>
concept Streamable = requires(std::ostream& out, const T& value) { out << value; };
static_assert(!Streamable<Secret>);
static_assert(!std::is_convertible_v<Secret, std::string>);

const std::string key_hex(64, 'a');

class EnvironmentVariable {
 public:
  EnvironmentVariable(const char* name, const char* value) : name_(name) { setenv(name, value, 1); }
  ~EnvironmentVariable() { unsetenv(name_); }
  EnvironmentVariable(const EnvironmentVariable&) = delete;
  EnvironmentVariable& operator=(const EnvironmentVariable&) = delete;

 private:
  const char* name_;
};

std::vector<std::string> token_faults(std::string_view place) {
  return Written(replaced(sound_toml(), "{ file = \"token\" }", place)).faults();
}

std::string the_token_fault(std::string_view what) {
  return "warmline.toml:12: carriers[0].auth_token" + std::string(what);
}

TEST_CASE("a secret formats as three stars") {
  CHECK(fmt::format("{}", Secret("hunter2", "file token")) == "***");
}

TEST_CASE("a secret is read from its file without the white space around it") {
  const Written written(sound_toml());
  written.folder().write("token", "  open sesame \r\n");
  const auto config = written.load();
  REQUIRE(config);
  CHECK(config->carriers.front().auth_token.reveal() == "open sesame");
  CHECK(config->carriers.front().auth_token.source() ==
        "file " + (written.folder().path() / "token").string());
}

TEST_CASE("a secret is read from the environment") {
  const EnvironmentVariable variable("WARMLINE_TEST_TOKEN", "from outside");
  const auto config =
      Written(replaced(sound_toml(), "{ file = \"token\" }", "{ env = \"WARMLINE_TEST_TOKEN\" }"))
          .load();
  REQUIRE(config);
  CHECK(config->carriers.front().auth_token.reveal() == "from outside");
  CHECK(config->carriers.front().auth_token.source() == "environment variable WARMLINE_TEST_TOKEN");
}

TEST_CASE("a secret that is not where it should be is reported with that place") {
  using Faults = std::vector<std::string>;
  CHECK(
      token_faults("{ file = \"nowhere\" }") ==
      Faults{the_token_fault(".file: file nowhere cannot be read: see that it exists and that this "
                             "user may read it")});
  CHECK(token_faults("{ file = \".\" }").size() == 1);
  CHECK(token_faults("{ env = \"WARMLINE_TEST_UNSET\" }") ==
        Faults{the_token_fault(".env: environment variable WARMLINE_TEST_UNSET is not set: set it "
                               "where the service is started")});
  const EnvironmentVariable variable("WARMLINE_TEST_EMPTY", " ");
  CHECK(
      token_faults("{ env = \"WARMLINE_TEST_EMPTY\" }") ==
      Faults{the_token_fault(".env: environment variable WARMLINE_TEST_EMPTY is empty: give it the "
                             "secret")});
}

TEST_CASE("an empty or an enormous secret file is reported") {
  const Written written(sound_toml());
  written.folder().write("token", " \n");
  CHECK(written.faults() == std::vector<std::string>{the_token_fault(
                                ".file: file token is empty: put the secret into it")});
  written.folder().write("token", std::string(5000, 'x'));
  CHECK(written.faults() == std::vector<std::string>{the_token_fault(
                                ".file: file token is larger than 4096 bytes: that is no secret")});
}

TEST_CASE("a secret that stands in the file itself is refused and not repeated") {
  using Faults = std::vector<std::string>;
  CHECK(token_faults("\"hunter2\"") ==
        Faults{the_token_fault(
            ": is a secret, which never stands in this file: write { file = \"…\" } "
            "or { env = \"…\" }")});
  const std::string either = ": must be either { file = \"…\" } or { env = \"…\" }";
  CHECK(token_faults("{ }") == Faults{the_token_fault(either)});
  CHECK(token_faults("{ file = \"token\", env = \"TOKEN\" }") == Faults{the_token_fault(either)});
  CHECK(token_faults("{ value = \"hunter2\" }") ==
        Faults{the_token_fault(".value: is not a known key: there are file, env"),
               the_token_fault(either)});
}

TEST_CASE("no message holds a secret, whatever is wrong") {
  const std::string secret = "5ec4e75ec4e75ec4e7";
  const std::vector<std::string> wrong = {"\"" + secret + "\"",
                                          secret,
                                          "[ \"" + secret + "\" ]",
                                          "{ value = \"" + secret + "\" }",
                                          "\"" + secret,
                                          "{ file = \"token\", value = \"" + secret + "\" }",
                                          "'" + secret + "\n'",
                                          secret + "\"",
                                          "0x" + secret,
                                          "{ file = " + secret + " }"};
  for (const auto& value : wrong) {
    CAPTURE(value);
    const auto faults = token_faults(value);
    CHECK(!faults.empty());
    for (const auto& fault : faults) CHECK(fault.find(secret) == std::string::npos);
  }
  const Written key(sound_toml());
  key.folder().write("master.key", secret);
  for (const auto& fault : key.faults()) CHECK(fault.find(secret) == std::string::npos);
  const auto all_wrong = replaced(sound_toml(), "127.0.0.1:8080", "here");
  for (const auto& fault : Written(all_wrong).faults()) {
    CHECK(fault.find(written_token) == std::string::npos);
  }
}

TEST_CASE("a missing master key is no fault: it is to be created") {
  const Written written(sound_toml());
  const auto config = written.load();
  REQUIRE(config);
  CHECK(config->security.master_key.must_create);
  CHECK(config->security.master_key.key.empty());
  CHECK(config->security.master_key.file == written.folder().path() / "master.key");
}

TEST_CASE("a created master key is private, is read back, and is never replaced") {
  const Written written(sound_toml());
  const auto file = written.load()->security.master_key.file;
  std::array<std::uint8_t, master_key_bytes> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(200 + i);
  REQUIRE(create_master_key(file, bytes));
  struct stat status{};
  REQUIRE(stat(file.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
  const auto config = written.load();
  REQUIRE(config);
  CHECK(!config->security.master_key.must_create);
  CHECK(config->security.master_key.key.reveal() == std::string(bytes.begin(), bytes.end()));
  const auto again = create_master_key(file, bytes);
  REQUIRE(!again);
  CHECK(again.error() == file.string() + " cannot be written: File exists");
  CHECK(!create_master_key(written.folder().path() / "no" / "such" / "folder", bytes));
}

TEST_CASE("a master key is 32 bytes in hexadecimal or base64") {
  CHECK(decode_master_key(key_hex) == std::string(32, '\xaa'));
  CHECK(decode_master_key("qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo=\n") ==
        std::string(32, '\xaa'));
  for (const std::string_view text : {"", "aaaa", "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo",
                                      "not a key, not a key, not a key, not a key!"}) {
    CAPTURE(text);
    CHECK(!decode_master_key(text));
  }
  CHECK(!decode_master_key(key_hex + "aa"));
  CHECK(!decode_master_key(key_hex.substr(2)));
}

TEST_CASE("a master key of the wrong size is a fault") {
  const Written written(sound_toml());
  written.folder().write("master.key", "c2hvcnQ=\n");
  CHECK(written.faults() ==
        std::vector<std::string>{"warmline.toml:7: security.master_key.file: file master.key holds "
                                 "no master key, which is 32 "
                                 "bytes as base64 or as 64 hexadecimal digits: bring back the key "
                                 "that this database was made with"});
}

TEST_CASE("a master key in the environment has to be there") {
  const auto toml =
      replaced(sound_toml(), "{ file = \"master.key\" }", "{ env = \"WARMLINE_TEST_KEY\" }");
  CHECK(Written(toml).faults().size() == 1);
  const EnvironmentVariable variable("WARMLINE_TEST_KEY", key_hex.c_str());
  const auto config = Written(toml).load();
  REQUIRE(config);
  CHECK(config->security.master_key.key.reveal() == std::string(32, '\xaa'));
  CHECK(config->security.master_key.file.empty());
  CHECK(!config->security.master_key.must_create);
}

TEST_CASE("a master key file is looked at again: put back, changed, spoiled, gone") {
  const Written written(sound_toml());
  auto config = written.load();
  REQUIRE(config);
  auto& key = config->security.master_key;
  REQUIRE(key.must_create);
  written.folder().write(key.file.filename().string(), key_hex);
  REQUIRE(read_again(key));
  CHECK_FALSE(key.must_create);
  CHECK(key.key.reveal() == std::string(master_key_bytes, '\xaa'));
  written.folder().write(key.file.filename().string(), "no key");
  const auto spoiled = read_again(key);
  REQUIRE_FALSE(spoiled);
  CHECK(spoiled.error().contains("holds no master key"));
  CHECK_FALSE(key.must_create);
  std::filesystem::remove(key.file);
  REQUIRE(read_again(key));
  CHECK(key.must_create);
}

}  // namespace
}  // namespace warmline::config
