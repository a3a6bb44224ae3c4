#include "gateway/api/live_feed.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "gateway/api/live_reader.hpp"
#include "gateway/store/database.hpp"
#include "gateway/store/staff.hpp"

namespace warmline::api {

using Clock = std::chrono::steady_clock;
using async::asio::awaitable;
using http::CloseCode;
using routing::ProblemCode;
using routing::Result;

// Out of the list however feeding ends.
struct LiveFeed::Listed {
  LiveFeed& feed;
  std::list<std::shared_ptr<Reader>>::iterator place;
  ~Listed() {
    (*place)->is_over = true;
    feed.viewers_.leave((*place)->page);
    feed.readers_.erase(place);
  }
};

namespace {

awaitable<void> close_slow(std::shared_ptr<http::WebSocket> socket) {
  co_await socket->close(CloseCode::too_slow, "too slow: reconnect with the last seq");
}

}  // namespace

LiveFeed::LiveFeed(async::asio::any_io_executor loop, async::TaskGroup& tasks, Limits limits)
    : loop_(std::move(loop)), tasks_(tasks), limits_(limits), viewers_(limits.viewers) {}

void LiveFeed::append(std::shared_ptr<const std::vector<store::Event>> events) {
  if (events->empty()) return;
  for (const auto& event : *events) {
    // Another process (a command) wrote in between: those who have not seen it read the database.
    if (!kept_.empty() && event.seq != kept_.back()->seq() + 1) kept_.clear();
    if (kept_.empty()) kept_after_ = event.seq - 1;
    const auto told = kept_.emplace_back(std::make_shared<ToldEvent>(event));
    if (told->changes_staff()) ++staff_changes_;
    if (kept_.size() > limits_.kept_events_max) {
      kept_after_ = kept_.front()->seq();
      kept_.pop_front();
    }
  }
  for (const auto& reader : readers_) {
    let_go_if_slow(*reader);
    reader->wakeup.wake();
  }
}

void LiveFeed::let_go_if_slow(Reader& reader) {
  const auto behind = kept_.back()->seq() - reader.seen;
  // One that comes back after a week may take its time with that week.
  if (!reader.has_caught_up || behind <= limits_.behind_max || reader.socket->closed()) return;
  tasks_.spawn("close a slow live socket", close_slow(reader.socket));
}

awaitable<void> LiveFeed::serve(std::shared_ptr<http::WebSocket> socket, flows::StoreThread& store,
                                auth::Identity identity, Identify identify, std::int64_t since) {
  auto reader = std::make_shared<Reader>(loop_, socket, store, std::move(identity),
                                         std::move(identify), ++pages_made_);
  reader->seen = since;
  reader->identify_at = Clock::now() + limits_.identify_every;
  reader->pulse_at = Clock::now() + limits_.pulse_every;
  // Listening may outlast the feed, while a goodbye is under way.
  if (!tasks_.spawn("listen to a live socket", listen(reader))) co_return;

  {
    const Listed listed{*this, readers_.insert(readers_.end(), reader)};
    co_await show(viewers_.all(), reader);
    co_await feed(reader);
    reader->is_over = true;
    co_await show(viewers_.leave(reader->page), nullptr);
  }
}

awaitable<void> LiveFeed::feed(std::shared_ptr<Reader> reader) {
  while (!reader->socket->closed()) {
    if (Clock::now() >= reader->identify_at && !co_await still_signed_in(reader)) co_return;
    if (Clock::now() >= reader->pulse_at && !co_await pulse(reader)) co_return;
    const bool told = co_await tell_next(reader);
    const bool shown = co_await show_next(reader);
    if (told || shown) continue;
    co_await let_lapse(reader);
    const auto next = std::min({reader->identify_at, reader->pulse_at,
                                viewers_.lapses_at(reader->page).value_or(reader->identify_at)});
    const auto wait = next - Clock::now();
    co_await reader->wakeup.wait_for(std::max(wait, Clock::duration::zero()));
  }
}

// False when it had to be closed.
awaitable<bool> LiveFeed::still_signed_in(std::shared_ptr<Reader> reader) {
  reader->identify_at = Clock::now() + limits_.identify_every;
  auto identity = co_await reader->identify();
  if (identity) {
    reader->who = std::move(*identity);
    co_return true;
  }
  if (identity.error().code == ProblemCode::not_signed_in) {
    co_await reader->socket->close(CloseCode::signed_out, "signed out");
  } else {
    co_await reader->socket->close(CloseCode::internal, "can't tell who you are now");
  }
  co_return false;
}

// False when there is nobody to tell it to.
awaitable<bool> LiveFeed::pulse(std::shared_ptr<Reader> reader) {
  reader->pulse_at = Clock::now() + limits_.pulse_every;
  co_return co_await reader->socket->send(
      fmt::format(R"({{"kind":"live.pulse","until":{}}})", reader->seen));
}

// False when there is nothing to tell now, or nobody to tell it to.
awaitable<bool> LiveFeed::tell_next(std::shared_ptr<Reader> reader) {
  auto events = co_await next(reader);
  if (events && !knows_all_of(*events)) {
    if (auto learnt = co_await learn_people(reader); !learnt) {
      events = std::unexpected(learnt.error());
    }
  }
  if (!events) {
    co_await reader->socket->close(CloseCode::internal, "the record can't be read now");
    co_return false;
  }
  if (events->empty()) reader->has_caught_up = true;
  for (const auto& event : *events) {
    // Whoever has signed out hears nothing more.
    if (event->ends_sign_in_of(reader->who.who.staff.id) && !co_await still_signed_in(reader)) {
      co_return false;
    }
    if (event->is_for(reader->who.who.staff, people_) &&
        !co_await reader->socket->send(event->message(people_))) {
      co_return false;
    }
    reader->seen = event->seq();
  }
  co_return !events->empty();
}

// The next page of what the reader has not seen, whoever it is for.
awaitable<Result<LiveFeed::ToldEvents>> LiveFeed::next(std::shared_ptr<Reader> reader) {
  const auto page = static_cast<std::size_t>(limits_.page);
  if (kept_after_ && reader->seen >= *kept_after_) {
    const auto first =
        std::ranges::upper_bound(kept_, reader->seen, {}, [](const auto& e) { return e->seq(); });
    const auto left = static_cast<std::size_t>(kept_.end() - first);
    co_return ToldEvents(first, first + static_cast<std::ptrdiff_t>(std::min(page, left)));
  }
  std::move_only_function<Result<std::vector<store::Event>>(store::Reading&)> job =
      [seen = reader->seen,
       most = limits_.page](store::Reading& reading) -> Result<std::vector<store::Event>> {
    return store::events::after(reading, seen, most);
  };
  auto found = co_await reader->store.read<std::vector<store::Event>>(std::move(job));
  if (!found) co_return std::unexpected(std::move(found.error()));
  ToldEvents events;
  for (auto& event : *found) events.push_back(std::make_shared<ToldEvent>(std::move(event)));
  co_return events;
}

awaitable<Result<void>> LiveFeed::learn_people(std::shared_ptr<Reader> reader) {
  std::move_only_function<Result<People>(store::Reading&)> job =
      [](store::Reading& reading) -> Result<People> {
    People all;
    for (auto& row : store::staff::all(reading)) all.emplace(row.staff.id, std::move(row.staff));
    return all;
  };
  const auto as_of = staff_changes_;
  auto all = co_await reader->store.read<People>(std::move(job));
  if (!all) co_return std::unexpected(std::move(all.error()));
  people_ = std::move(*all);
  people_as_of_ = as_of;
  co_return Result<void>();
}

bool LiveFeed::knows_all_of(const ToldEvents& events) const {
  return people_as_of_ == staff_changes_ && std::ranges::all_of(events, [&](const auto& event) {
           const auto named = event->named();
           return std::ranges::all_of(named,
                                      [&](routing::StaffId who) { return people_.contains(who); });
         });
}

}  // namespace warmline::api
