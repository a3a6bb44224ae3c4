// Looks in the carriers' own lists for texts whose sends have no known outcome: after a time-out, a
// broken connection, a crash. Only what certainly never arrived is sent again; what can't be told
// stays unknown and is shown to a person.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "gateway/async/task_group.hpp"
#include "gateway/flows/carriers.hpp"
#include "gateway/flows/lines.hpp"
#include "gateway/flows/may_have_left.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/store/outbox.hpp"
#include "gateway/store/texts.hpp"

namespace warmline::flows {

class SentSearch : private Unsettled {
 public:
  struct Limits {
    Looks::Limits looks;
    // Later texts to the same texter wait for this long at the most, and then go first: from there
    // on it is not sent again, for the order of what was said would be lost.
    std::chrono::milliseconds hold_up_longest = std::chrono::minutes(15);
    std::chrono::milliseconds give_up_after = std::chrono::hours(24);
    int tries_max = 10;
    std::size_t checks_max = 4;  // that people ask for, at once
  };
  // Something was settled: what waits behind it may be due. Loop thread.
  using OnSettled = std::function<void()>;

  struct Checked {
    store::Text text;              // as it stands now
    std::optional<Listed> listed;  // empty: it was settled already, nobody was asked
  };

  // All references must outlive the tasks of `tasks`.
  SentSearch(async::asio::any_io_executor loop, StoreThread& store, const Lines& lines,
             const Carriers& carriers, async::TaskGroup& tasks, store::Database::Clock clock,
             Limits limits, OnSettled on_settled);

  // Looks when it is time to, until the task group is closed.
  awaitable<void> run() { return looks_.run(); }

  // Somebody wants to know now: looks for one text, also for one that is no longer looked for by
  // itself. not_found (no text to a texter has this id, or its line is gone), carrier_busy (too
  // many ask at once), carrier_unreachable (it gave no list, for whatever reason); store_damaged
  // where what it said can't be read any more.
  awaitable<Result<Checked>> check(routing::TextId text);

  // Something may be due. Loop thread.
  void wake() { looks_.wake(); }

 private:
  std::vector<MayHaveLeft> take_due_looks(store::Writing& store) override;
  void settle(store::Writing& store, const MayHaveLeft& text, const carriers::Listing* listing,
              routing::Instant asked_at) override;
  std::optional<routing::Instant> next_look(store::Reading& store) override;
  void on_settled() override { on_settled_(); }

  const routing::Line* line_of(const store::Thread& thread) const;
  std::optional<MayHaveLeft> wanted(store::Writing& store, const store::Sought& sought) const;
  Result<std::optional<MayHaveLeft>> wanted_by_hand(store::Writing& store,
                                                    routing::TextId text) const;
  awaitable<Result<Checked>> check_now(routing::TextId text);
  Listed settle_by(store::Writing& store, const MayHaveLeft& text, const carriers::Listing& listing,
                   routing::Instant asked_at) const;
  void send_again(store::Writing& store, const store::Sought& sought) const;
  void look_again(store::Writing& store, const MayHaveLeft& text) const;

  StoreThread& store_;
  const Lines& lines_;
  const Carriers& carriers_;
  store::Database::Clock clock_;
  Limits limits_;
  OnSettled on_settled_;
  Looks looks_;
  std::set<routing::TextId> checking_;
};

}  // namespace warmline::flows
