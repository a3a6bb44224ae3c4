#include "gateway/store/forgetting.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <system_error>

#include <fmt/format.h>

#include "gateway/store/blocks.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/drafts.hpp"
#include "gateway/store/erasing.hpp"
#include "gateway/store/flags.hpp"
#include "gateway/store/forgotten_list.hpp"
#include "gateway/store/outbox.hpp"
#include "gateway/store/reveals.hpp"
#include "gateway/store/staff.hpp"
#include "gateway/store/texts.hpp"

namespace warmline::store::forgetting {
namespace {

using routing::EventKind;
using routing::StaffId;
using routing::TexterId;
using routing::ThreadId;

constexpr int log_wait_ms = 5000;

template <class SomeId>
std::vector<SomeId> ids(Query rows) {
  std::vector<SomeId> found;
  while (rows.next()) found.push_back(rows.get<SomeId>(0));
  return found;
}

std::vector<ThreadId> threads_of(Reading& store, TexterId texter) {
  return ids<ThreadId>(
      store.db.query("SELECT id FROM threads WHERE texter = ?1 ORDER BY id", texter));
}

bool exists(Reading& store, TexterId texter) {
  return store.db.query("SELECT 1 FROM texters WHERE id = ?1", texter).next();
}

bool has_key(Reading& store, TexterId texter) {
  return store.db.query("SELECT 1 FROM texter_keys WHERE texter = ?1", texter).next();
}

// False where they are on it already.
bool put_down(Writing& store, TexterId texter) {
  return store.db
             .query(
                 "INSERT INTO forgotten (texter, at) VALUES (?1, ?2)"
                 " ON CONFLICT (texter) DO NOTHING",
                 texter, store.now)
             .run() > 0;
}

void take_away_who(Writing& store, TexterId texter) {
  // The hash has to differ from everybody's: their own id, which leads to nobody.
  store.db
      .query(
          "UPDATE texters SET number = x'', number_hash = id, codename = ?2, language = NULL"
          " WHERE id = ?1",
          texter, nameless(store, texter))
      .run();
  store.db.query("UPDATE threads SET forget_asked_at = NULL WHERE texter = ?1", texter).run();
}

void send_nothing_more(Writing& store, ThreadId thread) {
  const Failure why{routing::ProblemCode::forgotten, {}, "They were forgotten before it was sent."};
  const auto all = [&](std::string_view sql) {
    return ids<routing::TextId>(store.db.query(sql, thread));
  };
  for (const auto text : all("SELECT text FROM outbox WHERE thread = ?1 AND state = 'queued'")) {
    texts::advance(store, text, routing::TextStatus::failed, why);
    outbox::remove(store, text);
  }
  // Those that were handed over may arrive all the same.
  for (const auto text : all("SELECT text FROM outbox WHERE thread = ?1")) {
    texts::advance(store, text, routing::TextStatus::unknown);
    outbox::remove(store, text);
  }
}

std::string or_null(const std::optional<StaffId>& who) {
  return who ? '"' + who->text() + '"' : "null";
}

void close(Writing& store, routing::Conversation conversation) {
  const auto from = conversation.owner ? conversation.owner : conversation.offered_to;
  routing::let_go(conversation);
  conversation.waiting_since.reset();
  conversation.state = routing::ConversationState::closed;
  conversation.closed_at = store.now;
  conversations::keep(store, conversation);
  if (from) staff::set_idle(store, *from);
  events::append(store, {.kind = EventKind::conversation_closed,
                         .line = conversation.line,
                         .conversation = conversation.id,
                         .data = fmt::format(R"({{"state":"closed","owner":null,"offered_to":null,)"
                                             R"("from":{},"to":null}})",
                                             or_null(from))});
}

void end_conversations(Writing& store, TexterId texter, ThreadId thread) {
  const auto latest = conversations::latest(store, thread);
  if (latest && routing::is_live(*latest)) close(store, *latest);
  store.db
      .query(
          "DELETE FROM wishes WHERE conversation IN (SELECT id FROM conversations WHERE thread = "
          "?1)",
          thread)
      .run();
  events::append(store, {.kind = EventKind::texter_forgotten,
                         .line = texters::thread(store, thread)->line,
                         .conversation = latest ? std::optional(latest->id) : std::nullopt,
                         .data = fmt::format(R"({{"texter":"{}"}})", texter.text())});
}

// The next of their texts, `most` at the most; then the key.
void take_away_words(Writing& store, TexterId texter, int most) {
  for (const auto thread : threads_of(store, texter)) {
    most -= erasing::erase_texts(store, texter, thread, {}, most);
    if (most == 0) return;
  }
  store.db.query("DELETE FROM texter_keys WHERE texter = ?1", texter).run();
}

void make_unreachable(Writing& store, TexterId texter) {
  take_away_who(store, texter);
  flags::erase_all_of(store, texter);
  blocks::erase_all_of(store, texter);
  reveals::erase_all_of(store, texter);
  drafts::erase_all_of(store, texter);
  for (const auto thread : threads_of(store, texter)) {
    send_nothing_more(store, thread);
    end_conversations(store, texter, thread);
  }
}

}  // namespace

bool begin(Writing& store, TexterId texter) {
  if (!exists(store, texter) || !put_down(store, texter)) return false;
  make_unreachable(store, texter);
  // Whoever has no key is not found again by go_on().
  take_away_words(store, texter,
                  has_key(store, texter) ? texts_at_once : std::numeric_limits<int>::max());
  // Last of all: where anything before it fails they are not on the list. Where the commit fails
  // they are, and a restore would do what they asked for.
  try {
    forgotten_list::add(store.db.raw().getFilename(), texter);
  } catch (const std::system_error&) {
    // They are forgotten all the same: complete_list() puts them down.
  }
  return true;
}

void complete_list(Reading& store) {
  const std::string database = store.db.raw().getFilename();
  const auto listed = forgotten_list::all(database);
  for (const auto texter : all(store)) {
    if (std::ranges::find(listed, texter) == listed.end()) forgotten_list::add(database, texter);
  }
}

bool go_on(Writing& store) {
  auto row = store.db.query(
      "SELECT f.texter FROM forgotten f JOIN texter_keys k ON k.texter = f.texter LIMIT 1");
  if (!row.next()) return false;
  take_away_words(store, row.get<TexterId>(0), texts_at_once);
  return true;
}

bool forget(Writing& store, TexterId texter) {
  if (!exists(store, texter)) return false;
  if (put_down(store, texter) || has_key(store, texter)) make_unreachable(store, texter);
  take_away_words(store, texter, std::numeric_limits<int>::max());
  return true;
}

std::string nameless(Reading& store, TexterId texter) {
  const std::string id = texter.text();
  std::string name;
  for (std::size_t letters = 4; letters <= id.size(); letters += 4) {
    name = "Forgotten " + id.substr(id.size() - letters);
    if (!store.db.query("SELECT 1 FROM texters WHERE codename = ?1", name).next()) break;
  }
  return name;
}

bool is_forgotten(Reading& store, TexterId texter) {
  return store.db.query("SELECT 1 FROM forgotten WHERE texter = ?1", texter).next();
}

std::vector<TexterId> all(Reading& store) {
  return ids<TexterId>(store.db.query("SELECT texter FROM forgotten ORDER BY texter"));
}

std::optional<routing::Instant> latest(Reading& store) {
  auto row = store.db.query("SELECT max(at) FROM forgotten");
  row.next();
  return row.get<std::optional<routing::Instant>>(0);
}

Held held(Reading& store, TexterId texter) {
  Held found{.codename = texters::codename(store, texter)};
  auto texts = store.db.query(
      "SELECT count(*), coalesce(sum(t.kind = 'note'), 0) FROM texts t JOIN threads h"
      " ON h.id = t.thread WHERE h.texter = ?1 AND t.erased_at IS NULL",
      texter);
  texts.next();
  found.notes = texts.get<int>(1);
  found.texts = texts.get<int>(0) - found.notes;
  auto conversations = store.db.query(
      "SELECT count(*) FROM conversations c JOIN threads h ON h.id = c.thread WHERE h.texter = ?1",
      texter);
  conversations.next();
  found.conversations = conversations.get<int>(0);
  return found;
}

bool empty_log(const std::string& database) {
  Connection connection(database, SQLite::OPEN_READWRITE);
  connection.raw().setBusyTimeout(log_wait_ms);
  auto ended = connection.query("PRAGMA wal_checkpoint(TRUNCATE)");
  return ended.next() && ended.get<int>(0) == 0;
}

}  // namespace warmline::store::forgetting
