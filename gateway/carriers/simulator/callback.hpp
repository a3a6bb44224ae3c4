// How the simulated carrier calls a webhook: signed, and tried again as Twilio does
// (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/any_io_executor.hpp>

#include "gateway/async/awaitable.hpp"
#include "gateway/carriers/simulator/settings.hpp"
#include "gateway/carriers/twilio/signature.hpp"

namespace warmline::carriers::simulator {

// What a webhook URL's fragment asks for: "#rc=5&rp=all". Without it: one more try, and only where
// the connection was not made.
struct Overrides {
  unsigned retries = 1;  // rc, 0 to 5
  bool on_connect = true;
  bool on_read = false;
  bool on_4xx = false;
  bool on_5xx = false;
  std::chrono::milliseconds total{15'000};  // tt, 100 to 15000
};
Overrides overrides(std::string_view url);

struct Called {
  unsigned status = 0;  // of the last try; 0: no answer
  unsigned tries = 0;
  bool well() const { return status >= 200 && status < 300; }
};

class Caller {
 public:
  // `reach`: "http://127.0.0.1:8080", where requests really go, in place of the scheme, host and
  // port of their URLs, which are what is signed. Empty: where the URLs say.
  Caller(async::asio::any_io_executor loop, std::string_view auth_token, std::string reach,
         RetryPauses pauses);

  // POSTs `parameters` to `url` as a form. `token` is the I-Twilio-Idempotency-Token. Call from one
  // loop's thread only; this must outlive the call.
  async::asio::awaitable<Called> call(std::string url, twilio::Parameters parameters,
                                      std::string token) const;

 private:
  std::string reached(std::string_view url) const;

  async::asio::any_io_executor loop_;
  twilio::Signature signature_;
  std::string reach_;
  RetryPauses pauses_;
};

}  // namespace warmline::carriers::simulator
