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
// For the job of a call that gives somebody a way in: since it was let through, whoever called may
// have been disabled, or be trusted with less. forbidden.
routing::Result<void> check_still(store::Reading& store, Access access, routing::StaffId who);

}  // namespace warmline::auth
