// Twilio Programmable Messaging as a carrier.
#pragma once

#include <chrono>
#include <string>

#include "gateway/carriers/carrier.hpp"
#include "gateway/carriers/twilio/signature.hpp"

namespace warmline::carriers {

struct TwilioSettings {
  std::string name;         // its webhooks are /webhooks/{name}/…
  std::string account_sid;  // "AC…"
  std::string auth_token;
  std::string api_url = "https://api.twilio.com";
  std::string public_url;  // what Twilio was told, without path: "https://line.example.org"
  std::chrono::milliseconds send_deadline = std::chrono::seconds(15);
};

class Twilio : public Carrier {
 public:
  // Throws std::invalid_argument without account_sid, auth_token or public_url.
  explicit Twilio(TwilioSettings settings);

  const std::string& name() const override { return settings_.name; }
  std::string_view signature_header() const override { return "X-Twilio-Signature"; }
  std::string_view idempotency_header() const override { return "I-Twilio-Idempotency-Token"; }
  routing::Result<void> verify(const WebhookRequest& request) const override;
  routing::Result<InboundText> read_text(const WebhookRequest& request) const override;
  routing::Result<Receipt> read_receipt(const WebhookRequest& request) const override;
  WebhookAnswer well_received() const override;
  // One POST to Messages.json, asking for receipts at /webhooks/{name}/status; never repeated here.
  boost::asio::awaitable<SendOutcome> send(OutgoingText text) override;

 private:
  TwilioSettings settings_;
  twilio::Signature signature_;
};

}  // namespace warmline::carriers
