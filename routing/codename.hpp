// What a texter is called on screens, so that nobody needs their number: "Quiet Harbor".
#pragma once

#include <string>

#include "routing/ids.hpp"

namespace warmline::routing {

// Two calm words, picked by the random bits of `seed`; the same seed gives the same name. There are
// 4,096 of them.
std::string codename(const UuidBytes& seed);

}  // namespace warmline::routing
