#include "gateway/store/drafts.hpp"

#include <string_view>

#include "gateway/store/health.hpp"
#include "gateway/store/texters.hpp"

namespace warmline::store::drafts {
namespace {

using routing::ConversationId;
using routing::StaffId;
using routing::TextKind;

// Of the columns id, conversation, kind, body, changed_at, texter.
Draft read(Reading& store, const Query& row) {
  Draft draft;
  draft.conversation = row.get<ConversationId>(1);
  draft.kind = row.get_word<TextKind>(2, routing::parse_text_kind);
  draft.changed_at = row.get<routing::Instant>(4);
  draft.version = row.get<std::int64_t>(4);
  const auto words = unless_damaged(store, [&] {
    const auto id = row.get<DraftId>(0);
    return texters::key(store, row.get<routing::TexterId>(5)).open(row.blob(3), id.bytes());
  });
  draft.body = routing::Body(words.value_or(""));
  return draft;
}

std::string_view without_blanks_around(std::string_view words) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto begin = words.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return words.substr(begin, words.find_last_not_of(blanks) - begin + 1);
}

}  // namespace

std::optional<Draft> find(Reading& store, ConversationId conversation, StaffId staff,
                          TextKind kind) {
  auto row = store.db.query(
      "SELECT d.id, d.conversation, d.kind, d.body, d.changed_at, c.texter FROM drafts d"
      " JOIN conversations c ON c.id = d.conversation"
      " WHERE d.conversation = ?1 AND d.staff = ?2 AND d.kind = ?3",
      conversation, staff, routing::to_string(kind));
  if (!row.next()) return std::nullopt;
  return read(store, row);
}

std::vector<Draft> of(Reading& store, StaffId staff, routing::Instant before, int most) {
  auto rows = store.db.query(
      "SELECT d.id, d.conversation, d.kind, d.body, d.changed_at, c.texter FROM drafts d"
      " JOIN conversations c ON c.id = d.conversation"
      " WHERE d.staff = ?1 AND d.changed_at < ?2 ORDER BY d.changed_at DESC LIMIT ?3",
      staff, before, most);
  std::vector<Draft> found;
  while (rows.next()) found.push_back(read(store, rows));
  return found;
}

Draft keep(Writing& store, const routing::Conversation& conversation, StaffId staff, TextKind kind,
           const routing::Body& body) {
  const auto id = store.ids.next<DraftId>(store.now);
  const auto key = texters::key(store, conversation.texter);
  store.db
      .query(
          "INSERT INTO drafts (id, conversation, staff, kind, body, changed_at)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (conversation, staff, kind)"
          " DO UPDATE SET id = excluded.id, body = excluded.body,"
          " changed_at = excluded.changed_at",
          id, conversation.id, staff, routing::to_string(kind), key.seal(body.words(), id.bytes()),
          store.now)
      .run();
  return *find(store, conversation.id, staff, kind);
}

void remove(Writing& store, ConversationId conversation, StaffId staff, TextKind kind) {
  store.db
      .query("DELETE FROM drafts WHERE conversation = ?1 AND staff = ?2 AND kind = ?3",
             conversation, staff, routing::to_string(kind))
      .run();
}

void take_sent(Writing& store, ConversationId conversation, StaffId staff, TextKind kind,
               const routing::Body& sent) {
  const auto draft = find(store, conversation, staff, kind);
  if (!draft) return;
  const auto words = without_blanks_around(draft->body.words());
  if (words == without_blanks_around(sent.words())) remove(store, conversation, staff, kind);
}

void erase(Writing& store, ConversationId conversation) {
  store.db.query("DELETE FROM drafts WHERE conversation = ?1", conversation).run();
}

void erase_all_of(Writing& store, routing::TexterId texter) {
  store.db
      .query(
          "DELETE FROM drafts WHERE conversation IN"
          " (SELECT c.id FROM threads h JOIN conversations c ON c.thread = h.id"
          "  WHERE h.texter = ?1)",
          texter)
      .run();
}

}  // namespace warmline::store::drafts
