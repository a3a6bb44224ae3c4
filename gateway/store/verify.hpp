// Looks at everything in a database: whether the file is whole, whether every seal opens, and
// whether every promise that leaves a trace is kept. Works while a service runs on it, and changes
// nothing.
#pragma once

#include <cstdint>
#include <string>

#include "gateway/store/findings.hpp"
#include "gateway/store/seal.hpp"

namespace warmline::store {

struct Verified {
  Findings wrong;
  // What there is.
  std::int64_t lines = 0;
  std::int64_t staff = 0;
  std::int64_t texters = 0;
  std::int64_t conversations = 0;
  std::int64_t texts = 0;   // with notes
  std::int64_t outbox = 0;  // texts that wait to be sent
  std::int64_t events = 0;
  std::int64_t forgotten = 0;

  bool is_whole() const { return wrong.count() == 0; }
};

// Throws Unusable where it can't even begin: no database, tables of another version, a master key
// that does not open it. Memory: a few bits for each text, whatever the size.
Verified verify(const std::string& path, const MasterKey& master);

}  // namespace warmline::store
