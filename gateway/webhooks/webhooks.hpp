// What carriers call: verify -> parse -> flow -> answer. A carrier hears 200 only when what it said
// is on disk.
#pragma once

#include <functional>
#include <string>

#include "gateway/async/awaitable.hpp"
#include "gateway/carriers/carrier.hpp"
#include "gateway/flows/drain_outbox.hpp"
#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/response.hpp"

namespace warmline::webhooks {

// Loop thread only.
class Webhooks {
 public:
  // A line for the operator: no words of a text, no whole number, no secret is in it.
  using Log = std::function<void(const std::string& line)>;

  // All references must outlive the requests under way.
  Webhooks(flows::StoreThread& store, const flows::Lines& lines, flows::Carriers carriers, Log log);

  // POST /webhooks/{carrier}/message: a text came in. 200 with what tells the carrier that all is
  // well. Problems: not_found (no such carrier; no line has the number), bad_signature, malformed,
  // and the store's (503).
  async::asio::awaitable<http::Response> message(http::Request request);

  // POST /webhooks/{carrier}/status: what became of a text that was sent. Also 200 for one nobody
  // knows yet: it is kept, since it may overtake the answer to the send. Problems as above.
  async::asio::awaitable<http::Response> status(http::Request request);

 private:
  // Whose webhook it is, for certain; fills in its signature.
  routing::Result<carriers::Carrier*> verified(const http::Request& request,
                                               carriers::WebhookRequest& webhook) const;
  // With a line in the log, where a carrier is given.
  http::Response refuse(const carriers::Carrier* carrier, const routing::Problem& problem) const;

  flows::StoreThread& store_;
  const flows::Lines& lines_;
  flows::Carriers carriers_;
  Log log_;
};

}  // namespace warmline::webhooks
