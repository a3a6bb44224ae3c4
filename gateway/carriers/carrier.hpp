// What the service asks of a carrier: is this webhook really yours, what does it say, take this
// text, and what is on your own record. One folder for each carrier implements it. What is awaited
// runs on the loop thread; everything else is pure and may run on any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "routing/ids.hpp"
#include "routing/instant.hpp"
#include "routing/keyword.hpp"
#include "routing/phone_number.hpp"
#include "routing/result.hpp"
#include "routing/text.hpp"

namespace warmline::carriers {

// A request as it came in: nothing decoded, nothing re-encoded, since signatures cover the bytes.
struct WebhookRequest {
  std::string path_and_query;  // the target, starting with '/'
  std::string content_type;
  std::string signature;  // the carrier's signature header, empty when missing
  std::string body;
};

struct InboundText {
  std::string carrier_id;  // unique within the carrier: "SM…"
  routing::PhoneNumber from;
  routing::PhoneNumber to;
  routing::Body body;  // may be empty: a picture alone
  std::vector<routing::Media> media;
  // The keyword that the carrier has already answered itself: nothing is to be sent in reply to it.
  std::optional<routing::Keyword> answered_by_carrier;
  // Every parameter as received, known or not: a JSON array of [name, value] pairs. Holds the body
  // and numbers: to be sealed.
  std::string parameters;
  // When the carrier had it: only of one whose webhook we missed.
  std::optional<routing::Instant> sent_at;
  // Of such a one: the carrier sent them a text of ours after it which is not kept here.
  bool answered_since = false;
  // Of a STOP among those: they texted START after it, which has reached us.
  bool taken_back = false;
};

// Why a text was not taken, or not delivered.
struct SendProblem {
  routing::ProblemCode
      code;  // carrier_refused, carrier_busy, carrier_unreachable, outcome_unknown, opted_out
  std::string carrier_code;  // the carrier's own: "30003"; may be empty
  std::string words;         // what happened and what to do, in plain words for a peer
  bool retryable = false;    // certain not to have been taken, and worth another try
  std::optional<std::chrono::seconds> retry_after;
};

struct Receipt {
  std::string carrier_id;
  std::string carrier_status;  // the carrier's word: "undelivered"
  routing::TextStatus status;
  std::optional<SendProblem> problem;  // with failed
  std::string parameters;              // as in InboundText
};

struct OutgoingText {
  routing::TextId id;
  routing::PhoneNumber from;
  routing::PhoneNumber to;
  routing::Body body;
};

struct Taken {
  std::string carrier_id;
  routing::TextStatus status;  // queued counts as sent: the carrier has it
};

// outcome_unknown where the carrier may have taken it: such a send is never repeated by itself.
using SendOutcome = std::expected<Taken, SendProblem>;

// Which texts of the carrier's own record: those at `since` or later, by its clock, with these
// ends.
struct ListRequest {
  std::optional<routing::PhoneNumber> from;
  std::optional<routing::PhoneNumber> to;
  routing::Instant since;
};

// A text as the carrier has it on record.
struct ListedText {
  std::string carrier_id;
  routing::Direction direction;
  routing::PhoneNumber from;
  routing::PhoneNumber to;
  routing::Body body;
  routing::Instant at;                 // when the carrier got it, by its clock; whole seconds
  routing::TextStatus status;          // in: received; out: as in a receipt
  std::optional<SendProblem> problem;  // with failed
  std::size_t media_count = 0;
  std::string parameters;  // as in InboundText
};

// What carriers take with one text
// (https://www.twilio.com/docs/messaging/guides/accepted-mime-types).
inline constexpr std::size_t media_bytes_max = 5UL * 1024UL * 1024UL;

struct Listing {
  std::vector<ListedText> texts;  // in the carrier's order, the oldest first
  // Its clock as it answered; empty where it does not say.
  std::optional<routing::Instant> carrier_now;
  std::size_t unreadable = 0;  // how many there were that made no sense
  bool whole = true;           // false: there are newer ones, more than are read at once
};

struct WebhookAnswer {
  std::string content_type;
  std::string body;
};

class Carrier {
 public:
  virtual ~Carrier() = default;
  Carrier() = default;
  Carrier(const Carrier&) = delete;
  Carrier& operator=(const Carrier&) = delete;

  // The configured name: its webhooks are /webhooks/{name}/…
  virtual const std::string& name() const = 0;
  // The header that carries the signature: "X-Twilio-Signature".
  virtual std::string_view signature_header() const = 0;
  // The header whose value is the same for every retry of one delivery; empty when there is none.
  virtual std::string_view idempotency_header() const { return {}; }
  // bad_signature unless the request was signed with our secret for our configured public URL.
  // Fails closed.
  virtual routing::Result<void> verify(const WebhookRequest& request) const = 0;
  // malformed when it is not what this carrier sends for an inbound text.
  virtual routing::Result<InboundText> read_text(const WebhookRequest& request) const = 0;
  virtual routing::Result<Receipt> read_receipt(const WebhookRequest& request) const = 0;
  // What tells this carrier that all is well and nothing is to be sent in reply.
  virtual WebhookAnswer well_received() const = 0;
  // Hands over one text. Never throws for what a carrier or network may do; always ends within the
  // configured deadline.
  virtual boost::asio::awaitable<SendOutcome> send(OutgoingText text) = 0;
  // Both look into the carrier's own record. Never throw for what a carrier or network may do, and
  // end within the configured deadline for each page. Problems: carrier_unreachable, carrier_busy
  // (both: later), carrier_refused, malformed (an answer that is not what this carrier says).
  virtual boost::asio::awaitable<routing::Result<Listing>> list_texts(ListRequest wanted) = 0;
  // The pictures that came with a text; none where the carrier no longer has them.
  virtual boost::asio::awaitable<routing::Result<std::vector<routing::Media>>> list_media(
      std::string carrier_id) = 0;
  // The bytes of what came with a text, by the address that Media has; media_bytes_max at the most.
  // Asks nobody but this carrier, and whom it redirects to, who is not given our password; ends
  // within a minute. Problems: picture_gone, picture_too_large, picture_withheld,
  // carrier_unreachable, carrier_busy.
  virtual boost::asio::awaitable<routing::Result<std::string>> fetch_media(std::string url) = 0;
  // Whether the carrier may have sent `written` as `listed`: some put words of their own in front.
  virtual bool may_show(const routing::Body& written, const routing::Body& listed) const = 0;
};

}  // namespace warmline::carriers
