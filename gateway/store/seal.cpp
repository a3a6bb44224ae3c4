#include "gateway/store/seal.hpp"

#include <algorithm>

#include <sodium.h>

namespace warmline::store {
namespace {

constexpr std::uint8_t format_now = 1;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t key_bytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

DataKey::DataKey(std::span<const std::uint8_t> raw) {
  if (raw.size() != raw_.size()) throw SealBroken("a key of a wrong size");
  std::ranges::copy(raw, raw_.begin());
}

DataKey DataKey::random() {
  std::array<std::uint8_t, key_bytes> raw{};
  randombytes_buf(raw.data(), raw.size());
  DataKey key(raw);
  sodium_memzero(raw.data(), raw.size());
  return key;
}

DataKey::~DataKey() {
  sodium_memzero(raw_.data(), raw_.size());
}

Bytes DataKey::seal(std::string_view plain, const routing::UuidBytes& row) const {
  Bytes sealed(1 + nonce_bytes + plain.size() + tag_bytes);
  sealed[0] = format_now;
  std::uint8_t* nonce = sealed.data() + 1;
  randombytes_buf(nonce, nonce_bytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonce_bytes, nullptr, bytes_of(plain),
                                             plain.size(), row.data(), row.size(), nullptr, nonce,
                                             raw_.data());
  return sealed;
}

std::string DataKey::open(std::span<const std::uint8_t> sealed,
                          const routing::UuidBytes& row) const {
  if (sealed.size() < 1 + nonce_bytes + tag_bytes || sealed[0] != format_now) {
    throw SealBroken("a sealed value is damaged");
  }
  const std::uint8_t* nonce = sealed.data() + 1;
  const std::uint8_t* cipher = nonce + nonce_bytes;
  const std::size_t cipher_bytes = sealed.size() - 1 - nonce_bytes;
  std::string plain(cipher_bytes - tag_bytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(plain.data()),
                                                 nullptr, nullptr, cipher, cipher_bytes, row.data(),
                                                 row.size(), nonce, raw_.data()) != 0) {
    throw SealBroken("a sealed value does not open with this key");
  }
  return plain;
}

Bytes DataKey::wrap(const DataKey& key, const routing::UuidBytes& row) const {
  return seal({reinterpret_cast<const char*>(key.raw_.data()), key.raw_.size()}, row);
}

DataKey DataKey::unwrap(std::span<const std::uint8_t> wrapped,
                        const routing::UuidBytes& row) const {
  std::string raw = open(wrapped, row);
  DataKey key({reinterpret_cast<const std::uint8_t*>(raw.data()), raw.size()});
  sodium_memzero(raw.data(), raw.size());
  return key;
}

Seal::Fresh Seal::fresh_key(routing::TexterId texter) const {
  auto key = DataKey::random();
  auto wrapped = keys_.wrapping.wrap(key, texter.bytes());
  return {key, std::move(wrapped)};
}

DataKey Seal::unwrap(std::span<const std::uint8_t> wrapped, routing::TexterId texter) const {
  return keys_.wrapping.unwrap(wrapped, texter.bytes());
}

Bytes Seal::keyed_hash(std::string_view purpose, std::string_view value) const {
  Bytes hash(32);
  crypto_generichash_state state;
  crypto_generichash_init(&state, keys_.hashing.raw_.data(), keys_.hashing.raw_.size(),
                          hash.size());
  // The zero byte keeps ("ab", "c") and ("a", "bc") apart; no purpose has one.
  crypto_generichash_update(&state, bytes_of(purpose), purpose.size());
  crypto_generichash_update(&state, bytes_of(std::string_view("\0", 1)), 1);
  crypto_generichash_update(&state, bytes_of(value), value.size());
  crypto_generichash_final(&state, hash.data(), hash.size());
  return hash;
}

std::uint64_t Seal::word_hash(std::string_view word) const {
  static_assert(crypto_shorthash_siphash24_KEYBYTES <= key_bytes);
  static_assert(crypto_shorthash_siphash24_BYTES == sizeof(std::uint64_t));
  std::array<std::uint8_t, sizeof(std::uint64_t)> raw{};
  crypto_shorthash_siphash24(raw.data(), bytes_of(word), word.size(), keys_.words.raw_.data());
  // Byte by byte, so that a file means the same on every machine.
  std::uint64_t hash = 0;
  for (const std::uint8_t byte : raw) hash = (hash << 8) | byte;
  return hash;
}

}  // namespace warmline::store
