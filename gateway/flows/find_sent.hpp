// Looks in the carriers' own lists for texts whose sends have no known outcome: after a time-out, a
// broken connection, a crash. Only what certainly never arrived is sent again; what can't be told
// stays unknown and is shown to a person.
#pragma once

#include <array>
#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "gateway/async/task_group.hpp"
#include "gateway/async/wakeup.hpp"
#include "gateway/flows/carriers.hpp"
#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/store/outbox.hpp"
#include "gateway/store/texts.hpp"

namespace warmline::flows {

class SentSearch {
 public:
  struct Limits {
    // From the hand-over to the looks. After the last of them each wait is as long as the time
    // since the hand-over, up to `longest_wait`.
    std::array<std::chrono::milliseconds, 5> first_looks{
        std::chrono::seconds(2), std::chrono::seconds(10), std::chrono::seconds(30),
        std::chrono::seconds(60), std::chrono::seconds(120)};
    std::chrono::milliseconds longest_wait = std::chrono::minutes(10);
    // What is not in the list by then never arrived.
    std::chrono::milliseconds certain_after = std::chrono::minutes(2);
    // How far the carrier's time of a text may be from that of the hand-over.
    std::chrono::milliseconds margin = std::chrono::minutes(5);
    // Clocks further apart than this settle nothing but what is found.
    std::chrono::milliseconds clocks_apart_max = std::chrono::minutes(30);
    // Later texts to the same texter wait for this long at the most, and then go first: from there
    // on it is not sent again, for the order of what was said would be lost.
    std::chrono::milliseconds hold_up_longest = std::chrono::minutes(15);
    std::chrono::milliseconds give_up_after = std::chrono::hours(24);
    int tries_max = 10;
    int at_once_max = 64;        // taken from the database at once; looked for one after the other
    std::size_t checks_max = 4;  // that people ask for, at once
  };
  // Something was settled: what waits behind it may be due. Loop thread.
  using OnSettled = std::function<void()>;

  // What the carrier's list says of a text. `absent`: the list is whole, and neither it nor
  // anything that may be it is there.
  enum class Listed { found, absent, unclear };
  struct Checked {
    store::Text text;              // as it stands now
    std::optional<Listed> listed;  // empty: it was settled already, nobody was asked
  };

  // All references must outlive the tasks of `tasks`.
  SentSearch(async::asio::any_io_executor loop, StoreThread& store, const Lines& lines,
             const Carriers& carriers, async::TaskGroup& tasks, store::Database::Clock clock,
             Limits limits, OnSettled on_settled);

  // Looks when it is time to, until the task group is closed.
  awaitable<void> run();

  // Somebody wants to know now: looks for one text, also for one that is no longer looked for by
  // itself. not_found (no text to a texter has this id), carrier_busy (too many ask at once),
  // carrier_unreachable; store_damaged where what it said can't be read any more.
  awaitable<Result<Checked>> check(routing::TextId text);

  // Something may be due. Loop thread.
  void wake() { wakeup_.wake(); }

 private:
  struct Wanted;
  awaitable<Result<std::vector<Wanted>>> take_due();
  std::optional<Wanted> wanted(store::Writing& store, const store::Sought& sought) const;
  Result<std::optional<Wanted>> wanted_by_hand(store::Writing& store, routing::TextId text) const;
  awaitable<Result<Checked>> check_now(routing::TextId text);
  awaitable<Result<carriers::Listing>> list_for(const Wanted& wanted) const;
  awaitable<void> look_for(Wanted wanted, std::set<std::string>& silent);
  Listed settle(store::Writing& store, const Wanted& wanted, const carriers::Listing& listing,
                routing::Instant asked_at) const;
  bool never_arrived(const Wanted& wanted, const carriers::Listing& listing,
                     routing::Instant asked_at) const;
  routing::Instant next_look(routing::Instant attempted_at, routing::Instant now) const;
  awaitable<void> wait_for_more();

  StoreThread& store_;
  const Lines& lines_;
  const Carriers& carriers_;
  async::TaskGroup& tasks_;
  store::Database::Clock clock_;
  Limits limits_;
  OnSettled on_settled_;
  async::Wakeup wakeup_;
  std::set<routing::TextId> checking_;
};

}  // namespace warmline::flows
