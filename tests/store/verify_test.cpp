#include "gateway/store/verify.hpp"

#include <doctest/doctest.h>

#include "gateway/store/lines.hpp"
#include "gateway/store/spool.hpp"
#include "gateway/store/texts.hpp"
#include "tests/store/kept.hpp"

namespace warmline::test {
namespace {

struct Damage {
  std::string what;
  std::string sql;
  std::string said;  // part of the line that says so
};

// Each is done to a whole database, and nothing else.
const Damage damages[] = {
    {"a row whose reference leads nowhere",
     "UPDATE conversations SET last_owner = zeroblob(16) WHERE state = 'closed'",
     "refers to a row of staff"},
    {"an index that was taken away", "DROP INDEX texts_by_carrier_id",
     "index texts_by_carrier_id is missing"},
    {"a table that does not belong here", "CREATE TABLE extra (a INTEGER) STRICT",
     "table extra does not belong here"},
    {"a constraint that was taken away",
     "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, ' CHECK (capacity "
     ">= 1)', '') WHERE name = 'staff'",
     "table staff is not what this program makes"},
    {"a body that was changed", "UPDATE texts SET body = zeroblob(length(body)) WHERE rowid = 1",
     "the body of text"},
    {"two bodies that changed places",
     "UPDATE texts SET body = (SELECT body FROM texts WHERE rowid = 5) WHERE rowid = 4",
     "the body of text"},
    {"what the carrier said, changed", "UPDATE texts SET parameters = x'01' WHERE direction = 'in'",
     "the carrier's words of text"},
    {"media that do not open", "UPDATE texts SET media = body WHERE rowid = 1",
     "the media of text"},
    {"a phone of staff that does not open",
     "INSERT INTO phones SELECT id, id, zeroblob(60), 'en', 1 FROM staff LIMIT 1",
     "the phone of staff"},
    {"a text to staff that does not open",
     "INSERT INTO staff_texts SELECT zeroblob(16), s.id, l.id, 'staff_on', NULL, zeroblob(32),"
     " zeroblob(60), zeroblob(60), 1, 'queued', 0, 1, NULL, NULL, NULL, NULL, NULL FROM staff s,"
     " lines l LIMIT 1",
     "to staff does not open"},
    {"a text to staff that is looked for and does not open",
     "INSERT INTO staff_texts SELECT zeroblob(16), s.id, l.id, 'staff_on', NULL, zeroblob(32),"
     " zeroblob(60), zeroblob(60), 1, 'unknown', 1, NULL, 1, NULL, NULL, NULL, 9 FROM staff s,"
     " lines l LIMIT 1",
     "to staff does not open"},
    {"a text to staff that is looked for though it has left",
     "INSERT INTO staff_texts SELECT zeroblob(16), s.id, l.id, 'staff_on', NULL, zeroblob(32),"
     " x'', x'', 1, 'sent', 1, NULL, 1, NULL, NULL, NULL, 9 FROM staff s, lines l LIMIT 1",
     "to staff that is looked for, and is not unknown"},
    {"a phone of somebody disabled",
     "INSERT INTO phones SELECT id, id, zeroblob(60), 'en', 1 FROM staff; UPDATE staff"
     " SET enabled = 0",
     "a phone of somebody who was disabled"},
    {"a text to a staff phone after STOP",
     "INSERT INTO staff_texts SELECT zeroblob(16), s.id, h.line, 'staff_on', NULL, x.number_hash,"
     " x'', x'', 1, 'sent', 1, NULL, 9, NULL, NULL, NULL, NULL FROM staff s, threads h JOIN "
     "texters x"
     " ON x.id = h.texter LIMIT 1; UPDATE threads SET opted_out_at = 8",
     "a phone of staff that had said STOP"},
    {"a text to staff that has left and still has its words",
     "INSERT INTO staff_texts SELECT zeroblob(16), s.id, l.id, 'staff_on', NULL, zeroblob(32),"
     " x'', x'01', 1, 'sent', 1, NULL, 9, NULL, NULL, NULL, NULL FROM staff s, lines l LIMIT 1",
     "to staff that is over, and still holds something"},
    {"pages too often",
     "INSERT INTO pages SELECT zeroblob(16), id, 'waiting', NULL, 1, NULL, NULL, NULL FROM lines"
     " LIMIT 1; INSERT INTO pages SELECT randomblob(16), line, reason, NULL, 2, NULL, NULL,"
     " NULL FROM pages",
     "two pages of a line for one reason"},
    {"somebody paged too often",
     "INSERT INTO pages SELECT zeroblob(16), id, 'waiting', NULL, 1, NULL, NULL, NULL FROM lines"
     " LIMIT 1; INSERT INTO staff_texts SELECT zeroblob(16), s.id, p.line, 'staff_page_waiting',"
     " p.id, zeroblob(32), x'', x'', 1, 'sent', 1, NULL, 9, NULL, NULL, NULL, NULL FROM staff s, "
     "pages p"
     " LIMIT 1; INSERT INTO staff_texts SELECT randomblob(16), staff, line, kind, page,"
     " number_hash, number, body, 2, status, tries, next_at, attempted_at, NULL, NULL, NULL,"
     " NULL FROM staff_texts",
     "who was paged twice within 10 minutes"},
    {"a page that goes on after its acknowledgement",
     "INSERT INTO pages SELECT zeroblob(16), l.id, 'waiting', NULL, 1, 2, 2, s.id FROM lines l,"
     " staff s LIMIT 1",
     "a page that was acknowledged, and goes on"},
    {"a state that there is not", "UPDATE conversations SET state = 'gone' WHERE state = 'open'",
     "CHECK constraint failed in conversations"},
    {"a number that does not open", "UPDATE texters SET number = zeroblob(80)",
     "the number of texter"},
    {"a number that is not found",
     "UPDATE texters SET number_hash = zeroblob(32) WHERE codename = 'New Pebble'",
     "is not found by their number"},
    {"a name that does not open", "UPDATE staff SET name = zeroblob(60) WHERE username = 'ana'",
     "the name of staff"},
    {"a key that does not open", "UPDATE texter_keys SET wrapped = zeroblob(80)",
     "the key of texter"},
    {"a texter whose key is gone",
     "DELETE FROM texter_keys WHERE texter = (SELECT min(texter) FROM texter_keys)",
     "a texter without a key"},
    {"an owner where there may be none",
     "UPDATE conversations SET owner = last_owner WHERE state = 'closed' AND last_owner IS NOT "
     "NULL",
     "whose state does not fit"},
    {"an answer that nobody is reminded of",
     "UPDATE conversations SET waiting_since = 1, silence_due_at = NULL WHERE state = 'open'",
     "of which nobody is reminded"},
    {"the silence of what is closed",
     "UPDATE conversations SET silence_due_at = 1 WHERE state = 'closed'", "whose silence is due"},
    {"a second live conversation",
     "DROP INDEX conversations_live_by_thread; INSERT INTO conversations SELECT zeroblob(16),"
     " thread, line, texter, 'waiting', NULL, NULL, NULL, NULL, 0, 0, 1, NULL, 'en', 1, 1, NULL,"
     " NULL, NULL, NULL, 0, 0, NULL FROM conversations WHERE state = 'open'",
     "more than one live conversation"},
    {"urgent, and nobody said why", "UPDATE conversations SET urgent = 1 WHERE state = 'open'",
     "urgent without a flag"},
    {"a flag that makes nothing urgent",
     "INSERT INTO flags (id, conversation, kind, phrase, language, raised_at) SELECT zeroblob(16),"
     " id, 'worrying_words', x'', 'en', 1 FROM conversations WHERE state = 'open' LIMIT 1",
     "flagged and not urgent"},
    {"a phrase that does not open",
     "INSERT INTO flags (id, conversation, kind, phrase, language, raised_at) SELECT zeroblob(16),"
     " id, 'opt_out_wish', x'01', 'en', 1 FROM conversations WHERE state = 'open' LIMIT 1",
     "the phrase of flag"},
    {"a conversation that began in spite of a block",
     "INSERT INTO blocks (id, thread, conversation, reason, blocked_at, blocked_by, until) SELECT"
     " zeroblob(16), thread, id, x'', opened_at - 1, last_owner, opened_at + 1 FROM conversations"
     " WHERE last_owner IS NOT NULL LIMIT 1",
     "began while its thread was blocked"},
    {"a reason that does not open",
     "INSERT INTO blocks (id, thread, conversation, reason, blocked_at, blocked_by, until) SELECT"
     " zeroblob(16), thread, id, x'01', 1, last_owner, 2 FROM conversations"
     " WHERE last_owner IS NOT NULL LIMIT 1",
     "the reason of block"},
    {"why a number was seen, unreadable",
     "INSERT INTO reveals (id, conversation, texter, staff, reason, at) SELECT zeroblob(16), id,"
     " texter, last_owner, x'01', 1 FROM conversations WHERE last_owner IS NOT NULL LIMIT 1",
     "the reason of reveal"},
    {"why the number of somebody forgotten was seen",
     "INSERT INTO reveals (id, conversation, texter, staff, reason, at) SELECT zeroblob(16), id,"
     " texter, last_owner, x'01', 1 FROM conversations WHERE last_owner IS NOT NULL LIMIT 1;"
     " INSERT INTO forgotten SELECT texter, 1 FROM reveals",
     "a reveal that still tells of somebody forgotten"},
    {"an invitation whose name does not open",
     "INSERT INTO invitations SELECT zeroblob(16), zeroblob(32), x'01', role, '[]', '[]', '[]', 1,"
     " 1, id, 2 FROM staff LIMIT 1",
     "the name of invitation"},
    {"a link for somebody disabled",
     "UPDATE staff SET enabled = 0; INSERT INTO password_resets SELECT id, zeroblob(32), 1, id, 2"
     " FROM staff LIMIT 1",
     "who was disabled, and can still sign in"},
    {"a draft that does not open",
     "INSERT INTO drafts SELECT zeroblob(16), id, last_owner, 'text', x'01', 1 FROM conversations"
     " WHERE last_owner IS NOT NULL LIMIT 1",
     "the draft 0"},
    {"a draft where retention took all words",
     "INSERT INTO drafts SELECT zeroblob(16), id, last_owner, 'text', x'', 1 FROM conversations"
     " WHERE last_owner IS NOT NULL LIMIT 1; UPDATE conversations SET texts_erased_at = 1",
     "or where all words are gone"},
    {"a text that was sent in place of one that came later",
     "INSERT INTO text_decisions SELECT max(t.id), s.id, 1, min(t.id) FROM texts t, staff s WHERE"
     " t.direction = 'out'",
     "that was sent in place of"},
    {"a text that was left, and may go by itself",
     "INSERT INTO outbox SELECT id, thread, 'looking', 0, 0, 1, 0 FROM texts WHERE direction ="
     " 'out' LIMIT 1; UPDATE texts SET status = 'unknown' WHERE id = (SELECT text FROM outbox);"
     " INSERT INTO text_decisions SELECT o.text, s.id, 1, NULL FROM outbox o, staff s LIMIT 1",
     "and that may go again by itself"},
    {"a conversation with somebody disabled", "UPDATE staff SET enabled = 0 WHERE username = 'ana'",
     "with somebody who was disabled"},
    {"a conversation of another texter",
     "UPDATE conversations SET texter = (SELECT max(id) FROM texters) WHERE state = 'open'",
     "of another texter or line"},
    {"a text in a conversation that is not its own",
     "UPDATE texts SET conversation = (SELECT max(id) FROM conversations) WHERE rowid = 1",
     "in another thread than its conversation"},
    {"a text that came in and was sent", "UPDATE texts SET status = 'sent' WHERE rowid = 1",
     "does not fit its direction"},
    {"a text that waits and is nowhere",
     "UPDATE texts SET status = 'queued' WHERE direction = 'out'", "is not in the outbox"},
    {"an entry of the outbox whose text has left",
     "INSERT INTO outbox SELECT id, thread, 'queued', 0, 0, NULL, 0 FROM texts"
     " WHERE direction = 'out' LIMIT 1",
     "does not fit its text"},
    {"a text queued after STOP",
     "INSERT INTO outbox SELECT id, thread, 'queued', 0, 0, NULL, 0 FROM texts WHERE direction ="
     " 'out' LIMIT 1; UPDATE texts SET status = 'queued' WHERE id = (SELECT text FROM outbox);"
     " UPDATE threads SET opted_out_at = 1",
     "for somebody who had said STOP"},
    {"one carrier's id twice",
     "DROP INDEX texts_by_carrier_id; UPDATE texts SET carrier_id = 'SM0' WHERE carrier_id IS NOT"
     " NULL",
     "a carrier's id that two texts have: main SM0"},
    {"an erased text that still has its body", "UPDATE texts SET erased_at = 1 WHERE rowid = 1",
     "an erased text that still holds something"},
    {"somebody forgotten who has a key again",
     "INSERT INTO forgotten SELECT texter, 1 FROM texter_keys LIMIT 1; UPDATE texts SET erased_at ="
     " 1, body = x'', media = NULL, parameters = NULL, delivery_token = NULL",
     "was forgotten, and still has a key"},
    {"words of somebody forgotten",
     "INSERT INTO forgotten SELECT texter, 1 FROM texter_keys LIMIT 1; DELETE FROM texter_keys"
     " WHERE texter IN (SELECT texter FROM forgotten)",
     "of somebody forgotten that was not erased"},
    {"a text that came in and no event tells of", "DELETE FROM events WHERE kind = 'text.received'",
     "no event tells that text"},
    {"an event of a text that is not there",
     "INSERT INTO events (at, kind, data) VALUES (1, 'text.received', '{\"text\":"
     "\"01a2003e-6322-7004-aef9-d739bf55eb80\"}')",
     "tells of a text that is not there"},
    {"a text that came in twice by the record",
     "INSERT INTO events (at, kind, data) SELECT at, kind, data FROM events WHERE kind ="
     " 'text.received' LIMIT 1",
     "a second time"},
    {"a conversation that no event tells of",
     "DELETE FROM events WHERE conversation = (SELECT min(id) FROM conversations)",
     "no event tells where conversation"},
    {"another owner than the record says",
     "UPDATE conversations SET owner = (SELECT max(id) FROM staff) WHERE state = 'open'",
     "its latest, tells"},
    {"an event of a conversation that is not there",
     "UPDATE events SET conversation = zeroblob(16) WHERE seq = 10",
     "event 10 is of a conversation that is not there"},
    {"an event that can't be read", "UPDATE events SET data = '{' WHERE kind = 'text.received'",
     "can't be read"},
    {"a text in the search index that may not be found",
     "UPDATE texts SET indexed_as = '' WHERE rowid = 1", "which may not be found"},
    {"a text that the search index has lost", "INSERT INTO search (search) VALUES ('delete-all')",
     "the search index does not know text"},
    {"a search index that is torn",
     "UPDATE search_data SET block = substr(block, 1, length(block) / 2) WHERE id > 10",
     "the search index can't be read to the end"},
};

bool says(const store::Verified& verified, const std::string& words) {
  return std::ranges::any_of(verified.wrong.lines(), [&](const std::string& line) {
    return line.find(words) != std::string::npos;
  });
}

std::string all_of(const store::Verified& verified) {
  std::string all;
  for (const auto& line : verified.wrong.lines()) all += line + "\n";
  return all;
}

}  // namespace

TEST_CASE("a whole database is whole, and what is in it is counted") {
  Kept kept;
  kept.bring_up_to_date();
  const auto verified = store::verify(kept.file().string(), kept_key);
  CHECK_MESSAGE(verified.is_whole(), all_of(verified));
  CHECK(verified.lines == 1);
  CHECK(verified.staff == 3);
  CHECK(verified.texters == 3);
  CHECK(verified.conversations == 3);
  CHECK(verified.texts == 10);
  CHECK(verified.events == 38);
}

TEST_CASE("everything that can be wrong at rest is found, each by its own words") {
  Kept kept;
  kept.bring_up_to_date();
  for (const auto& damage : damages) {
    CAPTURE(damage.what);
    const auto damaged = kept.beside("damaged.db");
    std::filesystem::copy_file(kept.file(), damaged,
                               std::filesystem::copy_options::overwrite_existing);
    change(damaged, damage.sql);
    const auto verified = store::verify(damaged.string(), kept_key);
    CHECK_MESSAGE(says(verified, damage.said), all_of(verified));
    std::filesystem::remove(damaged.string() + "-wal");
    std::filesystem::remove(damaged.string() + "-shm");
  }
}

TEST_CASE("an index that has lost rows is found") {
  Kept kept;
  kept.bring_up_to_date();
  const auto define = [&](const std::string& sql) {
    change(kept.file(),
           "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE INDEX "
           "texts_by_thread ON texts (thread, at)" +
               sql + "' WHERE name = 'texts_by_thread'");
  };
  define(" WHERE direction = ''out''");
  change(kept.file(), "REINDEX texts_by_thread");
  define("");
  const auto verified = store::verify(kept.file().string(), kept_key);
  CHECK_MESSAGE(says(verified, "missing from index texts_by_thread"), all_of(verified));
}

TEST_CASE("a torn page is found, and the rest is looked at all the same") {
  Kept kept;
  kept.bring_up_to_date();
  const auto page =
      std::stol(one(kept.file(), "SELECT rootpage FROM sqlite_schema WHERE name = 'receipts'"));
  const auto page_bytes = std::stol(one(kept.file(), "PRAGMA page_size"));
  {
    std::fstream file(kept.file(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp((page - 1) * page_bytes);
    file << std::string(static_cast<std::size_t>(page_bytes) / 2, '\x7f');
  }
  change(kept.file(), "UPDATE staff SET enabled = 0 WHERE username = 'ana'");
  const auto verified = store::verify(kept.file().string(), kept_key);
  CHECK_MESSAGE(says(verified, "the file is damaged"), all_of(verified));
  CHECK(says(verified, "with somebody who was disabled"));
}

TEST_CASE("what it says of damage has a bound, and counts the rest") {
  Kept kept;
  kept.bring_up_to_date();
  change(kept.file(),
         "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
         " INSERT INTO events (at, kind, data) SELECT i, 'text.received', '{}' FROM n");
  const auto verified = store::verify(kept.file().string(), kept_key);
  CHECK(verified.wrong.count() == 1000);
  CHECK(verified.wrong.lines().size() == store::Findings::lines_max);
}

TEST_CASE("texts that come in meanwhile neither wait nor make it say something is wrong") {
  Kept kept;
  kept.bring_up_to_date();
  const auto database = kept.open();
  // What was begun before sees one moment: this reader does not see what is written after.
  const auto reader = database->reader();
  reader->execute("BEGIN");
  reader->query("SELECT count(*) FROM texts").next();
  Kept::write(*database, [](store::Writing& store) {
    store.db.query("UPDATE staff SET idle_since = 1").run();
  });
  CHECK(store::verify(kept.file().string(), kept_key).is_whole());
}

TEST_CASE("a spool that the master key does not open is said") {
  Kept kept;
  kept.bring_up_to_date();
  store::Spool::make(store::Spool::path_of(kept.file().string()), store::MasterKey{5}, {});
  const auto verified = store::verify(kept.file().string(), kept_key);
  CHECK_MESSAGE(says(verified, "line.db.spool"), all_of(verified));
}

TEST_CASE("another master key, an earlier version and a file that is no database are told") {
  Kept kept;
  CHECK_THROWS_WITH_AS(store::verify(kept.file().string(), kept_key),
                       doctest::Contains("tables of version 1"), store::Unusable);
  kept.bring_up_to_date();
  CHECK_THROWS_WITH_AS(store::verify(kept.file().string(), store::MasterKey{9}),
                       doctest::Contains("master key"), store::Unusable);
  std::ofstream(kept.beside("letter.txt")) << std::string(4096, 'x');
  CHECK_THROWS_WITH_AS(store::verify(kept.beside("letter.txt").string(), kept_key),
                       doctest::Contains("not a database"), store::Unusable);
}

}  // namespace warmline::test
