// One page that the live feed is told to; a part of live_feed.hpp.
#pragma once

#include <chrono>
#include <memory>
#include <set>
#include <utility>

#include "gateway/api/live_feed.hpp"

namespace warmline::api {

struct LiveFeed::Reader {
  using Clock = std::chrono::steady_clock;

  Reader(async::asio::any_io_executor loop, std::shared_ptr<http::WebSocket> to,
         flows::StoreThread& from, auth::Identity identity, Identify who_now, Viewers::Page number)
      : socket(std::move(to)),
        store(from),
        who(std::move(identity)),
        identify(std::move(who_now)),
        page(number),
        wakeup(std::move(loop)) {}

  const std::shared_ptr<http::WebSocket> socket;
  flows::StoreThread& store;
  auth::Identity who;
  const Identify identify;
  const Viewers::Page page;
  async::Wakeup wakeup;
  std::int64_t seen = 0;
  bool has_caught_up = false;
  bool is_over = false;
  Clock::time_point identify_at{};
  Clock::time_point pulse_at{};
  // Of which they are to be told who looks at them: as it is then, so it never grows with time.
  std::set<routing::ConversationId> to_show;
};

}  // namespace warmline::api
