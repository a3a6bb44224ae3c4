// From a method and a path to what answers it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/async/awaitable.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/response.hpp"
#include "gateway/http/websocket.hpp"

namespace warmline::http {

// Throwing async::Overloaded is answered 503 `store_full`, async::Stopped 503 `stopping`, anything
// else 500 `internal`, reported once to Server's on_failure.
using Handler = std::function<asio::awaitable<Response>(Request)>;

// What a live route decides before the connection becomes a WebSocket: who it is may be refused
// with a plain response.
struct Upgrade {
  Response refusal;  // the answer where `serve` is empty
  // Runs as long as the WebSocket is wanted: when it returns, the WebSocket is closed (normal);
  // when it throws, that is reported and the WebSocket is closed (internal).
  std::function<asio::awaitable<void>(std::shared_ptr<WebSocket>)> serve;
};
using LiveHandler = std::function<asio::awaitable<Upgrade>(Request)>;

struct Route {
  std::string method;
  std::string pattern;  // "/api/conversations/{id}/texts"; a {name} is one whole segment
  Handler handler;
};

struct LiveRoute {
  std::string pattern;  // its method is GET
  LiveHandler admit;
};

class Router {
 public:
  // std::logic_error for a pattern that is wrong or that this method has already. Where two
  // patterns fit a path, a literal segment wins over a {name}, from left to right.
  void add(Route route);
  void add(LiveRoute route);
  // Answers GET and HEAD for paths no pattern fits; without it, and for other methods: 404.
  void set_fallback(Handler fallback);

  // Exactly one of `handler`, `live` and `refused` is set.
  struct Match {
    const Handler* handler = nullptr;
    const LiveHandler* live = nullptr;
    std::optional<Response> refused;  // 404, or 405 with Allow
    std::string_view pattern;         // for logs: no path as sent; "" where none fits
  };
  // Fills request.path_values. A GET handler answers HEAD too. The match points into the router.
  Match match(Request& request) const;

 private:
  struct Entry {
    std::string method;
    std::string pattern;
    std::vector<std::string> segments;  // "{name}" for names
    Handler handler;
    LiveHandler live;
  };
  void insert(Entry entry);

  std::vector<Entry> entries_;  // ordered: the first that fits is the right one
  Handler fallback_;
};

}  // namespace warmline::http
