// What a line has behind it after some years, for measuring what becomes slow when there is a lot:
// threads with their conversations, texts, receipts and events, kept through the store's own
// functions, in the order in which they would have come.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "gateway/flows/lines.hpp"
#include "gateway/store/database.hpp"
#include "gateway/store/texters.hpp"
#include "routing/conversation.hpp"
#include "routing/event_kind.hpp"
#include "tests/bench/english.hpp"

namespace warmline::bench {

// One conversation as it goes on: the texter says something, a peer claims it and answers, and so
// on, until nothing is left to be said.
class Talk {
 public:
  struct Plan {
    std::size_t texter = 0;
    const routing::Line* line = nullptr;
    routing::StaffId peer;
    std::size_t texts = 1;
    bool stays_open = false;
  };

  explicit Talk(Plan plan) : plan_(plan), left_(plan.texts) {}

  bool is_over() const { return left_ == 0; }
  routing::ConversationId conversation() const { return conversation_.id; }

  // The next text, with all that goes with it.
  void go_on(store::Writing& store, Random& random);

 private:
  void begin(store::Writing& store);
  void change(store::Writing& store, routing::EventKind kind);
  void hear(store::Writing& store, Random& random);
  void answer(store::Writing& store, Random& random);
  void close(store::Writing& store);

  Plan plan_;
  std::size_t left_;
  bool begun_ = false;
  store::Thread thread_;
  routing::Conversation conversation_;
};

// All of it: `texts` in one thread for every 50, of which one thread has `long_thread` and stays
// open; the last conversations are still waiting or open.
class Past {
 public:
  struct Wanted {
    std::size_t texts = 0;
    std::size_t long_thread = 10'000;
  };

  Past(const Wanted& wanted, const flows::Lines& lines, std::span<const routing::StaffId> peers);

  // The next text.
  void go_on(store::Writing& store);

  std::size_t threads() const { return threads_; }
  // The one with so many texts.
  routing::ConversationId long_conversation() const { return talks_.front().conversation(); }

 private:
  Talk new_talk();

  Wanted wanted_;
  const flows::Lines& lines_;
  std::vector<routing::StaffId> peers_;
  std::size_t threads_;
  std::size_t next_thread_ = 0;
  Random random_;
  std::vector<Talk> talks_;  // the first is the long one
};

}  // namespace warmline::bench
