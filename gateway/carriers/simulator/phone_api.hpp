// The pretend phone: one page at /phone, and what it asks for.
//   GET  /phone/api/phones              {"lines":["+1…"],"phones":[{"id","number"}]}
//   POST /phone/api/phones              {"number"?}: that phone, or the next free fictitious number
//   GET  /phone/api/phones/{id}/texts   {"number","texts":[{"id","line","direction","by","body",
//                                       "media":[{"url"}],"status","at"}]}, oldest first; direction
//                                       and status as the phone sees them: out sending|sent|failed,
//                                       in received
//   POST /phone/api/phones/{id}/texts   {"to","body","media"?}: 201 {"id"}; media as pictures.hpp
//   reads it
#pragma once

#include <memory>
#include <vector>

#include "gateway/carriers/simulator/exchange.hpp"
#include "gateway/http/router.hpp"

namespace warmline::carriers::simulator {

std::vector<http::Route> phone_routes(std::shared_ptr<Exchange> exchange);

}  // namespace warmline::carriers::simulator
