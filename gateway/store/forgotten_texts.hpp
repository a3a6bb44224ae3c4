// That somebody who was forgotten had texted, and was texted: what a carrier lists of theirs is
// known by it, and is not taken in as if it had been missed (flows/catch_up.hpp). A restore carries
// it from the database that is replaced into the copy that is brought back. Nothing of what was
// said, nor who they were.
#pragma once

#include <string>
#include <vector>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/instant.hpp"

namespace warmline::store::forgotten_texts {

struct Trace {
  routing::TexterId texter;
  routing::ThreadId thread;
  routing::LineId line;
  routing::TextId text;
  std::string carrier;
  std::string carrier_id;
  std::string direction;  // these three as they stand in their table
  std::string status;
  bool automatic = false;
  routing::Instant at;
};

// Whether this text is of somebody who was forgotten.
bool is_one(Reading& store, const std::string& carrier, const std::string& carrier_id);

// Of everybody in this database who was forgotten, in the order in which they were kept. `db` may
// be of an earlier version of the tables, from the second on.
std::vector<Trace> all(Connection& db);

// Keeps what this database does not know yet; nothing where the line is unknown to it, since a line
// takes in nothing that is older than itself.
void keep(Writing& store, const Trace& trace);

}  // namespace warmline::store::forgotten_texts
