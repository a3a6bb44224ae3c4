#include "gateway/store/spool.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "gateway/store/lock_file.hpp"
#include "gateway/store/query.hpp"
#include "gateway/store/spool_records.hpp"
#include "tests/store/opened.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace warmline;
using store::Spool;

namespace {

constexpr store::MasterKey other_key{9, 9, 9};
constexpr Spool::Limits small{.file_bytes = 32UZ * 1024, .record_bytes_max = 2UZ * 1024};
const routing::Instant night{std::chrono::hours(24 * 365 * 50)};

class SpoolFile {
 public:
  explicit SpoolFile(Spool::Limits limits = small) : limits_(limits) {
    Spool::make(path(), test::test_key, limits_);
  }
  std::string path() const { return (folder_.path() / "line.db.spool").string(); }
  Spool open(const store::MasterKey& key = test::test_key) const {
    return Spool(path(), key, night, limits_);
  }
  std::string bytes() const {
    std::ifstream in(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void set_bytes(const std::string& bytes) const {
    std::ofstream(path(), std::ios::binary | std::ios::trunc) << bytes;
  }
  // Files of that folder whose names have this in them.
  std::vector<std::filesystem::path> files(const std::string& named) const {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      if (entry.path().filename().string().contains(named)) found.push_back(entry.path());
    }
    return found;
  }

 private:
  test::TemporaryFolder folder_;
  Spool::Limits limits_;
};

std::vector<std::string> all(const Spool& spool) {
  std::vector<std::string> records;
  for (const auto& [number, place] : spool.records()) records.push_back(spool.read(number));
  return records;
}

using Records = std::vector<std::string>;

// The bytes that make a record out of "one", "two", ...: as the file has them.
struct Written {
  std::size_t begin;
  std::size_t end;
};
Written place_of(const Spool& spool, std::uint64_t number) {
  const auto& place = spool.records().at(number);
  return {place.offset - store::size_bytes, place.offset + place.sealed_bytes + 1};
}

}  // namespace

TEST_CASE("what was appended is there when the spool is opened again, in its order") {
  const SpoolFile file;
  auto spool = file.open();
  CHECK(spool.records().empty());
  for (const auto* record : {"one", "", "three"}) CHECK(spool.append(record));
  CHECK(all(spool) == Records{"one", "", "three"});
  CHECK(all(file.open()) == Records{"one", "", "three"});
}

TEST_CASE("a spool is its owner's alone, takes its room at once, and shows no words") {
  const SpoolFile file;
  struct stat about{};
  REQUIRE(::stat(file.path().c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
  CHECK(about.st_blocks * 512 >= static_cast<long>(small.file_bytes));
  auto spool = file.open();
  REQUIRE(spool.append("nobody may read this"));
  CHECK(file.bytes().size() == small.file_bytes);
  CHECK_FALSE(file.bytes().contains("nobody may read this"));
}

TEST_CASE("a full spool says so, and goes on when it was cleared") {
  const SpoolFile file;
  auto spool = file.open();
  const std::string record(1990, 'x');
  std::size_t taken = 0;
  while (spool.append(record)) ++taken;
  CHECK(taken == (small.file_bytes - store::records_begin) / (1990 + 46));
  CHECK(spool.append("short"));
  CHECK(file.open().records().size() == taken + 1);
  spool.clear();
  CHECK(spool.append(record));
  CHECK(all(file.open()) == Records{record});
}

TEST_CASE("a record above the bound is not taken") {
  const SpoolFile file;
  auto spool = file.open();
  CHECK_FALSE(spool.append(std::string(small.record_bytes_max + 1, 'x')));
  CHECK(spool.append(std::string(small.record_bytes_max, 'x')));
}

TEST_CASE("a crash at any byte of an append leaves the records before it, and room for the next") {
  const SpoolFile file;
  auto spool = file.open();
  REQUIRE(spool.append("one"));
  const auto before = file.bytes();
  REQUIRE(spool.append(std::string(300, 'x')));
  const auto after = file.bytes();
  const auto torn = place_of(spool, 1);
  for (std::size_t cut = torn.begin; cut < torn.end; ++cut) {
    CAPTURE(cut);
    file.set_bytes(after.substr(0, cut) + before.substr(cut));
    auto opened = file.open();
    REQUIRE(all(opened) == Records{"one"});
    REQUIRE_FALSE(opened.damaged_file());
    REQUIRE(opened.append("two"));
    REQUIRE(all(file.open()) == Records{"one", "two"});
  }
}

TEST_CASE("a crash that kept some sectors of an append and lost others leaves no record of it") {
  const SpoolFile file;
  auto spool = file.open();
  REQUIRE(spool.append("one"));
  const auto before = file.bytes();
  REQUIRE(spool.append(std::string(1500, 'x')));
  const auto after = file.bytes();
  const auto torn = place_of(spool, 1);
  const std::size_t first = torn.begin / 512;
  const std::size_t count = torn.end / 512 - first + 1;
  for (std::size_t kept = 0; kept + 1 < (1UZ << count); ++kept) {
    CAPTURE(kept);
    auto bytes = before;
    for (std::size_t sector = 0; sector < count; ++sector) {
      if ((kept >> sector & 1) == 0) continue;
      bytes.replace((first + sector) * 512, 512, after, (first + sector) * 512, 512);
    }
    file.set_bytes(bytes);
    auto opened = file.open();
    REQUIRE(all(opened) == Records{"one"});
    REQUIRE_FALSE(opened.damaged_file());
    REQUIRE(opened.append("two"));
    REQUIRE(all(file.open()) == Records{"one", "two"});
  }
}

TEST_CASE("records that changed places don't open, and the file is kept for a person to look at") {
  const SpoolFile file;
  auto spool = file.open();
  for (const auto* record : {"first", "other", "third"}) REQUIRE(spool.append(record));
  const auto first = place_of(spool, 0);
  const auto other = place_of(spool, 1);
  auto bytes = file.bytes();
  std::swap_ranges(bytes.begin() + static_cast<long>(first.begin),
                   bytes.begin() + static_cast<long>(first.end),
                   bytes.begin() + static_cast<long>(other.begin));
  file.set_bytes(bytes);
  auto opened = file.open();
  CHECK(all(opened) == Records{"third"});
  REQUIRE(opened.damaged_file());
  REQUIRE(file.files("damaged").size() == 1);
  CHECK(file.files("damaged").front() == *opened.damaged_file());
  // What was whole is in a new spool, which goes on.
  REQUIRE(opened.append("fourth"));
  const auto again = file.open();
  CHECK(all(again) == Records{"third", "fourth"});
  CHECK_FALSE(again.damaged_file());
}

TEST_CASE("a flipped bit costs one record, wherever it is, and never a word to nobody") {
  const SpoolFile file;
  auto spool = file.open();
  for (const auto* record : {"one", "two", "three"}) REQUIRE(spool.append(record));
  const auto whole = file.bytes();
  const auto hit = place_of(spool, 1);
  for (std::size_t at = hit.begin + store::size_bytes; at < hit.end; ++at) {
    CAPTURE(at);
    for (const auto& aside : file.files("damaged")) std::filesystem::remove(aside);
    auto bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x40);
    file.set_bytes(bytes);
    const auto opened = file.open();
    REQUIRE(all(opened) == Records{"one", "three"});
    REQUIRE(opened.damaged_file());
  }
}

TEST_CASE("the last record, written whole and damaged later, is not taken for a torn one") {
  const SpoolFile file;
  auto spool = file.open();
  for (const auto* record : {"one", "two"}) REQUIRE(spool.append(record));
  auto bytes = file.bytes();
  bytes[place_of(spool, 1).begin + 20] ^= 0x01;
  file.set_bytes(bytes);
  const auto opened = file.open();
  CHECK(all(opened) == Records{"one"});
  CHECK(opened.damaged_file());
}

TEST_CASE("records of before a clear don't come back, though their bytes do") {
  const SpoolFile file;
  auto spool = file.open();
  REQUIRE(spool.append("old news"));
  const auto old = file.bytes();
  const auto place = place_of(spool, 0);
  spool.clear();
  CHECK(file.bytes().substr(store::records_begin) ==
        std::string(small.file_bytes - store::records_begin, '\0'));
  auto bytes = file.bytes();
  bytes.replace(place.begin, place.end - place.begin, old, place.begin, place.end - place.begin);
  file.set_bytes(bytes);
  CHECK(all(file.open()).empty());
}

TEST_CASE("a crash at any step of clearing leaves all records or none") {
  const SpoolFile file;
  auto spool = file.open();
  for (const auto* record : {"one", "two"}) REQUIRE(spool.append(record));
  const auto before = file.bytes();
  spool.clear();
  const auto after = file.bytes();
  // The head says that it is being cleared once its second epoch is there, and that it is done once
  // the first is newer.
  auto begun = before;
  begun.replace(2048, 512, after, 2048, 512);
  auto half_wiped = begun;
  half_wiped.replace(store::records_begin, 60, 60, '\0');
  auto wiped = begun;
  wiped.replace(store::records_begin, after.size() - store::records_begin, after,
                store::records_begin);
  file.set_bytes(before);
  CHECK(all(file.open()) == Records{"one", "two"});
  for (const auto& bytes : {begun, half_wiped, wiped, after}) {
    file.set_bytes(bytes);
    auto opened = file.open();
    CHECK(opened.records().empty());
    CHECK_FALSE(opened.damaged_file());
    REQUIRE(opened.append("new"));
    CHECK(all(file.open()) == Records{"new"});
  }
}

TEST_CASE("an erased record is wiped; the others keep their places") {
  const SpoolFile file;
  auto spool = file.open();
  for (const auto* record : {"one", "two", "three"}) REQUIRE(spool.append(record));
  const auto gone = place_of(spool, 1);
  spool.erase(1);
  CHECK(all(spool) == Records{"one", "three"});
  const auto wiped = file.bytes().substr(gone.begin + store::size_bytes,
                                         gone.end - gone.begin - store::frame_bytes);
  CHECK(wiped == std::string(wiped.size(), '\0'));
  auto again = file.open();
  CHECK(all(again) == Records{"one", "three"});
  CHECK_FALSE(again.damaged_file());
  REQUIRE(again.append("four"));
  CHECK(all(file.open()) == Records{"one", "three", "four"});
}

TEST_CASE("one record that stays does not keep the room of all that came and went beside it") {
  const SpoolFile file;
  {
    auto spool = file.open();
    const std::string record(1990, 'x');
    REQUIRE(spool.append("waits for its line"));
    while (const auto number = spool.append(record)) spool.erase(*number);
    CHECK(all(spool) == Records{"waits for its line"});
  }
  auto spool = file.open();
  CHECK(all(spool) == Records{"waits for its line"});
  CHECK(file.files(".damaged").empty());
  for (int i = 0; i < 10; ++i) CHECK(spool.append(std::string(1990, 'y')));
  CHECK(file.open().records().size() == 11);
}

TEST_CASE("another master key does not open it, and changes nothing") {
  const SpoolFile file;
  {
    auto spool = file.open();
    REQUIRE(spool.append("one"));
  }
  const auto bytes = file.bytes();
  CHECK_THROWS_AS(file.open(other_key), store::SpoolUnreadable);
  CHECK(file.bytes() == bytes);
  CHECK(file.files("damaged").empty());
}

TEST_CASE("while the master key changes both open it; then the new one alone") {
  const SpoolFile file;
  auto running = file.open();
  REQUIRE(running.append("before"));
  Spool::add_key(file.path(), test::test_key, other_key);
  CHECK(all(file.open()) == Records{"before"});
  CHECK(all(file.open(other_key)) == Records{"before"});
  // Whoever has it open goes on.
  REQUIRE(running.append("between"));
  Spool::add_key(file.path(), test::test_key, other_key);
  Spool::keep_only_key(file.path(), other_key);
  REQUIRE(running.append("after"));
  CHECK(all(file.open(other_key)) == Records{"before", "between", "after"});
  CHECK_THROWS_AS(file.open(), store::SpoolUnreadable);
  CHECK_THROWS_AS(Spool::keep_only_key(file.path(), test::test_key), store::SpoolUnreadable);
  CHECK_THROWS_AS(Spool::add_key(file.path(), test::test_key, other_key), store::SpoolUnreadable);
}

TEST_CASE("a damaged file moved aside takes both its keys along") {
  const SpoolFile file;
  auto spool = file.open();
  for (const auto* record : {"one", "two"}) REQUIRE(spool.append(record));
  Spool::add_key(file.path(), test::test_key, other_key);
  auto bytes = file.bytes();
  bytes[place_of(spool, 0).begin + 10] ^= 0x01;
  file.set_bytes(bytes);
  CHECK(all(file.open(other_key)) == Records{"two"});
  CHECK(all(file.open()) == Records{"two"});
}

TEST_CASE("a spool that is not one, or lost its head, is told apart from an empty one") {
  const SpoolFile file;
  const auto whole = file.bytes();
  for (const auto& bytes : {std::string(), std::string("not a spool"), whole.substr(0, 1000),
                            std::string(4096, '\0') + whole.substr(4096)}) {
    file.set_bytes(bytes);
    CHECK_THROWS_AS(file.open(), store::SpoolUnreadable);
  }
  auto headless = whole;
  headless.replace(1536, 1024, 1024, '\0');
  file.set_bytes(headless);
  CHECK_THROWS_AS(file.open(), store::SpoolUnreadable);
}

TEST_CASE("a spool that was cut short goes on in a whole one") {
  const SpoolFile file;
  auto spool = file.open();
  REQUIRE(spool.append("one"));
  file.set_bytes(file.bytes().substr(0, 8192));
  auto opened = file.open();
  CHECK(all(opened) == Records{"one"});
  CHECK(file.bytes().size() == small.file_bytes);
}

TEST_CASE("one service at a time has a database") {
  const test::TemporaryFolder folder;
  const auto database = (folder.path() / "line.db").string();
  {
    const store::LockFile mine(database);
    CHECK_THROWS_AS(store::LockFile{database}, store::Unusable);
  }
  CHECK_NOTHROW(store::LockFile{database});
}
