#include "gateway/async/task_group.hpp"

#include <utility>

#include <boost/asio/co_spawn.hpp>

namespace warmline::async {

struct TaskGroup::State {
  State(asio::any_io_executor loop_executor, OnFailure failed)
      : loop(std::move(loop_executor)), on_failure(std::move(failed)), stop(loop), empty(loop) {}

  const asio::any_io_executor loop;
  const OnFailure on_failure;
  Wakeup stop;
  Wakeup empty;
  std::size_t running = 0;
};

TaskGroup::TaskGroup(asio::any_io_executor loop, OnFailure on_failure)
    : state_(std::make_shared<State>(std::move(loop), std::move(on_failure))) {}

bool TaskGroup::spawn(std::string name, asio::awaitable<void> task) {
  if (stopping()) return false;
  ++state_->running;
  auto ended = [state = state_, name = std::move(name)](std::exception_ptr failure) {
    if (failure) state->on_failure(name, std::move(failure));
    if (--state->running == 0) state->empty.wake();
  };
  asio::co_spawn(state_->loop, std::move(task), std::move(ended));
  return true;
}

std::size_t TaskGroup::running() const {
  return state_->running;
}

void TaskGroup::close() {
  state_->stop.close();
}

bool TaskGroup::stopping() const {
  return state_->stop.closed();
}

Wakeup& TaskGroup::stop_signal() {
  return state_->stop;
}

asio::awaitable<bool> TaskGroup::wait_until_empty(std::chrono::steady_clock::duration longest) {
  const std::shared_ptr<State> state = state_;
  const auto end = std::chrono::steady_clock::now() + longest;
  while (state->running > 0) {
    if (!co_await state->empty.wait_for(end - std::chrono::steady_clock::now())) break;
  }
  co_return state->running == 0;
}

}  // namespace warmline::async
