// Every bound of the server, in one place. Tests pass shorter ones.
#pragma once

#include <chrono>
#include <cstddef>

namespace warmline::http {

struct Limits {
  // Bodies, whether announced (Content-Length) or chunked. One more byte: 413.
  std::size_t body_bytes_max = 64UZ * 1024;
  // The request line and the headers together. More: 431.
  std::size_t header_bytes_max = 8UZ * 1024;
  // HTTP and WebSocket together. One more gets a short 503.
  std::size_t connections_max = 2000;
  // How many of those 503s are under way at most; beyond that the connection is just closed.
  std::size_t refusals_max = 64;

  // From the first byte of a request to its last: then 408.
  std::chrono::milliseconds request_deadline{10'000};
  // Between two requests on a connection, and before the first.
  std::chrono::milliseconds idle_deadline{60'000};
  // For each `write_piece_bytes` of an answer, and for each WebSocket message and close.
  std::chrono::milliseconds write_deadline{10'000};
  std::size_t write_piece_bytes = 64UZ * 1024;
  // After an answer that ends the connection, for the client to read it: what it still sends until
  // then is thrown away, up to this many bytes.
  std::chrono::milliseconds linger_deadline{2'000};
  std::size_t linger_bytes_max = 512UZ * 1024;
  // Deadlines are looked at this often, for all connections at once.
  std::chrono::milliseconds sweep_interval{100};
  // How long accepting pauses when the system has no more sockets for us.
  std::chrono::milliseconds accept_pause{200};

  // One WebSocket message from a client. More: the connection is closed with 1009.
  std::size_t websocket_message_bytes_max = 16UZ * 1024;
  // A WebSocket that says nothing for half of this gets a ping; for all of it, is closed.
  std::chrono::milliseconds websocket_idle_deadline{45'000};
};

}  // namespace warmline::http
