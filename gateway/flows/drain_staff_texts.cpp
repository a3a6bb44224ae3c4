#include "gateway/flows/drain_staff_texts.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "gateway/flows/apply_actions.hpp"
#include "gateway/flows/hand_over.hpp"
#include "gateway/flows/text_staff.hpp"
#include "gateway/store/health.hpp"
#include "gateway/store/receipts.hpp"

namespace warmline::flows {
namespace {

using routing::TextStatus;
using store::Writing;
namespace staff_texts = store::staff_texts;

constexpr std::chrono::seconds look_again{30};
constexpr std::chrono::milliseconds shortest_wait{20};

}  // namespace

// A text that has been marked as being handed over.
struct StaffOutbox::Ready {
  store::StaffTextRow row;
  std::string carrier;
  carriers::OutgoingText text;
};

StaffOutbox::StaffOutbox(async::asio::any_io_executor loop, StoreThread& store, const Lines& lines,
                         Carriers carriers, async::TaskGroup& tasks, store::Database::Clock clock,
                         Limits limits)
    : store_(store),
      lines_(lines),
      carriers_(std::move(carriers)),
      tasks_(tasks),
      clock_(std::move(clock)),
      limits_(limits),
      wakeup_(loop) {}

awaitable<void> StaffOutbox::run() {
  std::function<Result<void>(Writing&)> leave_interrupted = [](Writing& writing) -> Result<void> {
    for (const auto id : staff_texts::interrupted(writing)) {
      settle_staff_text(writing, id, TextStatus::unknown, ProblemCode::outcome_unknown);
    }
    return {};
  };
  if (!co_await until_kept(store_, tasks_, limits_.store_pause, std::move(leave_interrupted))) {
    co_return;
  }
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
      tasks_.spawn("text staff", hand_over(std::move(ready)));
    }
    co_await wait_for_more();
  }
}

awaitable<Result<std::vector<StaffOutbox::Ready>>> StaffOutbox::take_due() {
  const auto room = static_cast<int>(limits_.under_way_max - under_way_);
  if (room == 0) co_return std::vector<Ready>{};
  std::move_only_function<Result<std::vector<Ready>>(Writing&)> job =
      [this, room](Writing& writing) -> Result<std::vector<Ready>> {
    std::vector<Ready> ready;
    for (const auto& text : staff_texts::due(writing, room)) {
      auto one = make_ready(writing, text);
      if (!one) {
        settle_staff_text(writing, text.id, TextStatus::failed, one.error());
        continue;
      }
      staff_texts::mark_sending(writing, text.id);
      ready.push_back(std::move(*one));
    }
    return ready;
  };
  co_return co_await store_.write<std::vector<Ready>>(std::move(job));
}

// Or why it can't leave.
std::expected<StaffOutbox::Ready, ProblemCode> StaffOutbox::make_ready(
    Writing& writing, const store::StaffTextRow& text) const {
  const auto* line = lines_.find(text.line);
  if (!line || !carriers_.contains(line->carrier)) {
    return std::unexpected(ProblemCode::carrier_refused);
  }
  if (writing.now - text.at > limits_.good_for) {
    return std::unexpected(ProblemCode::carrier_unreachable);
  }
  auto leaving = store::unless_damaged(writing, [&] {
    return carriers::OutgoingText{text.id, line->number, staff_texts::number(writing, text.id),
                                  staff_texts::body(writing, text.id)};
  });
  if (!leaving) return std::unexpected(ProblemCode::store_damaged);
  if (staff_texts::is_stopped(writing, leaving->to, text.line)) {
    return std::unexpected(ProblemCode::opted_out);
  }
  return Ready{text, line->carrier, std::move(*leaving)};
}

awaitable<void> StaffOutbox::put_back(std::vector<Ready> due) {
  std::move_only_function<Result<void>(Writing&)> job = [&due](Writing& writing) -> Result<void> {
    for (const auto& ready : due) staff_texts::put_back(writing, ready.row.id, writing.now);
    return {};
  };
  co_await store_.write<void>(std::move(job));
}

awaitable<void> StaffOutbox::hand_over(Ready ready) {
  const auto outcome = co_await handed_over(*carriers_.at(ready.carrier), ready.text);
  // When we stop before it can be kept, it stays marked as being handed over.
  std::function<Result<void>(Writing&)> keep = [this, &ready, &outcome](Writing& writing) {
    return keep_outcome(writing, ready, outcome);
  };
  co_await until_kept(store_, tasks_, limits_.store_pause, std::move(keep));
  --under_way_;
  wake();
}

Result<void> StaffOutbox::keep_outcome(Writing& writing, const Ready& ready,
                                       const carriers::SendOutcome& outcome) const {
  const auto id = ready.row.id;
  if (outcome) {
    staff_texts::set_carrier_id(writing, id, ready.carrier, outcome->carrier_id);
    settle_staff_text(writing, id, outcome->status);
    // Those that came before we knew its id.
    for (const auto& receipt : store::receipts::of(writing, ready.carrier, outcome->carrier_id)) {
      settle_staff_text(writing, id, receipt.status,
                        receipt.failure ? std::optional(receipt.failure->code) : std::nullopt);
    }
    return {};
  }
  const carriers::SendProblem& problem = outcome.error();
  const std::chrono::milliseconds asked = problem.retry_after.value_or(std::chrono::seconds(0));
  const auto wait =
      std::max(asked, wait_after(ready.row.tries + 1, limits_.first_wait, limits_.longest_wait));
  if (problem.code == ProblemCode::outcome_unknown) {
    settle_staff_text(writing, id, TextStatus::unknown, problem.code);
  } else if (problem.retryable && writing.now + wait - ready.row.at < limits_.good_for) {
    staff_texts::put_back(writing, id, writing.now + wait);
  } else {
    settle_staff_text(writing, id, TextStatus::failed, problem.code);
    if (problem.code == ProblemCode::opted_out) {
      opt_out(writing, store::texters::thread_with(writing, ready.text.to, ready.row.line));
    }
  }
  return {};
}

awaitable<void> StaffOutbox::wait_for_more() {
  std::move_only_function<Result<std::optional<routing::Instant>>(store::Reading&)> job =
      [](store::Reading& reading) -> Result<std::optional<routing::Instant>> {
    return staff_texts::next_due(reading);
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
