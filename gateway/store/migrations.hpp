// The numbered steps from an empty file to today's tables. Made at build time from
// migrations/NNNN_*.sql; append only.
#pragma once

#include <span>
#include <string_view>

namespace warmline::store {

// Index 0 brings the file from version 0 to version 1, and so on.
std::span<const std::string_view> migrations();

}  // namespace warmline::store
