// Finds the keys of a file that mean nothing to us.
#pragma once

#include <toml++/toml.h>

#include "config/reader.hpp"

namespace warmline::config {

// One fault for each key that is not in schema(), with the known one that was probably meant.
void report_unknown_keys(const toml::table& file, Faults& faults);

}  // namespace warmline::config
