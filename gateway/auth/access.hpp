// Which role a route needs. The table of routes (gateway/routes.cpp) names one for each.
#pragma once

#include "gateway/auth/sign_in.hpp"
#include "routing/result.hpp"

namespace warmline::auth {

enum class Access {
  anyone,             // no sign-in: the sign-in page, health
  signed_by_carrier,  // the carrier's signature is checked by the webhook itself
  any_staff,
  coordinator,
  administrator,
};

// forbidden where the role is not enough.
routing::Result<void> check_role(Access access, const Identity& identity);

}  // namespace warmline::auth
