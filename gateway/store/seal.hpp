// Encryption for storage, by libsodium: XChaCha20-Poly1305 (IETF) with a random nonce and the row's
// id as associated data, so that a sealed value moved to another row does not open. A texter's
// words are sealed under a key of their own, which is kept wrapped: destroying it forgets them.
// Safe to use from several threads.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "routing/ids.hpp"

namespace warmline::store {

using Bytes = std::vector<std::uint8_t>;
using MasterKey = std::array<std::uint8_t, 32>;

// A seal that does not open: a wrong key, another row's value, or a damaged file.
struct SealBroken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A texter's own key, opened. Wiped when it goes.
class DataKey {
 public:
  explicit DataKey(std::span<const std::uint8_t> raw);
  static DataKey random();
  DataKey(const DataKey&) = default;
  DataKey& operator=(const DataKey&) = default;
  ~DataKey();

  // `row` is the id of the row the value stands in.
  Bytes seal(std::string_view plain, const routing::UuidBytes& row) const;
  std::string open(std::span<const std::uint8_t> sealed,
                   const routing::UuidBytes& row) const;  // throws SealBroken

  // Another key as it is kept: sealed under this one.
  Bytes wrap(const DataKey& key, const routing::UuidBytes& row) const;
  DataKey unwrap(std::span<const std::uint8_t> wrapped,
                 const routing::UuidBytes& row) const;  // throws SealBroken

 private:
  friend class Seal;
  std::array<std::uint8_t, 32> raw_{};
};

// What everything rests on; where they come from is in keys.hpp.
struct Keys {
  DataKey wrapping;  // texters' keys
  DataKey own;       // what belongs to no texter
  DataKey hashing;   // what finds a number, a token, a session
  DataKey words;     // what finds a word
};

class Seal {
 public:
  explicit Seal(Keys keys) : keys_(std::move(keys)) {}

  // A new texter's key, and the form it is kept in.
  struct Fresh {
    DataKey key;
    Bytes wrapped;
  };
  Fresh fresh_key(routing::TexterId texter) const;
  DataKey unwrap(std::span<const std::uint8_t> wrapped,
                 routing::TexterId texter) const;  // throws SealBroken

  // For what belongs to no texter: names of staff, the check of the master key.
  const DataKey& own() const { return keys_.own; }

  // What finds a value without showing it: BLAKE2b-256 under a key of its own.
  Bytes keyed_hash(std::string_view purpose, std::string_view value) const;
  // What finds a word: SipHash-2-4 under a key of its own.
  std::uint64_t word_hash(std::string_view word) const;

 private:
  Keys keys_;
};

}  // namespace warmline::store
