#include "tests/story/line.hpp"

#include <algorithm>
#include <array>

#include <doctest/doctest.h>

#include "gateway/flows/receive_text.hpp"
#include "gateway/flows/set_phone.hpp"
#include "gateway/flows/set_presence.hpp"
#include "gateway/store/staff.hpp"
#include "routing/local_time.hpp"
#include "tests/store/opened.hpp"

namespace warmline::story {
namespace {

using simulation::Meaning;
using simulation::Words;

constexpr std::array<std::string_view, 2> numbers{"+15035550100", "+15035550101"};
constexpr std::string_view before_code = "Code ";

routing::Line a_line(std::string_view number, const Setup& setup) {
  std::vector<routing::Wording> wording;
  for (const auto& language : setup.languages) wording.push_back(words_in(language));
  return routing::Line{.name = "Community line",
                       .number = *routing::PhoneNumber::parse(number),
                       .carrier = "main",
                       .time_zone = setup.time_zone,
                       .languages = setup.languages,
                       .mode = setup.mode,
                       .wording = std::move(wording),
                       .hours = setup.hours,
                       .flags = setup.flags,
                       .contacts_per_day = setup.contacts_per_day};
}

struct MomentOfWeek {
  std::chrono::weekday day;
  std::chrono::minutes of_day;
};
MomentOfWeek moment_of_week(std::string_view when) {
  constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  const auto day = std::ranges::find(days, when.substr(0, 3));
  REQUIRE(day != days.end());
  const auto of_day = routing::parse_clock(when.substr(4));
  REQUIRE(of_day);
  return {std::chrono::weekday(static_cast<unsigned>(day - days.begin())), *of_day};
}

// The service looks every five seconds; far from where a story looks, that is finer than need be.
Duration step_within(Duration left) {
  if (left > std::chrono::hours(2)) return std::chrono::minutes(5);
  if (left > std::chrono::minutes(20)) return std::chrono::seconds(30);
  return std::chrono::seconds(5);
}

bool is_code(const std::string& words) {
  return words.starts_with(before_code);
}

}  // namespace

routing::Hours every_day(std::string_view span) {
  routing::Hours hours;
  hours.weekly.fill({routing::parse_span(span).value()});
  return hours;
}

Line::Line(Setup setup)
    : begins_(routing::instant_of(setup.time_zone, *routing::parse_local_day(setup.begins), {})),
      carrier_([this] { return now(); }, false, [](const auto&) {}, [](const auto&) {}),
      ground_{.file = (folder_.path() / "line.db").string(),
              .clock = [this] { return now(); },
              .random = test::seeded_random(7),
              .lines = {},
              .carrier = &carrier_} {
  for (const auto number : numbers) ground_.lines.push_back(a_line(number, setup));
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

void Line::write(std::function<void(store::Writing&)> change) {
  std::move_only_function<routing::Result<void>(store::Writing&)> job =
      [change = std::move(change)](store::Writing& writing) -> routing::Result<void> {
    change(writing);
    return {};
  };
  done(store().write<void>(std::move(job)));
}

void Line::pass(Duration by) {
  passed_ += by;
  program_->advance(by);
  let_machines_answer();
}

void Line::let_machines_answer() {
  for (auto& [phone, machine] : machines_) {
    const auto heard = sent_to(phone, 0).size();
    for (; machine.answered < heard; ++machine.answered) deliver(phone, machine.words, 0);
  }
}

Line& Line::after(Duration passed) {
  while (passed > Duration(0)) {
    const Duration by = std::min(passed, step_within(passed));
    passed -= by;
    pass(by);
  }
  return *this;
}

Line& Line::at(std::string_view when) {
  const auto wanted = moment_of_week(when);
  const auto& zone = first().time_zone;
  auto day = routing::day_at(zone, now());
  while (std::chrono::weekday(day) != wanted.day ||
         routing::instant_of(zone, day, wanted.of_day) < now()) {
    day += std::chrono::days(1);
  }
  return after(routing::instant_of(zone, day, wanted.of_day) - now());
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

void Line::deliver(const std::string& phone, const std::string& words, std::size_t line) {
  const auto from = *routing::PhoneNumber::parse(phone);
  const auto& to = ground_.lines.at(line).number;
  const auto id = carrier_.take_in(from, to, Words{words.c_str(), Meaning::talk});
  done(flows::receive_text(store(), lines(), "main",
                           {.carrier_id = id, .from = from, .to = to, .body = routing::Body(words)},
                           id));
}

Line& Line::texts(const Texter& who, const std::string& words, std::size_t line) {
  deliver(who.phone, words, line);
  return *this;
}

Line& Line::is_answered_by_a_machine(const Texter& who, const std::string& words) {
  machines_[who.phone] = {words, sent_to(who.phone, 0).size()};
  return *this;
}

Line& Line::nobody_is_on() {
  auto store = reading();
  REQUIRE(std::ranges::none_of(store::staff::all(store), [](const store::StaffRow& row) {
    return row.presence == Presence::on;
  }));
  return *this;
}

std::vector<carriers::ListedText> Line::sent_to(const std::string& phone, std::size_t line) {
  std::vector<carriers::ListedText> sent;
  for (const auto& kept : carrier_.list()) {
    const auto& text = kept.listed;
    const bool is_theirs = text.direction == routing::Direction::out &&
                           text.to.dialable() == phone &&
                           text.from == ground_.lines.at(line).number;
    if (is_theirs) sent.push_back(text);
  }
  return sent;
}

std::vector<std::string> Line::heard(const Texter& who, std::size_t line) {
  std::vector<std::string> words;
  for (const auto& text : sent_to(who.phone, line)) words.push_back(text.body.words());
  return words;
}

std::string Line::last_heard(const Texter& who, std::size_t line) {
  const auto all = heard(who, line);
  return all.empty() ? "" : all.back();
}

int Line::most_heard_in_an_hour(const Texter& who) {
  const auto all = sent_to(who.phone, 0);
  std::ptrdiff_t most = 0;
  for (const auto& one : all) {
    most = std::max(most, std::ranges::count_if(all, [&](const carriers::ListedText& other) {
                      return other.at >= one.at && other.at < one.at + std::chrono::hours(1);
                    }));
  }
  return static_cast<int>(most);
}

Line& Line::has_phone(Person who) {
  auto& phone = phones_[who.id];
  phone = "+150355502" + std::to_string(10 + phones_.size());
  done(flows::set_phone(store(), lines(), who.id,
                        store::Phone{*routing::PhoneNumber::parse(phone), "en"}));
  const auto asked = last_heard(Texter{phone});
  REQUIRE(is_code(asked));
  done(flows::confirm_phone(store(), who.id, asked.substr(before_code.size())));
  return *this;
}

Line& Line::texts(Person who, const std::string& words) {
  deliver(phones_.at(who.id), words, 0);
  return *this;
}

std::vector<std::string> Line::heard(Person who) {
  auto words = heard(Texter{phones_.at(who.id)});
  std::erase_if(words, is_code);
  return words;
}

std::string Line::last_heard(Person who) {
  const auto all = heard(who);
  return all.empty() ? "" : all.back();
}

}  // namespace warmline::story
