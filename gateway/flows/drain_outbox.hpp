// The one place where texts leave. Texts to one texter go in order, one at a time; what a carrier
// certainly did not take is tried again with growing waits; what it may have taken is `unknown` and
// never repeated by itself; nothing goes to someone who opted out.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "gateway/async/task_group.hpp"
#include "gateway/async/wakeup.hpp"
#include "gateway/carriers/carrier.hpp"
#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"

namespace warmline::flows {

using Carriers = std::map<std::string, carriers::Carrier*, std::less<>>;

class Outbox {
 public:
  struct Limits {
    std::size_t under_way_max = 16;  // texts being handed over at once
    int tries_max = 10;
    std::chrono::milliseconds first_wait{5'000};  // doubles with each try
    std::chrono::milliseconds longest_wait{600'000};
  };

  // All references must outlive the tasks of `tasks`.
  Outbox(async::asio::any_io_executor loop, StoreThread& store, const Lines& lines,
         Carriers carriers, async::TaskGroup& tasks, store::Database::Clock clock, Limits limits);

  // Settles what was under way when the program last ended as `unknown`, then hands over what is
  // due until the task group is closed. The sends are tasks of that group.
  awaitable<void> run();

  // Something may be due. Loop thread.
  void wake() { wakeup_.wake(); }

 private:
  struct Ready;
  awaitable<void> settle_interrupted();
  awaitable<std::vector<Ready>> take_due();
  awaitable<void> put_back(std::vector<Ready> due);
  awaitable<void> hand_over(Ready ready);
  awaitable<void> keep_outcome(Ready ready, carriers::SendOutcome outcome);
  awaitable<void> wait_for_more();
  std::chrono::milliseconds wait_after(int tries) const;

  StoreThread& store_;
  const Lines& lines_;
  Carriers carriers_;
  async::TaskGroup& tasks_;
  store::Database::Clock clock_;
  Limits limits_;
  async::Wakeup wakeup_;
  std::size_t under_way_ = 0;
};

}  // namespace warmline::flows
