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
      const bool is_over = writing.now - sought.attempted_at >= limits_.give_up_after;
      std::optional<Wanted> next;
      if (!is_over) next = wanted(writing, sought);
      if (next) {
        due.push_back(std::move(*next));
      } else {
        store::outbox::give_up(writing, sought);
      }
    }
    return due;
  };
  co_return co_await store_.write<std::vector<Wanted>>(std::move(job));
}

// Empty where its line is gone, or where it is damaged: nothing tells then whether the carrier has
// it, and it stays unknown.
std::optional<SentSearch::Wanted> SentSearch::wanted(Writing& store,
                                                     const store::Sought& sought) const {
  const auto thread = store::texters::thread(store, sought.thread);
  const auto* line = lines_.find(thread->line);
  if (!line || !carriers_.contains(line->carrier)) return std::nullopt;
  return store::unless_damaged(store, [&] {
    return Wanted{sought,
                  line->carrier,
                  line->number,
                  store::texters::number(store, thread->texter),
                  store::texts::find(store, sought.text)->body,
                  store.now};
  });
}

awaitable<Result<SentSearch::Checked>> SentSearch::check(routing::TextId text) {
  if (checking_.size() >= limits_.checks_max || !checking_.insert(text).second) {
    co_return routing::problem(ProblemCode::carrier_busy, "others are being looked for");
  }
  auto checked = co_await check_now(text);
  checking_.erase(text);
  on_settled_();
  co_return checked;
}

awaitable<Result<SentSearch::Checked>> SentSearch::check_now(routing::TextId text) {
  using MayBeWanted = std::optional<Wanted>;
  std::move_only_function<Result<MayBeWanted>(Writing&)> take = [this, text](Writing& writing) {
    return wanted_by_hand(writing, text);
  };
  const auto taken = co_await store_.write<MayBeWanted>(std::move(take));
  if (!taken) co_return std::unexpected(taken.error());
  const auto asked_at = clock_();
  std::optional<carriers::Listing> listing;
  if (*taken) {
    auto listed = co_await list_for(**taken);
    if (!listed) co_return std::unexpected(std::move(listed.error()));
    listing = std::move(*listed);
  }
  std::move_only_function<Result<Checked>(Writing&)> keep =
      [this, text, asked_at, &taken, &listing](Writing& writing) -> Result<Checked> {
    Checked checked{*store::texts::find(writing, text), {}};
    if (!listing || checked.text.status != TextStatus::unknown) return checked;
    const auto& looked_for = (*taken)->sought;
    const auto now = store::outbox::sought(writing, text);
    if (now && now->attempted_at != looked_for.attempted_at) {
      // It was handed over once more meanwhile: the list says nothing of that.
      checked.listed = Listed::unclear;
      return checked;
    }
    checked.listed = settle(writing, **taken, *listing, asked_at);
    checked.text = *store::texts::find(writing, text);
    return checked;
  };
  co_return co_await store_.write<Checked>(std::move(keep));
}

// Empty where it is settled.
Result<std::optional<SentSearch::Wanted>> SentSearch::wanted_by_hand(Writing& store,
                                                                     routing::TextId id) const {
  const auto text = store::texts::find(store, id);
  if (!text || text->direction != routing::Direction::out) {
    return routing::problem(ProblemCode::not_found, "no text that went out");
  }
  if (text->status != TextStatus::unknown) return std::nullopt;
  auto sought = store::outbox::sought(store, id);
  if (!sought) sought = store::outbox::given_up(store, id);
  // After a restore, nobody knows better.
  if (!sought) sought = store::Sought{id, text->thread, limits_.tries_max, text->at};
  auto found = wanted(store, *sought);
  if (!found) return routing::problem(ProblemCode::store_damaged, "its line or its words are gone");
  return found;
}

awaitable<Result<carriers::Listing>> SentSearch::list_for(const Wanted& wanted) const {
  // Since, by our clock, however wrong it may be within what can be settled at all.
  carriers::ListRequest request{
      wanted.from, wanted.to,
      wanted.sought.attempted_at - limits_.margin - limits_.clocks_apart_max};
  try {
    co_return co_await carriers_.at(wanted.carrier)->list_texts(std::move(request));
  } catch (const std::exception& broken) {
    co_return routing::problem(ProblemCode::internal, broken.what());
  }
}

awaitable<void> SentSearch::look_for(Wanted wanted, std::set<std::string>& silent) {
  const auto asked_at = clock_();
  Result<carriers::Listing> listing =
      routing::problem(ProblemCode::carrier_unreachable, "it did not answer the look before");
  if (!silent.contains(wanted.carrier)) listing = co_await list_for(wanted);
  if (!listing) silent.insert(wanted.carrier);

  std::move_only_function<Result<void>(Writing&)> job =
      [this, &wanted, &listing, asked_at](Writing& writing) -> Result<void> {
    const auto now = store::outbox::sought(writing, wanted.sought.text);
    if (!now || now->attempted_at != wanted.sought.attempted_at) return {};
    if (listing) {
      settle(writing, wanted, *listing, asked_at);
      return {};
    }
    store::outbox::look(writing, wanted.sought.text,
                        next_look(wanted.sought.attempted_at, writing.now));
    return {};
  };
  const auto kept = co_await store_.write<void>(std::move(job));
  if (!kept) co_await tasks_.stop_signal().wait_for(store_pause);
  on_settled_();
}

// Does what the list calls for. Only what is still in the outbox may go again.
SentSearch::Listed SentSearch::settle(Writing& store, const Wanted& wanted,
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
    return Listed::found;
  }
  if (may_have_arrived || !never_arrived(wanted, listing, asked_at)) {
    store::outbox::look(store, id, next_look(attempted_at, store.now));
    return Listed::unclear;
  }
  if (!store::outbox::sought(store, id)) return Listed::absent;
  if (store.now - attempted_at >= limits_.hold_up_longest) {
    store::outbox::look(store, id, next_look(attempted_at, store.now));
  } else if (tries < limits_.tries_max) {
    settle_text(store, id, TextStatus::queued);
    store::outbox::put_back(store, id, store.now);
  } else {
    settle_text(store, id, TextStatus::failed, lost_too_often);
    store::outbox::remove(store, id);
  }
  return Listed::absent;
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
