#include "gateway/store/conversations.hpp"

#include <algorithm>

namespace warmline::store::conversations {
namespace {

using routing::Conversation;
using routing::ConversationId;
using routing::Instant;
using routing::StaffId;

// Whole conversations, as read() reads them: `which` says where they are and in what order. (What
// tells SQLite not to go through everything that was ever said: state <> 'closed', as the index of
// the live ones has it; +id, which no index has the order of.)
std::string select(std::string_view which) {
  constexpr std::string_view columns =
      "SELECT id, thread, line, texter, state, owner, offered_to, offer_expires_at, rest_until,"
      " urgent, returned, waiting_since, last_owner, language, welcomed, opened_at, closed_at,"
      " silence_due_at, nudged, EXISTS (SELECT 1 FROM wishes WHERE conversation = c.id),"
      " EXISTS (SELECT 1 FROM passes WHERE conversation = c.id)"
      " FROM conversations c WHERE ";
  return std::string(columns).append(which);
}

std::vector<routing::Wish> wishes_of(Reading& store, ConversationId id) {
  auto rows = store.db.query(
      "SELECT kind, value, not_staff, only_this FROM wishes WHERE conversation = ?1 ORDER BY rowid",
      id);
  std::vector<routing::Wish> wishes;
  while (rows.next()) {
    wishes.push_back({.kind = rows.get_word<routing::WishKind>(0, routing::parse_wish_kind),
                      .value = rows.get<std::string>(1),
                      .not_ = rows.get<std::optional<StaffId>>(2),
                      .only = rows.get<bool>(3)});
  }
  return wishes;
}

std::vector<routing::Pass> passes_of(Reading& store, ConversationId id) {
  auto rows =
      store.db.query("SELECT staff, at FROM passes WHERE conversation = ?1 ORDER BY at, staff", id);
  std::vector<routing::Pass> passes;
  while (rows.next()) passes.push_back({rows.get<StaffId>(0), rows.get<Instant>(1)});
  return passes;
}

void keep_wishes_and_passes(Writing& store, const Conversation& conversation) {
  store.db.query("DELETE FROM wishes WHERE conversation = ?1", conversation.id).run();
  for (const auto& wish : conversation.wishes) {
    store.db
        .query(
            "INSERT INTO wishes (conversation, kind, value, not_staff, only_this)"
            " VALUES (?1, ?2, ?3, ?4, ?5)",
            conversation.id, routing::to_string(wish.kind), wish.value, wish.not_, wish.only)
        .run();
  }
  store.db.query("DELETE FROM passes WHERE conversation = ?1", conversation.id).run();
  for (const auto& pass : conversation.passes) {
    store.db
        .query(
            "INSERT INTO passes (conversation, staff, at) VALUES (?1, ?2, ?3)"
            " ON CONFLICT (conversation, staff) DO UPDATE SET at = excluded.at",
            conversation.id, pass.staff, pass.at)
        .run();
  }
}

Conversation read(Reading& store, const Query& row) {
  Conversation c;
  c.id = row.get<ConversationId>(0);
  c.thread = row.get<routing::ThreadId>(1);
  c.line = row.get<routing::LineId>(2);
  c.texter = row.get<routing::TexterId>(3);
  c.state = row.get_word<routing::ConversationState>(4, routing::parse_conversation_state);
  c.owner = row.get<std::optional<StaffId>>(5);
  c.offered_to = row.get<std::optional<StaffId>>(6);
  c.offer_expires_at = row.get<std::optional<Instant>>(7);
  c.rest_until = row.get<std::optional<Instant>>(8);
  c.urgent = row.get<bool>(9);
  c.returned = row.get<bool>(10);
  c.waiting_since = row.get<std::optional<Instant>>(11);
  c.last_owner = row.get<std::optional<StaffId>>(12);
  c.language = row.get<std::string>(13);
  c.welcomed = row.get<bool>(14);
  c.opened_at = row.get<Instant>(15);
  c.closed_at = row.get<std::optional<Instant>>(16);
  c.silence_due_at = row.get<std::optional<Instant>>(17);
  c.nudged = row.get<bool>(18);
  if (row.get<bool>(19)) c.wishes = wishes_of(store, c.id);
  if (row.get<bool>(20)) c.passes = passes_of(store, c.id);
  return c;
}

std::optional<Conversation> one(Reading& store, Query row) {
  if (!row.next()) return std::nullopt;
  return read(store, row);
}

std::vector<Conversation> all(Reading& store, Query rows) {
  std::vector<Conversation> found;
  while (rows.next()) found.push_back(read(store, rows));
  return found;
}

// The rows of a view with their place: (rank, order, id) ascending.
Query rows_of(Reading& store, const Wanted& wanted) {
  const auto run = [&store, &wanted](std::string_view sql, auto who) {
    return store.db.query(sql, who, wanted.line, wanted.after.rank, wanted.after.order,
                          wanted.after.id, wanted.most + 1);
  };
  // Everyone's, or the viewer's own.
  const auto whose = wanted.everyones ? std::nullopt : std::optional(wanted.viewer);
  switch (wanted.view) {
    case View::mine:
      return run(
          "SELECT id, 0 AS rank, -opened_at AS place FROM conversations"
          " WHERE owner = ?1 AND (?2 IS NULL OR line = ?2)"
          " AND (0, -opened_at, id) > (?3, ?4, ?5) ORDER BY place, id LIMIT ?6",
          wanted.viewer);
    case View::offered:
      return run(
          "SELECT id, 0 AS rank, offer_expires_at AS place FROM conversations"
          " WHERE offered_to IS NOT NULL AND (?1 IS NULL OR offered_to = ?1)"
          " AND (?2 IS NULL OR line = ?2)"
          " AND (0, offer_expires_at, id) > (?3, ?4, ?5) ORDER BY place, id LIMIT ?6",
          whose);
    case View::waiting:
      return run(
          "SELECT id, 3 - 2 * urgent - returned AS rank, waiting_since AS place FROM conversations"
          " WHERE state <> 'closed' AND state = 'waiting' AND (?2 IS NULL OR line = ?2)"
          " AND (NOT EXISTS (SELECT 1 FROM staff_lines WHERE staff = ?1)"
          "      OR line IN (SELECT line FROM staff_lines WHERE staff = ?1))"
          " AND (3 - 2 * urgent - returned, waiting_since, id) > (?3, ?4, ?5)"
          " ORDER BY rank, place, id LIMIT ?6",
          wanted.viewer);
    case View::open:
      return run(
          "SELECT id, 0 AS rank, -opened_at AS place FROM conversations"
          " WHERE owner IS NOT NULL AND (?1 IS NULL OR owner = ?1) AND (?2 IS NULL OR line = ?2)"
          " AND (0, -opened_at, id) > (?3, ?4, ?5) ORDER BY place, id LIMIT ?6",
          whose);
    case View::closed:
      if (wanted.everyones) {
        return run(
            "SELECT id, 0 AS rank, -closed_at AS place FROM conversations"
            " WHERE state = 'closed' AND ?1 IS NOT NULL AND (?2 IS NULL OR line = ?2)"
            " AND (0, -closed_at, id) > (?3, ?4, ?5) ORDER BY -closed_at, id LIMIT ?6",
            wanted.viewer);
      }
      return run(
          "SELECT id, 0 AS rank, -closed_at AS place FROM conversations"
          " WHERE state = 'closed' AND last_owner = ?1 AND (?2 IS NULL OR line = ?2)"
          " AND (NOT EXISTS (SELECT 1 FROM staff_lines WHERE staff = ?1)"
          "      OR line IN (SELECT line FROM staff_lines WHERE staff = ?1))"
          " AND (0, -closed_at, id) > (?3, ?4, ?5) ORDER BY -closed_at, id LIMIT ?6",
          wanted.viewer);
  }
  throw std::logic_error("a view without rows");
}

}  // namespace

void add(Writing& store, const Conversation& c) {
  store.db
      .query(
          "INSERT INTO conversations (id, thread, line, texter, state, owner, offered_to,"
          " offer_expires_at, rest_until, urgent, returned, waiting_since, last_owner,"
          " language, welcomed, opened_at, closed_at, silence_due_at, nudged) VALUES (?1, ?2, ?3,"
          " ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
          c.id, c.thread, c.line, c.texter, routing::to_string(c.state), c.owner, c.offered_to,
          c.offer_expires_at, c.rest_until, c.urgent, c.returned, c.waiting_since, c.last_owner,
          c.language, c.welcomed, c.opened_at, c.closed_at, c.silence_due_at, c.nudged)
      .run();
  keep_wishes_and_passes(store, c);
}

void keep(Writing& store, const Conversation& c) {
  store.db
      .query(
          "UPDATE conversations SET state = ?2, owner = ?3, offered_to = ?4,"
          " offer_expires_at = ?5, rest_until = ?6, urgent = ?7, returned = ?8,"
          " waiting_since = ?9, last_owner = ?10, language = ?11, welcomed = ?12,"
          " closed_at = ?13, silence_due_at = ?14, nudged = ?15, texts_erased_at = NULL, "
          "media_erased_at = NULL WHERE id = ?1",
          c.id, routing::to_string(c.state), c.owner, c.offered_to, c.offer_expires_at,
          c.rest_until, c.urgent, c.returned, c.waiting_since, c.last_owner, c.language, c.welcomed,
          c.closed_at, c.silence_due_at, c.nudged)
      .run();
  keep_wishes_and_passes(store, c);
}

std::optional<Conversation> find(Reading& store, ConversationId id) {
  static const std::string sql = select("id = ?1");
  return one(store, store.db.query(sql, id));
}

std::optional<Conversation> latest(Reading& store, routing::ThreadId thread) {
  static const std::string newest = select("thread = ?1 ORDER BY id DESC LIMIT 1");
  static const std::string live = select("thread = ?1 AND state <> 'closed'");
  auto found = one(store, store.db.query(newest, thread));
  if (!found || routing::is_live(*found)) return found;
  // One from before it may have been reopened.
  auto reopened = one(store, store.db.query(live, thread));
  return reopened ? std::move(reopened) : std::move(found);
}

bool is_erased(Reading& store, ConversationId id) {
  return store.db
      .query("SELECT 1 FROM conversations WHERE id = ?1 AND texts_erased_at IS NOT NULL", id)
      .next();
}

std::vector<Earlier> earlier(Reading& store, const Conversation& conversation, int most) {
  auto rows = store.db.query(
      "SELECT id, opened_at, closed_at, last_owner FROM conversations"
      " WHERE thread = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3",
      conversation.thread, conversation.id, most);
  std::vector<Earlier> found;
  while (rows.next()) {
    found.push_back({rows.get<ConversationId>(0), rows.get<Instant>(1),
                     rows.get<std::optional<Instant>>(2), rows.get<std::optional<StaffId>>(3)});
  }
  return found;
}

std::vector<Conversation> standings(Reading& store, routing::ThreadId thread) {
  auto rows = store.db.query(
      "SELECT id, line, texter, state, owner, offered_to, last_owner, closed_at"
      " FROM conversations"
      " WHERE thread = ?1 ORDER BY id DESC",
      thread);
  std::vector<Conversation> found;
  while (rows.next()) {
    Conversation c;
    c.thread = thread;
    c.id = rows.get<ConversationId>(0);
    c.line = rows.get<routing::LineId>(1);
    c.texter = rows.get<routing::TexterId>(2);
    c.state = rows.get_word<routing::ConversationState>(3, routing::parse_conversation_state);
    c.owner = rows.get<std::optional<StaffId>>(4);
    c.offered_to = rows.get<std::optional<StaffId>>(5);
    c.last_owner = rows.get<std::optional<StaffId>>(6);
    c.closed_at = rows.get<std::optional<Instant>>(7);
    found.push_back(std::move(c));
  }
  return found;
}

std::vector<Conversation> queue(Reading& store, routing::LineId line, int most,
                                const Place& after) {
  static const std::string sql = select(
      "line = ?1 AND state = 'waiting'"
      " AND (3 - 2 * urgent - returned, waiting_since, id) > (?3, ?4, ?5)"
      " ORDER BY 3 - 2 * urgent - returned, waiting_since, id LIMIT ?2");
  return all(store, store.db.query(sql, line, most, after.rank, after.order, after.id));
}

Place place_in_queue(const Conversation& conversation) {
  return {.rank = 3 - (conversation.urgent ? 2 : 0) - (conversation.returned ? 1 : 0),
          .order = conversation.waiting_since.value().time_since_epoch().count(),
          .id = conversation.id};
}

int ahead(Reading& store, routing::LineId line, const Place& place) {
  auto row = store.db.query(
      "SELECT count(*) FROM conversations WHERE line = ?1 AND state = 'waiting'"
      " AND (3 - 2 * urgent - returned, waiting_since, id) < (?2, ?3, ?4)",
      line, place.rank, place.order, place.id);
  row.next();
  return row.get<int>(0);
}

std::vector<Conversation> untold(Reading& store, routing::LineId line, Instant told_before,
                                 int most) {
  static const std::string sql = select(
      "line = ?1 AND state = 'waiting' AND EXISTS (SELECT 1 FROM threads h WHERE h.id = c.thread"
      " AND h.opted_out_at IS NULL AND (h.closed_told_at IS NULL OR h.closed_told_at < ?2))"
      " ORDER BY 3 - 2 * urgent - returned, waiting_since, id LIMIT ?3");
  return all(store, store.db.query(sql, line, told_before, most));
}

std::vector<Conversation> held(Reading& store, routing::LineId line, StaffId staff) {
  static const std::string sql =
      select("(owner = ?2 OR offered_to = ?2) AND line = ?1 ORDER BY +id");
  return all(store, store.db.query(sql, line, staff));
}

std::vector<Conversation> expired(Reading& store, routing::LineId line, Instant now) {
  static const std::string sql =
      select("offered_to IS NOT NULL AND offer_expires_at <= ?2 AND line = ?1 ORDER BY +id");
  return all(store, store.db.query(sql, line, now));
}

std::vector<Conversation> rested(Reading& store, routing::LineId line, Instant now) {
  static const std::string sql =
      select("state = 'resting' AND rest_until <= ?2 AND line = ?1 ORDER BY +id");
  return all(store, store.db.query(sql, line, now));
}

std::vector<Conversation> silent(Reading& store, routing::LineId line, Instant now) {
  static const std::string sql = select("silence_due_at <= ?2 AND line = ?1 ORDER BY +id");
  return all(store, store.db.query(sql, line, now));
}

std::optional<Instant> next_deadline(Reading& store) {
  auto row = store.db.query(
      "SELECT min(due) FROM ("
      " SELECT min(offer_expires_at) AS due FROM conversations"
      " WHERE offered_to IS NOT NULL AND offer_expires_at >= ?1"
      " UNION ALL SELECT min(rest_until) FROM conversations"
      " WHERE state = 'resting' AND rest_until >= ?1"
      " UNION ALL SELECT min(silence_due_at) FROM conversations WHERE silence_due_at >= ?1)"
      " AS waits",
      store.now);
  row.next();
  return row.get<std::optional<Instant>>(0);
}

std::optional<View> parse_view(std::string_view text) {
  if (text == "mine") return View::mine;
  if (text == "offered") return View::offered;
  if (text == "waiting") return View::waiting;
  if (text == "open") return View::open;
  if (text == "closed") return View::closed;
  return std::nullopt;
}

Page list(Reading& store, const Wanted& wanted) {
  auto rows = rows_of(store, wanted);
  Page page;
  Place last;
  while (rows.next()) {
    if (page.ids.size() == static_cast<std::size_t>(wanted.most)) {
      page.next = last;
      break;
    }
    last = {rows.get<std::int64_t>(1), rows.get<std::int64_t>(2), rows.get<ConversationId>(0)};
    page.ids.push_back(last.id);
  }
  return page;
}

int unread(Reading& store, ConversationId id, StaffId staff) {
  auto row = store.db.query(
      "SELECT count(*) FROM (SELECT 1 FROM conversations c JOIN texts t ON t.thread = c.thread"
      " WHERE c.id = ?1 AND t.at >= c.opened_at AND t.at > coalesce((SELECT read_until"
      "  FROM read_marks WHERE staff = ?2 AND conversation = ?1), 0)"
      " AND t.conversation = ?1 AND t.direction = 'in' LIMIT ?3) AS found",
      id, staff, unread_most);
  row.next();
  return row.get<int>(0);
}

void mark_read(Writing& store, ConversationId id, StaffId staff) {
  store.db
      .query(
          "INSERT INTO read_marks (staff, conversation, read_until) VALUES (?1, ?2, ?3)"
          " ON CONFLICT (staff, conversation) DO UPDATE SET read_until = excluded.read_until",
          staff, id, store.now)
      .run();
}

}  // namespace warmline::store::conversations
