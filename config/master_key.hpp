// The key that seals what the database holds. It lives outside the database, or sealing would mean
// nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "config/secret.hpp"

namespace warmline::config {

inline constexpr std::size_t master_key_bytes = 32;

struct MasterKey {
  Secret key;                  // master_key_bytes raw bytes; empty when must_create
  std::filesystem::path file;  // absolute; empty when the key comes from the environment
  bool must_create = false;    // there is no such file yet: see create_master_key
};

// Base64 of 32 bytes or 64 hexadecimal digits, white space around them ignored; empty for anything
// else.
std::optional<std::string> decode_master_key(std::string_view text);

// As base64, for decode_master_key to read.
std::string encode_master_key(std::span<const std::uint8_t, master_key_bytes> bytes);

// Writes a new key file (mode 0600, on disk when this returns) for decode_master_key to read. Never
// replaces a file that is there. On failure: what went wrong, in plain words.
std::expected<void, std::string> create_master_key(
    const std::filesystem::path& file, std::span<const std::uint8_t, master_key_bytes> bytes);

// Looks at the key's file again, where it comes from one: it may have been put back by now, or
// another in its place. What is wrong with it, in plain words.
std::expected<void, std::string> read_again(MasterKey& key);

}  // namespace warmline::config
