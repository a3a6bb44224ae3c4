// How many files and connections the process may have open, and how many clients fit into that.
#pragma once

#include <cstddef>

namespace warmline {

// Of the files, so many are not clients': the database and its readers, the carriers, the log, and
// those who are being refused.
inline constexpr std::size_t other_files_max = 256;

// What the system lets us open, raised to what it may be raised to: Debian gives 1024, and lets us
// have more for the asking.
std::size_t raise_open_files();

// How many clients can be served at once with so many files: `wanted`, or fewer; one at least.
std::size_t connections_within(std::size_t open_files, std::size_t wanted);

}  // namespace warmline
