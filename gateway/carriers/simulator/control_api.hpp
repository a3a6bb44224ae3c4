// What tests and benchmarks ask of a running simulator over HTTP. Under /simulator/ and only there;
// it is not Twilio's, and not protected: the simulator listens on loopback.
//   PUT  /simulator/faults     Faults::replace(); GET shows what is still due
//   POST /simulator/texts      {"from","to","body","media":[url]}: a phone's text, brought to the
//                              line's webhook before this is answered {"sid","status","tries"}
//   GET  /simulator/messages   ?phone=&body=&writer=: {"count","messages":[…]}, oldest first;
//                              at most ?limit= (1000) are shown, all are counted
//   PUT  /simulator/numbers    {"number","message_url"}: a number of the account, and its webhook
#pragma once

#include <memory>
#include <vector>

#include "gateway/carriers/simulator/exchange.hpp"
#include "gateway/http/router.hpp"

namespace warmline::carriers::simulator {

std::vector<http::Route> control_routes(std::shared_ptr<Exchange> exchange);

}  // namespace warmline::carriers::simulator
