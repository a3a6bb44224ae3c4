// What texters may wish for and staff may have, in the administrator's order.
#pragma once

#include <span>
#include <vector>

#include "gateway/store/database.hpp"
#include "routing/wish.hpp"

namespace warmline::store::experiences {

std::vector<routing::Experience> all(Reading& store);
// Instead of all that there are. A wish that somebody has already stays theirs.
void replace(Writing& store, std::span<const routing::Experience> experiences);

}  // namespace warmline::store::experiences
