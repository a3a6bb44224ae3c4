// A real database in a folder of its own, and what tests put into it.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>

#include "gateway/store/conversations.hpp"
#include "gateway/store/database.hpp"
#include "gateway/store/keys.hpp"
#include "gateway/store/lines.hpp"
#include "gateway/store/staff.hpp"
#include "gateway/store/texters.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/test_world.hpp"

namespace warmline::test {

inline constexpr store::MasterKey test_key{1, 2, 3};

// A seal of its own for each `which`, without a database.
inline store::Seal a_seal(std::uint8_t which = 1) {
  const store::MasterKey master{which};
  return store::Seal({.wrapping = store::derive(master, store::Derived::wrapping),
                      .own = store::derive(master, store::Derived::own),
                      .hashing = store::derive(master, store::Derived::hashing),
                      .words = store::derive(master, store::Derived::keys)});
}

class Opened {
 public:
  Opened() { open(); }

  void open(const store::MasterKey& key = test_key) {
    database.reset();
    database = std::make_unique<store::Database>(file(), key, seeded_random(7), clock.reader());
  }
  std::string file() const { return (folder.path() / "line.db").string(); }

  // One job, committed; throws what the job throws.
  void write(store::Database::Job job) {
    std::array<store::Database::Job, 1> jobs{std::move(job)};
    const auto done = database->commit_together(jobs);
    if (done.failures.front()) std::rethrow_exception(done.failures.front());
  }
  void read(const std::function<void(store::Reading&)>& look) {
    const auto connection = database->reader();
    store::Reading reading{*connection, database->seal(), clock.now()};
    look(reading);
  }

  TemporaryFolder folder;
  ManualClock clock;
  std::unique_ptr<store::Database> database;
};

inline routing::PhoneNumber number(const std::string& text) {
  return *routing::PhoneNumber::parse(text);
}

// A thread of +15035550123 with a line.
inline store::Thread a_thread(store::Writing& store, const std::string& from = "+15035550123") {
  const auto line = store::lines::keep(store, number("+15035550100"), "Community line");
  return store::texters::thread_with(store, number(from), line);
}

inline routing::Conversation a_conversation(store::Writing& store, const store::Thread& thread) {
  routing::Conversation conversation;
  conversation.id = store.ids.next<routing::ConversationId>(store.now);
  conversation.thread = thread.id;
  conversation.line = thread.line;
  conversation.texter = thread.texter;
  conversation.language = "en";
  conversation.waiting_since = store.now;
  conversation.opened_at = store.now;
  store::conversations::add(store, conversation);
  return conversation;
}

inline routing::StaffId a_peer(store::Writing& store, const std::string& username) {
  const routing::Staff member{.id = store.ids.next<routing::StaffId>(store.now),
                              .username = username,
                              .name = "Name of " + username};
  store::staff::add(store, member, "no hash");
  return member.id;
}

}  // namespace warmline::test
