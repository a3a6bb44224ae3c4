#include "gateway/store/restore.hpp"

#include <doctest/doctest.h>

#include "gateway/store/checksum.hpp"
#include "gateway/store/forgotten_list.hpp"
#include "gateway/store/lock_file.hpp"
#include "gateway/store/outbox.hpp"
#include "gateway/store/texters.hpp"
#include "gateway/store/texts.hpp"
#include "tests/store/backed_up.hpp"
#include "tests/store/opened.hpp"

namespace warmline::test {
namespace {

namespace fs = std::filesystem;
using routing::Direction;
using store::Writing;
using Line = BackedUpLine;

store::Thread thread_of(store::Reading& store, routing::TexterId texter) {
  auto row = store.db.query("SELECT id FROM threads WHERE texter = ?1", texter);
  REQUIRE(row.next());
  return *store::texters::thread(store, row.get<routing::ThreadId>(0));
}

// Theirs, or the line's own answer.
void add(Writing& store, const store::Thread& thread, Direction direction,
         const std::string& carrier_id) {
  store::Text text;
  text.direction = direction;
  text.automatic = direction == Direction::out;
  text.body = routing::Body("is anybody there");
  text.status = text.automatic ? routing::TextStatus::delivered : routing::TextStatus::received;
  text.language = "en";
  text.carrier = "main";
  text.carrier_id = carrier_id;
  store::texts::add(store, thread, text);
}

// What a refused restore must leave as it was.
std::vector<std::string> standing(const Line& line) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(line.folder.path())) {
    const auto name = entry.path().filename().string();
    if (name.ends_with(".lock") || name.ends_with("-shm") || name.ends_with("-wal")) continue;
    names.push_back(name + " " + (name == "line.db" ? store::checksum::of(entry.path()) : ""));
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace

TEST_CASE("a copy brought back takes its keys from itself, or from the database it replaces") {
  Line line;
  line.copy("copy.db");
  line.copy_with_keys("with.db");
  CHECK(store::restore::restore(line.from("with.db")).keys == store::restore::KeysFrom::the_copy);
  const auto restored = store::restore::restore(line.from("copy.db"));
  CHECK(restored.keys == store::restore::KeysFrom::the_replaced_database);
  CHECK(restored.replaced_was_readable);
  REQUIRE(restored.replaced);
  CHECK(one(*restored.replaced, "SELECT count(*) FROM texts") == "10");
  CHECK(store::verify(line.file().string(), kept_key).is_whole());
  line.open();
}

TEST_CASE("whoever was forgotten since the copy was made stays forgotten") {
  const bool keys_are_at_hand = true;
  for (const bool has_keys : {keys_are_at_hand, !keys_are_at_hand}) {
    CAPTURE(has_keys);
    Line line;
    const auto gone = line.somebody();
    if (has_keys) {
      line.copy_with_keys("copy.db");
    } else {
      line.copy("copy.db");
    }
    const auto its_key = one(line.file(),
                             "SELECT wrapped FROM texter_keys WHERE texter = (SELECT id"
                             " FROM texters WHERE codename = 'New Pebble')");
    line.forget(gone);
    const auto restored = store::restore::restore(line.from("copy.db"));
    CHECK(restored.forgotten_again == 1);
    CHECK(restored.verified.is_whole());
    CHECK(one(line.file(), "SELECT count(*) FROM texter_keys") == "2");
    CHECK(one(line.file(), "SELECT count(*) FROM texters WHERE codename = 'New Pebble'") == "0");
    CHECK(one(line.file(), "SELECT count(*) FROM texts WHERE erased_at IS NOT NULL") == "5");
    CHECK(content(line.file()).find(its_key) == std::string::npos);
  }
}

TEST_CASE(
    "that somebody forgotten has texted and was texted since the copy was made is known, and what "
    "is not") {
  Line line;
  const auto gone = line.somebody();
  line.copy_with_keys("copy.db");
  routing::TexterId newcomer;
  {
    const auto database = line.open();
    line.write(*database, [&](Writing& store) {
      add(store, thread_of(store, gone), Direction::in, "SM-known");
      const auto thread = a_thread(store, "+15035550188");
      add(store, thread, Direction::in, "SM-new");
      add(store, thread, Direction::out, "SM-answer");
      newcomer = thread.texter;
    });
  }
  line.forget(gone);
  line.forget(newcomer);
  // A second time from the same copy, of what the first one made.
  for (int times = 1; times <= 2; ++times) {
    CAPTURE(times);
    const auto restored = store::restore::restore(line.from("copy.db"));
    CHECK(restored.verified.is_whole());
    for (const auto* carrier_id : {"SM-known", "SM-new", "SM-answer"}) {
      CAPTURE(carrier_id);
      const auto which = std::string(" FROM texts WHERE carrier_id = '") + carrier_id + "'";
      CHECK(one(line.file(), "SELECT count(*)" + which) == "1");
      CHECK(one(line.file(), "SELECT length(body) + (erased_at IS NULL)" + which) == "0");
    }
    CHECK(one(line.file(),
              "SELECT direction || status || automatic FROM texts"
              " WHERE carrier_id = 'SM-answer'") == "outdelivered1");
    CHECK(one(line.file(), "SELECT count(*) FROM texters WHERE codename LIKE 'Forgotten %'") ==
          "2");
  }
}

TEST_CASE("the list beside the database is enough to forget again when that is lost") {
  Line line;
  line.copy_with_keys("copy.db");
  line.forget(line.somebody());
  fs::remove(line.file());
  CHECK(store::restore::restore(line.from("copy.db")).forgotten_again == 1);
  // And again: it is not used up.
  CHECK(store::restore::restore(line.from("copy.db")).forgotten_again == 1);
}

TEST_CASE("whom only the replaced database knows to be forgotten is put on the list") {
  Line line;
  line.copy_with_keys("copy.db");
  const auto gone = line.somebody();
  line.forget(gone);
  fs::remove(store::forgotten_list::path_for(line.file().string()));
  CHECK(store::restore::restore(line.from("copy.db")).forgotten_again == 1);
  CHECK(store::forgotten_list::all(line.file().string()) == std::vector{gone});
}

TEST_CASE("nothing is sent a second time, and nobody is texted who said STOP, after a restore") {
  Line line;
  change(
      line.file(),
      "UPDATE texts SET status = 'queued' WHERE kind = 'text' AND direction = 'out' AND thread ="
      " (SELECT id FROM threads WHERE texter = (SELECT id FROM texters WHERE codename ="
      " 'Evening Canyon'));"
      "INSERT INTO outbox SELECT id, thread, 'queued', 0, 0, NULL, 0 FROM texts WHERE status ="
      " 'queued';"
      "INSERT INTO pages SELECT zeroblob(16), id, 'waiting', NULL, 1, 2, NULL, NULL FROM lines"
      " LIMIT 1;"
      "INSERT INTO staff_texts SELECT zeroblob(16), s.id, l.id, 'staff_page_waiting',"
      " zeroblob(16), zeroblob(32), x'00', x'00', 1, 'queued', 0, 5, NULL, NULL, NULL, NULL, NULL"
      " FROM staff s, lines l LIMIT 1;"
      "INSERT INTO staff_texts SELECT X'01', s.id, l.id, 'staff_page_waiting', zeroblob(16),"
      " zeroblob(32), x'00', x'00', 1, 'unknown', 1, NULL, 1, NULL, NULL, NULL, 5"
      " FROM staff s, lines l LIMIT 1");
  line.copy_with_keys("copy.db");
  change(line.file(),
         "UPDATE threads SET opted_out_at = 5; DELETE FROM outbox;"
         "UPDATE texts SET status = 'delivered' WHERE status = 'queued'");
  const auto restored = store::restore::restore(line.from("copy.db"));
  CHECK(restored.shown_as_unknown == 1);
  CHECK(restored.opted_out_again == 2);
  CHECK(one(line.file(), "SELECT count(*) FROM outbox") == "0");
  CHECK(one(line.file(), "SELECT group_concat(status || length(number)) FROM staff_texts") ==
        "failed0,unknown0");
  CHECK(one(line.file(), "SELECT count(*) FROM staff_texts WHERE look_at IS NOT NULL") == "0");
  CHECK(one(line.file(), "SELECT count(*) FROM pages WHERE escalate_at IS NOT NULL") == "0");
  CHECK(one(line.file(), "SELECT problem FROM texts WHERE status = 'unknown'") ==
        "outcome_unknown");
  CHECK(one(line.file(), "SELECT count(*) FROM threads WHERE opted_out_at IS NULL") == "0");
  CHECK(one(line.file(), "SELECT count(*) FROM sessions") == "0");
}

TEST_CASE("who came after the copy was made and said STOP is not texted after a restore") {
  Line line;
  line.copy_with_keys("copy.db");
  const auto newcomer = number("+15035550188");
  const auto thread_of_newcomer = [&](auto look) {
    const auto database = line.open();
    line.write(*database, [&](Writing& store) {
      look(store, store::texters::thread_with(
                      store, newcomer, store::lines::keep(store, number("+15035550100"), "line")));
    });
  };
  routing::TexterId texter;
  routing::Instant at;
  thread_of_newcomer([&](Writing& store, const store::Thread& thread) {
    store::texters::set_opted_out(store, thread.id, true);
    texter = thread.texter;
    at = store.now;
  });
  const auto restored = store::restore::restore(line.from("copy.db"));
  CHECK(restored.opted_out_again == 1);
  CHECK(restored.verified.is_whole());
  thread_of_newcomer([&](Writing& store, const store::Thread& thread) {
    CHECK(thread.texter == texter);
    CHECK(thread.opted_out);
    CHECK_FALSE(store::texters::opted_out_since(store, thread.id, at));
    CHECK(store::texters::number(store, texter) == newcomer);
  });
}

TEST_CASE("what can't be restored is told in words, and nothing is replaced") {
  Line line;
  line.copy("bare.db");
  line.copy_and_keys("copy.db", "keys.db");
  line.copy_with_keys("with.db");
  fs::copy_file(line.beside("with.db"), line.beside("changed.db"));
  fs::copy_file(line.beside("with.db.sha256"), line.beside("changed.db.sha256"));
  change(line.beside("changed.db"), "UPDATE staff SET capacity = 7");
  fs::copy_file(line.beside("with.db"), line.beside("wrong.db"));
  change(line.beside("wrong.db"), "UPDATE texts SET body = zeroblob(99) WHERE rowid = 1");
  std::ofstream(line.beside("letter.txt")) << std::string(5000, 'x');
  std::ofstream(line.beside("empty.db")) << "";
  fs::copy_file(line.beside("keys.db"), line.beside("keys_changed.db"));
  fs::copy_file(line.beside("keys.db.sha256"), line.beside("keys_changed.db.sha256"));
  change(line.beside("keys_changed.db"), "DELETE FROM texter_keys");

  struct Refused {
    std::string from;
    std::string keys;
    std::string where;
    store::MasterKey master;
    std::string said;
  };
  const Refused table[] = {
      {"changed.db", "", "line.db", kept_key, "its checksum is not the one in"},
      {"wrong.db", "", "line.db", kept_key, "is not whole, and nothing was replaced"},
      {"letter.txt", "", "line.db", kept_key, "is no copy of a database"},
      {"empty.db", "", "line.db", kept_key, "is no copy of a database"},
      {"keys.db", "", "line.db", kept_key, "is no copy of a database"},
      {"nowhere.db", "", "line.db", kept_key, "there is no"},
      {"bare.db", "", "elsewhere.db", kept_key, "holds no keys"},
      {"bare.db", "nowhere.db", "line.db", kept_key, "there is no"},
      {"bare.db", "letter.txt", "line.db", kept_key, "holds no keys: it is not what"},
      {"bare.db", "keys_changed.db", "line.db", kept_key, "its checksum is not the one in"},
      {"bare.db", "keys.db", "line.db", store::MasterKey{3}, "the master key does not open"},
      {"with.db", "", "line.db", store::MasterKey{3}, "the master key does not open"},
  };
  const auto before = standing(line);
  for (const auto& refused : table) {
    CAPTURE(refused.from);
    CAPTURE(refused.keys);
    auto wanted = line.from(refused.from, refused.where);
    if (!refused.keys.empty()) wanted.keys = line.beside(refused.keys);
    wanted.master = refused.master;
    CHECK_THROWS_WITH_AS(store::restore::restore(wanted), doctest::Contains(refused.said.c_str()),
                         store::Unusable);
    CHECK(standing(line) == before);
  }
}

TEST_CASE("where there is no better copy, one with damage is brought back when that is asked for") {
  Line line;
  line.copy_with_keys("copy.db");
  fs::remove(line.beside("copy.db.sha256"));
  change(line.beside("copy.db"), "UPDATE texts SET body = zeroblob(99) WHERE rowid = 1");
  auto wanted = line.from("copy.db");
  const auto before = standing(line);
  CHECK_THROWS_WITH_AS(store::restore::restore(wanted), doctest::Contains("--despite-damage"),
                       store::Unusable);
  CHECK(standing(line) == before);
  wanted.despite_damage = true;
  const auto restored = store::restore::restore(wanted);
  CHECK(restored.verified.wrong.count() == 1);
  CHECK(restored.verified.texts == 10);
  CHECK(store::verify(line.file().string(), kept_key).wrong.lines() ==
        restored.verified.wrong.lines());
  // Whoever it is damaged of can be forgotten, and then all of it is whole.
  const auto texter = one(line.file(),
                          "SELECT x.codename FROM texters x JOIN threads h ON h.texter = x.id"
                          " JOIN texts t ON t.thread = h.id WHERE t.rowid = 1");
  line.forget(line.somebody(texter));
  const auto left = store::verify(line.file().string(), kept_key);
  for (const auto& wrong : left.wrong.lines()) FAIL_CHECK(wrong);
}

TEST_CASE("a texter who came after the keys were written is missed, and nothing is replaced") {
  Line line;
  line.copy_and_keys("old.db", "keys.db");
  {
    const auto database = line.open();
    Kept::write(*database, [](Writing& store) {
      auto row = store.db.query("SELECT id FROM lines");
      row.next();
      store::texters::thread_with(store, *routing::PhoneNumber::parse("+15035550199"),
                                  row.get<routing::LineId>(0));
    });
  }
  line.copy("new.db");
  auto wanted = line.from("new.db");
  wanted.keys = line.beside("keys.db");
  CHECK_THROWS_WITH_AS(store::restore::restore(wanted), doctest::Contains("without a key"),
                       store::Unusable);
}

TEST_CASE("while a service runs nothing is restored") {
  Line line;
  line.copy("copy.db");
  const store::LockFile service(line.file().string());
  CHECK_THROWS_WITH_AS(store::restore::restore(line.from("copy.db")), doctest::Contains("stop"),
                       store::Unusable);
}

TEST_CASE("a database that can't be read is replaced, and kept with its log") {
  Line line;
  line.copy_with_keys("copy.db");
  std::ofstream(line.file()) << std::string(8192, 'x');
  std::ofstream(line.file().string() + "-wal") << "its log";
  const auto restored = store::restore::restore(line.from("copy.db"));
  CHECK(!restored.replaced_was_readable);
  REQUIRE(restored.replaced);
  CHECK(content(*restored.replaced) == std::string(8192, 'x'));
  CHECK(content(restored.replaced->string() + "-wal") == "its log");
  CHECK(store::verify(line.file().string(), kept_key).is_whole());
}

TEST_CASE("a database that was kept before a migration can be brought back by this version") {
  for (const auto& version : kept_versions()) {
    CAPTURE(version.string());
    Line line;
    Kept old(version);
    fs::copy_file(old.file(), line.beside("old.db"));
    const auto restored = store::restore::restore(line.from("old.db"));
    CHECK(restored.verified.is_whole());
    CHECK(!restored.checksum_was_there);
    CHECK(!fs::exists(line.beside("line.db.restoring")));
  }
}

TEST_CASE("the last changes of the database that is replaced are in what is kept of it") {
  Line line;
  line.copy_with_keys("copy.db");
  SQLite::Database(line.file().string(), SQLite::OPEN_READWRITE)
      .exec("PRAGMA wal_autocheckpoint = 0; UPDATE staff SET capacity = 8");
  const auto restored = store::restore::restore(line.from("copy.db"));
  REQUIRE(restored.replaced);
  CHECK(one(*restored.replaced, "SELECT min(capacity) FROM staff") == "8");
  CHECK(!fs::exists(line.file().string() + "-wal"));
}

}  // namespace warmline::test
