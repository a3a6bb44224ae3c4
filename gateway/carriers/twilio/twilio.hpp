// Twilio Programmable Messaging as a carrier.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "gateway/carriers/carrier.hpp"
#include "gateway/carriers/rest.hpp"
#include "gateway/carriers/twilio/signature.hpp"

namespace warmline::carriers {

struct TwilioSettings {
  std::string name;         // its webhooks are /webhooks/{name}/…
  std::string account_sid;  // "AC…"
  std::string auth_token;
  std::string api_url = "https://api.twilio.com";
  std::string public_url;  // what Twilio was told, without path: "https://line.example.org"
  std::chrono::milliseconds send_deadline = std::chrono::seconds(15);  // also of one page of a list
  std::chrono::milliseconds media_deadline = std::chrono::seconds(15);  // of each step to a picture
  std::size_t page_size = 100;                                          // at most 1000
  std::size_t texts_max = 10'000;   // of one list, the oldest: what is newer is read another time
  std::size_t pages_max = 100'000;  // a list that is longer has no end
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
  // GETs of Messages.json, page by page, until one holds nothing new enough. They come the newest
  // first: whoever wants the oldest has to go through all of them. By date_created: what
  // waits at Twilio has no date_sent, and its own filter by date leaves that out.
  boost::asio::awaitable<routing::Result<Listing>> list_texts(ListRequest wanted) override;
  boost::asio::awaitable<routing::Result<std::vector<routing::Media>>> list_media(
      std::string carrier_id) override;
  // Whatever host `url` names, the path is asked for at api_url; and redirects are followed
  // (media.hpp).
  boost::asio::awaitable<routing::Result<std::string>> fetch_media(std::string url) override;
  bool may_show(const routing::Body& written, const routing::Body& listed) const override;

 private:
  std::string account_url() const;
  RestRequest to_look_up(std::string url) const;
  RestRequest to_fetch(std::string url) const;

  TwilioSettings settings_;
  twilio::Signature signature_;
};

}  // namespace warmline::carriers
