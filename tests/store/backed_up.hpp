// A line's database that is copied, and copies that are brought back.
#pragma once

#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include "gateway/store/backup.hpp"
#include "gateway/store/forgetting.hpp"
#include "gateway/store/restore.hpp"
#include "tests/store/kept.hpp"

namespace warmline::test {

// A line's database, and another machine to bring its copies to.
struct BackedUpLine : Kept {
  BackedUpLine() { bring_up_to_date(); }

  store::backup::Wanted to(const std::string& name) {
    return {.database = file().string(),
            .to = beside(name),
            .with_keys = false,
            .keys_to = {},
            .pause = {}};
  }
  store::backup::Made copy(const std::string& name) { return store::backup::make(to(name)); }
  store::backup::Made copy_with_keys(const std::string& name) {
    auto wanted = to(name);
    wanted.with_keys = true;
    return store::backup::make(wanted);
  }
  store::backup::Made copy_and_keys(const std::string& name, const std::string& keys) {
    auto wanted = to(name);
    wanted.keys_to = beside(keys);
    return store::backup::make(wanted);
  }

  // `where`: line.db, or a database of another name, which is another machine.
  store::restore::Wanted from(const std::string& name, const std::string& where = "line.db") {
    return {.database = beside(where).string(),
            .from = beside(name),
            .keys = {},
            .master = kept_key,
            .random = seeded_random(9),
            .clock = clock.reader()};
  }

  routing::TexterId somebody(const std::string& codename = "New Pebble") {
    store::Connection db(file().string(), SQLite::OPEN_READONLY);
    auto row = db.query("SELECT id FROM texters WHERE codename = ?1", codename);
    REQUIRE(row.next());
    return row.get<routing::TexterId>(0);
  }
  void forget(routing::TexterId texter) {
    const auto database = open();
    write(*database, [&](store::Writing& store) {
      REQUIRE(store::forgetting::begin(store, texter));
      store::forgetting::go_on(store);
    });
  }
};

}  // namespace warmline::test
