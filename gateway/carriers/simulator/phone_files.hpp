// The files of phone/, as they lie in the binary.
#pragma once

#include <vector>

#include "gateway/http/router.hpp"

namespace warmline::carriers::simulator {

// GET /phone and what that page loads.
std::vector<http::Route> phone_file_routes();

}  // namespace warmline::carriers::simulator
