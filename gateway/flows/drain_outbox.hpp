// The one place where texts leave. Texts to one texter go in order, one at a time; what a carrier
// certainly did not take is tried again with growing waits; what it may have taken is `unknown` and
// looked for in its list first (find_sent.hpp); nothing goes to someone who opted out.
#pragma once

#include <chrono>
#include <cstddef>
#include <expected>
#include <functional>
#include <vector>

#include "gateway/async/task_group.hpp"
#include "gateway/async/wakeup.hpp"
#include "gateway/flows/carriers.hpp"
#include "gateway/flows/find_sent.hpp"
#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/store/outbox.hpp"
#include "gateway/store/texts.hpp"

namespace warmline::flows {

class Outbox {
 public:
  struct Limits {
    std::size_t under_way_max = 16;  // texts being handed over at once
    int tries_max = 10;
    std::chrono::milliseconds first_wait{5'000};  // doubles with each try
    std::chrono::milliseconds longest_wait{600'000};
    std::chrono::milliseconds store_pause{1'000};  // between tries while the database refuses
    SentSearch::Limits search;
  };

  // All references must outlive the tasks of `tasks`.
  Outbox(async::asio::any_io_executor loop, StoreThread& store, const Lines& lines,
         Carriers carriers, async::TaskGroup& tasks, store::Database::Clock clock, Limits limits);

  // What was under way when the program last ended becomes `unknown` and is looked for; then hands
  // over what is due until the task group is closed. The sends and the looks are tasks of that
  // group.
  awaitable<void> run();

  // Something may be due. Loop thread.
  void wake();

 private:
  using Change = std::function<Result<void>(store::Writing&)>;
  struct Ready;
  awaitable<Result<std::vector<Ready>>> take_due();
  std::expected<Ready, store::Failure> make_ready(store::Writing& writing,
                                                  const store::Outgoing& outgoing) const;
  awaitable<void> put_back(std::vector<Ready> due);
  awaitable<void> hand_over(Ready ready);
  Result<void> keep_outcome(store::Writing& writing, const Ready& ready,
                            const carriers::SendOutcome& outcome) const;
  awaitable<void> wait_for_more();

  StoreThread& store_;
  const Lines& lines_;
  Carriers carriers_;
  async::TaskGroup& tasks_;
  store::Database::Clock clock_;
  Limits limits_;
  async::Wakeup wakeup_;
  SentSearch search_;
  std::size_t under_way_ = 0;
};

}  // namespace warmline::flows
