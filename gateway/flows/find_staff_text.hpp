// Looks in the carriers' own lists for texts to staff whose sends have no known outcome: after a
// time-out, a broken connection, a crash. What certainly never arrived is sent again while it is
// still worth saying; what can't be told stays unknown: an answer can be asked for anew, and for a
// page the next one on call follows.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

#include "gateway/async/task_group.hpp"
#include "gateway/flows/carriers.hpp"
#include "gateway/flows/lines.hpp"
#include "gateway/flows/may_have_left.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/store/staff_texts.hpp"

namespace warmline::flows {

class StaffSearch : private Unsettled {
 public:
  struct Limits {
    Looks::Limits looks;
    // So long after it was written it is worth saying.
    std::chrono::milliseconds good_for = std::chrono::minutes(10);
  };
  // Something was settled, or is to be sent again. Loop thread.
  using OnSettled = std::function<void()>;

  // All references must outlive the tasks of `tasks`.
  StaffSearch(async::asio::any_io_executor loop, StoreThread& store, const Lines& lines,
              const Carriers& carriers, async::TaskGroup& tasks, store::Database::Clock clock,
              Limits limits, OnSettled on_settled);

  // Looks when it is time to, until the task group is closed.
  awaitable<void> run() { return looks_.run(); }

  // Something may be due. Loop thread.
  void wake() { looks_.wake(); }

 private:
  std::vector<MayHaveLeft> take_due_looks(store::Writing& store) override;
  void settle(store::Writing& store, const MayHaveLeft& text, const carriers::Listing* listing,
              routing::Instant asked_at) override;
  std::optional<routing::Instant> next_look(store::Reading& store) override;
  void on_settled() override { on_settled_(); }

  std::optional<MayHaveLeft> wanted(store::Writing& store, const store::StaffTextRow& text) const;

  const Lines& lines_;
  const Carriers& carriers_;
  Limits limits_;
  OnSettled on_settled_;
  Looks looks_;
};

}  // namespace warmline::flows
