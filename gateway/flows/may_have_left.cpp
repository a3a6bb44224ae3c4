#include "gateway/flows/may_have_left.hpp"

#include <algorithm>
#include <utility>

#include "gateway/flows/hand_over.hpp"
#include "gateway/store/staff_texts.hpp"
#include "gateway/store/texts.hpp"

namespace warmline::flows {
namespace {

using carriers::ListedText;
using routing::Instant;

// While the database refuses.
constexpr std::chrono::seconds store_pause{1};

// How far the carrier's clock is ahead of ours.
routing::Duration ahead(const carriers::Listing& listing, Instant asked_at) {
  return listing.carrier_now ? *listing.carrier_now - asked_at : routing::Duration(0);
}

// Of what is listed, what may be it or something like it: sent around that time, and no text of
// ours that is known under the carrier's id.
std::vector<const ListedText*> unclaimed(store::Reading& store, const MayHaveLeft& wanted,
                                         const carriers::Listing& listing, Instant around,
                                         routing::Duration margin) {
  std::vector<const ListedText*> found;
  for (const auto& text : listing.texts) {
    const bool has_its_ends = text.from == wanted.text.from && text.to == wanted.text.to;
    if (text.direction != routing::Direction::out || !has_its_ends) continue;
    if (text.at < around - margin || text.at > around + margin) continue;
    if (store::texts::by_carrier_id(store, wanted.carrier, text.carrier_id) ||
        store::staff_texts::by_carrier_id(store, wanted.carrier, text.carrier_id)) {
      continue;
    }
    found.push_back(&text);
  }
  return found;
}

}  // namespace

Looks::Looks(async::asio::any_io_executor loop, StoreThread& store, const Carriers& carriers,
             async::TaskGroup& tasks, store::Database::Clock clock, Limits limits,
             Unsettled& unsettled)
    : store_(store),
      carriers_(carriers),
      tasks_(tasks),
      clock_(std::move(clock)),
      limits_(limits),
      unsettled_(unsettled),
      wakeup_(loop) {}

awaitable<void> Looks::run() {
  while (!tasks_.stopping()) {
    auto due = co_await take_due();
    if (!due) {
      co_await tasks_.stop_signal().wait_for(store_pause);
      continue;
    }
    // One look that a carrier leaves unanswered is enough for one round.
    std::set<std::string> silent;
    for (auto& text : *due) {
      if (tasks_.stopping()) co_return;
      co_await look_for(std::move(text), silent);
    }
    co_await wait_for_more();
  }
}

awaitable<Result<std::vector<MayHaveLeft>>> Looks::take_due() {
  std::move_only_function<Result<std::vector<MayHaveLeft>>(store::Writing&)> job =
      [this](store::Writing& writing) -> Result<std::vector<MayHaveLeft>> {
    return unsettled_.take_due_looks(writing);
  };
  co_return co_await store_.write<std::vector<MayHaveLeft>>(std::move(job));
}

awaitable<Result<carriers::Listing>> Looks::list_for(const MayHaveLeft& text) const {
  // Since, by our clock, however wrong it may be within what can be settled at all.
  carriers::ListRequest request{text.text.from, text.text.to,
                                text.attempted_at - limits_.margin - limits_.clocks_apart_max};
  try {
    co_return co_await carriers_.at(text.carrier)->list_texts(std::move(request));
  } catch (const std::exception& broken) {
    co_return routing::problem(ProblemCode::internal, broken.what());
  }
}

awaitable<void> Looks::look_for(MayHaveLeft text, std::set<std::string>& silent) {
  const auto asked_at = clock_();
  Result<carriers::Listing> listing =
      routing::problem(ProblemCode::carrier_unreachable, "it did not answer the look before");
  if (!silent.contains(text.carrier)) listing = co_await list_for(text);
  if (!listing) silent.insert(text.carrier);

  std::move_only_function<Result<void>(store::Writing&)> job =
      [this, &text, &listing, asked_at](store::Writing& writing) -> Result<void> {
    unsettled_.settle(writing, text, listing ? &*listing : nullptr, asked_at);
    return {};
  };
  const auto kept = co_await store_.write<void>(std::move(job));
  if (!kept) co_await tasks_.stop_signal().wait_for(store_pause);
  unsettled_.on_settled();
}

InList Looks::find(store::Reading& store, const MayHaveLeft& text, const carriers::Listing& listing,
                   Instant asked_at) const {
  const auto around = text.attempted_at + ahead(listing, asked_at);
  const auto& carrier = *carriers_.at(text.carrier);
  const auto may_be_it = [&](const ListedText* listed) {
    return carrier.may_show(text.text.body, listed->body);
  };
  const auto likely = unclaimed(store, text, listing, around, limits_.margin);
  const auto found = std::ranges::find_if(likely, may_be_it);
  if (found != likely.end()) return {Listed::found, *found};
  // A clock that was set since the hand-over puts it elsewhere in the list.
  const auto elsewhere =
      unclaimed(store, text, listing, around, limits_.margin + limits_.clocks_apart_max);
  const bool may_have_arrived = !likely.empty() || std::ranges::any_of(elsewhere, may_be_it);
  const bool is_absent = !may_have_arrived && never_arrived(text, listing, asked_at);
  return {is_absent ? Listed::absent : Listed::unclear};
}

// Whether a list without it means that the carrier does not have it.
bool Looks::never_arrived(const MayHaveLeft& text, const carriers::Listing& listing,
                          Instant asked_at) const {
  return listing.whole && listing.unreadable == 0 && listing.carrier_now &&
         std::chrono::abs(ahead(listing, asked_at)) <= limits_.clocks_apart_max &&
         text.taken_at - text.attempted_at >= limits_.certain_after;
}

Instant Looks::next_look(Instant attempted_at, Instant now) const {
  const auto since = now - attempted_at;
  const auto* const next = std::ranges::upper_bound(limits_.first_looks, since);
  if (next != limits_.first_looks.end()) return attempted_at + *next;
  return now + std::min<routing::Duration>(since, limits_.longest_wait);
}

awaitable<void> Looks::wait_for_more() {
  std::move_only_function<Result<std::optional<Instant>>(store::Reading&)> job =
      [this](store::Reading& reading) -> Result<std::optional<Instant>> {
    return unsettled_.next_look(reading);
  };
  const auto next = co_await store_.read<std::optional<Instant>>(std::move(job));
  co_await wakeup_.wait_for(until_due(next ? *next : std::nullopt, clock_()));
}

}  // namespace warmline::flows
