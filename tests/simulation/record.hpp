// Reads the events as they are written, and knows from them alone who has what: "replaying the
// events gives the same state". On the way it holds each of them against what product.md says of
// routing, in words of its own: nothing here calls what it checks. Throws Broken.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "gateway/store/events.hpp"
#include "gateway/store/texts.hpp"
#include "routing/conversation.hpp"
#include "routing/line.hpp"
#include "routing/staff.hpp"
#include "tests/simulation/automatic.hpp"
#include "tests/simulation/ledger.hpp"
#include "tests/simulation/opening.hpp"

namespace warmline::simulation {

using routing::ConversationId;
using routing::ConversationState;
using routing::Instant;
using routing::StaffId;

// A phrase that was texted, and what it is to be flagged as.
struct Said {
  routing::FlagKind kind;
  std::string phrase;  // empty where none raised it
  bool operator==(const Said&) const = default;
};

// A conversation as the events tell of it.
struct Talk {
  ConversationId id;
  routing::ThreadId thread;
  routing::LineId line;
  ConversationState state = ConversationState::waiting;
  std::optional<StaffId> owner;
  std::optional<StaffId> last_owner;  // also of the conversation before
  std::optional<StaffId> offered_to;
  std::optional<Instant> offer_expires_at;
  std::optional<Instant> waiting_since;
  bool returned = false;
  std::map<routing::FlagId, Said> flags;  // those that stand
  std::vector<Said> unflagged;            // what still has to be
  bool insisted = false;                  // given to somebody who was not on, or had no room
  std::vector<routing::Wish> wishes;
  std::vector<routing::Wish> wished_for;  // … with what the latest text asked for
  std::map<StaffId, Instant> passes;
  Instant owned_at{};
  Instant said_at{};  // anything, by either side
  std::optional<Instant> nudged_at;
  bool asked_to_close = false;
  bool is_urgent() const;

  Instant began_at{};
  Instant reopened_at{};
  int welcomes = 0;
};

struct Person {
  routing::Staff staff;
  routing::Presence presence = routing::Presence::off;
  int lapses_in_a_row = 0;
};

// One thread, as far as its texter has brought it.
struct Tie {
  bool stopped = false;
  bool ever_stopped = false;
  bool unanswered = false;
  std::optional<Instant> closed_told_at;
  std::optional<Instant> menu_at;  // when they last got it
  std::optional<Instant> forget_asked_at;
  Meaning last_meaning = Meaning::talk;
  Instant last_at{};
  Instant stopped_at{};  // last, by when the carrier had it
};

class Record {
 public:
  // `about`: when it all happens.
  Record(std::vector<routing::Line> lines, const std::vector<routing::Staff>& staff, Instant about);

  // What was recorded since the last time.
  void catch_up(store::Reading& store, Ledger& ledger);

  const std::map<ConversationId, Talk>& live() const { return live_; }
  const std::map<StaffId, Person>& people() const { return people_; }
  const std::map<routing::ThreadId, Tie>& ties() const { return ties_; }
  const routing::Line& line(routing::LineId id) const;
  const Opening& opening(routing::LineId id) const { return openings_.at(id); }
  int load(StaffId who) const;
  bool somebody_is_on(routing::LineId line) const;
  // Of a line that is closed now: whether they were told so, as far as that may be.
  bool knows_it_is_closed(const Talk& talk, Instant now) const;
  // It was marked as being handed over, and what came of it is not known yet.
  bool is_on_its_way(routing::TextId text) const { return on_their_way_.contains(text); }
  // What rows alone tell of it.
  void note(const routing::Conversation& row);

  // Whether the line may offer it to this person now, by itself; with a wish that is not met yet,
  // not before its patience is over.
  bool may_get(const Person& person, const Talk& talk, Instant now) const;

  // How often each kind of event has come: whether a simulation went everywhere.
  const std::map<routing::EventKind, int>& seen() const { return seen_; }

 private:
  void take(store::Reading& store, Ledger& ledger, const store::Event& event);
  void take_change(const store::Event& event, const nlohmann::json& data, Talk& talk);
  void take_presence(const nlohmann::json& data);
  void take_text_in(const store::Event& event, const store::Text& text, Ledger& ledger);
  void take_text_out(const store::Event& event, const store::Text& text, const Ledger& ledger);
  void begin(const store::Event& event, const routing::Conversation& row);
  void check_answers(const store::Event& event, const Tie& its, const Automatic& said) const;
  static void wish(Talk& talk, Meaning meaning, std::string_view words);
  void check_place(const Talk& talk, const std::string& told) const;
  void raise_flag(const store::Event& event, const nlohmann::json& data, Talk& talk);
  void clear_flag(const store::Event& event, const nlohmann::json& data, Talk& talk);
  void take_opted_out(const store::Event& event);
  void take_sign(Talk& talk, const Words& words) const;
  void stop(routing::ThreadId thread, Instant at);
  void check_flagged(store::Reading& store) const;
  void take_status(store::Reading& store, const nlohmann::json& data);
  void take_automatic(const store::Event& event, const store::Text& text, const Ledger& ledger);
  void take_switch(const store::Event& event, const nlohmann::json& data);
  void check_forgotten(const store::Event& event);
  void take_welcome(Talk& talk, routing::AutomaticText which, Instant at) const;
  void take_closed_told(const store::Event& event, Tie& its, const Automatic& said) const;
  void count_automatic(const store::Event& event, const store::Text& text);

  void offer(const store::Event& event, const nlohmann::json& data, Talk& talk);
  void lapse(const store::Event& event, const nlohmann::json& data, Talk& talk);
  void claim(const store::Event& event, Talk& talk);
  void hand_off(const store::Event& event, const nlohmann::json& data, Talk& talk);
  void assign(const store::Event& event, const nlohmann::json& data, Talk& talk);
  void give_back(const store::Event& event, const nlohmann::json& data, Talk& talk);
  void reopen(const store::Event& event, const nlohmann::json& data, Talk& talk);
  void close(const store::Event& event, Talk& talk);

  void own(Talk& talk, StaffId owner, Instant at);
  void wait(Talk& talk, Instant at);
  void note_pass(Talk& talk, StaffId who, Instant at) const;
  bool waits_until_it_opens(const Talk& talk, Instant at) const;
  bool waits_while_nobody_is_there(const store::Event& event) const;
  std::optional<OtherWords> other_words(const store::Event& event, const Ledger& ledger) const;
  int automatic_lately(routing::ThreadId thread, Instant at) const;
  // Whatever else they text, the line says nothing more to them for now.
  bool had_all_automatic(routing::ThreadId thread, Instant at) const;
  // Their conversation, live or closed; null where there is none.
  const Talk* find(const std::optional<ConversationId>& id) const;
  void check_is_next(const Talk& talk, const Person& person, Instant at) const;
  void check_room(const Person& person, std::string_view what) const;
  Person& person(StaffId id);
  Tie& tie(const Talk& talk) { return ties_[talk.thread]; }

  std::vector<routing::Line> lines_;
  std::map<StaffId, Person> people_;
  std::map<ConversationId, Talk> live_;
  std::map<ConversationId, Talk> closed_;
  std::map<routing::ThreadId, Tie> ties_;
  std::map<routing::LineId, Opening> openings_;
  std::map<routing::ThreadId, routing::TexterId> texters_;
  std::map<routing::TexterId, std::vector<Instant>> automatic_;  // when something was said to them
  std::set<routing::TextId> on_their_way_;
  std::map<routing::EventKind, int> seen_;
  Instant forgotten_at_{};  // when somebody last confirmed it
  std::int64_t seq_ = 0;
};

}  // namespace warmline::simulation
