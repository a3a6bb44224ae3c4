#pragma once

#include <nlohmann/json.hpp>

#include "gateway/store/settings.hpp"

namespace warmline::api {

// openapi.yaml's Settings.
nlohmann::json settings_shape(const store::Settings& settings);

}  // namespace warmline::api
