#include "gateway/store/contacts.hpp"

namespace warmline::store::contacts {

int count(Reading& store, routing::ThreadId thread, routing::Instant since, int most) {
  auto rows = store.db.query(
      "SELECT opened_at, asked_back FROM conversations WHERE thread = ?1 ORDER BY id DESC", thread);
  int found = 0;
  while (found < most && rows.next() && rows.get<routing::Instant>(0) > since) {
    if (!rows.get<bool>(1)) ++found;
  }
  return found;
}

void ask_back(Writing& store, routing::ThreadId thread) {
  store.db.query("UPDATE threads SET asked_back_at = ?2 WHERE id = ?1", thread, store.now).run();
}

void came_back(Writing& store, routing::ThreadId thread, routing::ConversationId conversation) {
  store.db.query("UPDATE threads SET asked_back_at = NULL WHERE id = ?1", thread).run();
  store.db.query("UPDATE conversations SET asked_back = 1 WHERE id = ?1", conversation).run();
}

}  // namespace warmline::store::contacts
