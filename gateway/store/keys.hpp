// The keys that everything is sealed and hashed under. They are random, made with the database, and
// kept in its table `keys`, each wrapped under a key derived from the master key: so the master key
// can be changed by wrapping them again, while a running service keeps those it has opened.
#pragma once

#include <string>

#include "gateway/store/query.hpp"
#include "gateway/store/seal.hpp"

namespace warmline::store {

// What is derived from the master key (crypto_kdf); the numbers are part of the file's format. The
// first three are what version 1 sealed under; they live on as the stored keys of its databases.
enum class Derived : std::uint64_t { wrapping = 1, own = 2, hashing = 3, spool = 4, keys = 5 };
DataKey derive(const MasterKey& master, Derived which);

// The database's keys; made in a new one. Throws SealBroken when `master` is not the key this
// database was made with, or was last changed to; Unusable when there are none although something
// is sealed, as in a backup without its keys.
Keys open_keys(Connection& db, const MasterKey& master);

// The same keys under another master key, in one transaction. Throws SealBroken as above, and then
// nothing is changed.
void rewrap_keys(Connection& db, const MasterKey& from, const MasterKey& to);
// The same on a connection of its own.
void rewrap_keys(const std::string& path, const MasterKey& from, const MasterKey& to);

// Whether `master` opens the database at `path`, as far as that can be seen without changing
// anything: false also for one that can't be read, or has tables of an earlier version.
bool is_opened_by(const std::string& path, const MasterKey& master);

}  // namespace warmline::store
