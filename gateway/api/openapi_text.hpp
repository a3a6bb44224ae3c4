// openapi.yaml, as it was built in.
#pragma once

#include <string_view>

namespace warmline::api {

std::string_view openapi_text();

}  // namespace warmline::api
