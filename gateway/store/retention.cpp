#include "gateway/store/retention.hpp"

#include <algorithm>
#include <functional>
#include <string_view>

#include <fmt/format.h>

#include "gateway/store/drafts.hpp"
#include "gateway/store/erasing.hpp"
#include "gateway/store/flags.hpp"

namespace warmline::store::retention {
namespace {

using routing::ConversationId;
using routing::Instant;
using routing::LineId;

struct Closed {
  ConversationId id;
  routing::ThreadId thread;
  routing::TexterId texter;
};

std::optional<Closed> first(Query rows) {
  if (!rows.next()) return std::nullopt;
  return Closed{rows.get<ConversationId>(0), rows.get<routing::ThreadId>(1),
                rows.get<routing::TexterId>(2)};
}

// What is done to one conversation: at most so many texts; how many there were.
using Erase = std::function<int(const Closed&, int most)>;

// Each that was closed before `before`, until `most` is used up; how much of it is left. `next` is
// the statement that finds one, `mark` the one that says it is done with.
int erase_each(Writing& store, std::string_view next, std::string_view mark, LineId line,
               Instant before, int most, const Erase& erase) {
  while (most > 0) {
    const auto closed = first(store.db.query(next, line, before));
    if (!closed) return most;
    const int done = erase(*closed, most);
    if (done < most) store.db.query(mark, closed->id, store.now).run();
    most -= std::max(done, 1);
  }
  return 0;
}

int erase_conversations(Writing& store, LineId line, Instant before, int most, int& erased) {
  return erase_each(
      store,
      "SELECT c.id, c.thread, c.texter FROM conversations c WHERE c.line = ?1"
      " AND c.state = 'closed' AND c.texts_erased_at IS NULL AND c.closed_at < ?2"
      " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.thread = c.thread)"
      " ORDER BY c.closed_at LIMIT 1",
      "UPDATE conversations SET texts_erased_at = ?2, media_erased_at = ?2 WHERE id = ?1", line,
      before, most, [&](const Closed& closed, int texts) {
        const int done =
            erasing::erase_texts(store, closed.texter, closed.thread, closed.id, texts);
        if (done < texts) {
          flags::erase(store, closed.id);
          drafts::erase(store, closed.id);
        }
        erased += done;
        return done;
      });
}

int erase_media_of_conversations(Writing& store, LineId line, Instant before, int most,
                                 int& erased) {
  return erase_each(store,
                    "SELECT c.id, c.thread, c.texter FROM conversations c WHERE c.line = ?1"
                    " AND c.state = 'closed' AND c.media_erased_at IS NULL AND c.closed_at < ?2"
                    " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.thread = c.thread)"
                    " ORDER BY c.closed_at LIMIT 1",
                    "UPDATE conversations SET media_erased_at = ?2 WHERE id = ?1", line, before,
                    most, [&](const Closed& closed, int texts) {
                      const int done = erasing::erase_media(store, closed.thread, closed.id, texts);
                      erased += done;
                      return done;
                    });
}

struct Outside {
  routing::TextId text;
  routing::TexterId texter;
};

// Those of the line outside any conversation.
std::vector<Outside> outside(Query rows) {
  std::vector<Outside> found;
  while (rows.next()) {
    found.push_back({rows.get<routing::TextId>(0), rows.get<routing::TexterId>(1)});
  }
  return found;
}

int erase_outside(Writing& store, LineId line, Instant before, int most, int& erased) {
  const auto texts =
      outside(store.db.query("SELECT t.id, h.texter FROM texts t JOIN threads h ON h.id = t.thread"
                             " WHERE t.conversation IS NULL AND t.erased_at IS NULL AND t.at < ?2"
                             " AND h.line = ?1"
                             " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.thread = t.thread)"
                             " ORDER BY t.at LIMIT ?3",
                             line, before, most));
  for (const auto& one : texts) erasing::erase_text(store, one.texter, one.text);
  erased += static_cast<int>(texts.size());
  return most - static_cast<int>(texts.size());
}

int erase_media_outside(Writing& store, LineId line, Instant before, int most, int& erased) {
  const auto texts =
      outside(store.db.query("SELECT t.id, h.texter FROM texts t JOIN threads h ON h.id = t.thread"
                             " WHERE t.conversation IS NULL AND t.erased_at IS NULL AND t.at < ?2"
                             " AND h.line = ?1 AND t.media IS NOT NULL"
                             " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.thread = t.thread)"
                             " ORDER BY t.at LIMIT ?3",
                             line, before, most));
  for (const auto& one : texts) erasing::erase_media_of(store, one.text);
  erased += static_cast<int>(texts.size());
  return most - static_cast<int>(texts.size());
}

}  // namespace

Erased erase_some(Writing& store, LineId line, const Due& due, int most) {
  Erased erased;
  if (due.texts_before) {
    most = erase_conversations(store, line, *due.texts_before, most, erased.texts);
    if (most > 0) most = erase_outside(store, line, *due.texts_before, most, erased.texts);
  }
  if (due.media_before && most > 0) {
    most = erase_media_of_conversations(store, line, *due.media_before, most, erased.media);
    if (most > 0) most = erase_media_outside(store, line, *due.media_before, most, erased.media);
  }
  erased.is_all = most > 0;
  return erased;
}

void record(Writing& store, LineId line, const Erased& erased) {
  events::append(store,
                 {.kind = routing::EventKind::retention_applied,
                  .line = line,
                  .data = fmt::format(R"({{"texts":{},"media":{}}})", erased.texts, erased.media)});
}

}  // namespace warmline::store::retention
