// The time that a simulated line lives in, and when its program is to die. It belongs to the loop,
// as a service of its own (boost::asio::execution_context::service), so that what stands in for the
// threads and timers of gateway/async/ (async_parts.cpp) finds it there. One thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/io_context.hpp>

#include "routing/instant.hpp"

namespace warmline::simulation {

using routing::Duration;

// Around which commit the program dies: `before` it, and nothing of it is kept; `after` it, and
// nobody has heard that it was.
struct Death {
  int commits_before = 0;  // so many more go well
  bool after = false;
};

class Stage : public boost::asio::execution_context::service {
 public:
  // NOLINTNEXTLINE(readability-identifier-naming): Asio looks for it under this name.
  static inline boost::asio::execution_context::id id;
  explicit Stage(boost::asio::execution_context& loop) : service(loop) {}

  // The one of the loop that `executor` runs on.
  static Stage& of(const boost::asio::any_io_executor& executor);

  // Time as it passes, whatever the clock on the wall says.
  Duration passed() const { return passed_; }
  void set_passed(Duration passed) { passed_ = passed; }
  // Lets it pass, and rings for all who waited for no longer than until then.
  void advance(Duration by);

  // Rings once, when `after` from now has passed, unless it was left before.
  using Bell = std::pair<Duration, std::uint64_t>;
  Bell ring_after(Duration after, std::function<void()> ring);
  void leave(const Bell& bell) { bells_.erase(bell); }

  void die_at(Death death) { death_ = death; }
  void live_on() { death_.reset(); }
  bool is_dead() const { return is_dead_; }
  // Hears how much of the processor each batch took, its commit included.
  using OnCommit = std::function<void(std::chrono::nanoseconds took)>;
  bool is_timed() const { return static_cast<bool>(on_commit_); }
  void on_commit(OnCommit on_commit) { on_commit_ = std::move(on_commit); }
  void committed(std::chrono::nanoseconds took) const { on_commit_(took); }

  // Around each commit. True: this is where it dies.
  bool dies_before_commit();
  bool dies_after_commit();

 private:
  void shutdown() override { bells_.clear(); }

  Duration passed_{0};
  std::map<Bell, std::function<void()>> bells_;
  std::uint64_t made_ = 0;
  std::optional<Death> death_;
  OnCommit on_commit_;
  bool is_dead_ = false;
};

}  // namespace warmline::simulation
