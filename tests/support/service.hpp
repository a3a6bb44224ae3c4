// The whole service on a loopback port, with a database of its own, a clock moved by hand, and
// somebody to ask it as. For tests that link `app`.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "gateway/app.hpp"
#include "gateway/store/database.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/test_world.hpp"

namespace warmline::test {

using nlohmann::json;
using FormFields = std::vector<std::pair<std::string, std::string>>;

// The carrier's account.
inline constexpr std::string_view account_sid = "AC00000000000000000000000000005550";
inline constexpr std::string_view auth_token = "f00dfeedf00dfeedf00dfeedf00dfeed";

// Two lines of the carrier "main". On the first, peers pick; on the second, it is offered to them.
inline constexpr std::string_view pull_line = "+15035550100";
inline constexpr std::string_view offer_line = "+15035550101";
inline constexpr std::string_view public_url = "https://line.example.org";
inline constexpr std::string_view password = "correct horse battery";

// One who calls the API, with what proves who they are.
class Caller {
 public:
  Caller(std::uint16_t port, HeaderList headers) : port_(port), headers_(std::move(headers)) {}

  Reply ask(std::string_view method, std::string_view target, const HeaderList& more = {},
            std::string_view body = {}) const;
  Reply get(std::string_view target) const { return ask("GET", target); }
  Reply post(std::string_view target, const json& body = json::object()) const;
  Reply put(std::string_view target, const json& body) const;
  // The body of a 200.
  json read(std::string_view target) const;

  const HeaderList& headers() const { return headers_; }

 private:
  std::uint16_t port_;
  HeaderList headers_;
};

// "CODE STATUS" of a problem, with everything RFC 9457 asks for checked: "409 not_owner".
std::string problem_of(const Reply& reply);

class Service {
 public:
  // Staff: ana and ben, peers of both lines; dee, a peer of the second line alone; cora, a
  // coordinator; ada, an administrator. All are off.
  // The carrier's API is at `api_url`; where it is empty, nobody is there and what is sent stays in
  // the outbox.
  explicit Service(App::Extras extras = {}, std::string_view api_url = {});
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  std::uint16_t port() const;
  ManualClock& clock() { return clock_; }
  // Everything in the log so far.
  std::string log() const;

  // By bearer token.
  Caller as(std::string_view username) const;
  Caller nobody() const { return Caller(port(), {}); }
  // By a session, with its cookie and CSRF token.
  Caller signed_in(std::string_view username) const;

  // A carrier's webhook, signed as Twilio signs.
  Reply webhook(std::string_view path, const FormFields& fields, const HeaderList& more = {}) const;
  // A text of `from` comes in; its conversation's id.
  std::string hears(std::string_view from, std::string_view words,
                    std::string_view line = pull_line);

  std::string id_of(std::string_view username) const;
  std::string line_id(std::string_view number) const;
  // Looks into the database, besides the service.
  void look(const std::function<void(store::Reading&)>& at) const;
  // Changes it as a command of another process does.
  void change(std::function<void(store::Writing&)> how) const;

 private:
  struct Running;
  ManualClock clock_;
  std::unique_ptr<Running> running_;
  int texts_ = 0;
};

}  // namespace warmline::test
