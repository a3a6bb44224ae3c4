// What is the same for every text that leaves, whoever it goes to: what is due is handed to its
// carrier, so many at once, and what became of it is kept.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gateway/async/task_group.hpp"
#include "gateway/async/wakeup.hpp"
#include "gateway/carriers/carrier.hpp"
#include "gateway/flows/carriers.hpp"
#include "gateway/flows/store_thread.hpp"

namespace warmline::flows {

// A text that has been marked as being handed over.
struct Leaving {
  carriers::OutgoingText text;
  std::string carrier;
  routing::LineId line;
  routing::Instant queued_at{};
  int tries = 0;  // before this one
};

// One kind of texts that leave, as the store keeps them. All but must_wait() and on_kept() is
// called inside store jobs.
class Departures {
 public:
  virtual ~Departures() = default;

  // Nothing is to be handed over for now. Loop thread.
  virtual bool must_wait() { return false; }

  // What was being handed over when the program last ended.
  virtual void settle_interrupted(store::Writing& store) = 0;
  // Those whose time has come, `most` at the most, and marks them. What can't leave is settled.
  virtual std::vector<Leaving> take_due(store::Writing& store, int most) = 0;
  // It was not handed over: we stop.
  virtual void put_back(store::Writing& store, const Leaving& leaving) = 0;
  virtual void keep_outcome(store::Writing& store, const Leaving& leaving,
                            const carriers::SendOutcome& outcome) = 0;
  virtual std::optional<routing::Instant> next_due(store::Reading& store) = 0;

  // An outcome was kept: more may be due. Loop thread.
  virtual void on_kept() = 0;
};

class HandOvers {
 public:
  struct Limits {
    std::size_t under_way_max;  // texts being handed over at once
    // Between tries while the database refuses, or nothing is to be handed over.
    std::chrono::milliseconds store_pause;
  };

  // All references must outlive the tasks of `tasks`. `task`: what a send is called there.
  HandOvers(async::asio::any_io_executor loop, StoreThread& store, const Carriers& carriers,
            async::TaskGroup& tasks, store::Database::Clock clock, Limits limits,
            Departures& departures, std::string task);

  // Settles what was interrupted; before run(). False: we stop before it could be kept.
  awaitable<bool> begin();
  // Hands over what is due until the task group is closed. The sends are tasks of that group.
  awaitable<void> run();

  // Something may be due. Loop thread.
  void wake() { wakeup_.wake(); }

 private:
  awaitable<Result<std::vector<Leaving>>> take_due();
  awaitable<void> put_back(std::vector<Leaving> due);
  awaitable<void> hand_over(Leaving leaving);
  awaitable<void> wait_for_more();
  // Tries `change` while the database refuses. False: we stop before it could be kept.
  awaitable<bool> until_kept(std::function<void(store::Writing&)> change);

  StoreThread& store_;
  const Carriers& carriers_;
  async::TaskGroup& tasks_;
  store::Database::Clock clock_;
  Limits limits_;
  Departures& departures_;
  std::string task_;
  async::Wakeup wakeup_;
  std::size_t under_way_ = 0;
};

// How long to wait after so many tries: `first`, doubled with each, up to `longest`.
std::chrono::milliseconds wait_after(int tries, std::chrono::milliseconds first,
                                     std::chrono::milliseconds longest);

// How long to sleep when something is due at `next`, or nothing is: it is looked again after a
// while in any case.
std::chrono::steady_clock::duration until_due(const std::optional<routing::Instant>& next,
                                              routing::Instant now);

}  // namespace warmline::flows
