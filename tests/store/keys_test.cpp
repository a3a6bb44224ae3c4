#include "gateway/store/keys.hpp"

#include <doctest/doctest.h>

#include "tests/store/opened.hpp"

namespace warmline::test {

using store::MasterKey;
using store::SealBroken;

namespace {

constexpr MasterKey another_key{9, 9, 9};

// Another connection to the same file, as a command has beside the service.
store::Connection beside(const Opened& opened) {
  return store::Connection(opened.file(), SQLite::OPEN_READWRITE);
}

}  // namespace

TEST_CASE("a database's keys are made once and open again under its master key alone") {
  Opened opened;
  const auto hash = opened.database->seal().keyed_hash("number", "+15035550123");
  const auto word = opened.database->seal().word_hash("sleep");
  opened.open();
  CHECK(opened.database->seal().keyed_hash("number", "+15035550123") == hash);
  CHECK(opened.database->seal().word_hash("sleep") == word);
  CHECK_THROWS_WITH_AS(opened.open(another_key), doctest::Contains("the master key does not open"),
                       store::Unusable);
}

TEST_CASE("two databases under one master key have nothing in common") {
  const Opened one;
  const Opened other;
  CHECK(one.database->seal().keyed_hash("number", "+15035550123") !=
        other.database->seal().keyed_hash("number", "+15035550123"));
}

TEST_CASE("under a new master key everything opens, also for who had the database open before") {
  Opened opened;
  routing::TexterId before;
  opened.write([&](store::Writing& store) { before = a_thread(store).texter; });
  auto connection = beside(opened);
  store::rewrap_keys(connection, test_key, another_key);

  routing::TexterId after;
  opened.write([&](store::Writing& store) {
    CHECK(store::texters::number(store, before).dialable() == "+15035550123");
    after = a_thread(store, "+15035550124").texter;
  });
  CHECK_THROWS_AS(opened.open(test_key), store::Unusable);
  opened.open(another_key);
  opened.read([&](store::Reading& store) {
    CHECK(store::texters::number(store, before).dialable() == "+15035550123");
    CHECK(store::texters::number(store, after).dialable() == "+15035550124");
  });
}

TEST_CASE("a master key that is not the one in use changes nothing") {
  Opened opened;
  auto connection = beside(opened);
  CHECK_THROWS_AS(store::rewrap_keys(connection, another_key, MasterKey{7}), SealBroken);
  CHECK_NOTHROW(opened.open(test_key));
}

TEST_CASE("a database without its keys is not given new ones") {
  Opened opened;
  opened.write([](store::Writing& store) { a_peer(store, "ana"); });
  beside(opened).execute("DELETE FROM keys");
  CHECK_THROWS_WITH_AS(opened.open(), doctest::Contains("has no keys"), store::Unusable);
}

}  // namespace warmline::test
