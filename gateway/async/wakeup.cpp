#include "gateway/async/wakeup.hpp"

#include <list>
#include <utility>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace warmline::async {

struct Wakeup::State {
  struct Waiter {
    asio::steady_timer timer;
    bool woken = false;
  };

  explicit State(asio::any_io_executor loop_executor) : loop(std::move(loop_executor)) {}

  void wake_all() {
    for (Waiter& waiter : waiters) {
      waiter.woken = true;
      waiter.timer.cancel();
    }
  }

  const asio::any_io_executor loop;
  std::list<Waiter> waiters;
  bool remembered = false;
  bool closed = false;
};

namespace {

using Clock = std::chrono::steady_clock;

}  // namespace

Wakeup::Wakeup(asio::any_io_executor loop) : state_(std::make_shared<State>(std::move(loop))) {}

void Wakeup::wake() {
  if (state_->waiters.empty()) {
    state_->remembered = true;
  } else {
    state_->wake_all();
  }
}

void Wakeup::close() {
  state_->closed = true;
  state_->wake_all();
}

bool Wakeup::closed() const {
  return state_->closed;
}

asio::awaitable<void> Wakeup::wait() {
  co_await wait_for(Clock::duration::max());
}

asio::awaitable<bool> Wakeup::wait_for(Clock::duration longest) {
  // Kept here: the Wakeup may be gone before the loop destroys the last who waited.
  const std::shared_ptr<State> state = state_;
  if (state->closed || std::exchange(state->remembered, false)) co_return true;

  // A timer that has no end is set to the end of time: now + max would overflow.
  const auto now = Clock::now();
  const auto end =
      longest > Clock::time_point::max() - now ? Clock::time_point::max() : now + longest;
  const auto waiter =
      state->waiters.insert(state->waiters.end(), {asio::steady_timer(state->loop, end), false});
  struct Leave {
    State& from;
    std::list<State::Waiter>::iterator who;
    ~Leave() { from.waiters.erase(who); }
  };
  const Leave leave{*state, waiter};
  boost::system::error_code cancelled;
  co_await waiter->timer.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
  co_return waiter->woken;
}

}  // namespace warmline::async
