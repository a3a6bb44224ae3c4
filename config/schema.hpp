// The keys there are, in one table, and what to say of one that isn't among them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace warmline::config {

// "server.listen", "lines[].timing.offer": [] stands for any place in a list of tables.
std::span<const std::string_view> schema();

// The names there are within `table` ("" for the top, "lines[]", "lines[].timing").
std::vector<std::string> names_within(std::string_view table);

// Of `words` the one that `word` was probably meant to be; empty when none is near.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> words);

}  // namespace warmline::config
