// The configured carriers by their names. Made once at start; they outlive every task.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "gateway/carriers/carrier.hpp"

namespace warmline::flows {

using Carriers = std::map<std::string, carriers::Carrier*, std::less<>>;

}  // namespace warmline::flows
