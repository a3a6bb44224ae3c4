#include <sodium.h>

#include "gateway/store/blocks.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/drafts.hpp"
#include "gateway/store/exporting_parts.hpp"
#include "gateway/store/flags.hpp"
#include "gateway/store/pictures.hpp"
#include "gateway/store/reveals.hpp"
#include "gateway/store/texters.hpp"
#include "gateway/store/texts.hpp"
#include "routing/picture.hpp"

namespace warmline::store::exporting {
namespace {

using routing::Instant;
using routing::TexterId;

void lines(Export& out) {
  auto rows = out.store.db.query(
      "SELECT id, number, name, added_at FROM lines WHERE ?1 IS NULL"
      " OR id IN (SELECT line FROM threads WHERE texter = ?1) ORDER BY id",
      out.texter);
  while (rows.next()) {
    out.give({{"kind", "line"},
              {"id", rows.get<routing::LineId>(0).text()},
              {"number", rows.get<std::string>(1)},
              {"name", rows.get<std::string>(2)},
              {"added_at", time_at(rows, 3)}});
  }
}

void texters(Export& out) {
  auto rows = out.store.db.query(
      "SELECT x.id, x.codename, x.language, x.created_at, f.at FROM texters x"
      " LEFT JOIN forgotten f ON f.texter = x.id WHERE ?1 IS NULL OR x.id = ?1 ORDER BY x.id",
      out.texter);
  while (rows.next()) {
    const auto id = rows.get<TexterId>(0);
    const auto forgotten_at = rows.get<std::optional<Instant>>(4);
    out.give(
        {{"kind", "texter"},
         {"id", id.text()},
         {"codename", rows.get<std::string>(1)},
         {"number", forgotten_at ? json() : json(store::texters::number(out.store, id).dialable())},
         {"language", word_at(rows, 2)},
         {"created_at", time_at(rows, 3)},
         {"forgotten_at", time_or_null(forgotten_at)}});
  }
}

void threads(Export& out) {
  auto rows = out.store.db.query(
      "SELECT id, texter, line, opted_out_at, forget_asked_at, asked_back_at FROM threads"
      " WHERE ?1 IS NULL OR texter = ?1 ORDER BY id",
      out.texter);
  while (rows.next()) {
    out.give({{"kind", "thread"},
              {"id", rows.get<routing::ThreadId>(0).text()},
              {"texter", id_at<TexterId>(rows, 1)},
              {"line", id_at<routing::LineId>(rows, 2)},
              {"opted_out_at", time_at(rows, 3)},
              {"forget_asked_at", time_at(rows, 4)},
              {"asked_back_at", time_at(rows, 5)}});
  }
}

void blocks(Export& out) {
  auto rows = out.store.db.query(
      "SELECT id FROM threads WHERE ?1 IS NULL OR texter = ?1 ORDER BY id", out.texter);
  while (rows.next()) {
    const auto thread = rows.get<routing::ThreadId>(0);
    for (const auto& block : store::blocks::of_thread(out.store, thread)) {
      out.give({{"kind", "block"},
                {"thread", thread.text()},
                {"conversation", block.conversation.text()},
                {"reason", block.reason.words()},
                {"at", routing::format_instant(block.blocked_at)},
                {"by", block.blocked_by.text()},
                {"until", routing::format_instant(block.until)},
                {"lifted_at", time_or_null(block.lifted_at)},
                {"lifted_by", id_or_null(block.lifted_by)}});
    }
  }
}

void reveals(Export& out) {
  auto rows = out.store.db.query(
      "SELECT DISTINCT texter FROM reveals WHERE ?1 IS NULL OR texter = ?1 ORDER BY texter",
      out.texter);
  while (rows.next()) {
    const auto texter = rows.get<TexterId>(0);
    for (const auto& reveal : store::reveals::of_texter(out.store, texter)) {
      out.give({{"kind", "reveal"},
                {"id", reveal.id.text()},
                {"texter", texter.text()},
                {"conversation", reveal.conversation.text()},
                {"by", reveal.staff.text()},
                {"reason", reveal.reason},
                {"at", routing::format_instant(reveal.at)}});
    }
  }
}

json wishes_of(const routing::Conversation& conversation) {
  json wishes = json::array();
  for (const auto& wish : conversation.wishes) {
    wishes.push_back({{"kind", routing::to_string(wish.kind)},
                      {"value", wish.value},
                      {"not", id_or_null(wish.not_)},
                      {"only", wish.only}});
  }
  return wishes;
}

json passes_of(const routing::Conversation& conversation) {
  json passes = json::array();
  for (const auto& pass : conversation.passes) {
    passes.push_back({{"staff", pass.staff.text()}, {"at", routing::format_instant(pass.at)}});
  }
  return passes;
}

void conversations(Export& out) {
  auto rows = out.store.db.query(
      "SELECT c.id, c.texts_erased_at, c.media_erased_at, c.asked_back FROM conversations c"
      " JOIN threads h ON h.id = c.thread WHERE ?1 IS NULL OR h.texter = ?1 ORDER BY c.id",
      out.texter);
  while (rows.next()) {
    const auto c = *conversations::find(out.store, rows.get<routing::ConversationId>(0));
    out.give({{"kind", "conversation"},
              {"id", c.id.text()},
              {"thread", c.thread.text()},
              {"state", routing::to_string(c.state)},
              {"owner", id_or_null(c.owner)},
              {"offered_to", id_or_null(c.offered_to)},
              {"offer_expires_at", time_or_null(c.offer_expires_at)},
              {"last_owner", id_or_null(c.last_owner)},
              {"urgent", c.urgent},
              {"returned", c.returned},
              {"language", c.language},
              {"wishes", wishes_of(c)},
              {"passes", passes_of(c)},
              {"opened_at", routing::format_instant(c.opened_at)},
              {"waiting_since", time_or_null(c.waiting_since)},
              {"rest_until", time_or_null(c.rest_until)},
              {"closed_at", time_or_null(c.closed_at)},
              {"asked_back", rows.get<bool>(3)},
              {"texts_erased_at", time_at(rows, 1)},
              {"media_erased_at", time_at(rows, 2)}});
  }
}

void flags(Export& out) {
  auto rows = out.store.db.query(
      "SELECT c.id FROM conversations c JOIN threads h ON h.id = c.thread"
      " WHERE (?1 IS NULL OR h.texter = ?1)"
      " AND EXISTS (SELECT 1 FROM flags f WHERE f.conversation = c.id) ORDER BY c.id",
      out.texter);
  while (rows.next()) {
    const auto conversation = rows.get<routing::ConversationId>(0);
    for (const auto& flag : store::flags::of_conversation(out.store, conversation, false)) {
      out.give({{"kind", "flag"},
                {"id", flag.id.text()},
                {"conversation", conversation.text()},
                {"flag", routing::to_string(flag.kind)},
                {"phrase", flag.phrase},
                {"language", flag.language},
                {"at", routing::format_instant(flag.raised_at)},
                {"by", id_or_null(flag.raised_by)},
                {"note", id_or_null(flag.raised_note)},
                {"cleared_at", time_or_null(flag.cleared_at)},
                {"cleared_by", id_or_null(flag.cleared_by)},
                {"cleared_note", id_or_null(flag.cleared_note)}});
    }
  }
}

std::string base64(std::string_view bytes) {
  constexpr int variant = sodium_base64_VARIANT_ORIGINAL;
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), variant);
  text.pop_back();  // the zero that C wants
  return text;
}

json problem_of(const Text& text) {
  if (!text.failure) return json();
  return {{"code", routing::to_string(text.failure->code)},
          {"carrier_code", text.failure->carrier_code},
          {"words", text.failure->words}};
}

json shape_of(const Text& text, std::string parameters) {
  json media = json::array();
  for (const auto& one : text.media) {
    media.push_back({{"content_type", one.content_type}, {"url", one.url}});
  }
  return {{"kind", routing::to_string(text.kind)},
          {"id", text.id.text()},
          {"thread", text.thread.text()},
          {"conversation", id_or_null(text.conversation)},
          {"direction", word_or_null(text.direction)},
          {"author", id_or_null(text.author)},
          {"automatic", text.automatic},
          {"body", text.body.words()},
          {"media", std::move(media)},
          {"erased", text.erased},
          {"at", routing::format_instant(text.at)},
          {"sent_at", time_or_null(text.sent_at)},
          {"status", word_or_null(text.status)},
          {"problem", problem_of(text)},
          {"segments", or_null(text.segments)},
          {"carrier", or_null(text.carrier)},
          {"carrier_id", or_null(text.carrier_id)},
          {"client_id", or_null(text.client_id)},
          {"carrier_said", std::move(parameters)}};
}

void texts(Export& out) {
  auto rows = out.texter ? out.store.db.query(
                               "SELECT t.id FROM threads h JOIN texts t ON t.thread = h.id"
                               " WHERE h.texter = ?1 ORDER BY t.thread, t.at, t.seq",
                               out.texter)
                         : out.store.db.query("SELECT id FROM texts ORDER BY seq");
  while (rows.next()) {
    const auto id = rows.get<routing::TextId>(0);
    try {
      const auto text = *texts::find(out.store, id);
      out.give(shape_of(text, texts::parameters(out.store, id)));
    } catch (const SealBroken&) {
      // One damaged row must not keep everything else from whoever asks for it.
      out.give({{"kind", "unreadable"}, {"id", id.text()}});
    }
  }
}

void pictures(Export& out) {
  auto rows = out.store.db.query(
      "SELECT p.id, p.text, p.place, p.kept_at FROM pictures p JOIN texts t ON t.id = p.text"
      " JOIN threads h ON h.id = t.thread WHERE ?1 IS NULL OR h.texter = ?1 ORDER BY p.text, "
      "p.place",
      out.texter);
  while (rows.next()) {
    const auto text = rows.get<routing::TextId>(1);
    const auto place = rows.get<std::size_t>(2);
    try {
      const auto bytes = *store::pictures::find(out.store, text, place);
      const auto kind = routing::picture_kind(bytes);
      out.give({{"kind", "picture"},
                {"text", text.text()},
                {"index", place},
                {"content_type", kind ? json(routing::media_type(*kind)) : json()},
                {"kept_at", time_at(rows, 3)},
                {"base64", base64(bytes)}});
    } catch (const SealBroken&) {
      out.give({{"kind", "unreadable"}, {"id", id_at<store::pictures::PictureId>(rows, 0)}});
    }
  }
}

void receipts(Export& out) {
  auto rows = out.store.db.query(
      "SELECT carrier, carrier_id, carrier_status, status, problem_code, problem_words, at"
      " FROM receipts r WHERE ?1 IS NULL OR EXISTS (SELECT 1 FROM texts t JOIN threads h"
      "  ON h.id = t.thread WHERE t.carrier_id = r.carrier_id AND t.carrier = r.carrier"
      "  AND h.texter = ?1) ORDER BY carrier, carrier_id, at",
      out.texter);
  while (rows.next()) {
    out.give({{"kind", "receipt"},
              {"carrier", rows.get<std::string>(0)},
              {"carrier_id", rows.get<std::string>(1)},
              {"carrier_status", rows.get<std::string>(2)},
              {"status", rows.get<std::string>(3)},
              {"carrier_code", word_at(rows, 4)},
              {"words", word_at(rows, 5)},
              {"at", time_at(rows, 6)}});
  }
}

void drafts(Export& out) {
  auto rows = out.store.db.query(
      "SELECT d.conversation, d.staff, d.kind FROM drafts d"
      " JOIN conversations c ON c.id = d.conversation JOIN threads h ON h.id = c.thread"
      " WHERE ?1 IS NULL OR h.texter = ?1 ORDER BY d.conversation, d.staff, d.kind",
      out.texter);
  while (rows.next()) {
    const auto conversation = rows.get<routing::ConversationId>(0);
    const auto staff = rows.get<routing::StaffId>(1);
    const auto kind = rows.get_word<routing::TextKind>(2, routing::parse_text_kind);
    const auto draft = *store::drafts::find(out.store, conversation, staff, kind);
    out.give({{"kind", "draft"},
              {"conversation", conversation.text()},
              {"staff", staff.text()},
              {"of", routing::to_string(kind)},
              {"body", draft.body.words()},
              {"at", routing::format_instant(draft.changed_at)}});
  }
}

void decisions(Export& out) {
  auto rows = out.store.db.query(
      "SELECT d.text, d.staff, d.at, d.again FROM text_decisions d JOIN texts t ON t.id = d.text"
      " JOIN threads h ON h.id = t.thread WHERE ?1 IS NULL OR h.texter = ?1 ORDER BY d.text",
      out.texter);
  while (rows.next()) {
    out.give({{"kind", "decision"},
              {"text", id_at<routing::TextId>(rows, 0)},
              {"staff", id_at<routing::StaffId>(rows, 1)},
              {"at", time_at(rows, 2)},
              {"again", id_at<routing::TextId>(rows, 3)}});
  }
}

void read_marks(Export& out) {
  auto rows = out.store.db.query(
      "SELECT m.staff, m.conversation, m.read_until FROM read_marks m"
      " JOIN conversations c ON c.id = m.conversation JOIN threads h ON h.id = c.thread"
      " WHERE ?1 IS NULL OR h.texter = ?1 ORDER BY m.conversation, m.staff",
      out.texter);
  while (rows.next()) {
    out.give({{"kind", "read_mark"},
              {"staff", id_at<routing::StaffId>(rows, 0)},
              {"conversation", id_at<routing::ConversationId>(rows, 1)},
              {"read_until", time_at(rows, 2)}});
  }
}

void events(Export& out) {
  auto rows = out.store.db.query(
      "SELECT seq, at, kind, line, conversation, actor, data FROM events WHERE ?1 IS NULL"
      " OR conversation IN (SELECT c.id FROM conversations c JOIN threads h ON h.id = c.thread"
      "  WHERE h.texter = ?1) ORDER BY seq",
      out.texter);
  while (rows.next()) {
    out.give({{"kind", "event"},
              {"seq", rows.get<std::int64_t>(0)},
              {"at", time_at(rows, 1)},
              {"event", rows.get<std::string>(2)},
              {"line", id_at<routing::LineId>(rows, 3)},
              {"conversation", id_at<routing::ConversationId>(rows, 4)},
              {"actor", id_at<routing::StaffId>(rows, 5)},
              {"data", json::parse(rows.get<std::string>(6))}});
  }
}

}  // namespace

void give_talks(Export& out) {
  lines(out);
  texters(out);
  threads(out);
  blocks(out);
  conversations(out);
  flags(out);
  reveals(out);
  texts(out);
  pictures(out);
  receipts(out);
  decisions(out);
  drafts(out);
  read_marks(out);
  events(out);
}

}  // namespace warmline::store::exporting
