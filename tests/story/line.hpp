// A line, told as its people would tell it: who texts, who comes on, who accepts, and what was
// heard. Each verb goes through the service's own flows and has to succeed; those that begin with
// `tries_to` say why not. Time passes when it is told to, and the service acts on it by itself.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "gateway/store/events.hpp"
#include "routing/conversation.hpp"
#include "routing/event_kind.hpp"
#include "routing/line.hpp"
#include "routing/problem.hpp"
#include "routing/rota.hpp"
#include "routing/staff.hpp"
#include "tests/simulation/program.hpp"
#include "tests/simulation/simulated_carrier.hpp"
#include "tests/story/wording.hpp"
#include "tests/support/temporary_folder.hpp"

// What was heard is shown where a story fails.
template <>
struct doctest::StringMaker<std::vector<std::string>> {
  static doctest::String convert(const std::vector<std::string>& all) {
    std::string shown;
    for (const auto& each : all) shown += "\n    \"" + each + "\"";
    return shown.c_str();
  }
};

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

// The same hours on every day: "10:00-22:00".
routing::Hours every_day(std::string_view span);

// What its lines are like.
struct Setup {
  LineMode mode = LineMode::offer;
  std::string begins = "2026-11-20";  // when this day does, by the line's clock; it is a Friday
  std::string time_zone = "Etc/UTC";
  routing::Hours hours = {};
  std::vector<std::string> languages = {"en"};
  std::vector<routing::FlagList> flags = {};
  std::optional<int> contacts_per_day = {};
};

class Line {
 public:
  explicit Line(Setup setup = {});
  explicit Line(LineMode mode) : Line(Setup{.mode = mode}) {}
  ~Line();
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  // Time. `when`: "Sat 02:10", the next such moment by the line's clock.
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
  // Whoever has this phone is away: it answers each text with these words by itself, from now on.
  Line& is_answered_by_a_machine(const Texter& who, const std::string& words);
  Line& nobody_is_on();  // which has to be so
  std::string last_heard(const Texter& who, std::size_t line = 0);
  std::vector<std::string> heard(const Texter& who, std::size_t line = 0);
  int most_heard_in_an_hour(const Texter& who);

  // Staff's own phones, from the moment on that they have one. Their codes are not told of.
  Line& has_phone(Person who);
  Line& texts(Person who, const std::string& words);
  std::string last_heard(Person who);
  std::vector<std::string> heard(Person who);

  // What people do with the conversation of a texter.
  Line& accepts(Person by, const Texter& whose);
  Line& passes(Person by, const Texter& whose);
  Line& claims(Person by, const Texter& whose);
  Line& replies(Person by, const Texter& whose, const std::string& words);
  Line& hands_off(Person by, const Texter& whose, std::optional<Person> to = {});
  Line& rests(Person by, const Texter& whose, Duration how_long);
  Line& closes(Person by, const Texter& whose);
  Line& closes_asking_back(Person by, const Texter& whose);
  Line& assigns(Person by, const Texter& whose, Person to);
  Line& insists(Person by, const Texter& whose, Person to);
  Line& returns(Person by, const Texter& whose);
  Line& returns_all_of(Person by, Person who);
  Line& blocks(Person by, const Texter& whose, Duration how_long);
  Why tries_to_accept(Person by, const Texter& whose);
  Why tries_to_claim(Person by, const Texter& whose);
  Why tries_to_reply(Person by, const Texter& whose, const std::string& words);
  Why tries_to_hand_off(Person by, const Texter& whose, Person to);
  Why tries_to_assign(Person by, const Texter& whose, Person to);
  Why tries_to_return(Person by, const Texter& whose);
  Why tries_to_return_all_of(Person by, Person who);
  Why tries_to_block(Person by, const Texter& whose, Duration how_long);

  // Flags.
  Line& flags(Person by, const Texter& whose, const std::string& note);
  Line& clears_flags(Person by, const Texter& whose, const std::string& note);
  Line& opts_out(Person by, const Texter& whose);
  Why tries_to_clear_flags(Person by, const Texter& whose, const std::string& note);

  // What was asked for.
  Line& wishes(const Texter& whose, const routing::Wish& wish);

  // What coordinators make of the line. `words`: what texters get meanwhile, else the usual ones.
  Line& closes_the_line(Person by, Duration how_long, const std::string& words = "");
  Line& says_few_are_here(Person by, Duration how_long, const std::string& words = "");
  Line& opens_the_line(Person by);
  Line& lets_wish_for(Person by, std::vector<routing::Experience> experiences);
  Line& are_on_call(const std::vector<Person>& in_order);
  // Every week from now on: "Fri 20:00-04:00", by the line's clock.
  Line& plans(Person by, Person whose, std::string_view when);

  // How it stands.
  ConversationState state(const Texter& whose, std::size_t line = 0);
  bool waits(const Texter& whose, std::size_t line = 0) {
    return state(whose, line) == ConversationState::waiting;
  }
  std::optional<Person> owner(const Texter& whose);
  std::optional<Person> offered_to(const Texter& whose, std::size_t line = 0);
  int times_asked(Person who);                            // so many offers went to them
  std::vector<std::string> said_by(const Texter& whose);  // as it is kept, in order
  int unread(Person by, const Texter& whose);
  std::vector<std::string> notes_on(const Texter& whose);
  std::size_t conversations_of(const Texter& whose);
  bool is_urgent(const Texter& whose);
  // What stands there for whoever reads: the phrase, or what kind of flag it is where no phrase
  // raised it.
  std::vector<std::string> flags_on(const Texter& whose);
  bool is_on_shift(Person who);
  bool is_outside_the_rota(Person who);
  // What they were told the last time that a shift of theirs is about to end; none: they were not.
  struct StillTheirs {
    int open = 0;
    int resting = 0;
    bool operator==(const StillTheirs&) const = default;
  };
  std::optional<StillTheirs> told_of_the_end(Person who);
  int times(EventKind kind);
  // Who did the last such thing; empty: the line itself, or a texter.
  std::optional<Person> who_did(EventKind kind);
  bool is_opted_out(const Texter& whose, std::size_t line = 0);
  // The program ends as in a power cut, and is started again.
  Line& is_cut_off();

 private:
  template <class T>
  T done(boost::asio::awaitable<routing::Result<T>> task) {
    auto result = program_->run(std::move(task));
    REQUIRE(result.has_value());
    INFO((*result ? "" : std::string(routing::to_string(result->error().code))));
    REQUIRE(result->has_value());
    if constexpr (!std::is_void_v<T>) return std::move(**result);
  }
  template <class T>
  Why tried(boost::asio::awaitable<routing::Result<T>> task) {
    auto result = program_->run(std::move(task));
    REQUIRE(result.has_value());
    return *result ? Why() : Why(result->error().code);
  }
  routing::Instant now() const { return begins_ + passed_; }
  void pass(Duration by);
  void let_machines_answer();
  Person hire(const std::string& name, routing::Role role, const Able& able);
  void write(std::function<void(store::Writing&)> change);
  void deliver(const std::string& phone, const std::string& words, std::size_t line);
  std::vector<carriers::ListedText> sent_to(const std::string& phone, std::size_t line);
  void switch_line(Person by, std::optional<routing::LineSwitch> to);
  routing::LineSwitch switched(routing::SwitchTo to, Duration how_long, const std::string& words);
  routing::Conversation latest(const Texter& whose, std::size_t line = 0);
  routing::ThreadId thread(const Texter& whose, std::size_t line = 0);
  std::vector<store::Event> events(EventKind kind);
  std::string next_client_id() { return "client " + std::to_string(++made_); }
  flows::StoreThread& store() { return program_->store(); }
  const flows::Lines& lines() const { return program_->lines(); }
  const routing::Line& first() const { return lines().all().front(); }
  store::Reading reading() const { return program_->reading(); }

  test::TemporaryFolder folder_;
  routing::Instant begins_;
  Duration passed_{0};
  simulation::SimulatedCarrier carrier_;
  simulation::Ground ground_;
  std::unique_ptr<simulation::Program> program_;
  std::map<routing::StaffId, std::string> phones_;
  struct Machine {
    std::string words;
    std::size_t answered = 0;  // so many of what it heard
  };
  std::map<std::string, Machine> machines_;  // by phone
  int made_ = 0;
};

}  // namespace warmline::story
