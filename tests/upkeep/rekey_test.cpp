#include "gateway/rekey.hpp"

#include <array>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "gateway/store/database.hpp"
#include "gateway/store/keys.hpp"
#include "gateway/store/spool.hpp"
#include "gateway/store/staff.hpp"
#include "gateway/store/verify.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/test_world.hpp"

namespace warmline::test {
namespace {

namespace fs = std::filesystem;

struct Killed {};

// A database with a spool, a key file, and the configuration that names them.
class Keyed {
 public:
  Keyed() {
    store::MasterKey first{};
    random(first);
    REQUIRE(config::create_master_key(key_file(), first));
    configured.store.path = folder.path() / "line.db";
    configured.security.master_key.file = key_file();
    read_key_file();
    const auto database = open();
    std::array<store::Database::Job, 1> jobs{[](store::Writing& store) {
      store::staff::add(
          store,
          {.id = store.ids.next<routing::StaffId>(store.now), .username = "ana", .name = "Ana"},
          "no hash");
    }};
    database->commit_together(jobs);
    store::Spool::make(spool(), first, {});
  }

  fs::path key_file() const { return folder.path() / "master.key"; }
  std::string spool() const { return store::Spool::path_of(configured.store.path.string()); }
  store::MasterKey key() const { return master_key(configured.security.master_key); }

  // As every command does at its start.
  void read_key_file() {
    std::ifstream in(key_file());
    const std::string text(std::istreambuf_iterator<char>(in), {});
    const auto raw = config::decode_master_key(text);
    REQUIRE(raw);
    configured.security.master_key.key = config::Secret(*raw, "file " + key_file().string());
  }
  std::unique_ptr<store::Database> open() {
    return std::make_unique<store::Database>(configured.store.path.string(), key(), random,
                                             clock.reader());
  }
  std::string name_of_ana(store::Database& database) {
    std::string name;
    std::array<store::Database::Job, 1> jobs{[&](store::Writing& store) {
      name = store::staff::find(store, *store::staff::by_username(store, "ana"))->staff.name;
    }};
    const auto done = database.commit_together(jobs);
    if (done.failures.front()) std::rethrow_exception(done.failures.front());
    return name;
  }

  TemporaryFolder folder;
  ManualClock clock;
  std::function<void(std::span<std::uint8_t>)> random = seeded_random(11);
  Environment environment{.now = clock.reader(), .random = random, .log = {}};
  config::Config configured;
};

}  // namespace

TEST_CASE("with a new master key everything opens, and with the old one nothing") {
  Keyed keyed;
  const auto before = keyed.key();
  change_key_file(keyed.configured, keyed.environment);
  keyed.read_key_file();
  CHECK(keyed.key() != before);
  CHECK(!fs::exists(next_key_file(keyed.key_file())));
  struct stat about{};
  REQUIRE(stat(keyed.key_file().c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
  CHECK(keyed.name_of_ana(*keyed.open()) == "Ana");
  CHECK(store::verify(keyed.configured.store.path.string(), keyed.key()).is_whole());
  CHECK(!store::is_opened_by(keyed.configured.store.path.string(), before));
  CHECK_THROWS_AS(store::Spool::check(keyed.spool(), before), store::SpoolUnreadable);
}

TEST_CASE("a service that runs meanwhile goes on, with all that it keeps from then on") {
  Keyed keyed;
  const auto service = keyed.open();
  change_key_file(keyed.configured, keyed.environment);
  CHECK(keyed.name_of_ana(*service) == "Ana");
  keyed.read_key_file();
  CHECK(keyed.name_of_ana(*keyed.open()) == "Ana");
}

TEST_CASE("interrupted between any two steps, the next start opens everything, and again rekeys") {
  int steps = 0;
  {
    Keyed keyed;
    change_key_file(keyed.configured, keyed.environment, [&] { ++steps; });
  }
  REQUIRE(steps == 3);
  for (int step = 0; step < steps; ++step) {
    for (const bool is_started_in_between : {true, false}) {
      CAPTURE(step);
      CAPTURE(is_started_in_between);
      Keyed keyed;
      const auto first = keyed.key();
      int left = step;
      CHECK_THROWS_AS(change_key_file(keyed.configured, keyed.environment,
                                      [&] {
                                        if (left-- == 0) throw Killed{};
                                      }),
                      Killed);
      keyed.read_key_file();
      if (is_started_in_between) {
        // The last interruption is after the database has the new key.
        CHECK(finish_rekey(keyed.configured) == (step == 2));
        CHECK(keyed.name_of_ana(*keyed.open()) == "Ana");
        CHECK(store::verify(keyed.configured.store.path.string(), keyed.key()).is_whole());
        CHECK(!finish_rekey(keyed.configured));
      }
      change_key_file(keyed.configured, keyed.environment);
      keyed.read_key_file();
      CHECK(keyed.key() != first);
      CHECK(!fs::exists(next_key_file(keyed.key_file())));
      CHECK(keyed.name_of_ana(*keyed.open()) == "Ana");
      CHECK(store::verify(keyed.configured.store.path.string(), keyed.key()).is_whole());
    }
  }
}

TEST_CASE("a key file that a crash cut short is no key, and is made anew") {
  Keyed keyed;
  std::ofstream(next_key_file(keyed.key_file())) << "c2hvcnQ";
  CHECK(!finish_rekey(keyed.configured));
  change_key_file(keyed.configured, keyed.environment);
  keyed.read_key_file();
  CHECK(keyed.name_of_ana(*keyed.open()) == "Ana");
}

TEST_CASE("a key next to the key file that opens nothing is never put in its place") {
  Keyed keyed;
  store::MasterKey stranger{};
  keyed.random(stranger);
  REQUIRE(config::create_master_key(next_key_file(keyed.key_file()), stranger));
  keyed.configured.security.master_key.key =
      config::Secret(std::string(32, 'x'), "file somewhere");  // a wrong one, put there by hand
  CHECK(!finish_rekey(keyed.configured));
  CHECK_THROWS_WITH_AS(change_key_file(keyed.configured, keyed.environment),
                       doctest::Contains("master key does not open"), store::Unusable);
  keyed.read_key_file();
  CHECK(keyed.name_of_ana(*keyed.open()) == "Ana");
}

TEST_CASE("a key that the environment gives is shown before anything is changed") {
  Keyed keyed;
  keyed.configured.security.master_key.file.clear();
  CHECK_THROWS_AS(change_key_of_environment(keyed.configured, keyed.environment,
                                            [](const std::string&) { throw Killed{}; }),
                  Killed);
  CHECK(keyed.name_of_ana(*keyed.open()) == "Ana");
  std::string shown;
  change_key_of_environment(keyed.configured, keyed.environment,
                            [&](const std::string& text) { shown = text; });
  const auto raw = config::decode_master_key(shown);
  REQUIRE(raw);
  keyed.configured.security.master_key.key = config::Secret(*raw, "environment variable KEY");
  CHECK(keyed.name_of_ana(*keyed.open()) == "Ana");
  CHECK(store::verify(keyed.configured.store.path.string(), keyed.key()).is_whole());
}

}  // namespace warmline::test
