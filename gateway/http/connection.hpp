// What the server keeps of each open connection, HTTP or WebSocket, and what they all share.
// Included by .cpp files of this folder only. Loop thread only.
#pragma once

#include <chrono>
#include <list>
#include <memory>
#include <utility>

#include "gateway/http/limits.hpp"
#include "gateway/http/router.hpp"
#include "gateway/http/server.hpp"

namespace warmline::http {

using Clock = std::chrono::steady_clock;

class Connection {
 public:
  virtual ~Connection() = default;
  // Ends what takes longer than it may. Called every Limits::sweep_interval: one timer for all
  // connections costs a request nothing.
  virtual void look_at_deadlines(Clock::time_point now) = 0;
  // The server stops: nothing new begins here, what is in hand is finished.
  virtual void wind_down() = 0;
  // Closes the socket; whoever waits on it goes on with an error.
  virtual void cut() = 0;
};

struct Serving {
  Limits limits;
  Router router;
  Server::OnFailure on_failure;
  bool stopping = false;
  std::list<Connection*> connections;
};

// Keeps a connection in the list while it lives.
class Registration {
 public:
  Registration(std::shared_ptr<Serving> serving, Connection& connection)
      : serving_(std::move(serving)),
        place_(serving_->connections.insert(serving_->connections.end(), &connection)) {}
  ~Registration() { serving_->connections.erase(place_); }
  Registration(const Registration&) = delete;
  Registration& operator=(const Registration&) = delete;

 private:
  std::shared_ptr<Serving> serving_;
  std::list<Connection*>::iterator place_;
};

class Deadline {
 public:
  void set(Clock::duration from_now) { at_ = Clock::now() + from_now; }
  void clear() { at_ = Clock::time_point::max(); }
  bool passed(Clock::time_point now) const { return now >= at_; }

 private:
  Clock::time_point at_ = Clock::time_point::max();
};

}  // namespace warmline::http
