// The live feed: everything that is recorded, told over WebSockets to those who may see it, in
// order, none missing. A socket is only a place in the record (a cursor): what it has not seen yet
// is read from the newest events kept here, or from the database when it is further behind. Nothing
// is queued for it, so a slow reader costs no memory; one that falls too far behind is let go.
//
// The other way, pages say what they have in front and whether somebody types there; whoever may
// read that conversation is told, as it is when their turn comes. None of that is recorded.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "gateway/api/told_event.hpp"
#include "gateway/api/viewers.hpp"
#include "gateway/async/awaitable.hpp"
#include "gateway/async/task_group.hpp"
#include "gateway/async/wakeup.hpp"
#include "gateway/auth/sign_in.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/http/websocket.hpp"
#include "gateway/store/events.hpp"

namespace warmline::api {

// Loop thread only.
class LiveFeed {
 public:
  struct Limits {
    std::size_t kept_events_max = 4096;
    int page = 256;
    // How far a reader that has once caught up may fall behind: then it is closed (too_slow).
    std::int64_t behind_max = 8192;
    // Whether they are still signed in is looked up this often, and where a sign-out of theirs is
    // told.
    std::chrono::milliseconds identify_every{30'000};
    // A page is told this often how far it has been told all that it may see: by that it knows that
    // its connection lives.
    std::chrono::milliseconds pulse_every{20'000};
    // What a page says is taken no faster than this.
    std::chrono::milliseconds between_messages{50};
    Viewers::Limits viewers;
  };
  // Who the socket's owner is now; not_signed_in when they are no longer.
  using Identify = std::function<flows::awaitable<routing::Result<auth::Identity>>()>;

  // `tasks` must outlive this.
  LiveFeed(async::asio::any_io_executor loop, async::TaskGroup& tasks, Limits limits);

  // What one commit recorded: flows::StoreThread::OnEvents. May be called before any store reads
  // through this.
  void append(std::shared_ptr<const std::vector<store::Event>> events);

  // Tells the socket what came after `since`, as long as both want. Closes it with signed_out when
  // the sign-in ends, too_slow when the reader does not keep up, internal when the store can't be
  // read. `store` must outlive the tasks.
  flows::awaitable<void> serve(std::shared_ptr<http::WebSocket> socket, flows::StoreThread& store,
                               auth::Identity identity, Identify identify, std::int64_t since);

  std::size_t readers() const { return readers_.size(); }

 private:
  struct Reader;
  struct Listed;
  using ToldEvents = std::vector<std::shared_ptr<ToldEvent>>;

  void let_go_if_slow(Reader& reader);
  flows::awaitable<void> feed(std::shared_ptr<Reader> reader);
  flows::awaitable<bool> still_signed_in(std::shared_ptr<Reader> reader);
  flows::awaitable<bool> pulse(std::shared_ptr<Reader> reader);
  flows::awaitable<bool> tell_next(std::shared_ptr<Reader> reader);
  flows::awaitable<routing::Result<ToldEvents>> next(std::shared_ptr<Reader> reader);
  flows::awaitable<routing::Result<void>> learn_people(std::shared_ptr<Reader> reader);
  bool knows_all_of(const ToldEvents& events) const;

  // viewers: live_viewers.cpp
  flows::awaitable<void> listen(std::shared_ptr<Reader> reader);
  flows::awaitable<void> hear(std::shared_ptr<Reader> reader, std::string message);
  flows::awaitable<void> show(Viewers::Changed changed, std::shared_ptr<Reader> only_to);
  flows::awaitable<bool> show_next(std::shared_ptr<Reader> reader);
  flows::awaitable<void> let_lapse(std::shared_ptr<Reader> reader);
  std::string viewers_message(routing::ConversationId conversation) const;

  async::asio::any_io_executor loop_;
  async::TaskGroup& tasks_;
  Limits limits_;
  std::deque<std::shared_ptr<ToldEvent>> kept_;
  std::optional<std::int64_t> kept_after_;  // every event later than this is in kept_
  std::list<std::shared_ptr<Reader>> readers_;
  Viewers viewers_;
  Viewers::Page pages_made_ = 0;
  People people_;
  // Counted, since who works here may change while it is being read.
  std::uint64_t staff_changes_ = 1;
  std::uint64_t people_as_of_ = 0;  // how many of them people_ knows of
};

}  // namespace warmline::api
