#include "config/address.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace warmline::config {
namespace {

constexpr std::string_view listen_wanted =
    "must be an IP address and a port, such as \"127.0.0.1:8080\" or \"[::1]:8080\"";

std::optional<in_addr> ipv4(std::string_view host) {
  in_addr address{};
  if (inet_pton(AF_INET, std::string(host).c_str(), &address) != 1) return std::nullopt;
  return address;
}

std::optional<in6_addr> ipv6(std::string_view host) {
  in6_addr address{};
  if (inet_pton(AF_INET6, std::string(host).c_str(), &address) != 1) return std::nullopt;
  return address;
}

std::optional<std::uint16_t> port_number(std::string_view digits) {
  std::uint16_t port = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, port);
  if (digits.empty() || error != std::errc() || stop != end) return std::nullopt;
  return port;
}

struct HostAndPort {
  std::string_view host;  // without brackets
  std::optional<std::string_view> port;
  bool bracketed = false;
};

std::optional<HostAndPort> split(std::string_view text) {
  HostAndPort parts;
  std::string_view rest;
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    parts.host = text.substr(1, close - 1);
    parts.bracketed = true;
    rest = text.substr(close + 1);
  } else {
    const auto colon = text.find(':');
    parts.host = text.substr(0, colon);
    rest = colon == std::string_view::npos ? std::string_view() : text.substr(colon);
  }
  if (!rest.empty() && !rest.starts_with(':')) return std::nullopt;
  if (!rest.empty()) parts.port = rest.substr(1);
  return parts;
}

bool is_host_name(std::string_view host) {
  return !host.empty() && !host.starts_with('.') && !host.starts_with('-') &&
         std::ranges::all_of(host, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '.';
         });
}

bool equal_ignoring_case(std::string_view one, std::string_view other) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::ranges::equal(one, other, {}, lower, lower);
}

}  // namespace

bool is_loopback(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (equal_ignoring_case(host, "localhost")) return true;
  if (const auto four = ipv4(host)) return (ntohl(four->s_addr) >> 24U) == IN_LOOPBACKNET;
  const auto six = ipv6(host);
  return six && IN6_IS_ADDR_LOOPBACK(&*six);
}

std::expected<Listen, std::string> read_listen(std::string_view text) {
  const auto parts = split(text);
  if (!parts || !parts->port) return std::unexpected(std::string(listen_wanted));
  const bool literal =
      parts->bracketed ? ipv6(parts->host).has_value() : ipv4(parts->host).has_value();
  if (!literal) return std::unexpected(std::string(listen_wanted));
  const auto port = port_number(*parts->port);
  if (!port) return std::unexpected(std::string("must end in a port from 0 to 65535"));
  return Listen{.host = std::string(parts->host), .port = *port};
}

std::expected<std::string, std::string> read_origin(std::string_view text) {
  const auto wrong = [](std::string what) { return std::unexpected(std::move(what)); };
  const bool https = equal_ignoring_case(text.substr(0, 8), "https://");
  const bool http = equal_ignoring_case(text.substr(0, 7), "http://");
  if (!https && !http)
    return wrong("must begin with https://, such as \"https://line.example.org\"");
  if (text.ends_with('/')) text.remove_suffix(1);
  const std::string scheme = https ? "https://" : "http://";
  const auto authority = text.substr(std::min(text.size(), scheme.size()));
  if (authority.contains('@')) return wrong("must not hold a user name or password: leave it out");
  if (authority.find_first_of("/?#") != std::string_view::npos) {
    return wrong("must end after the host and port: leave the path out");
  }
  const auto parts = split(authority);
  if (!parts) return wrong("has no host that can be read: write https://HOST or https://HOST:PORT");
  if (parts->host.contains('_')) {
    return wrong("has an underscore in its host, which carriers do not call: use another name");
  }
  const bool host_fits =
      parts->bracketed ? ipv6(parts->host).has_value() : is_host_name(parts->host);
  if (!host_fits)
    return wrong("has no host that can be read: write https://HOST or https://HOST:PORT");
  if (parts->port && port_number(*parts->port).value_or(0) == 0) {
    return wrong("must have a port from 1 to 65535, or none");
  }
  if (http && !is_loopback(parts->host)) {
    return wrong("must begin with https:// (http:// is fine on this machine's loopback alone)");
  }
  return scheme + std::string(authority);
}

}  // namespace warmline::config
