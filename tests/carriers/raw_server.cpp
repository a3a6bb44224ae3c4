#include "tests/carriers/raw_server.hpp"

#include <array>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

namespace warmline::test {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

std::size_t body_length(const std::string& head) {
  constexpr std::string_view name = "Content-Length:";
  const auto found = head.find(name);
  return found == std::string::npos ? 0 : std::stoul(head.substr(found + name.size()));
}

bool whole(const std::string& request) {
  const auto end = request.find("\r\n\r\n");
  return end != std::string::npos && request.size() >= end + 4 + body_length(request);
}

}  // namespace

RawServer::RawServer(Talk talk)
    : talk_(std::move(talk)),
      acceptor_(loop_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
      url_("http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port())),
      thread_([this] { serve(); }) {}

RawServer::~RawServer() {
  stopping_ = true;
  // accept() is woken by a last connection.
  tcp::socket last(loop_);
  boost::system::error_code ignored;
  last.connect(acceptor_.local_endpoint(), ignored);
  last.close(ignored);
  thread_.join();
}

std::string RawServer::url() const {
  return url_;
}

void RawServer::serve() {
  while (true) {
    tcp::socket socket(loop_);
    acceptor_.accept(socket);
    if (stopping_) return;
    std::string request;
    std::array<char, 4096> piece{};
    boost::system::error_code error;
    while (!error && !whole(request)) {
      request.append(piece.data(), socket.read_some(asio::buffer(piece), error));
    }
    if (error) continue;
    ++requests_;
    talk_(socket, request);
  }
}

RawServer::Talk RawServer::answer(std::string bytes) {
  return [bytes = std::move(bytes)](Socket& socket, const std::string&) {
    boost::system::error_code error;
    asio::write(socket, asio::buffer(bytes), error);
    // Closing with bytes unread by the other side is fine: only what was sent counts.
    socket.shutdown(tcp::socket::shutdown_send, error);
  };
}

RawServer::Talk RawServer::reset() {
  return [](Socket& socket, const std::string&) {
    socket.set_option(asio::socket_base::linger(true, 0));
    socket.close();
  };
}

RawServer::Talk RawServer::hang() {
  return [](Socket& socket, const std::string&) {
    std::array<char, 1> byte{};
    boost::system::error_code error;
    while (!error) socket.read_some(asio::buffer(byte), error);
  };
}

}  // namespace warmline::test
