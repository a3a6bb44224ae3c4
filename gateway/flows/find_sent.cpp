#include "gateway/flows/find_sent.hpp"

#include <utility>

#include "gateway/flows/settle_text.hpp"
#include "gateway/store/health.hpp"
#include "gateway/store/texters.hpp"

namespace warmline::flows {
namespace {

using routing::Instant;
using routing::TextStatus;
using store::Writing;

const store::Failure lost_too_often{
    ProblemCode::carrier_unreachable, "",
    "Not sent: it was lost on its way to the carrier each time. Try again later."};

// What is wrong with the list says nothing of the text: it may have arrived.
routing::Problem not_listed(routing::Problem problem) {
  if (problem.code != ProblemCode::carrier_busy) problem.code = ProblemCode::carrier_unreachable;
  return problem;
}

}  // namespace

SentSearch::SentSearch(async::asio::any_io_executor loop, StoreThread& store, const Lines& lines,
                       const Carriers& carriers, async::TaskGroup& tasks,
                       store::Database::Clock clock, Limits limits, OnSettled on_settled)
    : store_(store),
      lines_(lines),
      carriers_(carriers),
      clock_(clock),
      limits_(limits),
      on_settled_(std::move(on_settled)),
      looks_(loop, store, carriers, tasks, std::move(clock), limits_.looks, *this) {}

std::vector<MayHaveLeft> SentSearch::take_due_looks(Writing& store) {
  std::vector<MayHaveLeft> due;
  for (const auto& sought : store::outbox::to_look_for(store, limits_.looks.at_once_max)) {
    const bool is_over = store.now - sought.attempted_at >= limits_.give_up_after;
    std::optional<MayHaveLeft> next;
    if (!is_over) next = wanted(store, sought);
    if (next) {
      due.push_back(std::move(*next));
    } else {
      store::outbox::give_up(store, sought);
    }
  }
  return due;
}

std::optional<Instant> SentSearch::next_look(store::Reading& store) {
  return store::outbox::next_look(store);
}

// Null where it is gone, or its carrier is.
const routing::Line* SentSearch::line_of(const store::Thread& thread) const {
  const auto* line = lines_.find(thread.line);
  return line && carriers_.contains(line->carrier) ? line : nullptr;
}

// Empty where its line is gone, or where it is damaged: nothing tells then whether the carrier has
// it, and it stays unknown.
std::optional<MayHaveLeft> SentSearch::wanted(Writing& store, const store::Sought& sought) const {
  const auto thread = store::texters::thread(store, sought.thread);
  const auto* line = line_of(*thread);
  if (!line) return std::nullopt;
  return store::unless_damaged(store, [&] {
    return MayHaveLeft{{sought.text, line->number, store::texters::number(store, thread->texter),
                        store::texts::find(store, sought.text)->body},
                       line->carrier,
                       sought.attempted_at,
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
  using MayBeWanted = std::optional<MayHaveLeft>;
  std::move_only_function<Result<MayBeWanted>(Writing&)> take = [this, text](Writing& writing) {
    return wanted_by_hand(writing, text);
  };
  const auto taken = co_await store_.write<MayBeWanted>(std::move(take));
  if (!taken) co_return std::unexpected(taken.error());
  const auto asked_at = clock_();
  std::optional<carriers::Listing> listing;
  if (*taken) {
    auto listed = co_await looks_.list_for(**taken);
    if (!listed) co_return std::unexpected(not_listed(std::move(listed.error())));
    listing = std::move(*listed);
  }
  std::move_only_function<Result<Checked>(Writing&)> keep =
      [this, text, asked_at, &taken, &listing](Writing& writing) -> Result<Checked> {
    Checked checked{*store::texts::find(writing, text), {}};
    if (!listing || checked.text.status != TextStatus::unknown) return checked;
    const auto now = store::outbox::sought(writing, text);
    if (now && now->attempted_at != (*taken)->attempted_at) {
      // It was handed over once more meanwhile: the list says nothing of that.
      checked.listed = Listed::unclear;
      return checked;
    }
    checked.listed = settle_by(writing, **taken, *listing, asked_at);
    checked.text = *store::texts::find(writing, text);
    return checked;
  };
  co_return co_await store_.write<Checked>(std::move(keep));
}

// Empty where it is settled, or its words are gone: nobody can tell then.
Result<std::optional<MayHaveLeft>> SentSearch::wanted_by_hand(Writing& store,
                                                              routing::TextId id) const {
  const auto text = store::texts::find(store, id);
  if (!text || text->direction != routing::Direction::out) {
    return routing::problem(ProblemCode::not_found, "no text that went out");
  }
  if (text->status != TextStatus::unknown || text->erased) return std::nullopt;
  auto sought = store::outbox::sought(store, id);
  if (!sought) sought = store::outbox::given_up(store, id);
  // After a restore, nobody knows better.
  if (!sought) sought = store::Sought{id, text->thread, limits_.tries_max, text->at};
  if (!line_of(*store::texters::thread(store, text->thread))) {
    return routing::problem(ProblemCode::not_found, "its line is gone, and whom to ask with it");
  }
  auto found = wanted(store, *sought);
  if (!found) return routing::problem(ProblemCode::store_damaged, "its words can't be read");
  return found;
}

void SentSearch::settle(Writing& store, const MayHaveLeft& text, const carriers::Listing* listing,
                        Instant asked_at) {
  const auto now = store::outbox::sought(store, text.text.id);
  if (!now || now->attempted_at != text.attempted_at) return;
  if (listing) {
    settle_by(store, text, *listing, asked_at);
  } else {
    look_again(store, text);
  }
}

// Only what is still in the outbox may go again.
Listed SentSearch::settle_by(Writing& store, const MayHaveLeft& text,
                             const carriers::Listing& listing, Instant asked_at) const {
  const auto id = text.text.id;
  const auto [listed, sent] = looks_.find(store, text, listing, asked_at);
  if (sent) {
    store::texts::set_carrier_id(store, id, text.carrier, sent->carrier_id);
    settle_from_carrier(store, id, text.carrier, sent->carrier_id, sent->status,
                        sent->problem ? std::optional(failure_of(*sent->problem)) : std::nullopt);
    store::outbox::remove(store, id);
    return listed;
  }
  const auto sought = store::outbox::sought(store, id);
  if (!sought) return listed;
  const bool was_overtaken = store.now - text.attempted_at >= limits_.hold_up_longest;
  if (listed == Listed::absent && !was_overtaken) {
    send_again(store, *sought);
  } else {
    look_again(store, text);
  }
  return listed;
}

void SentSearch::send_again(Writing& store, const store::Sought& sought) const {
  if (sought.tries < limits_.tries_max) {
    settle_text(store, sought.text, TextStatus::queued);
    store::outbox::put_back(store, sought.text, store.now);
  } else {
    settle_text(store, sought.text, TextStatus::failed, lost_too_often);
    store::outbox::remove(store, sought.text);
  }
}

void SentSearch::look_again(Writing& store, const MayHaveLeft& text) const {
  store::outbox::look(store, text.text.id, looks_.next_look(text.attempted_at, store.now));
}

}  // namespace warmline::flows
