#include "gateway/http/listener.hpp"

#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace warmline::http {
namespace {

using boost::asio::ip::tcp;

tcp::endpoint endpoint_of(const ListenAddress& listen) {
  boost::system::error_code wrong;
  const auto address = boost::asio::ip::make_address(listen.address, wrong);
  if (wrong) throw std::runtime_error(fmt::format("{} is not an IP address", listen.address));
  return {address, listen.port};
}

}  // namespace

Listener::Listener(const ListenAddress& listen) {
  const tcp::endpoint endpoint = endpoint_of(listen);
  boost::asio::io_context nobody;
  tcp::acceptor acceptor(nobody);
  try {
    acceptor.open(endpoint.protocol());
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    acceptor.bind(endpoint);
    acceptor.listen(tcp::acceptor::max_listen_connections);
    port_ = acceptor.local_endpoint().port();
  } catch (const boost::system::system_error& failure) {
    throw std::runtime_error(fmt::format("can't listen on {} port {}: {}", listen.address,
                                         listen.port, failure.code().message()));
  }
  is_v6_ = endpoint.protocol() == tcp::v6();
  descriptor_ = acceptor.release();
}

Listener::~Listener() {
  ::close(descriptor_);
}

int Listener::share() const {
  const int shared = ::fcntl(descriptor_, F_DUPFD_CLOEXEC, 0);
  if (shared < 0) throw std::system_error(errno, std::generic_category(), "a listening port");
  return shared;
}

}  // namespace warmline::http
