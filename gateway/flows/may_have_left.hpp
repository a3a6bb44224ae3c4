// What is the same for every text of which nobody knows whether it left, whoever it went to: when
// its carrier is asked, and what the carrier's own list says of it.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "gateway/async/task_group.hpp"
#include "gateway/async/wakeup.hpp"
#include "gateway/carriers/carrier.hpp"
#include "gateway/flows/carriers.hpp"
#include "gateway/flows/store_thread.hpp"

namespace warmline::flows {

// A text that was handed over, and of which it is not known what became of it.
struct MayHaveLeft {
  carriers::OutgoingText text;
  std::string carrier;
  routing::Instant attempted_at{};  // when it was last handed over
  routing::Instant taken_at{};      // as the look became due; it asks the carrier after this
};

// What the carrier's list says of a text. `absent`: the list is whole, and neither it nor anything
// that may be it is there.
enum class Listed { found, absent, unclear };
struct InList {
  Listed listed;
  const carriers::ListedText* sent = nullptr;  // where it was found
};

// One kind of texts that may have left, as the store keeps them. All but on_settled() is called
// inside store jobs.
class Unsettled {
 public:
  virtual ~Unsettled() = default;

  // Those whose next look is due.
  virtual std::vector<MayHaveLeft> take_due_looks(store::Writing& store) = 0;
  // Does what the list calls for, which was asked for at `asked_at`; null where the carrier gave
  // none. What was handed over once more since, or settled, is left as it is.
  virtual void settle(store::Writing& store, const MayHaveLeft& text,
                      const carriers::Listing* listing, routing::Instant asked_at) = 0;
  virtual std::optional<routing::Instant> next_look(store::Reading& store) = 0;

  // Something may have been settled. Loop thread.
  virtual void on_settled() = 0;
};

class Looks {
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
    int at_once_max = 64;  // taken from the database at once; looked for one after the other
  };

  // All references must outlive the tasks of `tasks`.
  Looks(async::asio::any_io_executor loop, StoreThread& store, const Carriers& carriers,
        async::TaskGroup& tasks, store::Database::Clock clock, Limits limits, Unsettled& unsettled);

  // Looks when it is time to, until the task group is closed.
  awaitable<void> run();
  // Something may be due. Loop thread.
  void wake() { wakeup_.wake(); }

  // The part of the carrier's list where it would stand. Problems: as of Carrier::list_texts().
  awaitable<Result<carriers::Listing>> list_for(const MayHaveLeft& text) const;
  // What that list says of it, which was asked for at `asked_at`. What is known to be another text
  // of ours is not taken for it.
  InList find(store::Reading& store, const MayHaveLeft& text, const carriers::Listing& listing,
              routing::Instant asked_at) const;
  // When to look again for what was handed over then.
  routing::Instant next_look(routing::Instant attempted_at, routing::Instant now) const;

 private:
  awaitable<Result<std::vector<MayHaveLeft>>> take_due();
  awaitable<void> look_for(MayHaveLeft text, std::set<std::string>& silent);
  bool never_arrived(const MayHaveLeft& text, const carriers::Listing& listing,
                     routing::Instant asked_at) const;
  awaitable<void> wait_for_more();

  StoreThread& store_;
  const Carriers& carriers_;
  async::TaskGroup& tasks_;
  store::Database::Clock clock_;
  Limits limits_;
  Unsettled& unsettled_;
  async::Wakeup wakeup_;
};

}  // namespace warmline::flows
