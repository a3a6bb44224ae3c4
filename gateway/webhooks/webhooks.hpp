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
#include "gateway/flows/text_spool.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/response.hpp"

namespace warmline::webhooks {

// A line for the operator: no words of a text, no whole number, no secret is in it.
using Log = std::function<void(const std::string& line)>;

// Loop thread only.
class Webhooks {
 public:
  // All references must outlive the requests under way.
  Webhooks(flows::StoreThread& store, const flows::Lines& lines, flows::TextSpool& spool,
           flows::Carriers carriers, Log log);

  // POST /webhooks/{carrier}/message: a text came in. 200 with what tells the carrier that all is
  // well. Problems: not_found (no such carrier; no line has the number), bad_signature, malformed,
  // and flows::keep_text's (503).
  async::asio::awaitable<http::Response> message(http::Request request);

  // POST /webhooks/{carrier}/status: what became of a text that was sent. Also 200 for one nobody
  // knows yet: it is kept, since it may overtake the answer to the send. Problems as above; 503
  // while the database refuses.
  async::asio::awaitable<http::Response> status(http::Request request);

 private:
  flows::StoreThread& store_;
  const flows::Lines& lines_;
  flows::TextSpool& spool_;
  flows::Carriers carriers_;
  Log log_;
};

// The same while there is no database to keep anything in: texts go to the spool. Loop thread only.
class SpooledWebhooks {
 public:
  // All references must outlive the requests under way.
  SpooledWebhooks(const flows::Lines& lines, flows::TextSpool& spool, flows::Carriers carriers,
                  Log log);

  // As Webhooks::message; problems of the database are the spool's here.
  async::asio::awaitable<http::Response> message(http::Request request);

 private:
  const flows::Lines& lines_;
  flows::TextSpool& spool_;
  flows::Carriers carriers_;
  Log log_;
};

}  // namespace warmline::webhooks
