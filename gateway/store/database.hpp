// The database file: opening and migrating it, the one connection that writes, and those that read.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gateway/store/checkpointer.hpp"
#include "gateway/store/events.hpp"
#include "gateway/store/query.hpp"
#include "gateway/store/seal.hpp"
#include "gateway/store/search_index.hpp"
#include "routing/ids.hpp"
#include "routing/instant.hpp"

namespace warmline::store {

// What a job that only reads gets. Valid for the length of the job.
struct Reading {
  Connection& db;
  const Seal& seal;
  routing::Instant now;
};

// A text's words on their way into the search index.
struct Indexed {
  std::int64_t seq;
  search_index::Terms terms;
};

// What a job that changes gets. `now` is later than that of every job before it, so that what one
// job keeps is ordered by time.
struct Writing : Reading {
  routing::IdSource& ids;
  std::vector<Event>& appended;  // events::append adds here
  // What goes into the search index when all jobs of the batch are done: within a job it would be
  // written out at the next savepoint, a segment for each text.
  std::vector<Indexed>& to_index;
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
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Runs the jobs inside one transaction and commits once: what came of each job, and the events of
  // those that were kept. A job that throws changes nothing and does not disturb the others; where
  // the commit fails, all of them fail. A job may be run twice, and must not use up what it holds:
  // where one throws after it has changed something, all of them are undone and run again, each in
  // a savepoint of its own. (A savepoint for each, always, costs as much as all that a text
  // changes: SQLite copies every page that is touched.) Always on the same thread.
  struct Committed {
    std::vector<std::exception_ptr> failures;
    std::vector<Event> events;
    bool wrote = false;  // something had to go to the disk, and did
    // Why something that was read was left out as damaged (health.hpp).
    std::optional<std::string> left_out;
  };
  Committed commit_together(std::span<Job> jobs);

  // A connection that can only read; it sees what was committed before each statement or
  // transaction.
  std::unique_ptr<Connection> reader() const;

  const Seal& seal() const { return seal_; }

  // A key was destroyed: soon nothing of what was committed before is left in the write-ahead log.
  // Any thread.
  void scrub() { checkpointer_.scrub(); }

 private:
  enum class Savepoints { none, one_for_each };
  // Empty: a job threw that has to be undone by itself, and nothing was kept.
  std::optional<Committed> commit(std::span<Job> jobs, Savepoints savepoints);
  // False as above.
  bool run_jobs(std::span<Job> jobs, Savepoints savepoints, Committed& done,
                std::vector<Indexed>& to_index);
  void keep_log_short();
  bool is_in_transaction();
  routing::Instant tick();

  std::string path_;
  routing::IdSource ids_;
  Clock clock_;
  Connection writer_;
  Seal seal_;
  Checkpointer checkpointer_;
  int log_pages_ = 0;  // of the write-ahead log, after the last commit that wrote
  bool wrote_ = false;
  bool ended_by_itself_ = false;  // the last transaction: what failed made SQLite roll it back
  routing::Instant last_{};
};

}  // namespace warmline::store
