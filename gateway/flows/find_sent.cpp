#include "gateway/flows/find_sent.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "gateway/flows/hand_over.hpp"
#include "gateway/flows/settle_text.hpp"
#include "gateway/store/health.hpp"
#include "gateway/store/receipts.hpp"
#include "gateway/store/staff_texts.hpp"
#include "gateway/store/texters.hpp"
#include "gateway/store/texts.hpp"

namespace warmline::flows {
namespace {

using carriers::ListedText;
using routing::Instant;
using routing::TextStatus;
using store::Writing;

// While the database refuses.
constexpr std::chrono::seconds store_pause{1};

const store::Failure lost_too_often{
    ProblemCode::carrier_unreachable, "",
    "Not sent: it was lost on its way to the carrier each time. Try again later."};

// How far the carrier's clock is ahead of ours.
routing::Duration ahead(const carriers::Listing& listing, Instant asked_at) {
  return listing.carrier_now ? *listing.carrier_now - asked_at : routing::Duration(0);
}

}  // namespace

struct SentSearch::Wanted {
  store::Sought sought;
  std::string carrier;
  routing::PhoneNumber from;
  routing::PhoneNumber to;
  routing::Body body;
  Instant taken_at;  // as the look became due; it asks the carrier after this

  // Of what is listed, what may be it or something like it: sent around that time, and no text of
  // ours that is known under the carrier's id.
  std::vector<const ListedText*> unclaimed(store::Reading& store, const carriers::Listing& listing,
                                           Instant around, routing::Duration margin) const {
    std::vector<const ListedText*> found;
    for (const auto& text : listing.texts) {
      if (text.direction != routing::Direction::out || text.from != from || text.to != to) continue;
      if (text.at < around - margin || text.at > around + margin) continue;
      if (store::texts::by_carrier_id(store, carrier, text.carrier_id) ||
          store::staff_texts::by_carrier_id(store, carrier, text.carrier_id)) {
        continue;
      }
      found.push_back(&text);
    }
    return found;
  }
};

SentSearch::SentSearch(async::asio::any_io_executor loop, StoreThread& store, const Lines& lines,
                       const Carriers& carriers, async::TaskGroup& tasks,
                       store::Database::Clock clock, Limits limits, OnSettled on_settled)
    : store_(store),
      lines_(lines),
      carriers_(carriers),
      tasks_(tasks),
      clock_(std::move(clock)),
      limits_(limits),
      on_settled_(std::move(on_settled)),
      wakeup_(loop) {}

awaitable<void> SentSearch::run() {
  while (!tasks_.stopping()) {
    auto due = co_await take_due();
    if (!due) {
      co_await tasks_.stop_signal().wait_for(store_pause);
      continue;
    }
    // One look that a carrier leaves unanswered is enough for one round.
    std::set<std::string> silent;
    for (auto& wanted : *due) {
      if (tasks_.stopping()) co_return;
      co_await look_for(std::move(wanted), silent);
    }
    co_await wait_for_more();
  }
}

awaitable<Result<std::vector<SentSearch::Wanted>>> SentSearch::take_due() {
  std::move_only_function<Result<std::vector<Wanted>>(Writing&)> job =
      [this](Writing& writing) -> Result<std::vector<Wanted>> {
    std::vector<Wanted> due;
    for (const auto& sought : store::outbox::to_look_for(writing, limits_.at_once_max)) {
      const auto thread = store::texters::thread(writing, sought.thread);
      const auto* line = lines_.find(thread->line);
      const bool given_up = writing.now - sought.attempted_at >= limits_.give_up_after;
      std::optional<Wanted> wanted;
      if (!given_up && line && carriers_.contains(line->carrier)) {
        // Damaged, nothing tells whether the carrier has it: it stays unknown.
        wanted = store::unless_damaged(writing, [&] {
          return Wanted{sought,
                        line->carrier,
                        line->number,
                        store::texters::number(writing, thread->texter),
                        store::texts::find(writing, sought.text)->body,
                        writing.now};
        });
      }
      if (!wanted) {
        store::outbox::remove(writing, sought.text);
        continue;
      }
      due.push_back(std::move(*wanted));
    }
    return due;
  };
  co_return co_await store_.write<std::vector<Wanted>>(std::move(job));
}

awaitable<void> SentSearch::look_for(Wanted wanted, std::set<std::string>& silent) {
  const auto asked_at = clock_();
  Result<carriers::Listing> listing =
      routing::problem(ProblemCode::carrier_unreachable, "it did not answer the look before");
  if (!silent.contains(wanted.carrier)) {
    // Since, by our clock, however wrong it may be within what can be settled at all.
    carriers::ListRequest request{
        wanted.from, wanted.to,
        wanted.sought.attempted_at - limits_.margin - limits_.clocks_apart_max};
    try {
      listing = co_await carriers_.at(wanted.carrier)->list_texts(std::move(request));
    } catch (const std::exception& broken) {
      listing = routing::problem(ProblemCode::internal, broken.what());
    }
  }
  if (!listing) silent.insert(wanted.carrier);

  std::move_only_function<Result<void>(Writing&)> job =
      [this, &wanted, &listing, asked_at](Writing& writing) -> Result<void> {
    const auto now = store::outbox::sought(writing, wanted.sought.text);
    if (!now || now->attempted_at != wanted.sought.attempted_at) return {};
    if (listing) return settle(writing, wanted, *listing, asked_at);
    store::outbox::look(writing, wanted.sought.text,
                        next_look(wanted.sought.attempted_at, writing.now));
    return {};
  };
  const auto kept = co_await store_.write<void>(std::move(job));
  if (!kept) co_await tasks_.stop_signal().wait_for(store_pause);
  on_settled_();
}

Result<void> SentSearch::settle(Writing& store, const Wanted& wanted,
                                const carriers::Listing& listing, Instant asked_at) const {
  const auto& [id, thread, tries, attempted_at] = wanted.sought;
  const auto around = attempted_at + ahead(listing, asked_at);
  const auto& carrier = *carriers_.at(wanted.carrier);
  const auto may_be_it = [&](const ListedText* text) {
    return carrier.may_show(wanted.body, text->body);
  };
  const auto unclaimed = wanted.unclaimed(store, listing, around, limits_.margin);
  const auto found = std::ranges::find_if(unclaimed, may_be_it);
  // A clock that was set since the hand-over puts it elsewhere in the list.
  const auto elsewhere =
      wanted.unclaimed(store, listing, around, limits_.margin + limits_.clocks_apart_max);
  const bool may_have_arrived = !unclaimed.empty() || std::ranges::any_of(elsewhere, may_be_it);
  if (found != unclaimed.end()) {
    const ListedText& sent = **found;
    store::texts::set_carrier_id(store, id, wanted.carrier, sent.carrier_id);
    settle_from_carrier(store, id, wanted.carrier, sent.carrier_id, sent.status,
                        sent.problem ? std::optional(failure_of(*sent.problem)) : std::nullopt);
    store::outbox::remove(store, id);
  } else if (may_have_arrived || !never_arrived(wanted, listing, asked_at) ||
             store.now - attempted_at >= limits_.hold_up_longest) {
    store::outbox::look(store, id, next_look(attempted_at, store.now));
  } else if (tries < limits_.tries_max) {
    settle_text(store, id, TextStatus::queued);
    store::outbox::put_back(store, id, store.now);
  } else {
    settle_text(store, id, TextStatus::failed, lost_too_often);
    store::outbox::remove(store, id);
  }
  return {};
}

// Whether a list without it means that the carrier does not have it.
bool SentSearch::never_arrived(const Wanted& wanted, const carriers::Listing& listing,
                               Instant asked_at) const {
  return listing.whole && listing.unreadable == 0 && listing.carrier_now &&
         std::chrono::abs(ahead(listing, asked_at)) <= limits_.clocks_apart_max &&
         wanted.taken_at - wanted.sought.attempted_at >= limits_.certain_after;
}

Instant SentSearch::next_look(Instant attempted_at, Instant now) const {
  const auto since = now - attempted_at;
  const auto* const next = std::ranges::upper_bound(limits_.first_looks, since);
  if (next != limits_.first_looks.end()) return attempted_at + *next;
  return now + std::min<routing::Duration>(since, limits_.longest_wait);
}

awaitable<void> SentSearch::wait_for_more() {
  std::move_only_function<Result<std::optional<Instant>>(store::Reading&)> job =
      [](store::Reading& reading) -> Result<std::optional<Instant>> {
    return store::outbox::next_look(reading);
  };
  const auto next = co_await store_.read<std::optional<Instant>>(std::move(job));
  co_await wakeup_.wait_for(until_due(next ? *next : std::nullopt, clock_()));
}

}  // namespace warmline::flows
