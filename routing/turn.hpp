// Within routing/: one decision in the making. A working copy of the snapshot, which every step
// changes so that the next step sees it (states, loads, presence), and the actions so far.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "routing/decide.hpp"

namespace warmline::routing {

class Turn {
 public:
  // `snapshot` outlives this.
  Turn(const Snapshot& snapshot, Instant now);
  Turn(const Turn&) = delete;  // subject_ points into itself
  Turn& operator=(const Turn&) = delete;

  const Line& line() const { return line_; }
  Instant now() const { return now_; }
  bool opted_out() const { return opted_out_; }
  std::optional<Instant> forget_asked_at() const { return forget_asked_at_; }
  bool blocked() const { return snapshot_.blocked; }
  bool others_since() const { return snapshot_.others_since; }
  int contacts() const { return snapshot_.contacts; }
  bool asked_back() const { return snapshot_.asked_back; }
  // Those that stand on the subject.
  const std::vector<StandingFlag>& flags() const { return flags_; }
  // The conversation that the event is about; null where the snapshot has none.
  Conversation* subject() { return subject_; }
  // Null for anybody who does not work this line.
  Peer* find(StaffId id);
  bool is_on(std::optional<StaffId> id);
  bool somebody_is_on() const { return somebody_is_on_; }
  int ahead_in_queue() const { return ahead_in_queue_; }
  const Standing& standing();
  // Those that `wanted` holds for, in the order of the queue. Valid as long as this is.
  std::vector<Conversation*> all(const std::function<bool(const Conversation&)>& wanted);
  Actions take_actions() { return std::move(actions_); }

  // A new conversation, which becomes the subject.
  void start(Conversation fresh);

  // From any state, with the loads; none of these records anything.
  void put_back(Conversation& conversation);  // into the queue
  void hold_for(Conversation& conversation, StaffId peer);
  void give(Conversation& conversation, StaffId owner);
  void rest(Conversation& conversation, Instant until);
  void close(Conversation& conversation);
  // They just passed on it: it is not offered to them for a while. Older passes are let go of, so
  // that they don't add up on one that nobody takes.
  void note_pass(Conversation& conversation, StaffId who) const;
  // Of an open one: what was said, or who has it, has changed, and its waits begin anew.
  void mind_silence(Conversation& conversation);

  void record(EventKind kind, const Conversation& after, std::optional<StaffId> actor,
              std::optional<StaffId> from, std::optional<StaffId> to);
  // On the subject; both keep it, with the urgency that it has now.
  void raise_flag(Sign sign, std::optional<StaffId> by, std::optional<TextId> note);
  void clear_flag(FlagId id, std::optional<StaffId> by, std::optional<TextId> note);
  void add(Action action) { actions_.push_back(std::move(action)); }
  // To the event's texter; not to whom opted out, and not more than automatic_most.
  void say(AutomaticText which, const std::string& language,
           const std::optional<ConversationId>& about, Particulars particulars = {});
  // The same for that the line is closed, unless they were told lately.
  void say_closed(const std::string& language, const std::optional<ConversationId>& about);
  // From now on both say nothing.
  void say_nothing() { says_nothing_ = true; }
  // Both act only where it makes a difference.
  void set_presence(Peer& peer, Presence presence, bool by_lapses, bool by_shift_end = false);
  void set_lapses(Peer& peer, int in_a_row);

  // Offers those who wait to whoever is best for them, in the order of the queue, until nobody more
  // can be offered (`auto` mode: gives them; `pull`: nothing).
  void match();
  // The same for one conversation and one person.
  void propose(Conversation& conversation, StaffId to);

 private:
  // Nothing is said; once within automatic_within somebody is to know.
  void hold_back(const std::optional<ConversationId>& about);
  void release(Conversation& conversation);
  bool may_be_offered(const Conversation& conversation);
  void change_load(StaffId id, int by);

  const Snapshot& snapshot_;
  const Line& line_;
  Instant now_;
  bool opted_out_;
  std::optional<Instant> forget_asked_at_;
  bool somebody_is_on_;
  std::optional<Instant> closed_told_at_;
  int automatic_lately_;
  bool says_nothing_ = false;
  std::optional<Instant> held_back_at_;
  int ahead_in_queue_;
  std::optional<Standing> standing_;  // once it was asked for
  std::vector<Peer> staff_;
  std::vector<StandingFlag> flags_;
  // A deque: what points into it stays good when a conversation starts.
  std::deque<Conversation> conversations_;
  Conversation* subject_ = nullptr;
  Actions actions_;
};

// Who has it, or is offered it.
std::optional<StaffId> holder(const Conversation& conversation);

// Back to the queue ahead of newcomers, because somebody already began to answer.
void return_to_queue(Turn& turn, Conversation& conversation, std::optional<StaffId> actor);
// A conversation's wishes with one more: of a kind that one can have only one of, instead of it.
std::vector<Wish> with_wish(const Conversation& conversation, const Wish& wish);
// From now on these are the texter's wishes. Whoever it is only offered to, and can't be for them,
// is asked no longer.
void note_wishes(Turn& turn, Conversation& conversation, std::vector<Wish> wishes,
                 std::optional<StaffId> actor);
// To its owner, if they are on; else to the queue.
void wake(Turn& turn, Conversation& conversation);
// Takes from somebody who is on a break or off what they can't look after now: every offer; on a
// break what the texter waits for an answer to; off, everything.
void relieve(Turn& turn, const Peer& peer, std::optional<StaffId> actor);

}  // namespace warmline::routing
