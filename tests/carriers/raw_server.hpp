// A server that answers with whatever bytes a test wants, on a thread of its own.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace warmline::test {

class RawServer {
 public:
  using Socket = boost::asio::ip::tcp::socket;
  // Called for each connection with the request as read up to the end of its head, and of its body
  // where Content-Length names one; the connection is closed afterwards.
  using Talk = std::function<void(Socket& socket, const std::string& request)>;

  explicit RawServer(Talk talk);
  ~RawServer();
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  std::string url() const;
  int requests() const { return requests_; }

  // Ways to talk.
  static Talk answer(std::string bytes);
  static Talk reset();
  // Says nothing until the other side closes.
  static Talk hang();

 private:
  void serve();

  Talk talk_;
  boost::asio::io_context loop_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::string url_;
  std::atomic<int> requests_ = 0;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace warmline::test
