// When whoever is on call is texted, and who is next when they do not answer: pure, like decide().
// product.md, "Silence".
#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "routing/ids.hpp"
#include "routing/instant.hpp"
#include "routing/staff_wording.hpp"

namespace warmline::routing {

enum class PageReason {
  waiting,  // somebody has been in the queue for longer than the line's timing.page
  urgent,   // a conversation was flagged
  lapses,   // a peer was put on a break by offers that lapsed: to know, not to acknowledge
};
std::string_view to_string(PageReason reason);  // "waiting", "urgent", "lapses"
std::optional<PageReason> parse_page_reason(std::string_view text);
StaffText page_text(PageReason reason);

// A line is paged for one reason at most this often, and so is each person. Another conversation
// that is flagged once the page before is over is another matter: it is not kept back.
inline constexpr std::chrono::minutes page_again{10};
// Then the next one on call is texted.
inline constexpr std::chrono::minutes acknowledge_within{5};

struct Page {
  PageId id;
  LineId line;
  PageReason reason = PageReason::waiting;
  std::optional<ConversationId> conversation;  // which one was flagged
  Instant began_at{};
  // When the next one is texted, unless it is acknowledged before. Empty: it is over.
  std::optional<Instant> escalate_at;
  std::optional<Instant> acknowledged_at;
  std::optional<StaffId> acknowledged_by;
  std::vector<StaffId> texted;  // in order; none where nobody could be
};

// One of those on call.
struct OnCall {
  StaffId staff;
  bool reachable = false;           // a text may go to their phone now
  std::optional<Instant> paged_at;  // when they were last texted for this reason, on this line
};

// One line, and one reason, as paging sees them.
struct PagingSnapshot {
  PageReason reason = PageReason::waiting;
  std::vector<OnCall> on_call;          // in order
  std::optional<Page> latest;           // the last one for this reason
  std::optional<ConversationId> about;  // which one is flagged
};

namespace paging {
// A new page; `to` is empty where nobody can be texted, and then it is told in the inbox alone.
struct Begin {
  std::optional<StaffId> to;
  std::optional<Instant> escalate_at;
};
struct Escalate {
  PageId page;
  StaffId to;
  Instant escalate_at;
};
// Everybody was asked, or nobody waits any more.
struct End {
  PageId page;
};
}  // namespace paging
using PagingAction = std::variant<paging::Begin, paging::Escalate, paging::End>;

// From when on a page for this may begin; empty while one is under way.
std::optional<Instant> may_begin_from(const PagingSnapshot& snapshot, Instant now);

// Something calls for a page now. Empty: it would be too often, or one is still under way.
std::optional<PagingAction> begin_page(const PagingSnapshot& snapshot, Instant now);

// Time has passed. `is_called_for`: whether what the latest one is about still is so. Empty:
// nothing is to be done yet.
std::optional<PagingAction> keep_page(const PagingSnapshot& snapshot, bool is_called_for,
                                      Instant now);

}  // namespace warmline::routing
