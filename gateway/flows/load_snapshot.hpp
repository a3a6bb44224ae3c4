// What decide() is to see, loaded inside a store job: only what its event is about, however long
// the queue and the history are.
#pragma once

#include <optional>
#include <vector>

#include "gateway/store/database.hpp"
#include "gateway/store/texters.hpp"
#include "routing/decide.hpp"

namespace warmline::flows {

// Those whom events and conversations name, each once.
class Named {
 public:
  void add(const std::optional<routing::StaffId>& who);
  void add(const routing::Conversation& conversation);
  void add(const routing::Event& event);
  const std::vector<routing::StaffId>& ids() const { return ids_; }

 private:
  std::vector<routing::StaffId> ids_;
};

// Adds what isn't there yet: decide() sees each conversation once.
void see_too(routing::Snapshot& snapshot, std::vector<routing::Conversation> more);
// Adds those whom the event, and what the snapshot holds, name.
void see_staff(store::Reading& store, routing::Snapshot& snapshot, const routing::Event& event);

// What deciding on this text takes, but for see_limit(); `conversation`: the thread's latest.
routing::Snapshot snapshot_for_text(store::Reading& store, const routing::Line& line,
                                    const store::Thread& thread,
                                    const std::optional<routing::Conversation>& conversation,
                                    const routing::happened::TextArrived& text);

// Adds what keeps machines from answering each other: makes no difference to what says nothing.
void see_limit(store::Reading& store, routing::Snapshot& snapshot, const store::Thread& thread);

// decide() for an event that nobody asks for and that is never turned down: time, presence, seats.
routing::Actions decided(const routing::Snapshot& snapshot, const routing::Event& event,
                         routing::Instant now);

}  // namespace warmline::flows
