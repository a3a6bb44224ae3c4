// Sends what a line texts to staff's own phones. What a carrier certainly did not take is tried
// again for as long as it is worth saying; what it may have taken is never sent again: an answer
// can be asked for anew, and for a page the next one on call follows.
#pragma once

#include <chrono>
#include <cstddef>
#include <expected>
#include <vector>

#include "gateway/async/task_group.hpp"
#include "gateway/async/wakeup.hpp"
#include "gateway/flows/carriers.hpp"
#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/store/staff_texts.hpp"

namespace warmline::flows {

class StaffOutbox {
 public:
  struct Limits {
    std::size_t under_way_max = 4;                // texts being handed over at once
    std::chrono::milliseconds first_wait{5'000};  // doubles with each try
    std::chrono::milliseconds longest_wait{60'000};
    std::chrono::milliseconds good_for = std::chrono::minutes(10);
    std::chrono::milliseconds store_pause{1'000};  // between tries while the database refuses
  };

  // All references must outlive the tasks of `tasks`.
  StaffOutbox(async::asio::any_io_executor loop, StoreThread& store, const Lines& lines,
              Carriers carriers, async::TaskGroup& tasks, store::Database::Clock clock,
              Limits limits);

  // What was under way when the program last ended becomes `unknown`; then hands over what is due
  // until the task group is closed. The sends are tasks of that group.
  awaitable<void> run();

  // Something may be due. Loop thread.
  void wake() { wakeup_.wake(); }

 private:
  struct Ready;
  awaitable<Result<std::vector<Ready>>> take_due();
  std::expected<Ready, ProblemCode> make_ready(store::Writing& writing,
                                               const store::StaffTextRow& text) const;
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
  std::size_t under_way_ = 0;
};

}  // namespace warmline::flows
