#include "tests/story/line.hpp"

#include <algorithm>
#include <array>

#include <doctest/doctest.h>

#include "gateway/flows/change_conversation.hpp"
#include "gateway/flows/receive_text.hpp"
#include "gateway/flows/send_reply.hpp"
#include "gateway/flows/set_presence.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/events.hpp"
#include "gateway/store/staff.hpp"
#include "gateway/store/texters.hpp"
#include "gateway/store/texts.hpp"
#include "tests/store/opened.hpp"
#include "tests/support/wording.hpp"

namespace warmline::story {
namespace {

using simulation::Meaning;
using simulation::Words;

// A Friday.
const routing::Instant begins{std::chrono::sys_days{std::chrono::year(2026) / 11 / 20}};

constexpr std::array<std::string_view, 2> numbers{"+15035550100", "+15035550101"};
constexpr int events_at_most = 10'000;

routing::Line a_line(std::string_view number, LineMode mode, const routing::Timing& timing) {
  return {.name = "Community line",
          .number = *routing::PhoneNumber::parse(number),
          .carrier = "main",
          .time_zone = "Etc/UTC",
          .languages = {"en"},
          .mode = mode,
          .timing = timing,
          .wording = {test::plain_wording()}};
}

Duration moment_of_week(std::string_view when) {
  constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  const auto day = std::ranges::find(days, when.substr(0, 3));
  REQUIRE(day != days.end());
  const auto two = [&](std::size_t from) { return std::stoi(std::string(when.substr(from, 2))); };
  return std::chrono::days(day - days.begin()) + std::chrono::hours(two(4)) +
         std::chrono::minutes(two(7));
}

}  // namespace

Line::Line(LineMode mode, routing::Timing timing)
    : carrier_([this] { return begins + passed_; }, false, [](const auto&) {}, [](const auto&) {}),
      ground_{.file = (folder_.path() / "line.db").string(),
              .clock = [this] { return begins + passed_; },
              .random = test::seeded_random(7),
              .lines = {},
              .carrier = &carrier_} {
  for (const auto number : numbers) ground_.lines.push_back(a_line(number, mode, timing));
  is_cut_off();
}

Line::~Line() = default;

Line& Line::is_cut_off() {
  program_.reset();
  program_ = std::make_unique<simulation::Program>(ground_, passed_);
  carrier_.live_on(&program_->loop());
  program_->go_on();
  return *this;
}

template <class T>
T Line::done(boost::asio::awaitable<T> task) {
  auto result = program_->run(std::move(task));
  REQUIRE(result.has_value());
  INFO((*result ? "" : std::string(routing::to_string(result->error().code))));
  REQUIRE(result->has_value());
  return std::move(*result);
}

template <class T>
Why Line::tried(boost::asio::awaitable<T> task) {
  auto result = program_->run(std::move(task));
  REQUIRE(result.has_value());
  return *result ? Why() : Why(result->error().code);
}

void Line::write(std::function<void(store::Writing&)> change) {
  std::move_only_function<routing::Result<bool>(store::Writing&)> job =
      [change = std::move(change)](store::Writing& writing) -> routing::Result<bool> {
    change(writing);
    return true;
  };
  done(store().write<bool>(std::move(job)));
}

Line& Line::after(Duration passed) {
  // The service looks every five seconds; where hours go by, minutes are fine enough.
  while (passed > Duration(0)) {
    const Duration step = passed > std::chrono::hours(2) ? Duration(std::chrono::minutes(5))
                                                         : Duration(std::chrono::seconds(5));
    const Duration by = std::min(passed, step);
    passed_ += by;
    passed -= by;
    program_->advance(by);
  }
  return *this;
}

Line& Line::at(std::string_view when) {
  constexpr Duration week = std::chrono::days(7);
  // The weeks of 1970 began on a Thursday.
  const Duration now = (begins + passed_).time_since_epoch() + std::chrono::days(4);
  const Duration until = (moment_of_week(when) - now % week + week) % week;
  return after(until);
}

Person Line::hire(const std::string& name, routing::Role role, const Able& able) {
  Person hired;
  write([&](store::Writing& writing) {
    hired.id = writing.ids.next<routing::StaffId>(writing.now);
    routing::Staff member{.id = hired.id,
                          .username = name,
                          .name = name,
                          .role = role,
                          .languages = able.languages,
                          .experiences = able.experiences,
                          .capacity = able.capacity};
    if (able.only_line) member.lines = {lines().all().at(*able.only_line).id};
    store::staff::add(writing, member, "no hash");
  });
  return hired;
}

Person Line::peer(const std::string& name, Able able) {
  return hire(name, routing::Role::peer, able);
}
Person Line::coordinator(const std::string& name) {
  return hire(name, routing::Role::coordinator, {});
}

Line& Line::comes_on(Person who) {
  done(flows::set_presence(store(), lines(), who.id, Presence::on));
  return *this;
}
Line& Line::takes_a_break(Person who) {
  done(flows::set_presence(store(), lines(), who.id, Presence::break_));
  return *this;
}
Line& Line::goes_off(Person who) {
  done(flows::set_presence(store(), lines(), who.id, Presence::off));
  return *this;
}
Presence Line::presence(Person who) {
  auto store = reading();
  return store::staff::find(store, who.id)->presence;
}

Line& Line::texts(const Texter& who, const std::string& words, std::size_t line) {
  const auto from = *routing::PhoneNumber::parse(who.phone);
  const auto& to = ground_.lines.at(line).number;
  const auto id = carrier_.take_in(from, to, Words{words.c_str(), Meaning::talk});
  done(flows::receive_text(store(), lines(), "main",
                           {.carrier_id = id, .from = from, .to = to, .body = routing::Body(words)},
                           id));
  return *this;
}

Line& Line::nobody_is_on() {
  auto store = reading();
  REQUIRE(std::ranges::none_of(store::staff::all(store), [](const store::StaffRow& row) {
    return row.presence == Presence::on;
  }));
  return *this;
}

std::vector<std::string> Line::heard(const Texter& who, std::size_t line) {
  std::vector<std::string> words;
  for (const auto& kept : carrier_.list()) {
    const auto& text = kept.listed;
    const bool is_theirs = text.direction == routing::Direction::out &&
                           text.to.dialable() == who.phone &&
                           text.from == ground_.lines.at(line).number;
    if (is_theirs) words.push_back(text.body.words());
  }
  return words;
}

std::string Line::last_heard(const Texter& who, std::size_t line) {
  const auto all = heard(who, line);
  return all.empty() ? "" : all.back();
}

routing::ThreadId Line::thread(const Texter& whose, std::size_t line) {
  auto store = reading();
  const auto texter = store::texters::find(store, *routing::PhoneNumber::parse(whose.phone));
  REQUIRE(texter);
  auto row = store.db.query("SELECT id FROM threads WHERE texter = ?1 AND line = ?2", *texter,
                            lines().all().at(line).id);
  REQUIRE(row.next());
  return row.get<routing::ThreadId>(0);
}

routing::Conversation Line::latest(const Texter& whose, std::size_t line) {
  const auto its = thread(whose, line);
  auto store = reading();
  const auto found = store::conversations::latest(store, its);
  REQUIRE(found);
  return *found;
}

Line& Line::accepts(Person by, const Texter& whose) {
  done(flows::accept_offer(store(), lines(), latest(whose).id, by.id));
  return *this;
}
Line& Line::passes(Person by, const Texter& whose) {
  done(flows::pass_offer(store(), lines(), latest(whose).id, by.id));
  return *this;
}
Line& Line::claims(Person by, const Texter& whose) {
  done(flows::claim_conversation(store(), lines(), latest(whose).id, by.id));
  return *this;
}
Line& Line::replies(Person by, const Texter& whose, const std::string& words) {
  done(flows::send_reply(store(), lines(), latest(whose).id, by.id, routing::Body(words),
                         "client " + std::to_string(++made_)));
  return *this;
}
Line& Line::hands_off(Person by, const Texter& whose, std::optional<Person> to) {
  done(flows::hand_off_conversation(store(), lines(), latest(whose).id, by.id,
                                    to ? std::optional(to->id) : std::nullopt, {}));
  return *this;
}
Line& Line::rests(Person by, const Texter& whose, Duration how_long) {
  done(flows::rest_conversation(store(), lines(), latest(whose).id, by.id,
                                begins + passed_ + how_long));
  return *this;
}
Line& Line::closes(Person by, const Texter& whose) {
  done(flows::close_conversation(store(), lines(), latest(whose).id, by.id));
  return *this;
}
Line& Line::assigns(Person by, const Texter& whose, Person to) {
  done(flows::assign_conversation(store(), lines(), latest(whose).id, by.id, to.id, {}, false));
  return *this;
}
Line& Line::insists(Person by, const Texter& whose, Person to) {
  done(flows::assign_conversation(store(), lines(), latest(whose).id, by.id, to.id, {}, true));
  return *this;
}

Why Line::tries_to_accept(Person by, const Texter& whose) {
  return tried(flows::accept_offer(store(), lines(), latest(whose).id, by.id));
}
Why Line::tries_to_claim(Person by, const Texter& whose) {
  return tried(flows::claim_conversation(store(), lines(), latest(whose).id, by.id));
}
Why Line::tries_to_reply(Person by, const Texter& whose, const std::string& words) {
  return tried(flows::send_reply(store(), lines(), latest(whose).id, by.id, routing::Body(words),
                                 "client " + std::to_string(++made_)));
}
Why Line::tries_to_hand_off(Person by, const Texter& whose, Person to) {
  return tried(flows::hand_off_conversation(store(), lines(), latest(whose).id, by.id,
                                            std::optional(to.id), {}));
}
Why Line::tries_to_assign(Person by, const Texter& whose, Person to) {
  return tried(
      flows::assign_conversation(store(), lines(), latest(whose).id, by.id, to.id, {}, false));
}

Line& Line::wishes(const Texter& whose, const routing::Wish& wish) {
  auto conversation = latest(whose);
  conversation.wishes.push_back(wish);
  write([&](store::Writing& writing) { store::conversations::keep(writing, conversation); });
  return *this;
}
Line& Line::is_urgent(const Texter& whose) {
  auto conversation = latest(whose);
  conversation.urgent = true;
  write([&](store::Writing& writing) { store::conversations::keep(writing, conversation); });
  return *this;
}

ConversationState Line::state(const Texter& whose, std::size_t line) {
  return latest(whose, line).state;
}

std::optional<Person> Line::owner(const Texter& whose) {
  const auto found = latest(whose).owner;
  return found ? std::optional(Person{*found}) : std::nullopt;
}

std::optional<Person> Line::offered_to(const Texter& whose, std::size_t line) {
  const auto found = latest(whose, line).offered_to;
  return found ? std::optional(Person{*found}) : std::nullopt;
}

std::vector<std::string> Line::said_by(const Texter& whose) {
  const auto its = thread(whose);
  auto store = reading();
  std::vector<std::string> words;
  for (const auto& text : store::texts::of_thread(store, its, routing::Instant::max(), 1000)) {
    if (text.direction == routing::Direction::in) words.push_back(text.body.words());
  }
  std::ranges::reverse(words);
  return words;
}

std::size_t Line::conversations_of(const Texter& whose) {
  const auto its = thread(whose);
  auto store = reading();
  return store::conversations::standings(store, its).size();
}

int Line::times(EventKind kind) {
  auto store = reading();
  const auto all = store::events::after(store, 0, events_at_most);
  return static_cast<int>(std::ranges::count(all, kind, &store::Event::kind));
}

std::optional<Person> Line::who_did(EventKind kind) {
  auto store = reading();
  auto all = store::events::after(store, 0, events_at_most);
  std::ranges::reverse(all);
  const auto latest_one = std::ranges::find(all, kind, &store::Event::kind);
  REQUIRE(latest_one != all.end());
  return latest_one->actor ? std::optional(Person{*latest_one->actor}) : std::nullopt;
}

bool Line::is_opted_out(const Texter& whose, std::size_t line) {
  const auto its = thread(whose, line);
  auto store = reading();
  return store::texters::thread(store, its)->opted_out;
}

}  // namespace warmline::story
