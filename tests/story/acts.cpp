// What people do, with conversations and with the line.
#include <algorithm>

#include "gateway/flows/block_thread.hpp"
#include "gateway/flows/change_conversation.hpp"
#include "gateway/flows/flag_conversation.hpp"
#include "gateway/flows/plan_shifts.hpp"
#include "gateway/flows/send_reply.hpp"
#include "gateway/flows/set_line.hpp"
#include "gateway/flows/set_on_call.hpp"
#include "gateway/store/conversations.hpp"
#include "routing/local_time.hpp"
#include "tests/story/line.hpp"

namespace warmline::story {

using routing::Body;

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
  done(flows::send_reply(store(), lines(), latest(whose).id, {by.id}, Body(words),
                         next_client_id()));
  return *this;
}
Line& Line::hands_off(Person by, const Texter& whose, std::optional<Person> to) {
  done(flows::hand_off_conversation(store(), lines(), latest(whose).id, by.id,
                                    to ? std::optional(to->id) : std::nullopt, {}));
  return *this;
}
Line& Line::rests(Person by, const Texter& whose, Duration how_long) {
  done(flows::rest_conversation(store(), lines(), latest(whose).id, by.id, now() + how_long));
  return *this;
}
Line& Line::closes(Person by, const Texter& whose) {
  done(flows::close_conversation(store(), lines(), latest(whose).id, by.id));
  return *this;
}
Line& Line::closes_asking_back(Person by, const Texter& whose) {
  done(flows::close_asking_back(store(), lines(), latest(whose).id, by.id));
  return *this;
}
Line& Line::assigns(Person by, const Texter& whose, Person to) {
  done(flows::assign_conversation(store(), lines(), latest(whose).id, by.id, {.to = to.id}));
  return *this;
}
Line& Line::insists(Person by, const Texter& whose, Person to) {
  done(flows::assign_conversation(store(), lines(), latest(whose).id, by.id,
                                  {.to = to.id, .insist = true}));
  return *this;
}
Line& Line::returns(Person by, const Texter& whose) {
  done(flows::return_conversation(store(), lines(), latest(whose).id, by.id));
  return *this;
}
Line& Line::returns_all_of(Person by, Person who) {
  done(flows::return_all_of(store(), lines(), who.id, by.id));
  return *this;
}
Line& Line::blocks(Person by, const Texter& whose, Duration how_long) {
  done(flows::block_thread(store(), lines(), latest(whose).id, by.id, now() + how_long,
                           Body("threats")));
  return *this;
}

Why Line::tries_to_accept(Person by, const Texter& whose) {
  return tried(flows::accept_offer(store(), lines(), latest(whose).id, by.id));
}
Why Line::tries_to_claim(Person by, const Texter& whose) {
  return tried(flows::claim_conversation(store(), lines(), latest(whose).id, by.id));
}
Why Line::tries_to_reply(Person by, const Texter& whose, const std::string& words) {
  return tried(flows::send_reply(store(), lines(), latest(whose).id, {by.id}, Body(words),
                                 next_client_id()));
}
Why Line::tries_to_hand_off(Person by, const Texter& whose, Person to) {
  return tried(flows::hand_off_conversation(store(), lines(), latest(whose).id, by.id,
                                            std::optional(to.id), {}));
}
Why Line::tries_to_assign(Person by, const Texter& whose, Person to) {
  return tried(
      flows::assign_conversation(store(), lines(), latest(whose).id, by.id, {.to = to.id}));
}
Why Line::tries_to_return(Person by, const Texter& whose) {
  return tried(flows::return_conversation(store(), lines(), latest(whose).id, by.id));
}
Why Line::tries_to_return_all_of(Person by, Person who) {
  return tried(flows::return_all_of(store(), lines(), who.id, by.id));
}
Why Line::tries_to_block(Person by, const Texter& whose, Duration how_long) {
  return tried(flows::block_thread(store(), lines(), latest(whose).id, by.id, now() + how_long,
                                   Body("threats")));
}

Line& Line::flags(Person by, const Texter& whose, const std::string& note) {
  done(flows::raise_flag(store(), lines(), latest(whose).id, by.id, Body(note)));
  return *this;
}
Line& Line::clears_flags(Person by, const Texter& whose, const std::string& note) {
  done(flows::clear_flags(store(), lines(), latest(whose).id, by.id, {}, Body(note)));
  return *this;
}
Line& Line::opts_out(Person by, const Texter& whose) {
  done(flows::opt_out_texter(store(), lines(), latest(whose).id, by.id));
  return *this;
}
Why Line::tries_to_clear_flags(Person by, const Texter& whose, const std::string& note) {
  return tried(flows::clear_flags(store(), lines(), latest(whose).id, by.id, {}, Body(note)));
}

Line& Line::wishes(const Texter& whose, const routing::Wish& wish) {
  auto conversation = latest(whose);
  conversation.wishes.push_back(wish);
  write([&](store::Writing& writing) { store::conversations::keep(writing, conversation); });
  return *this;
}

routing::LineSwitch Line::switched(routing::SwitchTo to, Duration how_long,
                                   const std::string& words) {
  routing::LineSwitch made{.to = to, .since = {}, .until = now() + how_long, .words = {}};
  if (!words.empty()) made.words[first().languages.front()] = words;
  return made;
}
void Line::switch_line(Person by, std::optional<routing::LineSwitch> to) {
  done(flows::switch_line(store(), lines(), first().id, by.id, std::move(to)));
}
Line& Line::closes_the_line(Person by, Duration how_long, const std::string& words) {
  switch_line(by, switched(routing::SwitchTo::closed, how_long, words));
  return *this;
}
Line& Line::says_few_are_here(Person by, Duration how_long, const std::string& words) {
  switch_line(by, switched(routing::SwitchTo::short_staffed, how_long, words));
  return *this;
}
Line& Line::opens_the_line(Person by) {
  switch_line(by, std::nullopt);
  return *this;
}

Line& Line::lets_wish_for(Person by, std::vector<routing::Experience> experiences) {
  done(flows::set_experiences(store(), by.id, std::move(experiences)));
  return *this;
}

Line& Line::are_on_call(const std::vector<Person>& in_order) {
  std::vector<routing::StaffId> ids;
  for (const Person& each : in_order) ids.push_back(each.id);
  done(flows::set_on_call(store(), first(), in_order.front().id, std::move(ids)));
  return *this;
}

Line& Line::plans(Person by, Person whose, std::string_view when) {
  const auto hours = routing::parse_span(when.substr(4)).value();
  std::string day(when.substr(0, 2));
  std::ranges::transform(day, day.begin(), [](unsigned char c) { return std::toupper(c); });
  done(flows::add_rule(store(), lines(), by.id,
                       {.line = first().id,
                        .staff = whose.id,
                        .first = routing::day_at(first().time_zone, now()),
                        .hours = {.begins = hours.from, .lasts = hours.to - hours.from},
                        .repeats = "FREQ=WEEKLY;BYDAY=" + day}));
  return *this;
}

}  // namespace warmline::story
