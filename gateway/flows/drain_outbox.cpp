#include "gateway/flows/drain_outbox.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "gateway/flows/hand_over.hpp"
#include "gateway/flows/settle_text.hpp"
#include "gateway/store/health.hpp"
#include "gateway/store/outbox.hpp"
#include "gateway/store/texters.hpp"
#include "gateway/store/texts.hpp"

namespace warmline::flows {
namespace {

using carriers::SendProblem;
using routing::TextId;
using routing::TextStatus;
using store::Writing;

constexpr std::chrono::seconds look_again{30};
constexpr std::chrono::milliseconds shortest_wait{20};

const store::Failure interrupted{
    ProblemCode::outcome_unknown, "",
    "We stopped while this was being sent. We're looking for it at the carrier."};
const store::Failure not_sent_opted_out{ProblemCode::opted_out, "",
                                        "Not sent: they opted out before it could leave."};
const store::Failure line_gone{ProblemCode::carrier_refused, "",
                               "Not sent: this line is no longer set up. Tell your coordinator."};

const store::Failure damaged{
    ProblemCode::store_damaged, "",
    "Not sent: it can't be read any more. Write it again, and tell your coordinator."};

void give_up(Writing& store, TextId text, TextStatus status, const store::Failure& why) {
  settle_text(store, text, status, why);
  store::outbox::remove(store, text);
}

}  // namespace

// A text that has been marked as being handed over.
struct Outbox::Ready {
  store::Outgoing outgoing;
  std::string carrier;
  carriers::OutgoingText text;
};

Outbox::Outbox(async::asio::any_io_executor loop, StoreThread& store, const Lines& lines,
               Carriers carriers, async::TaskGroup& tasks, store::Database::Clock clock,
               Limits limits)
    : store_(store),
      lines_(lines),
      carriers_(std::move(carriers)),
      tasks_(tasks),
      clock_(std::move(clock)),
      limits_(limits),
      wakeup_(loop),
      search_(loop, store_, lines_, carriers_, tasks_, clock_, limits_.search,
              [this] { wakeup_.wake(); }) {}

void Outbox::wake() {
  wakeup_.wake();
  search_.wake();
}

awaitable<void> Outbox::run() {
  Change look_for_interrupted = [](Writing& writing) -> Result<void> {
    for (const auto& sought : store::outbox::interrupted(writing)) {
      settle_text(writing, sought.text, TextStatus::unknown, interrupted);
      store::outbox::look(writing, sought.text, writing.now);
    }
    return {};
  };
  if (!co_await until_kept(store_, tasks_, limits_.store_pause, std::move(look_for_interrupted))) {
    co_return;
  }
  tasks_.spawn("look for texts", search_.run());
  while (!tasks_.stopping()) {
    auto due = co_await take_due();
    if (!due) {
      co_await tasks_.stop_signal().wait_for(limits_.store_pause);
      continue;
    }
    if (tasks_.stopping()) {
      co_await put_back(std::move(*due));
      co_return;
    }
    for (auto& ready : *due) {
      ++under_way_;
      tasks_.spawn("send", hand_over(std::move(ready)));
    }
    co_await wait_for_more();
  }
}

awaitable<Result<std::vector<Outbox::Ready>>> Outbox::take_due() {
  const auto room = static_cast<int>(limits_.under_way_max - under_way_);
  if (room == 0) co_return std::vector<Ready>{};
  std::move_only_function<Result<std::vector<Ready>>(Writing&)> job =
      [this, room](Writing& writing) -> Result<std::vector<Ready>> {
    std::vector<Ready> ready;
    const auto holding_up = writing.now - limits_.search.hold_up_longest;
    for (const auto& outgoing : store::outbox::due(writing, room, holding_up)) {
      auto one = make_ready(writing, outgoing);
      if (!one) {
        give_up(writing, outgoing.text, TextStatus::failed, one.error());
        continue;
      }
      store::outbox::mark_sending(writing, outgoing.text);
      settle_text(writing, outgoing.text, TextStatus::sending);
      ready.push_back(std::move(*one));
    }
    return ready;
  };
  co_return co_await store_.write<std::vector<Ready>>(std::move(job));
}

// Or why it can't leave.
std::expected<Outbox::Ready, store::Failure> Outbox::make_ready(
    Writing& writing, const store::Outgoing& outgoing) const {
  const auto thread = store::texters::thread(writing, outgoing.thread);
  const auto* line = lines_.find(thread->line);
  if (thread->opted_out) return std::unexpected(not_sent_opted_out);
  if (!line || !carriers_.contains(line->carrier)) return std::unexpected(line_gone);
  auto text = store::unless_damaged(writing, [&] {
    return carriers::OutgoingText{outgoing.text, line->number,
                                  store::texters::number(writing, thread->texter),
                                  store::texts::find(writing, outgoing.text)->body};
  });
  if (!text) return std::unexpected(damaged);
  return Ready{outgoing, line->carrier, std::move(*text)};
}

awaitable<void> Outbox::put_back(std::vector<Ready> due) {
  std::move_only_function<Result<void>(Writing&)> job = [&due](Writing& writing) -> Result<void> {
    for (const auto& ready : due) {
      settle_text(writing, ready.outgoing.text, TextStatus::queued);
      store::outbox::put_back(writing, ready.outgoing.text, writing.now);
    }
    return {};
  };
  co_await store_.write<void>(std::move(job));
}

awaitable<void> Outbox::hand_over(Ready ready) {
  const auto outcome = co_await handed_over(*carriers_.at(ready.carrier), ready.text);
  // When we stop before it can be kept, it stays marked as being handed over and is looked for at
  // the next start.
  Change keep = [this, &ready, &outcome](Writing& writing) {
    return keep_outcome(writing, ready, outcome);
  };
  co_await until_kept(store_, tasks_, limits_.store_pause, std::move(keep));
  --under_way_;
  wake();
}

Result<void> Outbox::keep_outcome(Writing& writing, const Ready& ready,
                                  const carriers::SendOutcome& outcome) const {
  const auto text = ready.outgoing.text;
  if (outcome) {
    store::texts::set_carrier_id(writing, text, ready.carrier, outcome->carrier_id);
    settle_from_carrier(writing, text, ready.carrier, outcome->carrier_id, outcome->status);
    store::outbox::remove(writing, text);
    return {};
  }
  const SendProblem& problem = outcome.error();
  const int tries = ready.outgoing.tries + 1;
  if (problem.code == ProblemCode::outcome_unknown) {
    settle_text(writing, text, TextStatus::unknown, failure_of(problem));
    store::outbox::look(writing, text, writing.now + limits_.search.first_looks.front());
  } else if (problem.retryable && tries < limits_.tries_max) {
    const std::chrono::milliseconds asked = problem.retry_after.value_or(std::chrono::seconds(0));
    const auto wait = wait_after(tries, limits_.first_wait, limits_.longest_wait);
    settle_text(writing, text, TextStatus::queued);
    store::outbox::put_back(writing, text, writing.now + std::max(asked, wait));
  } else {
    give_up(writing, text, TextStatus::failed, failure_of(problem));
  }
  return {};
}

awaitable<void> Outbox::wait_for_more() {
  std::move_only_function<Result<std::optional<routing::Instant>>(store::Reading&)> job =
      [longest = limits_.search.hold_up_longest](
          store::Reading& reading) -> Result<std::optional<routing::Instant>> {
    return store::outbox::next_due(reading, longest);
  };
  const auto next = co_await store_.read<std::optional<routing::Instant>>(std::move(job));
  std::chrono::steady_clock::duration wait = look_again;
  if (next && next->has_value() && under_way_ < limits_.under_way_max) {
    wait = std::clamp<std::chrono::steady_clock::duration>(**next - clock_(), shortest_wait,
                                                           look_again);
  }
  co_await wakeup_.wait_for(wait);
}

}  // namespace warmline::flows
