// The part of Twilio's REST API that the simulated carrier has
// (https://www.twilio.com/docs/messaging/api/message-resource): create, fetch and list messages.
#pragma once

#include <memory>
#include <vector>

#include "gateway/carriers/simulator/exchange.hpp"
#include "gateway/http/router.hpp"

namespace warmline::carriers::simulator {

std::vector<http::Route> messages_routes(std::shared_ptr<Exchange> exchange);

// For every other path: Twilio's 404.
http::Handler messages_fallback();

}  // namespace warmline::carriers::simulator
