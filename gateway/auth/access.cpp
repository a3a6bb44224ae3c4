#include "gateway/auth/access.hpp"

#include <utility>

namespace warmline::auth {

routing::Result<void> check_role(Access access, const Identity& identity) {
  const auto needs = [&](routing::Role role) -> routing::Result<void> {
    if (routing::at_least(identity.who.staff.role, role)) return {};
    return routing::problem(routing::ProblemCode::forbidden, "this needs another role");
  };
  switch (access) {
    case Access::anyone:
    case Access::signed_by_carrier:
    case Access::any_staff:
      return {};
    case Access::coordinator:
      return needs(routing::Role::coordinator);
    case Access::administrator:
      return needs(routing::Role::administrator);
  }
  return routing::problem(routing::ProblemCode::forbidden, "an access without a rule");
}

routing::Result<void> check_still(store::Reading& store, Access access, routing::StaffId who) {
  auto now = store::staff::find(store, who);
  if (!now || !now->staff.enabled) {
    return routing::problem(routing::ProblemCode::forbidden, "disabled meanwhile");
  }
  return check_role(access, Identity{std::move(*now), {}, {}});
}

}  // namespace warmline::auth
