#include "gateway/store/troubled_texts.hpp"

#include <utility>

namespace warmline::store::troubled_texts {
namespace {

TroubledText read(const Query& row) {
  TroubledText text;
  text.seq = row.get<std::int64_t>(0);
  text.id = row.get<routing::TextId>(1);
  text.texter = row.get<routing::TexterId>(2);
  text.conversation = row.get<std::optional<routing::ConversationId>>(3);
  if (text.conversation) {
    text.state = row.get_word<routing::ConversationState>(4, routing::parse_conversation_state);
  }
  text.owner = row.get<std::optional<routing::StaffId>>(5);
  text.author = row.get<std::optional<routing::StaffId>>(6);
  text.at = row.get<routing::Instant>(7);
  text.status = row.get_word<routing::TextStatus>(8, routing::parse_text_status);
  text.failure = read_failure(row, 9);
  return text;
}

}  // namespace

std::vector<TroubledText> of_line(Reading& store, routing::LineId line, routing::Instant since,
                                  std::optional<std::int64_t> before, int most) {
  // The statuses are written as the index has them: that is how it is found.
  auto rows = store.db.query(
      "SELECT t.seq, t.id, h.texter, t.conversation, c.state, c.owner, t.author, t.at, t.status,"
      " t.problem, t.problem_code, t.problem_words FROM texts t"
      " JOIN threads h ON h.id = t.thread LEFT JOIN conversations c ON c.id = t.conversation"
      " WHERE (t.status = 'failed' OR t.status = 'unknown') AND t.at >= ?2 AND h.line = ?1"
      " AND (?3 IS NULL OR (t.at, t.seq) < (SELECT at, seq FROM texts WHERE seq = ?3))"
      " AND h.opted_out_at IS NULL AND t.erased_at IS NULL"
      " AND NOT EXISTS (SELECT 1 FROM text_decisions d WHERE d.text = t.id)"
      " AND NOT EXISTS (SELECT 1 FROM texts later WHERE later.thread = t.thread"
      "  AND later.at > t.at AND (later.status = 'sent' OR later.status = 'delivered'))"
      " ORDER BY t.at DESC, t.seq DESC LIMIT ?4",
      line, since, before, most);
  std::vector<TroubledText> found;
  while (rows.next()) found.push_back(read(rows));
  return found;
}

}  // namespace warmline::store::troubled_texts
