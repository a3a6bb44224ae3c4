// Sends what a line texts to staff's own phones. What a carrier certainly did not take is tried
// again for as long as it is worth saying; what it may have taken is looked for in its list first
// (find_staff_text.hpp).
#pragma once

#include <chrono>
#include <cstddef>
#include <expected>
#include <optional>
#include <vector>

#include "gateway/async/task_group.hpp"
#include "gateway/flows/carriers.hpp"
#include "gateway/flows/find_staff_text.hpp"
#include "gateway/flows/hand_over.hpp"
#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/store/staff_texts.hpp"

namespace warmline::flows {

class StaffOutbox : private Departures {
 public:
  struct Limits {
    std::size_t under_way_max = 4;                // texts being handed over at once
    std::chrono::milliseconds first_wait{5'000};  // doubles with each try
    std::chrono::milliseconds longest_wait{60'000};
    std::chrono::milliseconds store_pause{1'000};  // between tries while the database refuses
    StaffSearch::Limits search;
  };

  // All references must outlive the tasks of `tasks`.
  StaffOutbox(async::asio::any_io_executor loop, StoreThread& store, const Lines& lines,
              Carriers carriers, async::TaskGroup& tasks, store::Database::Clock clock,
              Limits limits);

  // What was under way when the program last ended becomes `unknown` and is looked for; then hands
  // over what is due until the task group is closed. The sends and the looks are tasks of that
  // group.
  awaitable<void> run();

  // Something may be due. Loop thread.
  void wake();

 private:
  void settle_interrupted(store::Writing& store) override;
  std::vector<Leaving> take_due(store::Writing& store, int most) override;
  void put_back(store::Writing& store, const Leaving& leaving) override;
  void keep_outcome(store::Writing& store, const Leaving& leaving,
                    const carriers::SendOutcome& outcome) override;
  std::optional<routing::Instant> next_due(store::Reading& store) override;
  void on_kept() override { wake(); }
  std::expected<Leaving, ProblemCode> make_ready(store::Writing& store,
                                                 const store::StaffTextRow& text) const;

  const Lines& lines_;
  Carriers carriers_;
  async::TaskGroup& tasks_;
  Limits limits_;
  HandOvers hand_overs_;
  StaffSearch search_;
};

}  // namespace warmline::flows
