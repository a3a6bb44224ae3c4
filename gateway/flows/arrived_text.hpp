// A text as it came in, before it is kept anywhere.
#pragma once

#include <string>
#include <string_view>

#include "gateway/carriers/carrier.hpp"
#include "routing/instant.hpp"
#include "routing/result.hpp"

namespace warmline::flows {

struct ArrivedText {
  std::string carrier;
  carriers::InboundText text;
  std::string idempotency_token;  // may be empty
};

// As it stands in the spool: CBOR (RFC 8949). `at` is when it came in.
std::string spool_record(const ArrivedText& arrived, routing::Instant at);

// Back from there; its sent_at is when it came in. malformed: no such record.
routing::Result<ArrivedText> from_spool_record(std::string_view record);

}  // namespace warmline::flows
