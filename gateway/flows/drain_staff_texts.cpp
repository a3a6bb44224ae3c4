#include "gateway/flows/drain_staff_texts.hpp"

#include <algorithm>
#include <utility>

#include "gateway/flows/apply_actions.hpp"
#include "gateway/flows/text_staff.hpp"
#include "gateway/store/health.hpp"

namespace warmline::flows {
namespace {

using routing::TextStatus;
using store::Writing;
namespace staff_texts = store::staff_texts;

}  // namespace

StaffOutbox::StaffOutbox(async::asio::any_io_executor loop, StoreThread& store, const Lines& lines,
                         Carriers carriers, async::TaskGroup& tasks, store::Database::Clock clock,
                         Limits limits)
    : lines_(lines),
      carriers_(std::move(carriers)),
      tasks_(tasks),
      limits_(limits),
      hand_overs_(loop, store, carriers_, tasks_, clock,
                  {limits_.under_way_max, limits_.store_pause}, *this, "text staff"),
      search_(loop, store, lines_, carriers_, tasks_, std::move(clock), limits_.search,
              [this] { hand_overs_.wake(); }) {}

void StaffOutbox::wake() {
  hand_overs_.wake();
  search_.wake();
}

awaitable<void> StaffOutbox::run() {
  if (!co_await hand_overs_.begin()) co_return;
  tasks_.spawn("look for texts to staff", search_.run());
  co_await hand_overs_.run();
}

void StaffOutbox::settle_interrupted(Writing& store) {
  for (const auto id : staff_texts::interrupted(store)) staff_texts::look(store, id, store.now);
}

std::vector<Leaving> StaffOutbox::take_due(Writing& store, int most) {
  std::vector<Leaving> due;
  for (const auto& text : staff_texts::due(store, most)) {
    auto one = make_ready(store, text);
    if (!one) {
      settle_staff_text(store, text.id, TextStatus::failed, one.error());
      continue;
    }
    staff_texts::mark_sending(store, text.id);
    due.push_back(std::move(*one));
  }
  return due;
}

// Or why it can't leave.
std::expected<Leaving, ProblemCode> StaffOutbox::make_ready(Writing& store,
                                                            const store::StaffTextRow& text) const {
  const auto* line = lines_.find(text.line);
  if (!line || !carriers_.contains(line->carrier)) {
    return std::unexpected(ProblemCode::carrier_refused);
  }
  if (store.now - text.at > limits_.search.good_for) {
    return std::unexpected(ProblemCode::carrier_unreachable);
  }
  auto leaving = store::unless_damaged(store, [&] {
    return Leaving{{text.id, line->number, staff_texts::number(store, text.id),
                    staff_texts::body(store, text.id)},
                   line->carrier,
                   line->id,
                   text.at,
                   text.tries};
  });
  if (!leaving) return std::unexpected(ProblemCode::store_damaged);
  if (staff_texts::is_stopped(store, leaving->text.to, line->id)) {
    return std::unexpected(ProblemCode::opted_out);
  }
  return std::move(*leaving);
}

void StaffOutbox::put_back(Writing& store, const Leaving& leaving) {
  staff_texts::put_back(store, leaving.text.id, store.now);
}

void StaffOutbox::keep_outcome(Writing& store, const Leaving& leaving,
                               const carriers::SendOutcome& outcome) {
  const auto id = leaving.text.id;
  if (outcome) {
    settle_staff_text_from_carrier(store, id, leaving.carrier, outcome->carrier_id,
                                   outcome->status);
    return;
  }
  const carriers::SendProblem& problem = outcome.error();
  const std::chrono::milliseconds asked = problem.retry_after.value_or(std::chrono::seconds(0));
  const auto wait =
      std::max(asked, wait_after(leaving.tries + 1, limits_.first_wait, limits_.longest_wait));
  if (problem.code == ProblemCode::outcome_unknown) {
    staff_texts::look(store, id, store.now + limits_.search.looks.first_looks.front());
  } else if (problem.retryable && store.now + wait - leaving.queued_at < limits_.search.good_for) {
    staff_texts::put_back(store, id, store.now + wait);
  } else {
    settle_staff_text(store, id, TextStatus::failed, problem.code);
    if (problem.code == ProblemCode::opted_out) {
      opt_out(store, store::texters::thread_with(store, leaving.text.to, leaving.line));
    }
  }
}

std::optional<routing::Instant> StaffOutbox::next_due(store::Reading& store) {
  return staff_texts::next_due(store);
}

}  // namespace warmline::flows
