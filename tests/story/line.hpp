// A line, told as its people would tell it: who texts, who comes on, who accepts, and what was
// heard. Each verb goes through the service's own flows and has to succeed; those that begin with
// `tries_to` say why not. Time passes when it is told to, and the service acts on it by itself.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "routing/conversation.hpp"
#include "routing/event_kind.hpp"
#include "routing/line.hpp"
#include "routing/problem.hpp"
#include "routing/staff.hpp"
#include "tests/simulation/program.hpp"
#include "tests/simulation/simulated_carrier.hpp"
#include "tests/support/temporary_folder.hpp"

namespace warmline::story {

using routing::ConversationState;
using routing::Duration;
using routing::EventKind;
using routing::LineMode;
using routing::Presence;
using routing::ProblemCode;
using Why = std::optional<ProblemCode>;  // empty: nothing was wrong

struct Texter {
  std::string phone;
};
inline const Texter maya{"+15035550123"};
inline const Texter noor{"+15035550124"};
inline const Texter omar{"+15035550125"};
inline const Texter pia{"+15035550126"};

// Somebody on the staff.
struct Person {
  routing::StaffId id;
  bool operator==(const Person&) const = default;
};
// What somebody on the staff is good at.
struct Able {
  int capacity = routing::capacity_by_default;
  std::vector<std::string> languages = {"en"};
  std::vector<std::string> experiences = {};
  std::optional<std::size_t> only_line = {};  // works this one alone
};

// What texters hear from the line itself.
namespace wording {
inline const std::string welcome = "Welcome to Community line.";
inline const std::string nobody_on = "Nobody is here right now.";
inline const std::string help = "Help is here.";
inline const std::string forget = "Reply FORGET again to be forgotten.";
}  // namespace wording

class Line {
 public:
  explicit Line(LineMode mode = LineMode::offer, routing::Timing timing = {});
  ~Line();
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  // Time. `when`: "Sat 02:10", the next such moment, in UTC.
  Line& at(std::string_view when);
  Line& after(Duration passed);

  // Staff. They are off until they come on.
  Person peer(const std::string& name, Able able = {});
  Person coordinator(const std::string& name);
  Line& comes_on(Person who);
  Line& takes_a_break(Person who);
  Line& goes_off(Person who);
  Presence presence(Person who);

  // Texters. `line`: the first, or the second, that there is.
  Line& texts(const Texter& who, const std::string& words, std::size_t line = 0);
  Line& nobody_is_on();  // which has to be so
  std::string last_heard(const Texter& who, std::size_t line = 0);
  std::vector<std::string> heard(const Texter& who, std::size_t line = 0);

  // What people do with the conversation of a texter.
  Line& accepts(Person by, const Texter& whose);
  Line& passes(Person by, const Texter& whose);
  Line& claims(Person by, const Texter& whose);
  Line& replies(Person by, const Texter& whose, const std::string& words);
  Line& hands_off(Person by, const Texter& whose, std::optional<Person> to = {});
  Line& rests(Person by, const Texter& whose, Duration how_long);
  Line& closes(Person by, const Texter& whose);
  Line& assigns(Person by, const Texter& whose, Person to);
  Line& insists(Person by, const Texter& whose, Person to);
  Why tries_to_accept(Person by, const Texter& whose);
  Why tries_to_claim(Person by, const Texter& whose);
  Why tries_to_reply(Person by, const Texter& whose, const std::string& words);
  Why tries_to_hand_off(Person by, const Texter& whose, Person to);
  Why tries_to_assign(Person by, const Texter& whose, Person to);

  // What was asked for.
  Line& wishes(const Texter& whose, const routing::Wish& wish);
  Line& is_urgent(const Texter& whose);

  // How it stands.
  ConversationState state(const Texter& whose, std::size_t line = 0);
  bool waits(const Texter& whose, std::size_t line = 0) {
    return state(whose, line) == ConversationState::waiting;
  }
  std::optional<Person> owner(const Texter& whose);
  std::optional<Person> offered_to(const Texter& whose, std::size_t line = 0);
  std::vector<std::string> said_by(const Texter& whose);  // as it is kept, in order
  std::size_t conversations_of(const Texter& whose);
  int times(EventKind kind);
  // Who did the last such thing; empty: the line itself, or a texter.
  std::optional<Person> who_did(EventKind kind);
  bool is_opted_out(const Texter& whose, std::size_t line = 0);
  // The program ends as in a power cut, and is started again.
  Line& is_cut_off();

 private:
  template <class T>
  T done(boost::asio::awaitable<T> task);
  template <class T>
  Why tried(boost::asio::awaitable<T> task);
  Person hire(const std::string& name, routing::Role role, const Able& able);
  void write(std::function<void(store::Writing&)> change);
  routing::Conversation latest(const Texter& whose, std::size_t line = 0);
  routing::ThreadId thread(const Texter& whose, std::size_t line = 0);
  flows::StoreThread& store() { return program_->store(); }
  const flows::Lines& lines() const { return program_->lines(); }
  store::Reading reading() const { return program_->reading(); }

  test::TemporaryFolder folder_;
  Duration passed_{0};
  simulation::SimulatedCarrier carrier_;
  simulation::Ground ground_;
  std::unique_ptr<simulation::Program> program_;
  int made_ = 0;
};

}  // namespace warmline::story
