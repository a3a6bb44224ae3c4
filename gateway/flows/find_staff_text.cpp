#include "gateway/flows/find_staff_text.hpp"

#include <algorithm>
#include <utility>

#include "gateway/flows/text_staff.hpp"
#include "gateway/store/health.hpp"

namespace warmline::flows {
namespace {

using routing::Instant;
using store::Writing;
namespace staff_texts = store::staff_texts;

}  // namespace

StaffSearch::StaffSearch(async::asio::any_io_executor loop, StoreThread& store, const Lines& lines,
                         const Carriers& carriers, async::TaskGroup& tasks,
                         store::Database::Clock clock, Limits limits, OnSettled on_settled)
    : lines_(lines),
      carriers_(carriers),
      limits_(limits),
      on_settled_(std::move(on_settled)),
      looks_(loop, store, carriers, tasks, std::move(clock), limits_.looks, *this) {}

std::vector<MayHaveLeft> StaffSearch::take_due_looks(Writing& store) {
  std::vector<MayHaveLeft> due;
  for (const auto& text : staff_texts::to_look_for(store, limits_.looks.at_once_max)) {
    if (auto next = wanted(store, text)) {
      due.push_back(std::move(*next));
    } else {
      staff_texts::stop_looking(store, text.id);
    }
  }
  return due;
}

std::optional<Instant> StaffSearch::next_look(store::Reading& store) {
  return staff_texts::next_look(store);
}

// Empty where nobody is helped by knowing any more, its line is gone, or it is damaged.
std::optional<MayHaveLeft> StaffSearch::wanted(Writing& store,
                                               const store::StaffTextRow& text) const {
  const auto* line = lines_.find(text.line);
  const bool is_worth_it = text.attempted_at && store.now - text.at <= limits_.good_for;
  if (!is_worth_it || !line || !carriers_.contains(line->carrier)) return std::nullopt;
  return store::unless_damaged(store, [&] {
    return MayHaveLeft{{text.id, line->number, staff_texts::number(store, text.id),
                        staff_texts::body(store, text.id)},
                       line->carrier,
                       *text.attempted_at,
                       store.now};
  });
}

void StaffSearch::settle(Writing& store, const MayHaveLeft& text, const carriers::Listing* listing,
                         Instant asked_at) {
  const auto id = text.text.id;
  const auto now = staff_texts::sought(store, id);
  if (!now || now->attempted_at != text.attempted_at) return;
  const auto [listed, sent] =
      listing ? looks_.find(store, text, *listing, asked_at) : InList{Listed::unclear};
  if (sent) {
    settle_staff_text_from_carrier(
        store, id, text.carrier, sent->carrier_id, sent->status,
        sent->problem ? std::optional(sent->problem->code) : std::nullopt);
  } else if (listed == Listed::absent) {
    staff_texts::put_back(store, id, store.now);
  } else {
    // Its words are not kept for longer than they are of use.
    const auto next = looks_.next_look(text.attempted_at, store.now);
    staff_texts::look(store, id, std::min<Instant>(next, now->at + limits_.good_for));
  }
}

}  // namespace warmline::flows
