#include "gateway/store/activity.hpp"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

#include "gateway/store/conversations.hpp"

namespace warmline::store::activity {
namespace {

using routing::EventKind;
using routing::Instant;

// What a carrier still says of a text comes soon after it, if at all.
constexpr std::chrono::hours receipts_follow{24 * 7};

// What happens with every text, which events_by_kind leaves out.
bool is_everyday(EventKind kind) {
  return kind == EventKind::text_received || kind == EventKind::text_queued ||
         kind == EventKind::text_status || kind == EventKind::conversation_started ||
         kind == EventKind::conversation_offered;
}

// The same for events_by_conversation.
bool is_of_texts(EventKind kind) {
  return kind == EventKind::text_received || kind == EventKind::text_queued ||
         kind == EventKind::text_status || kind == EventKind::note_added ||
         kind == EventKind::conversation_offered;
}

// A stretch of the record: after is not in it, nor is before.
struct Stretch {
  std::int64_t after = 0;
  std::int64_t before = std::numeric_limits<std::int64_t>::max();
};

// The first seq of that time or later. Times follow seqs, so that it is found by halving.
std::int64_t first_since(Reading& store, Instant at) {
  std::int64_t low = 1;
  std::int64_t high = events::newest(store) + 1;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    auto row =
        store.db.query("SELECT seq, at FROM events WHERE seq >= ?1 ORDER BY seq LIMIT 1", middle);
    if (!row.next() || row.get<Instant>(1) >= at) {
      high = middle;
    } else {
      low = row.get<std::int64_t>(0) + 1;
    }
  }
  return low;
}

Stretch stretch_of(Reading& store, const Wanted& wanted) {
  Stretch stretch{.before = wanted.before};
  if (wanted.from) stretch.after = first_since(store, *wanted.from) - 1;
  if (wanted.until) stretch.before = std::min(stretch.before, first_since(store, *wanted.until));
  return stretch;
}

// Collects what is wanted from one place after another, each in the order of time.
class Search {
 public:
  explicit Search(const Wanted& wanted) : wanted_(wanted) {}

  // `rows`: seq, at, kind, line, conversation, actor, data; the newest first.
  template <class IsMeant>
  void take(Query rows, IsMeant is_meant) {
    int looked_at = 0;
    int taken = 0;
    while (rows.next()) {
      if (++looked_at > wanted_.look_at || taken > wanted_.most) {
        // What is older there was not looked at: it is left for the next page, from all places.
        complete_from_ = std::max(complete_from_, rows.get<std::int64_t>(0) + 1);
        return;
      }
      const auto kind = rows.get_word<EventKind>(2, routing::parse_event_kind);
      if (!is_meant(kind) || !fits(rows, kind)) continue;
      ++taken;
      found_.push_back({.seq = rows.get<std::int64_t>(0),
                        .at = rows.get<Instant>(1),
                        .kind = kind,
                        .line = rows.get<std::optional<routing::LineId>>(3),
                        .conversation = rows.get<std::optional<routing::ConversationId>>(4),
                        .actor = rows.get<std::optional<routing::StaffId>>(5),
                        .data = rows.get<std::string>(6)});
    }
  }

  Page page() {
    std::erase_if(found_, [&](const Event& event) { return event.seq < complete_from_; });
    std::ranges::sort(found_, std::ranges::greater(), &Event::seq);
    Page page{.events = std::move(found_), .next = {}};
    if (complete_from_ > 0) page.next = complete_from_;
    const auto most = static_cast<std::size_t>(wanted_.most);
    if (page.events.size() > most) {
      page.events.resize(most);
      page.next = page.events.back().seq;
    }
    return page;
  }

 private:
  bool fits(const Query& row, EventKind kind) const {
    const auto& w = wanted_;
    if (!w.kinds.empty() && std::ranges::find(w.kinds, kind) == w.kinds.end()) return false;
    const auto line = row.get<std::optional<routing::LineId>>(3);
    if (w.line && line != w.line) return false;
    if (w.lines && line && std::ranges::find(*w.lines, *line) == w.lines->end()) return false;
    if (w.conversation && row.get<std::optional<routing::ConversationId>>(4) != w.conversation) {
      return false;
    }
    if (w.actor && row.get<std::optional<routing::StaffId>>(5) != w.actor) return false;
    return true;
  }

  const Wanted& wanted_;
  std::vector<Event> found_;
  std::int64_t complete_from_ = 0;  // everything wanted from this seq on was found
};

bool any_kind(EventKind /*kind*/) {
  return true;
}

Query all_of(Reading& store, const Stretch& in) {
  return store.db.query(
      "SELECT seq, at, kind, line, conversation, actor, data FROM events"
      " WHERE seq > ?1 AND seq < ?2 ORDER BY seq DESC",
      in.after, in.before);
}

// What became of it, by its index; and what was said in it, in the stretch of the record it is in.
void look_in_conversation(Reading& store, Search& search, const Wanted& wanted, const Stretch& in) {
  const auto conversation = conversations::find(store, *wanted.conversation);
  if (!conversation) return;
  search.take(store.db.query("SELECT seq, at, kind, line, conversation, actor, data FROM events"
                             " WHERE conversation = ?1 AND seq > ?2 AND seq < ?3"
                             " AND kind <> 'text.received' AND kind <> 'text.queued'"
                             " AND kind <> 'text.status' AND kind <> 'note.added'"
                             " AND kind <> 'conversation.offered' ORDER BY seq DESC",
                             conversation->id, in.after, in.before),
              any_kind);
  Stretch talk = in;
  talk.after = std::max(in.after, first_since(store, conversation->opened_at) - 1);
  if (conversation->closed_at) {
    const auto end = first_since(store, *conversation->closed_at + receipts_follow);
    talk.before = std::min(in.before, end);
  }
  search.take(all_of(store, talk), is_of_texts);
}

void look_for_kinds(Reading& store, Search& search, const Wanted& wanted, const Stretch& in) {
  for (const auto kind : wanted.kinds) {
    search.take(store.db.query("SELECT seq, at, kind, line, conversation, actor, data FROM events"
                               " WHERE kind = ?1 AND seq > ?2 AND seq < ?3"
                               " AND kind <> 'text.received' AND kind <> 'text.queued'"
                               " AND kind <> 'text.status' AND kind <> 'conversation.started'"
                               " AND kind <> 'conversation.offered' ORDER BY seq DESC",
                               routing::to_string(kind), in.after, in.before),
                any_kind);
  }
}

}  // namespace

Page look_back(Reading& store, const Wanted& wanted) {
  const auto in = stretch_of(store, wanted);
  Search search(wanted);
  if (wanted.conversation) {
    look_in_conversation(store, search, wanted, in);
  } else if (wanted.actor) {
    search.take(store.db.query("SELECT seq, at, kind, line, conversation, actor, data FROM events"
                               " WHERE actor = ?1 AND seq > ?2 AND seq < ?3 ORDER BY seq DESC",
                               *wanted.actor, in.after, in.before),
                any_kind);
  } else if (!wanted.kinds.empty() && std::ranges::none_of(wanted.kinds, is_everyday)) {
    look_for_kinds(store, search, wanted, in);
  } else {
    search.take(all_of(store, in), any_kind);
  }
  return search.page();
}

}  // namespace warmline::store::activity
