// The one place where texts leave. Texts to one texter go in order, one at a time; what a carrier
// certainly did not take is tried again with growing waits; what it may have taken is `unknown` and
// looked for in its list first (find_sent.hpp); nothing goes to someone who opted out.
#pragma once

#include <chrono>
#include <cstddef>
#include <expected>
#include <functional>
#include <optional>
#include <vector>

#include "gateway/async/task_group.hpp"
#include "gateway/flows/carriers.hpp"
#include "gateway/flows/find_sent.hpp"
#include "gateway/flows/hand_over.hpp"
#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/store/outbox.hpp"
#include "gateway/store/texts.hpp"

namespace warmline::flows {

class Outbox : private Departures {
 public:
  struct Limits {
    std::size_t under_way_max = 16;  // texts being handed over at once
    int tries_max = 10;
    std::chrono::milliseconds first_wait{5'000};  // doubles with each try
    std::chrono::milliseconds longest_wait{600'000};
    std::chrono::milliseconds store_pause{1'000};  // between tries while the database refuses
    SentSearch::Limits search;
  };

  // Whether texts that came in are yet to be taken in: what they say, STOP for one, comes before
  // what is to leave. Loop thread.
  using MustListen = std::function<bool()>;

  // All references must outlive the tasks of `tasks`.
  Outbox(async::asio::any_io_executor loop, StoreThread& store, const Lines& lines,
         Carriers carriers, async::TaskGroup& tasks, store::Database::Clock clock,
         MustListen must_listen, Limits limits);

  // What was under way when the program last ended becomes `unknown` and is looked for; then hands
  // over what is due until the task group is closed. The sends and the looks are tasks of that
  // group.
  awaitable<void> run();

  // Somebody wants to know what became of one that is unknown (find_sent.hpp).
  awaitable<Result<SentSearch::Checked>> check(routing::TextId text) { return search_.check(text); }

  // Something may be due. Loop thread.
  void wake();

 private:
  bool must_wait() override { return must_listen_(); }
  void settle_interrupted(store::Writing& store) override;
  std::vector<Leaving> take_due(store::Writing& store, int most) override;
  void put_back(store::Writing& store, const Leaving& leaving) override;
  void keep_outcome(store::Writing& store, const Leaving& leaving,
                    const carriers::SendOutcome& outcome) override;
  std::optional<routing::Instant> next_due(store::Reading& store) override;
  void on_kept() override { wake(); }
  std::expected<Leaving, store::Failure> make_ready(store::Writing& store,
                                                    const store::Outgoing& outgoing) const;

  const Lines& lines_;
  Carriers carriers_;
  async::TaskGroup& tasks_;
  MustListen must_listen_;
  Limits limits_;
  HandOvers hand_overs_;
  SentSearch search_;
};

}  // namespace warmline::flows
