// A file's SHA-256 beside it, in the form that `sha256sum --check` reads.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace warmline::store::checksum {

// "FILE.sha256".
std::filesystem::path path_for(const std::filesystem::path& file);

// As 64 hexadecimal digits. Throws std::system_error when the file can't be read.
std::string of(const std::filesystem::path& file);

// Writes `digits` beside `file`, on disk when this returns. Throws std::system_error.
void write(const std::filesystem::path& file, const std::string& digits);

// What stands beside `file`; empty where nothing does, or what is there is no checksum.
std::optional<std::string> expected(const std::filesystem::path& file);

// Copies `from`, whole and on disk when this returns, over what may be at `to`, and gives the
// checksum of what was copied. Throws std::system_error.
std::string copy(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace warmline::store::checksum
