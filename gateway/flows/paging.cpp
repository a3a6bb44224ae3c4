#include "gateway/flows/paging.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "gateway/flows/text_staff.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/events.hpp"
#include "gateway/store/flags.hpp"
#include "gateway/store/lines.hpp"
#include "gateway/store/pages.hpp"
#include "gateway/store/staff.hpp"
#include "gateway/store/staff_texts.hpp"

namespace warmline::flows {
namespace {

using nlohmann::json;
using routing::EventKind;
using routing::Instant;
using routing::Page;
using routing::PageReason;
using routing::StaffId;
using store::Writing;

// So much later nobody acknowledges a page with a text any more.
constexpr std::chrono::hours acknowledged_most{1};

routing::PagingSnapshot snapshot_of(store::Reading& store, const routing::Line& line,
                                    PageReason reason, std::optional<StaffId> except = {}) {
  routing::PagingSnapshot snapshot{.reason = reason,
                                   .on_call = {},
                                   .latest = store::pages::latest(store, line.id, reason),
                                   .about = {}};
  const auto text = routing::page_text(reason);
  for (const auto who : store::pages::on_call(store, line.id)) {
    if (who == except) continue;
    snapshot.on_call.push_back({who, may_text(store, line, who, text),
                                store::staff_texts::last(store, who, line.id, text)});
  }
  return snapshot;
}

void record(Writing& store, EventKind kind, const Page& page, std::optional<StaffId> actor,
            json more) {
  more["page"] = page.id.text();
  more["reason"] = routing::to_string(page.reason);
  store::events::append(store, {.kind = kind,
                                .line = page.line,
                                .conversation = page.conversation,
                                .actor = actor,
                                .data = more.dump()});
}

// Whom a page is texted to now, and what there is to tell.
json told(store::Reading& store, const routing::Line& line, std::optional<StaffId> to) {
  const auto facts = facts_of(store, line);
  return {{"to", to ? json(to->text()) : json()},
          {"waiting", facts.waiting},
          {"longest_wait", std::chrono::seconds(facts.longest_wait).count()}};
}

struct CarryOut {
  Writing& store;
  const routing::Line& line;
  PageReason reason;
  std::optional<routing::ConversationId> conversation;

  void operator()(const routing::paging::Begin& begin) const {
    const Page page = store::pages::add(store, {.line = line.id,
                                                .reason = reason,
                                                .conversation = conversation,
                                                .escalate_at = begin.escalate_at});
    if (begin.to) text_staff(store, line, *begin.to, routing::page_text(reason), page.id);
    record(store, EventKind::page_sent, page, {}, told(store, line, begin.to));
  }

  void operator()(const routing::paging::Escalate& escalate) const {
    store::pages::set_escalation(store, escalate.page, escalate.escalate_at);
    text_staff(store, line, escalate.to, routing::page_text(reason), escalate.page);
    record(store, EventKind::page_escalated, *store::pages::find(store, escalate.page), {},
           told(store, line, escalate.to));
  }

  void operator()(const routing::paging::End& end) const {
    store::pages::set_escalation(store, end.page, std::nullopt);
  }
};

void carry_out(Writing& store, const routing::Line& line, PageReason reason,
               const std::optional<routing::PagingAction>& action,
               std::optional<routing::ConversationId> conversation = {}) {
  if (action) std::visit(CarryOut{store, line, reason, conversation}, *action);
}

// From when on somebody waits for too long; empty while nobody waits, or the line is closed. What
// pages and when the clock looks next both go by this.
std::optional<Instant> too_long_from(store::Reading& store, const routing::Line& line) {
  const auto since = store::pages::waiting_since(store, line.id);
  if (!since) return std::nullopt;
  const auto as_set = store::lines::as_set(store, line);
  if (routing::standing(as_set, store.now).state == routing::Standing::State::closed)
    return std::nullopt;
  return *since + as_set.timing.page;
}

void keep_paging_for_waits(Writing& store, const routing::Line& line) {
  const auto too_long = too_long_from(store, line);
  const bool is_called_for = too_long && *too_long <= store.now;
  const auto latest = store::pages::latest(store, line.id, PageReason::waiting);
  const bool is_under_way = latest && latest->escalate_at;
  // Asked at every step of the clock: who is on call is looked up when there is something to do.
  if (!is_called_for && !is_under_way) return;
  const auto snapshot = snapshot_of(store, line, PageReason::waiting);
  auto action = routing::keep_page(snapshot, is_called_for, store.now);
  if (!action && is_called_for) action = routing::begin_page(snapshot, store.now);
  carry_out(store, line, PageReason::waiting, action);
}

bool is_coordinator(store::Reading& store, StaffId who) {
  const auto row = store::staff::find(store, who);
  return row && routing::at_least(row->staff.role, routing::Role::coordinator);
}

// Who has been flagged for longest without anybody having been told of it. Flags of coordinators
// tell nobody anything: they know.
std::optional<routing::ConversationId> untold_urgent(store::Reading& store,
                                                     const routing::Line& line) {
  std::set<routing::ConversationId> seen;
  for (const auto& flag : store::flags::urgent_of(store, line.id)) {
    if (flag.raised_by && is_coordinator(store, *flag.raised_by)) continue;
    // Further flags add nothing to the first of a conversation.
    if (!seen.insert(flag.conversation).second) continue;
    const auto lately = store.now - routing::page_again;
    if (!store::pages::is_told(store, line.id, flag.conversation, flag.raised_at, lately)) {
      return flag.conversation;
    }
  }
  return std::nullopt;
}

routing::PagingSnapshot snapshot_of_urgent(store::Reading& store, const routing::Line& line,
                                           std::optional<routing::ConversationId> about) {
  auto snapshot = snapshot_of(store, line, PageReason::urgent);
  snapshot.about = about;
  return snapshot;
}

// What the latest page for a flag is about is still so.
bool is_still_urgent(store::Reading& store, const Page& page) {
  const auto about =
      page.conversation ? store::conversations::find(store, *page.conversation) : std::nullopt;
  return about && routing::is_live(*about) && about->urgent;
}

void keep_page_for_urgent(Writing& store, const routing::Line& line) {
  const auto latest = store::pages::latest(store, line.id, PageReason::urgent);
  if (!latest || !latest->escalate_at) return;
  const bool is_called_for = is_still_urgent(store, *latest);
  if (is_called_for && *latest->escalate_at > store.now) return;
  const auto action =
      routing::keep_page(snapshot_of(store, line, PageReason::urgent), is_called_for, store.now);
  carry_out(store, line, PageReason::urgent, action);
}

void keep_paging_for_urgent(Writing& store, const routing::Line& line) {
  keep_page_for_urgent(store, line);
  const auto about = untold_urgent(store, line);
  if (!about) return;
  const auto action = routing::begin_page(snapshot_of_urgent(store, line, about), store.now);
  carry_out(store, line, PageReason::urgent, action, about);
}

// When something is to be done for who is flagged; empty: for nobody, or once a page is over.
std::optional<Instant> next_for_urgent(store::Reading& store, const routing::Line& line) {
  const auto latest = store::pages::latest(store, line.id, PageReason::urgent);
  if (latest && latest->escalate_at) {
    return is_still_urgent(store, *latest) ? *latest->escalate_at : store.now;
  }
  const auto about = untold_urgent(store, line);
  if (!about) return std::nullopt;
  return routing::may_begin_from(snapshot_of_urgent(store, line, about), store.now);
}

bool acknowledge(Writing& store, const Page& page, StaffId by) {
  if (!store::pages::acknowledge(store, page.id, by)) return false;
  record(store, EventKind::page_acknowledged, page, by, json::object());
  return true;
}

// What somebody may say OK to, the latest first.
std::vector<Page> to_acknowledge(store::Reading& store, const routing::Line& line, Instant at) {
  auto pages = store::pages::unacknowledged(store, line.id, at - acknowledged_most);
  std::erase_if(pages, [&](const Page& page) {
    return page.reason == PageReason::lapses || page.began_at > at;
  });
  return pages;
}

}  // namespace

void tell_of_urgent(Writing& store, const routing::Line& line) {
  keep_paging_for_urgent(store, line);
}

void tell_of_lapses(Writing& store, const routing::Line& line, StaffId who) {
  text_staff(store, line, who, routing::StaffText::put_on_break);
  // Where it is whoever is on call themselves, the next one is to know.
  carry_out(store, line, PageReason::lapses,
            routing::begin_page(snapshot_of(store, line, PageReason::lapses, who), store.now));
}

void keep_paging(Writing& store, const routing::Line& line) {
  keep_paging_for_waits(store, line);
  keep_paging_for_urgent(store, line);
}

std::optional<Instant> next_paging(store::Reading& store, const Lines& lines) {
  std::optional<Instant> next;
  const auto consider = [&next](Instant at) { next = next ? std::min(*next, at) : at; };
  for (const auto& line : lines.all()) {
    const auto latest = store::pages::latest(store, line.id, PageReason::waiting);
    const auto too_long = too_long_from(store, line);
    if (latest && latest->escalate_at) {
      consider(*latest->escalate_at);
    } else if (too_long) {
      consider(latest ? std::max(*too_long, latest->began_at + routing::page_again) : *too_long);
    }
    if (const auto urgent = next_for_urgent(store, line)) consider(*urgent);
  }
  return next;
}

void see_to_queue(Writing& store, const routing::Line& line, StaffId by) {
  for (const auto reason : {PageReason::waiting, PageReason::urgent}) {
    const auto latest = store::pages::latest(store, line.id, reason);
    if (latest && latest->escalate_at && is_coordinator(store, by)) acknowledge(store, *latest, by);
  }
}

bool awaits_acknowledgement(store::Reading& store, const routing::Line& line, StaffId who) {
  return std::ranges::any_of(to_acknowledge(store, line, store.now), [&](const Page& page) {
    return std::ranges::find(page.texted, who) != page.texted.end();
  });
}

bool acknowledge_latest(Writing& store, const routing::Line& line, StaffId by, Instant said_at) {
  if (!is_coordinator(store, by)) return false;
  bool any = false;
  for (const auto& page : to_acknowledge(store, line, said_at)) {
    any = acknowledge(store, page, by) || any;
  }
  return any;
}

awaitable<Result<Page>> acknowledge_page(StoreThread& store, routing::PageId id, StaffId by) {
  std::move_only_function<Result<Page>(Writing&)> job = [id, by](Writing& writing) -> Result<Page> {
    const auto page = store::pages::find(writing, id);
    if (!page) return routing::problem(ProblemCode::not_found, "no such page");
    acknowledge(writing, *page, by);
    return *store::pages::find(writing, id);
  };
  co_return co_await store.write<Page>(std::move(job));
}

}  // namespace warmline::flows
