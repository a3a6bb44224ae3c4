// What makes one simulated carrier.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "gateway/http/server.hpp"
#include "routing/instant.hpp"

namespace warmline::carriers::simulator {

// A number of the account, and what the carrier was told to call when a text comes in to it:
// "https://line.example.org/webhooks/main/message#rc=5&rp=all".
struct OwnedNumber {
  std::string number;
  std::string message_url;
};

struct Receipts {
  bool on = true;
  // From taking a text to "sent", and from there to "delivered". The phone shows it from "sent" on.
  std::chrono::milliseconds sent_after{0};
  std::chrono::milliseconds delivered_after{0};
};

// Between the tries of one webhook: each is twice the one before.
struct RetryPauses {
  std::chrono::milliseconds first{100};
  std::chrono::milliseconds longest{10'000};

  std::chrono::milliseconds after(unsigned tries) const {
    auto pause = first;
    for (unsigned i = 1; i < tries && pause < longest; ++i) pause *= 2;
    return std::min(pause, longest);
  }
};

struct Settings {
  http::ListenAddress listen;
  std::string account_sid;  // "AC…"
  std::string auth_token;
  std::vector<OwnedNumber> numbers;
  // Where webhooks are really reached, in place of their URLs' scheme, host and port (which are
  // what is signed): "http://127.0.0.1:8080". Empty: where the URLs say.
  std::string reach;
  Receipts receipts;
  // Marks keywords with OptOutType and answers all of them itself, HELP included.
  bool advanced_opt_out = false;
  std::filesystem::path state_file;  // empty: nothing survives a restart
  RetryPauses retry_pauses;
  std::function<routing::Instant()> now;                // required
  std::function<void(std::span<std::uint8_t>)> random;  // required
};

}  // namespace warmline::carriers::simulator
