#include "gateway/http/request_parser.hpp"

#include <cstdint>
#include <string>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/rfc7230.hpp>

#include "gateway/http/form.hpp"
#include "gateway/http/problem_response.hpp"

namespace warmline::http {

namespace beast_http = boost::beast::http;
using boost::beast::error_code;
using routing::ProblemCode;

class RequestParser::Framing final : public beast_http::basic_parser<true> {
 public:
  explicit Framing(const Limits& limits)
      : header_bytes_max_(limits.header_bytes_max), body_bytes_max_(limits.body_bytes_max) {
    // Beast counts what one call sees; on_field_impl counts it all.
    header_limit(static_cast<std::uint32_t>(limits.header_bytes_max));
    body_limit(limits.body_bytes_max);
    eager(true);
  }

  void refuse(ProblemCode code) { refusal = problem_response({code, {}, {}}); }
  void refuse(ProblemCode code, unsigned status) {
    refusal = problem_response({code, {}, {}}, status);
  }

  Request request;
  std::optional<Response> refusal;
  bool header_done = false;
  bool expects_continue = false;
  bool upgrades_to_websocket = false;

 private:
  using StringView = boost::beast::string_view;

  static std::string_view std_view(StringView text) { return {text.data(), text.size()}; }

  void on_request_impl(beast_http::verb, StringView method, StringView target, int version,
                       error_code& ec) override {
    header_bytes_ += method.size() + target.size();
    if (header_bytes_ > header_bytes_max_) {
      ec = beast_http::error::header_limit;
      return;
    }
    version_is_1_1_ = version == 11;
    request.method = std_view(method);
    request.target = std_view(target);
    request.path = percent_decode(raw_path(request.target));
  }

  // Never called for a request parser; pure virtual all the same.
  void on_response_impl(int, StringView, int, error_code&) override {}

  void on_field_impl(beast_http::field, StringView name, StringView value,
                     error_code& ec) override {
    header_bytes_ += name.size() + value.size() + 4;
    if (header_bytes_ > header_bytes_max_) {
      ec = beast_http::error::header_limit;
      return;
    }
    // What comes after a chunked body may not pass for a header that was checked before it.
    if (!header_done) request.headers.emplace_back(std_view(name), std_view(value));
  }

  void on_header_impl(error_code& ec) override {
    header_done = true;
    check_header();
    if (refusal) ec = beast_http::error::bad_value;
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
    if (length) request.body.reserve(*length);
  }

  std::size_t on_body_impl(StringView body, error_code&) override {
    request.body.append(body.data(), body.size());
    return body.size();
  }

  void on_chunk_header_impl(std::uint64_t, StringView, error_code&) override {}

  std::size_t on_chunk_body_impl(std::uint64_t, StringView body, error_code& ec) override {
    if (request.body.size() + body.size() > body_bytes_max_) {
      ec = beast_http::error::body_limit;
      return 0;
    }
    request.body.append(body.data(), body.size());
    return body.size();
  }

  void on_finish_impl(error_code&) override {}

  // What Beast leaves open, and could make us see another request than a proxy before us saw.
  void check_header() {
    std::size_t hosts = 0;
    bool websocket = false;
    for (const auto& [name, value] : request.headers) {
      if (equal_ignoring_case(name, "Host")) ++hosts;
      if (equal_ignoring_case(name, "Transfer-Encoding") &&
          !equal_ignoring_case(trim_spaces(value), "chunked")) {
        refuse(ProblemCode::malformed);
      }
      if (equal_ignoring_case(name, "Expect")) {
        if (equal_ignoring_case(value, "100-continue")) {
          expects_continue = true;
        } else {
          refuse(ProblemCode::malformed, 417);
        }
      }
      if (equal_ignoring_case(name, "Upgrade") && equal_ignoring_case(value, "websocket")) {
        websocket = true;
      }
    }
    // RFC 9112, 3.2: exactly one Host in HTTP/1.1.
    if (hosts > 1 || (hosts == 0 && version_is_1_1_)) refuse(ProblemCode::malformed);
    upgrades_to_websocket = websocket && upgrade();
  }

  const std::size_t header_bytes_max_;
  const std::size_t body_bytes_max_;
  std::size_t header_bytes_ = 0;
  bool version_is_1_1_ = false;
};

RequestParser::RequestParser(const Limits& limits) : framing_(std::make_unique<Framing>(limits)) {}

RequestParser::~RequestParser() = default;

std::size_t RequestParser::take(std::string_view bytes) {
  std::size_t taken = 0;
  // RFC 9112, 2.2: empty lines before a request are ignored.
  while (!framing_->got_some() && bytes.substr(taken).starts_with("\r\n")) taken += 2;
  bytes.remove_prefix(taken);
  if (bytes.empty() || (!framing_->got_some() && bytes == "\r")) return taken;

  error_code ec;
  taken += framing_->put(boost::asio::buffer(bytes.data(), bytes.size()), ec);
  if (!ec || ec == beast_http::error::need_more || framing_->refusal) return taken;
  if (ec == beast_http::error::body_limit) {
    framing_->refuse(ProblemCode::too_large);
  } else if (ec == beast_http::error::header_limit) {
    framing_->refuse(ProblemCode::too_large, 431);
  } else {
    framing_->refuse(ProblemCode::malformed);
  }
  return taken;
}

bool RequestParser::done() const {
  return framing_->is_done() && !framing_->refusal;
}

const std::optional<Response>& RequestParser::refusal() const {
  return framing_->refusal;
}

bool RequestParser::wants_continue() const {
  return framing_->header_done && framing_->expects_continue && !framing_->is_done() &&
         framing_->request.body.empty();
}

bool RequestParser::keep_alive() const {
  return framing_->keep_alive();
}

bool RequestParser::asks_for_websocket() const {
  return framing_->upgrades_to_websocket;
}

Request& RequestParser::request() {
  return framing_->request;
}

}  // namespace warmline::http
