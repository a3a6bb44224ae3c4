// What the program takes from the world besides files and sockets. The real ones are in app.cpp;
// tests bring their own.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include <spdlog/logger.h>

#include "routing/instant.hpp"

namespace warmline {

struct Environment {
  std::function<routing::Instant()> now;  // any thread
  // `now` is no earlier from here on. Any thread.
  std::function<void(routing::Instant)> go_on_from = [](routing::Instant) {};
  std::function<void(std::span<std::uint8_t>)> random;  // any thread
  std::shared_ptr<spdlog::logger>
      log;  // any thread; never given a body, a whole number, a name or a secret
};

}  // namespace warmline
