// Secrets that open something: 256 random bits in URL-safe base64, of which only a keyed hash is
// kept.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "gateway/store/seal.hpp"

namespace warmline::auth {

std::string fresh_token();
// Under the keys of a database; of sessions and of programs.
store::Bytes token_hash(const store::Seal& seal, const std::string& token);

std::string url_base64(std::span<const std::uint8_t> raw);

}  // namespace warmline::auth
