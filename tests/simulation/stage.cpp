#include "tests/simulation/stage.hpp"

#include <utility>
#include <vector>

#include <boost/asio/execution/context.hpp>

namespace warmline::simulation {

Stage& Stage::of(const boost::asio::any_io_executor& executor) {
  auto& context = boost::asio::query(executor, boost::asio::execution::context);
  return boost::asio::use_service<Stage>(context);
}

void Stage::advance(Duration by) {
  passed_ += by;
  std::vector<std::function<void()>> due;
  while (!bells_.empty() && bells_.begin()->first.first <= passed_) {
    due.push_back(std::move(bells_.begin()->second));
    bells_.erase(bells_.begin());
  }
  for (const auto& ring : due) ring();
}

Stage::Bell Stage::ring_after(Duration after, std::function<void()> ring) {
  // Time begins before zero, and some wait for ever.
  const bool is_endless = passed_ > Duration::zero() && after > Duration::max() - passed_;
  const auto at = is_endless ? Duration::max() : passed_ + after;
  const Bell bell{at, ++made_};
  bells_.emplace(bell, std::move(ring));
  return bell;
}

bool Stage::dies_before_commit() {
  if (!death_ || death_->after || death_->commits_before-- > 0) return false;
  is_dead_ = true;
  return true;
}

bool Stage::dies_after_commit() {
  if (!death_ || !death_->after || death_->commits_before-- > 0) return false;
  is_dead_ = true;
  return true;
}

}  // namespace warmline::simulation
