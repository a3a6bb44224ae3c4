// The first two steps of every webhook: whose it is, for certain, and what it says.
#pragma once

#include "gateway/carriers/carrier.hpp"
#include "gateway/flows/arrived_text.hpp"
#include "gateway/flows/drain_outbox.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/response.hpp"
#include "routing/result.hpp"

namespace warmline::webhooks {

// A request that its carrier signed.
struct Verified {
  carriers::Carrier& carrier;
  carriers::WebhookRequest webhook;
};

// Problems: not_found (no such carrier), bad_signature.
routing::Result<Verified> verify(const http::Request& request, const flows::Carriers& carriers);

// The text in it. malformed: there is none.
routing::Result<flows::ArrivedText> read_text(const http::Request& request,
                                              const Verified& verified);

// What tells the carrier that all is well.
http::Response well_received(const carriers::Carrier& carrier);

// A line for the log: no words of a text, no whole number, no secret is in it.
std::string refusal_line(const carriers::Carrier& carrier, const routing::Problem& problem);

}  // namespace warmline::webhooks
