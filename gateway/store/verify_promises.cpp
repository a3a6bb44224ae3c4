#include <array>
#include <string>
#include <string_view>

#include "gateway/store/verify_parts.hpp"

namespace warmline::store::verifying {
namespace {

// `sql` gives the rows that break it: ids and states.
struct Promise {
  std::string_view broken;  // said of each such row
  std::string_view sql;
};

constexpr std::array promises{
    Promise{"a conversation whose state does not fit the rest of it",
            "SELECT id, state FROM conversations"
            " WHERE (owner IS NOT NULL) <> (state IN ('open', 'resting'))"
            " OR (offered_to IS NOT NULL) <> (state = 'offered')"
            " OR (offer_expires_at IS NOT NULL) <> (state = 'offered')"
            " OR (rest_until IS NOT NULL) <> (state = 'resting')"
            " OR (closed_at IS NOT NULL) <> (state = 'closed')"},
    Promise{"a conversation that waits for an answer, and of which nobody is reminded",
            "SELECT id, state FROM conversations"
            " WHERE state = 'open' AND waiting_since IS NOT NULL AND silence_due_at IS NULL"},
    Promise{"a conversation in which nobody is to answer, and whose silence is due",
            "SELECT id, state FROM conversations WHERE silence_due_at IS NOT NULL"
            " AND state <> 'open' AND NOT (state = 'resting' AND waiting_since IS NOT NULL)"},
    Promise{
        "a conversation in the queue of which nobody knows how long it waits",
        "SELECT id, state FROM conversations WHERE state = 'waiting' AND waiting_since IS NULL"},
    Promise{"a member of staff whose load is not what they have",
            "SELECT id, load FROM staff s WHERE load <> (SELECT count(*) FROM conversations c"
            " WHERE c.state IN ('open', 'offered') AND coalesce(c.owner, c.offered_to) = s.id)"},
    Promise{"a thread with more than one live conversation",
            "SELECT thread FROM conversations WHERE state <> 'closed'"
            " GROUP BY thread HAVING count(*) > 1"},
    Promise{"a conversation with somebody who was disabled",
            "SELECT c.id, c.state, s.id FROM conversations c"
            " JOIN staff s ON s.id = coalesce(c.owner, c.offered_to) WHERE s.enabled = 0"},
    Promise{"a conversation of another texter or line than its thread",
            "SELECT c.id, c.thread FROM conversations c JOIN threads h ON h.id = c.thread"
            " WHERE c.texter <> h.texter OR c.line <> h.line"},
    Promise{"a text in another thread than its conversation",
            "SELECT t.id, t.conversation FROM texts t JOIN conversations c ON c.id = t.conversation"
            " WHERE t.thread <> c.thread"},
    Promise{"a conversation that somebody answered before it is said to have been answered",
            "SELECT DISTINCT c.id, c.first_reply_at FROM texts t"
            " JOIN conversations c ON c.id = t.conversation"
            " WHERE t.direction = 'out' AND t.author IS NOT NULL"
            " AND (c.first_reply_at IS NULL OR c.first_reply_at > t.at)"
            // Of later ones too, where the clock was set back and the program started anew.
            " AND NOT EXISTS (SELECT 1 FROM texts before WHERE before.thread = t.thread"
            " AND before.conversation = t.conversation AND before.at = c.first_reply_at"
            " AND before.direction = 'out' AND before.author IS NOT NULL AND before.seq < t.seq)"},
    Promise{"texts that were added up wrongly",
            "SELECT seq FROM tallied WHERE (SELECT count(*) FROM texts WHERE kind = 'text'"
            " AND texts.seq <= tallied.seq)"
            " <> (SELECT coalesce(sum(texts_in + texts_out + automatic), 0) FROM tallies)"},
    Promise{"a text whose status does not fit its direction",
            "SELECT id, status FROM texts"
            " WHERE kind = 'text' AND (direction = 'in') <> (status = 'received')"},
    Promise{"an entry of the outbox that does not fit its text",
            "SELECT o.text, o.state, t.status FROM outbox o JOIN texts t ON t.id = o.text"
            " WHERE o.thread <> t.thread OR t.direction <> 'out'"
            " OR t.status <> CASE o.state WHEN 'looking' THEN 'unknown' ELSE o.state END"},
    Promise{"a text that waits to be sent, and is not in the outbox",
            "SELECT id, status FROM texts WHERE status IN ('queued', 'sending')"
            " AND id NOT IN (SELECT text FROM outbox)"},
    // What was queued before is turned down when its turn comes.
    Promise{"a text queued for somebody who had said STOP",
            "SELECT o.text, o.thread FROM outbox o JOIN texts t ON t.id = o.text"
            " JOIN threads h ON h.id = o.thread"
            " WHERE o.state = 'queued' AND t.at >= h.opted_out_at"},
    Promise{"a carrier's id that two texts have",
            "SELECT carrier, carrier_id FROM texts WHERE carrier_id IS NOT NULL"
            " GROUP BY carrier_id, carrier HAVING count(*) > 1"},
    Promise{"a reply that was kept twice",
            "SELECT author, client_id FROM texts WHERE client_id IS NOT NULL AND author IS NOT NULL"
            " GROUP BY author, client_id HAVING count(*) > 1"},
    Promise{"an erased text that still holds something",
            "SELECT id FROM texts WHERE erased_at IS NOT NULL AND (length(body) > 0"
            " OR coalesce(length(media), 0) > 0 OR coalesce(length(parameters), 0) > 0"
            " OR delivery_token IS NOT NULL)"},
    Promise{"a texter without a key, who was not forgotten",
            "SELECT id FROM texters WHERE id NOT IN (SELECT texter FROM texter_keys)"
            " AND id NOT IN (SELECT texter FROM forgotten)"},
    // The key goes last, when nothing is left that it opens.
    Promise{"a texter who was forgotten, and still has a key",
            "SELECT f.texter FROM forgotten f JOIN texter_keys k ON k.texter = f.texter"
            " WHERE NOT EXISTS (SELECT 1 FROM threads h JOIN texts t ON t.thread = h.id"
            "                   WHERE h.texter = f.texter AND t.erased_at IS NULL)"},
    Promise{"a text of somebody forgotten that was not erased",
            "SELECT t.id FROM forgotten f JOIN threads h ON h.texter = f.texter"
            " JOIN texts t ON t.thread = h.id WHERE t.erased_at IS NULL"
            " AND f.texter NOT IN (SELECT texter FROM texter_keys)"},
    Promise{"a conversation that is urgent without a flag, or flagged and not urgent",
            "SELECT c.id, c.state FROM conversations c WHERE c.urgent <> EXISTS"
            " (SELECT 1 FROM flags f WHERE f.conversation = c.id AND f.cleared_at IS NULL"
            "  AND f.kind IN ('worrying_words', 'by_hand'))"},
    Promise{"a conversation that began while its thread was blocked",
            "SELECT c.id, c.state FROM blocks b JOIN conversations c ON c.thread = b.thread"
            " WHERE c.opened_at > b.blocked_at AND c.opened_at < coalesce(b.lifted_at, b.until)"},
    Promise{"a flag, a block or a reveal that still tells of somebody forgotten",
            "SELECT f.id FROM forgotten g JOIN conversations c ON c.texter = g.texter"
            " JOIN flags f ON f.conversation = c.id WHERE length(f.phrase) > 0"
            " UNION ALL SELECT b.id FROM forgotten g JOIN threads h ON h.texter = g.texter"
            " JOIN blocks b ON b.thread = h.id WHERE length(b.reason) > 0"
            " UNION ALL SELECT r.id FROM forgotten g JOIN reveals r ON r.texter = g.texter"
            " WHERE length(r.reason) > 0"},
    Promise{"a draft to somebody forgotten, or where all words are gone",
            "SELECT d.id FROM forgotten f JOIN conversations c ON c.texter = f.texter"
            " JOIN drafts d ON d.conversation = c.id"
            " UNION SELECT d.id FROM drafts d JOIN conversations c ON c.id = d.conversation"
            " WHERE c.texts_erased_at IS NOT NULL"},
    Promise{"a picture of a text that has none any more",
            "SELECT p.id, p.text FROM pictures p JOIN texts t ON t.id = p.text"
            " WHERE t.media IS NULL"},
    Promise{"a text that was sent in place of one in another thread, or of one on its way",
            "SELECT d.text, d.again FROM text_decisions d JOIN texts t ON t.id = d.text"
            " JOIN texts n ON n.id = d.again WHERE t.thread <> n.thread OR n.id <= t.id"
            " OR t.status IN ('received', 'queued', 'sending')"},
    Promise{"a text that somebody decided about, and that may go again by itself",
            "SELECT o.text, o.state FROM outbox o JOIN text_decisions d ON d.text = o.text"},
    Promise{"a live conversation with somebody forgotten",
            "SELECT c.id, c.state FROM forgotten f JOIN conversations c ON c.texter = f.texter"
            " WHERE c.state <> 'closed'"},
    Promise{"a phone of somebody who was disabled",
            "SELECT s.id FROM staff s JOIN phones p ON p.staff = s.id WHERE s.enabled = 0"},
    Promise{"somebody who was disabled, and can still sign in",
            "SELECT s.id FROM staff s WHERE s.enabled = 0"
            " AND (s.id IN (SELECT staff FROM sessions) OR s.id IN (SELECT staff FROM tokens)"
            "      OR s.id IN (SELECT staff FROM password_resets))"},
    Promise{"a text handed over to a phone of staff that had said STOP",
            "SELECT s.id, s.status FROM staff_texts s JOIN texters x ON x.number_hash ="
            " s.number_hash JOIN threads h ON h.texter = x.id AND h.line = s.line"
            " WHERE s.attempted_at >= h.opted_out_at"},
    Promise{"a text to staff that is over, and still holds something",
            "SELECT id, status FROM staff_texts WHERE status NOT IN ('queued', 'sending')"
            " AND look_at IS NULL AND (length(body) > 0 OR length(number) > 0)"},
    Promise{"a text to staff that is looked for, and is not unknown",
            "SELECT id, status FROM staff_texts WHERE look_at IS NOT NULL AND status <> 'unknown'"},
    // Somebody else who is in danger is another matter, once the page before is over
    // (routing/paging.hpp).
    Promise{"two pages of a line for one reason within 10 minutes",
            "SELECT a.id, b.id FROM pages a JOIN pages b ON b.line = a.line"
            " AND b.reason = a.reason AND b.began_at > a.began_at"
            " AND b.began_at < a.began_at + 600000000"
            " WHERE NOT (b.reason = 'urgent' AND EXISTS (SELECT 1 FROM pages l WHERE l.id ="
            "  (SELECT id FROM pages WHERE line = b.line AND reason = b.reason"
            "   AND began_at < b.began_at ORDER BY began_at DESC LIMIT 1)"
            "  AND l.conversation IS NOT b.conversation))"},
    Promise{"somebody who was paged twice within 10 minutes for one reason",
            "SELECT a.id, b.id FROM staff_texts a JOIN pages p ON p.id = a.page"
            " JOIN staff_texts b ON b.staff = a.staff AND b.at > a.at AND b.at < a.at + 600000000"
            " AND b.line = a.line AND b.kind = a.kind JOIN pages q ON q.id = b.page"
            " WHERE p.reason <> 'urgent' OR p.conversation IS q.conversation"},
    Promise{"a page that was acknowledged, and goes on",
            "SELECT id, reason FROM pages"
            " WHERE acknowledged_at IS NOT NULL AND escalate_at IS NOT NULL"},
};

}  // namespace

void check_promises(Connection& db, Findings& wrong) {
  for (const auto& promise : promises) {
    auto rows = db.query(promise.sql);
    while (rows.next()) {
      std::string line = std::string(promise.broken) + ":";
      for (int column = 0; column < rows.columns(); ++column) line += " " + shown(rows, column);
      wrong.add(std::move(line));
    }
  }
}

}  // namespace warmline::store::verifying
