// Whoever opted out. A restore carries it from the database that is replaced into the copy that is
// brought back, so that nobody is texted who said STOP since, also who texted for the first time
// after the copy was made.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/instant.hpp"

namespace warmline::store::opted_out_threads {

struct OptedOut {
  routing::ThreadId thread;
  routing::LineId line;
  routing::Instant at;
  routing::TexterId texter;
  Bytes number_hash;
  Bytes number;  // sealed
  std::string codename;
  std::optional<std::string> language;
  routing::Instant created_at;
  std::optional<Bytes> key;  // wrapped; none: they were forgotten
};

// In this database, which may be of an earlier version of the tables, from the first on.
std::vector<OptedOut> all(Connection& db);

// From when they were there. Who is not known here is kept with what leads from their number to
// them, where the line is known and their key opens. False, and nothing is changed: it holds
// already, or can't be kept.
bool keep(Writing& store, const OptedOut& one);

}  // namespace warmline::store::opted_out_threads
