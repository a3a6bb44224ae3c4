// The one table of routes: every path that is served, and who may call it.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "gateway/api/api.hpp"
#include "gateway/auth/access.hpp"
#include "gateway/http/router.hpp"
#include "gateway/pages.hpp"
#include "gateway/webhooks/webhooks.hpp"

namespace warmline {

struct RouteRow {
  std::string_view method;
  std::string_view pattern;
  auth::Access access;
};

// What stands in the table, in its order.
std::vector<RouteRow> route_table();

// The table, wired to the parts that answer; `extra` are the demo's. All must outlive the router.
http::Router routes(api::Api& api, webhooks::Webhooks& webhooks, Pages& pages,
                    std::vector<http::Route> extra);

}  // namespace warmline
