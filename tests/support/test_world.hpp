// Time and chance as a test wants them: a clock that is moved by hand, and a seeded source of
// random bytes.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <random>
#include <span>

#include "routing/instant.hpp"

namespace warmline::test {

// Safe to read on one thread while another moves it.
class ManualClock {
 public:
  routing::Instant now() const {
    const std::lock_guard lock(mutex_);
    return now_;
  }
  void advance(routing::Duration by) {
    const std::lock_guard lock(mutex_);
    now_ += by;
  }
  std::function<routing::Instant()> reader() {
    return [this] { return now(); };
  }

 private:
  mutable std::mutex mutex_;
  // A Saturday night: 2026-11-21T02:10:00Z.
  routing::Instant now_{std::chrono::sys_days{std::chrono::year(2026) / 11 / 21} +
                        std::chrono::minutes(130)};
};

inline std::function<void(std::span<std::uint8_t>)> seeded_random(std::uint32_t seed) {
  struct Source {
    std::mutex mutex;
    std::mt19937 engine;
  };
  auto source = std::make_shared<Source>();
  source->engine.seed(seed);
  return [source](std::span<std::uint8_t> bytes) {
    const std::lock_guard lock(source->mutex);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(source->engine());
  };
}

}  // namespace warmline::test
