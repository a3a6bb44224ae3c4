#include "gateway/store/seal.hpp"

#include <algorithm>

#include <sodium.h>

namespace warmline::store {
namespace {

constexpr std::uint8_t format_now = 1;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t key_bytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;

// The numbers of the keys derived from the master key; they are part of the file's format.
enum class Derived : std::uint64_t { wrapping = 1, own = 2, hashing = 3 };

DataKey derive(const MasterKey& master, Derived which) {
  static_assert(std::tuple_size_v<MasterKey> == crypto_kdf_KEYBYTES);
  std::array<std::uint8_t, key_bytes> raw{};
  crypto_kdf_derive_from_key(raw.data(), raw.size(), static_cast<std::uint64_t>(which), "warmline",
                             master.data());
  DataKey key(raw);
  sodium_memzero(raw.data(), raw.size());
  return key;
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

DataKey::DataKey(std::span<const std::uint8_t> raw) {
  if (raw.size() != raw_.size()) throw SealBroken("a key of a wrong size");
  std::ranges::copy(raw, raw_.begin());
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

Seal::Seal(const MasterKey& master)
    : wrapping_(derive(master, Derived::wrapping)),
      own_(derive(master, Derived::own)),
      hashing_(derive(master, Derived::hashing)) {}

Seal::Fresh Seal::fresh_key(routing::TexterId texter) const {
  std::array<std::uint8_t, key_bytes> raw{};
  randombytes_buf(raw.data(), raw.size());
  Fresh fresh{DataKey(raw), wrapping_.seal({reinterpret_cast<const char*>(raw.data()), raw.size()},
                                           texter.bytes())};
  sodium_memzero(raw.data(), raw.size());
  return fresh;
}

DataKey Seal::unwrap(std::span<const std::uint8_t> wrapped, routing::TexterId texter) const {
  std::string raw = wrapping_.open(wrapped, texter.bytes());
  DataKey key({reinterpret_cast<const std::uint8_t*>(raw.data()), raw.size()});
  sodium_memzero(raw.data(), raw.size());
  return key;
}

Bytes Seal::keyed_hash(std::string_view purpose, std::string_view value) const {
  Bytes hash(32);
  crypto_generichash_state state;
  crypto_generichash_init(&state, hashing_.raw_.data(), hashing_.raw_.size(), hash.size());
  // The zero byte keeps ("ab", "c") and ("a", "bc") apart; no purpose has one.
  crypto_generichash_update(&state, bytes_of(purpose), purpose.size());
  crypto_generichash_update(&state, bytes_of(std::string_view("\0", 1)), 1);
  crypto_generichash_update(&state, bytes_of(value), value.size());
  crypto_generichash_final(&state, hash.data(), hash.size());
  return hash;
}

}  // namespace warmline::store
