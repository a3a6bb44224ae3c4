#include "gateway/flows/drain_outbox.hpp"

#include <algorithm>
#include <utility>

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

const store::Failure forgotten{ProblemCode::forgotten, "",
                               "Not sent: they were forgotten before it could leave."};

void give_up(Writing& store, TextId text, TextStatus status, const store::Failure& why) {
  settle_text(store, text, status, why);
  store::outbox::remove(store, text);
}

// It has certainly not left.
void send_later(Writing& store, TextId text, routing::Instant next) {
  if (store::outbox::put_back(store, text, next)) {
    settle_text(store, text, TextStatus::queued);
  } else {
    settle_text(store, text, TextStatus::failed, forgotten);
  }
}

}  // namespace

Outbox::Outbox(async::asio::any_io_executor loop, StoreThread& store, const Lines& lines,
               Carriers carriers, async::TaskGroup& tasks, store::Database::Clock clock,
               MustListen must_listen, Limits limits)
    : lines_(lines),
      carriers_(std::move(carriers)),
      tasks_(tasks),
      must_listen_(std::move(must_listen)),
      limits_(limits),
      hand_overs_(loop, store, carriers_, tasks_, clock,
                  {limits_.under_way_max, limits_.store_pause}, *this, "send"),
      search_(loop, store, lines_, carriers_, tasks_, std::move(clock), limits_.search,
              [this] { hand_overs_.wake(); }) {}

void Outbox::wake() {
  hand_overs_.wake();
  search_.wake();
}

awaitable<void> Outbox::run() {
  if (!co_await hand_overs_.begin()) co_return;
  tasks_.spawn("look for texts", search_.run());
  co_await hand_overs_.run();
}

void Outbox::settle_interrupted(Writing& store) {
  for (const auto& sought : store::outbox::interrupted(store)) {
    settle_text(store, sought.text, TextStatus::unknown, interrupted);
    store::outbox::look(store, sought.text, store.now);
  }
}

std::vector<Leaving> Outbox::take_due(Writing& store, int most) {
  std::vector<Leaving> due;
  const auto holding_up = store.now - limits_.search.hold_up_longest;
  for (const auto& outgoing : store::outbox::due(store, most, holding_up)) {
    auto one = make_ready(store, outgoing);
    if (!one) {
      give_up(store, outgoing.text, TextStatus::failed, one.error());
      continue;
    }
    store::outbox::mark_sending(store, outgoing.text);
    settle_text(store, outgoing.text, TextStatus::sending);
    due.push_back(std::move(*one));
  }
  return due;
}

// Or why it can't leave.
std::expected<Leaving, store::Failure> Outbox::make_ready(Writing& store,
                                                          const store::Outgoing& outgoing) const {
  const auto thread = store::texters::thread(store, outgoing.thread);
  const auto* line = lines_.find(thread->line);
  if (thread->opted_out) return std::unexpected(not_sent_opted_out);
  if (!line || !carriers_.contains(line->carrier)) return std::unexpected(line_gone);
  auto leaving = store::unless_damaged(store, [&] {
    const auto text = store::texts::find(store, outgoing.text);
    return Leaving{
        {outgoing.text, line->number, store::texters::number(store, thread->texter), text->body},
        line->carrier,
        line->id,
        text->at,
        outgoing.tries};
  });
  if (!leaving) return std::unexpected(damaged);
  return std::move(*leaving);
}

void Outbox::put_back(Writing& store, const Leaving& leaving) {
  send_later(store, leaving.text.id, store.now);
}

void Outbox::keep_outcome(Writing& store, const Leaving& leaving,
                          const carriers::SendOutcome& outcome) {
  const auto text = leaving.text.id;
  if (outcome) {
    store::texts::set_carrier_id(store, text, leaving.carrier, outcome->carrier_id);
    settle_from_carrier(store, text, leaving.carrier, outcome->carrier_id, outcome->status);
    store::outbox::remove(store, text);
    return;
  }
  const SendProblem& problem = outcome.error();
  const int tries = leaving.tries + 1;
  if (problem.code == ProblemCode::outcome_unknown) {
    settle_text(store, text, TextStatus::unknown, failure_of(problem));
    store::outbox::look(store, text, store.now + limits_.search.looks.first_looks.front());
  } else if (problem.retryable && tries < limits_.tries_max) {
    const std::chrono::milliseconds asked = problem.retry_after.value_or(std::chrono::seconds(0));
    const auto wait = wait_after(tries, limits_.first_wait, limits_.longest_wait);
    // However long a carrier asks for: what was written after it waits behind it.
    send_later(store, text, store.now + std::clamp(asked, wait, limits_.longest_wait));
  } else {
    give_up(store, text, TextStatus::failed, failure_of(problem));
  }
}

std::optional<routing::Instant> Outbox::next_due(store::Reading& store) {
  return store::outbox::next_due(store, limits_.search.hold_up_longest);
}

}  // namespace warmline::flows
