#include "gateway/store/flags.hpp"

#include "gateway/store/health.hpp"
#include "gateway/store/texters.hpp"

namespace warmline::store::flags {
namespace {

using routing::ConversationId;
using routing::FlagId;
using routing::StaffId;
using routing::TextId;

std::string opened(Reading& store, std::span<const std::uint8_t> sealed, FlagId id,
                   routing::TexterId texter) {
  if (sealed.empty()) return {};
  // Its phrase is the least of a flag: without it, it stands all the same.
  const auto phrase =
      unless_damaged(store, [&] { return texters::key(store, texter).open(sealed, id.bytes()); });
  return phrase.value_or(std::string());
}

}  // namespace

FlagId raise(Writing& store, const routing::Conversation& conversation, const routing::Sign& sign,
             const std::optional<StaffId>& by, const std::optional<TextId>& note) {
  const auto id = store.ids.next<FlagId>(store.now);
  Bytes phrase;
  if (!sign.phrase.empty()) {
    phrase = texters::key(store, conversation.texter).seal(sign.phrase, id.bytes());
  }
  store.db
      .query(
          "INSERT INTO flags (id, conversation, kind, phrase, language, raised_at, raised_by,"
          " raised_note) VALUES (?1, ?2, ?3, coalesce(?4, x''), ?5, ?6, ?7, ?8)",
          id, conversation.id, routing::to_string(sign.kind), phrase, sign.language, store.now, by,
          note)
      .run();
  return id;
}

void clear(Writing& store, FlagId flag, const std::optional<StaffId>& by,
           const std::optional<TextId>& note) {
  store.db
      .query(
          "UPDATE flags SET cleared_at = ?2, cleared_by = ?3, cleared_note = ?4"
          " WHERE id = ?1 AND cleared_at IS NULL",
          flag, store.now, by, note)
      .run();
}

std::vector<routing::StandingFlag> standing(Reading& store,
                                            const routing::Conversation& conversation) {
  std::vector<routing::StandingFlag> found;
  for (auto& flag : of_conversation(store, conversation.id, /*standing_alone=*/true)) {
    found.push_back({flag.id, flag.kind, std::move(flag.phrase)});
  }
  return found;
}

std::vector<Shown> of_conversation(Reading& store, ConversationId conversation,
                                   bool standing_alone) {
  auto rows = store.db.query(
      "SELECT f.id, f.kind, f.phrase, f.language, f.raised_at, f.raised_by, f.raised_note,"
      " f.cleared_at, f.cleared_by, f.cleared_note, c.texter FROM flags f"
      " JOIN conversations c ON c.id = f.conversation"
      " WHERE f.conversation = ?1 AND (?2 = 0 OR f.cleared_at IS NULL)"
      " ORDER BY f.raised_at, f.id",
      conversation, standing_alone);
  std::vector<Shown> found;
  while (rows.next()) {
    const auto id = rows.get<FlagId>(0);
    found.push_back({.id = id,
                     .kind = rows.get_word<routing::FlagKind>(1, routing::parse_flag_kind),
                     .phrase = opened(store, rows.blob(2), id, rows.get<routing::TexterId>(10)),
                     .language = rows.get<std::string>(3),
                     .raised_at = rows.get<routing::Instant>(4),
                     .raised_by = rows.get<std::optional<StaffId>>(5),
                     .raised_note = rows.get<std::optional<TextId>>(6),
                     .cleared_at = rows.get<std::optional<routing::Instant>>(7),
                     .cleared_by = rows.get<std::optional<StaffId>>(8),
                     .cleared_note = rows.get<std::optional<TextId>>(9)});
  }
  return found;
}

std::vector<Urgent> urgent_of(Reading& store, routing::LineId line) {
  auto rows = store.db.query(
      "SELECT f.conversation, f.raised_at, f.raised_by, f.kind FROM conversations c"
      " JOIN flags f ON f.conversation = c.id AND f.cleared_at IS NULL"
      " WHERE c.line = ?1 AND c.urgent = 1 AND c.state <> 'closed' ORDER BY f.raised_at, f.id",
      line);
  std::vector<Urgent> found;
  while (rows.next()) {
    if (!routing::is_urgent(rows.get_word<routing::FlagKind>(3, routing::parse_flag_kind)))
      continue;
    found.push_back({.conversation = rows.get<ConversationId>(0),
                     .raised_at = rows.get<routing::Instant>(1),
                     .raised_by = rows.get<std::optional<StaffId>>(2)});
  }
  return found;
}

void erase(Writing& store, ConversationId conversation) {
  store.db.query("UPDATE flags SET phrase = x'' WHERE conversation = ?1", conversation).run();
}

void erase_all_of(Writing& store, routing::TexterId texter) {
  store.db
      .query(
          "UPDATE flags SET phrase = x'' WHERE conversation IN"
          " (SELECT c.id FROM threads h JOIN conversations c ON c.thread = h.id"
          "  WHERE h.texter = ?1)",
          texter)
      .run();
}

}  // namespace warmline::store::flags
