// The database file: opening and migrating it, the one connection that writes, and those that read.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "gateway/store/events.hpp"
#include "gateway/store/query.hpp"
#include "gateway/store/seal.hpp"
#include "routing/ids.hpp"
#include "routing/instant.hpp"

namespace warmline::store {

// Why a database can't be used, in words for the operator: written by a newer version, another
// master key, not a database.
struct Unusable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What a job that only reads gets. Valid for the length of the job.
struct Reading {
  Connection& db;
  const Seal& seal;
  routing::Instant now;
};

// What a job that changes gets. `now` is later than that of every job before it, so that what one
// job keeps is ordered by time.
struct Writing : Reading {
  routing::IdSource& ids;
  std::vector<Event>& appended;  // events::append adds here
};

class Database {
 public:
  using Clock = std::function<routing::Instant()>;
  using Job = std::move_only_function<void(Writing&)>;

  // Opens or creates the file, brings it to this version's tables, and checks that `master` opens
  // it. Throws Unusable, or SQLite::Exception when the file can't be read or written. `random` and
  // `clock` are called on the writing thread.
  Database(std::string path, const MasterKey& master, routing::IdSource::Random random,
           Clock clock);

  // Runs each job in its own savepoint inside one transaction and commits once: what came of each
  // job, and the events of those that were kept. A job that throws changes nothing and does not
  // disturb the others; where the commit fails, all of them fail. Always on the same thread.
  struct Committed {
    std::vector<std::exception_ptr> failures;
    std::vector<Event> events;
  };
  Committed commit_together(std::span<Job> jobs);

  // A connection that can only read; it sees what was committed before each statement or
  // transaction.
  std::unique_ptr<Connection> reader() const;

  const Seal& seal() const { return seal_; }

 private:
  void migrate();
  void check_master_key();
  routing::Instant tick();

  std::string path_;
  Seal seal_;
  routing::IdSource ids_;
  Clock clock_;
  Connection writer_;
  routing::Instant last_{};
};

}  // namespace warmline::store
