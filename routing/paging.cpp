#include "routing/paging.hpp"

#include <algorithm>
#include <array>

#include "routing/named.hpp"

namespace warmline::routing {
namespace {

bool is_another_matter(const PagingSnapshot& snapshot) {
  const auto& latest = snapshot.latest;
  return snapshot.reason == PageReason::urgent && latest && !latest->escalate_at &&
         latest->conversation != snapshot.about;
}

// The first who can be texted and was not, for this page or for another one a moment ago.
std::optional<StaffId> next_on_call(const PagingSnapshot& snapshot,
                                    const std::vector<StaffId>& texted, Instant now) {
  const auto found = std::ranges::find_if(snapshot.on_call, [&](const OnCall& one) {
    const bool is_left_alone =
        one.paged_at && now - *one.paged_at < page_again && !is_another_matter(snapshot);
    return one.reachable && !is_left_alone && std::ranges::find(texted, one.staff) == texted.end();
  });
  return found == snapshot.on_call.end() ? std::nullopt : std::optional(found->staff);
}

}  // namespace

std::string_view to_string(PageReason reason) {
  switch (reason) {
    case PageReason::waiting:
      return "waiting";
    case PageReason::urgent:
      return "urgent";
    case PageReason::lapses:
      return "lapses";
  }
  return {};
}

std::optional<PageReason> parse_page_reason(std::string_view text) {
  return named(text, std::array{PageReason::waiting, PageReason::urgent, PageReason::lapses});
}

StaffText page_text(PageReason reason) {
  switch (reason) {
    case PageReason::waiting:
      return StaffText::page_waiting;
    case PageReason::urgent:
      return StaffText::page_urgent;
    case PageReason::lapses:
      return StaffText::page_lapses;
  }
  return StaffText::page_waiting;
}

std::optional<Instant> may_begin_from(const PagingSnapshot& snapshot, Instant now) {
  const auto& latest = snapshot.latest;
  if (!latest) return now;
  if (latest->escalate_at) return std::nullopt;
  return is_another_matter(snapshot) ? now : std::max(now, latest->began_at + page_again);
}

std::optional<PagingAction> begin_page(const PagingSnapshot& snapshot, Instant now) {
  const auto from = may_begin_from(snapshot, now);
  if (!from || *from > now) return std::nullopt;
  std::optional<Instant> escalate_at;
  if (snapshot.reason != PageReason::lapses) escalate_at = now + acknowledge_within;
  return paging::Begin{next_on_call(snapshot, {}, now), escalate_at};
}

std::optional<PagingAction> keep_page(const PagingSnapshot& snapshot, bool is_called_for,
                                      Instant now) {
  const auto& latest = snapshot.latest;
  if (!latest || !latest->escalate_at) return std::nullopt;
  if (!is_called_for) return paging::End{latest->id};
  if (*latest->escalate_at > now) return std::nullopt;
  const auto next = next_on_call(snapshot, latest->texted, now);
  if (!next) return paging::End{latest->id};
  return paging::Escalate{latest->id, *next, now + acknowledge_within};
}

}  // namespace warmline::routing
