#include "gateway/store/keys.hpp"

#include <array>
#include <string_view>

#include <sodium.h>

namespace warmline::store {
namespace {

constexpr int lock_wait_ms = 5000;
constexpr std::string_view wrapping_name = "wrapping";
constexpr std::string_view own_name = "own";
constexpr std::string_view hashing_name = "hashing";
constexpr std::string_view words_name = "words";
// Version 1 kept this word, sealed, to tell a wrong master key from a right one.
constexpr std::string_view check_name = "master_key";
constexpr std::string_view check_word = "warmline";

// A key opens only under its own name.
routing::UuidBytes place(std::string_view name) {
  routing::UuidBytes bytes{};
  crypto_generichash(bytes.data(), bytes.size(),
                     reinterpret_cast<const unsigned char*>(name.data()), name.size(), nullptr, 0);
  return bytes;
}

// Undoes what is not committed.
class Transaction {
 public:
  explicit Transaction(Connection& db) : db_(db) { db_.execute("BEGIN IMMEDIATE"); }
  ~Transaction() {
    // A broken disk may have ended it by itself.
    if (!committed_) db_.raw().tryExec("ROLLBACK");
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit() {
    db_.execute("COMMIT");
    committed_ = true;
  }

 private:
  Connection& db_;
  bool committed_ = false;
};

std::optional<Bytes> kept(Connection& db, std::string_view name) {
  auto row = db.query("SELECT wrapped FROM keys WHERE name = ?1", name);
  if (!row.next()) return std::nullopt;
  return row.get<Bytes>(0);
}

void keep(Connection& db, const DataKey& under, std::string_view name, const DataKey& key) {
  db.query(
        "INSERT INTO keys (name, wrapped) VALUES (?1, ?2)"
        " ON CONFLICT (name) DO UPDATE SET wrapped = excluded.wrapped",
        name, under.wrap(key, place(name)))
      .run();
}

void keep_all(Connection& db, const DataKey& under, const Keys& keys) {
  keep(db, under, wrapping_name, keys.wrapping);
  keep(db, under, own_name, keys.own);
  keep(db, under, hashing_name, keys.hashing);
  keep(db, under, words_name, keys.words);
}

DataKey unwrap(Connection& db, const DataKey& under, std::string_view name) {
  const auto wrapped = kept(db, name);
  if (!wrapped) throw SealBroken("a key is missing");
  return under.unwrap(*wrapped, place(name));
}

Keys unwrap_all(Connection& db, const DataKey& under) {
  return {.wrapping = unwrap(db, under, wrapping_name),
          .own = unwrap(db, under, own_name),
          .hashing = unwrap(db, under, hashing_name),
          .words = unwrap(db, under, words_name)};
}

// What version 1 derived becomes what is kept from now on, so that nothing has to be sealed again.
Keys keys_of_version_1(const MasterKey& master, const Bytes& check) {
  Keys keys{.wrapping = derive(master, Derived::wrapping),
            .own = derive(master, Derived::own),
            .hashing = derive(master, Derived::hashing),
            .words = DataKey::random()};
  if (keys.own.open(check, routing::UuidBytes{}) != check_word) {
    throw SealBroken("the check of the master key is not what it was");
  }
  return keys;
}

Keys fresh_keys() {
  return {.wrapping = DataKey::random(),
          .own = DataKey::random(),
          .hashing = DataKey::random(),
          .words = DataKey::random()};
}

}  // namespace

DataKey derive(const MasterKey& master, Derived which) {
  static_assert(std::tuple_size_v<MasterKey> == crypto_kdf_KEYBYTES);
  std::array<std::uint8_t, crypto_kdf_KEYBYTES> raw{};
  crypto_kdf_derive_from_key(raw.data(), raw.size(), static_cast<std::uint64_t>(which), "warmline",
                             master.data());
  DataKey key(raw);
  sodium_memzero(raw.data(), raw.size());
  return key;
}

Keys open_keys(Connection& db, const MasterKey& master) {
  const DataKey under = derive(master, Derived::keys);
  if (kept(db, own_name)) return unwrap_all(db, under);
  Transaction making(db);
  // Another process may have been first.
  if (kept(db, own_name)) return unwrap_all(db, under);
  const auto check = kept(db, check_name);
  if (!check && db.query("SELECT 1 FROM staff LIMIT 1").next()) {
    throw Unusable("this database has no keys: it is a backup without them. Restore it with them");
  }
  Keys keys = check ? keys_of_version_1(master, *check) : fresh_keys();
  keep_all(db, under, keys);
  db.query("DELETE FROM keys WHERE name = ?1", check_name).run();
  making.commit();
  return keys;
}

void rewrap_keys(Connection& db, const MasterKey& from, const MasterKey& to) {
  Transaction changing(db);
  keep_all(db, derive(to, Derived::keys), unwrap_all(db, derive(from, Derived::keys)));
  changing.commit();
}

void rewrap_keys(const std::string& path, const MasterKey& from, const MasterKey& to) {
  Connection db(path, SQLite::OPEN_READWRITE);
  db.raw().setBusyTimeout(lock_wait_ms);
  db.execute("PRAGMA synchronous = FULL");
  db.execute("PRAGMA secure_delete = ON");
  rewrap_keys(db, from, to);
}

bool is_opened_by(const std::string& path, const MasterKey& master) {
  try {
    Connection db(path, SQLite::OPEN_READONLY);
    db.raw().setBusyTimeout(lock_wait_ms);
    unwrap_all(db, derive(master, Derived::keys));
    return true;
  } catch (const SealBroken&) {
    return false;
  } catch (const Refused&) {
    return false;
  }
}

}  // namespace warmline::store
