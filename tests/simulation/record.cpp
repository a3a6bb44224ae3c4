#include "tests/simulation/record.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "gateway/store/conversations.hpp"

namespace warmline::simulation {
namespace {

using nlohmann::json;
using routing::EventKind;
using routing::Presence;
using routing::Role;
using routing::WishKind;

std::optional<StaffId> staff_in(const json& data, const char* key) {
  const auto found = data.find(key);
  if (found == data.end() || !found->is_string()) return std::nullopt;
  return StaffId::parse(found->get<std::string>());
}

bool has(const std::vector<std::string>& values, const std::string& wanted) {
  return std::ranges::find(values, wanted) != values.end();
}

bool meets(const Person& person, const routing::Wish& wish) {
  switch (wish.kind) {
    case WishKind::experience:
      return has(person.staff.experiences, wish.value);
    case WishKind::language:
      return has(person.staff.languages, wish.value);
    case WishKind::not_the_same_person:
      return person.staff.id != wish.not_;
  }
  return false;
}

int wishes_met(const Person& person, const Talk& talk) {
  return static_cast<int>(std::ranges::count_if(
      talk.wishes, [&](const routing::Wish& wish) { return meets(person, wish); }));
}

// Smaller is nearer to the front.
auto place(const Talk& talk) {
  return std::tuple(!talk.is_urgent(), !talk.returned, talk.waiting_since.value_or(Instant()),
                    talk.id);
}

bool serves(const routing::Staff& staff, routing::LineId line) {
  return staff.lines.empty() || std::ranges::find(staff.lines, line) != staff.lines.end();
}

}  // namespace

Record::Record(std::vector<routing::Line> lines, const std::vector<routing::Staff>& staff,
               Instant about)
    : lines_(std::move(lines)) {
  for (const auto& member : staff) people_[member.id] = {.staff = member};
  for (const auto& each : lines_) openings_.emplace(each.id, Opening(each, about));
}

const routing::Line& Record::line(routing::LineId id) const {
  return *std::ranges::find(lines_, id, &routing::Line::id);
}

Person& Record::person(StaffId id) {
  const auto found = people_.find(id);
  if (found == people_.end()) throw Broken("everything is accounted for", "nobody has this id");
  return found->second;
}

int Record::load(StaffId who) const {
  return static_cast<int>(std::ranges::count_if(live_, [&](const auto& each) {
    const Talk& talk = each.second;
    return talk.offered_to == who || (talk.state == ConversationState::open && talk.owner == who);
  }));
}

bool Record::somebody_is_on(routing::LineId line) const {
  return std::ranges::any_of(people_, [&](const auto& each) {
    const Person& person = each.second;
    return person.presence == Presence::on && person.staff.role == Role::peer &&
           serves(person.staff, line);
  });
}

// Whoever came since it closed, and whom nobody has begun to answer.
bool Record::waits_until_it_opens(const Talk& talk, Instant at) const {
  const Opening& opening = openings_.at(talk.line);
  return opening.is_closed(at) && !talk.returned &&
         talk.waiting_since.value_or(at) >= opening.closed_since(at);
}

void Record::note(const routing::Conversation& row) {
  const auto found = live_.find(row.id);
  if (found == live_.end()) return;
  // Nobody is to be late with what somebody wrote after STOP: how long that waits is not told.
  if (ties_[row.thread].ever_stopped) found->second.waiting_since = row.waiting_since;
}

bool Record::may_get(const Person& person, const Talk& talk, Instant now) const {
  const auto& timing = line(talk.line).timing;
  if (person.staff.role != Role::peer || person.presence != Presence::on) return false;
  if (!serves(person.staff, talk.line) || load(person.staff.id) >= person.staff.capacity) {
    return false;
  }
  if (waits_until_it_opens(talk, now)) return false;
  const auto passed = talk.passes.find(person.staff.id);
  if (passed != talk.passes.end() && now - passed->second < timing.page) return false;
  const bool is_patient = now - talk.waiting_since.value_or(now) < timing.wish_patience;
  return std::ranges::all_of(talk.wishes, [&](const routing::Wish& wish) {
    const bool may_be_unmet = wish.kind == WishKind::experience && !wish.only && !is_patient;
    return may_be_unmet || meets(person, wish);
  });
}

void Record::check_place(const Talk& talk, const std::string& told) const {
  int ahead = 0;
  for (const auto& [id, other] : live_) {
    if (other.line != talk.line || other.state != ConversationState::waiting) continue;
    if (ties_.at(other.thread).ever_stopped) return;  // since when they wait is not told
    if (talk.state == ConversationState::waiting && place(other) < place(talk)) ++ahead;
  }
  if (told != std::to_string(ahead + 1)) {
    throw Broken("an honest word on the wait", fmt::format("{} are ahead, not {}", ahead, told));
  }
}

void Record::check_is_next(const Talk& talk, const Person& who, Instant at) const {
  if (waits_until_it_opens(talk, at)) {
    throw Broken("who came to a closed line waits until it opens", "the line offered them");
  }
  if (std::ranges::find(talk.wishes, who.staff.id, &routing::Wish::not_) != talk.wishes.end()) {
    throw Broken("whom they asked not to have does not come", "the line offered them");
  }
  if (!may_get(who, talk, at)) {
    throw Broken("only to somebody who can take it", "offered to one who can't take it");
  }
  // Who comes back within minutes is tried with whom they talked to.
  const auto last = talk.last_owner;
  if (talk.reopened_at == at && last == who.staff.id) return;
  for (const auto& [id, other] : live_) {
    if (other.state != ConversationState::waiting || other.line != talk.line || id == talk.id) {
      continue;
    }
    if (place(other) < place(talk) && may_get(who, other, at)) {
      throw Broken("the order of the queue", "somebody ahead of them waits on");
    }
  }
  const auto rank = [&](const Person& person) {
    return std::tuple(-wishes_met(person, talk), last != person.staff.id, load(person.staff.id));
  };
  for (const auto& [id, other] : people_) {
    if (id != who.staff.id && may_get(other, talk, at) && rank(other) < rank(who)) {
      throw Broken("to whom it suits best", "there is somebody better");
    }
  }
}

void Record::check_room(const Person& who, std::string_view what) const {
  if (who.presence != Presence::on) {
    throw Broken("an owner who is on", fmt::format("{} somebody who is not", what));
  }
  if (load(who.staff.id) >= who.staff.capacity) {
    throw Broken("nobody over capacity but by insisting", fmt::format("{} a full one", what));
  }
}

void Record::own(Talk& talk, StaffId owner, Instant at) {
  talk.state = ConversationState::open;
  talk.owner = owner;
  talk.offered_to.reset();
  talk.offer_expires_at.reset();
  talk.passes.clear();
  talk.nudged_at.reset();
  talk.asked_to_close = false;
  talk.insisted = false;
  talk.owned_at = at;
  talk.last_owner = owner;
}

void Record::wait(Talk& talk, Instant at) {
  talk.state = ConversationState::waiting;
  talk.owner.reset();
  talk.offered_to.reset();
  talk.offer_expires_at.reset();
  talk.nudged_at.reset();
  talk.insisted = false;
  if (!talk.waiting_since) talk.waiting_since = at;
}

void Record::note_pass(Talk& talk, StaffId who, Instant at) const {
  // One that is over stays so, even if the clock is set back afterwards.
  const auto lasts = line(talk.line).timing.page;
  std::erase_if(talk.passes, [&](const auto& pass) { return at - pass.second >= lasts; });
  talk.passes[who] = at;
}

void Record::offer(const store::Event& event, const json& data, Talk& talk) {
  Person& to = person(staff_in(data, "to").value());
  if (talk.state != ConversationState::waiting) {
    throw Broken("one voice", "offered while it does not wait");
  }
  check_is_next(talk, to, event.at);
  talk.state = ConversationState::offered;
  talk.offered_to = to.staff.id;
  talk.offer_expires_at = event.at + line(talk.line).timing.offer;
}

void Record::lapse(const store::Event& event, const json& data, Talk& talk) {
  Person& who = person(staff_in(data, "from").value());
  if (talk.offered_to != who.staff.id || event.at < talk.offer_expires_at.value()) {
    throw Broken("an offer stands for its time", "it lapsed before");
  }
  wait(talk, event.at);
  note_pass(talk, who.staff.id, event.at);
  ++who.lapses_in_a_row;
}

void Record::claim(const store::Event& event, Talk& talk) {
  Person& by = person(event.actor.value());
  if (talk.state != ConversationState::waiting) {
    throw Broken("one voice", "claimed while somebody has it, or is offered it");
  }
  check_room(by, "claimed by");
  by.lapses_in_a_row = 0;
  own(talk, by.staff.id, event.at);
}

void Record::hand_off(const store::Event& event, const json& data, Talk& talk) {
  if (!event.actor || talk.owner != event.actor) {
    throw Broken("one voice", "handed off by somebody who does not have it");
  }
  if (const auto to = staff_in(data, "to")) {
    check_room(person(*to), "handed to");
    return own(talk, *to, event.at);
  }
  wait(talk, event.at);
  talk.returned = true;
  note_pass(talk, *event.actor, event.at);
}

void Record::assign(const store::Event& event, const json& data, Talk& talk) {
  Person& to = person(staff_in(data, "to").value());
  if (!event.actor) {
    check_is_next(talk, to, event.at);
    return own(talk, to.staff.id, event.at);
  }
  if (person(*event.actor).staff.role == Role::peer) {
    throw Broken("only coordinators assign", "a peer did");
  }
  const bool has_room = load(to.staff.id) < to.staff.capacity || talk.offered_to == to.staff.id;
  const bool insisted = to.presence != Presence::on || !has_room;
  own(talk, to.staff.id, event.at);
  talk.insisted = insisted;
}

void Record::give_back(const store::Event& event, const json& data, Talk& talk) {
  const auto from = staff_in(data, "from");
  if (!from || (talk.owner != from && talk.offered_to != from)) {
    throw Broken("one voice", "returned from somebody who did not have it");
  }
  talk.returned = talk.returned || talk.owner == from;
  const bool unanswered = event.kind == EventKind::conversation_unanswered;
  if (unanswered && !talk.waiting_since && !tie(talk).ever_stopped) {
    throw Broken("silence returns who waits", "nobody waited");
  }
  wait(talk, event.at);
  if (unanswered) note_pass(talk, *from, event.at);
}

void Record::reopen(const store::Event& event, const json& data, Talk& talk) {
  talk.reopened_at = event.at;
  talk.said_at = event.at;
  if (const auto to = staff_in(data, "to")) {
    check_room(person(*to), "reopened by");
    return own(talk, *to, event.at);
  }
  wait(talk, event.at);
  talk.returned = true;
}

void Record::close(const store::Event& event, Talk& talk) {
  Tie& its = tie(talk);
  // Whoever is forgotten is so on every line.
  const bool by_texter =
      forgotten_at_ == event.at || (its.last_at == event.at && its.last_meaning == Meaning::stop);
  if (!event.actor && !by_texter) throw Broken("never closed silently", "by nobody");
  talk.state = ConversationState::closed;
  talk.owner.reset();
  talk.offered_to.reset();
  talk.offer_expires_at.reset();
  talk.waiting_since.reset();
  its.unanswered = false;
}

}  // namespace warmline::simulation
