// How a line stands, and what is kept of it.
#include <algorithm>
#include <ranges>

#include <nlohmann/json.hpp>

#include "gateway/flows/now_on_shift.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/flags.hpp"
#include "gateway/store/texters.hpp"
#include "gateway/store/texts.hpp"
#include "tests/story/line.hpp"

namespace warmline::story {
namespace {

constexpr int events_at_most = 10'000;
constexpr int texts_at_most = 1'000;

std::optional<Person> person(const std::optional<routing::StaffId>& id) {
  return id ? std::optional(Person{*id}) : std::nullopt;
}

// In order.
std::vector<store::Text> kept(store::Reading store, routing::ThreadId thread) {
  auto texts = store::texts::of_thread(store, thread, routing::Instant::max(), texts_at_most);
  std::ranges::reverse(texts);
  return texts;
}

}  // namespace

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

ConversationState Line::state(const Texter& whose, std::size_t line) {
  return latest(whose, line).state;
}

std::optional<Person> Line::owner(const Texter& whose) {
  return person(latest(whose).owner);
}

std::optional<Person> Line::offered_to(const Texter& whose, std::size_t line) {
  return person(latest(whose, line).offered_to);
}

int Line::times_asked(Person who) {
  const auto offers = events(EventKind::conversation_offered);
  return static_cast<int>(std::ranges::count_if(offers, [&](const store::Event& event) {
    return nlohmann::json::parse(event.data).at("to") == who.id.text();
  }));
}

std::vector<std::string> Line::said_by(const Texter& whose) {
  std::vector<std::string> words;
  for (const auto& text : kept(reading(), thread(whose))) {
    if (text.direction == routing::Direction::in) words.push_back(text.body.words());
  }
  return words;
}

std::vector<std::string> Line::notes_on(const Texter& whose) {
  std::vector<std::string> words;
  for (const auto& text : kept(reading(), thread(whose))) {
    if (text.kind == routing::TextKind::note) words.push_back(text.body.words());
  }
  return words;
}

int Line::unread(Person by, const Texter& whose) {
  const auto id = latest(whose).id;
  auto store = reading();
  return store::conversations::unread(store, id, by.id);
}

std::size_t Line::conversations_of(const Texter& whose) {
  const auto its = thread(whose);
  auto store = reading();
  return store::conversations::standings(store, its).size();
}

bool Line::is_urgent(const Texter& whose) {
  return latest(whose).urgent;
}

std::vector<std::string> Line::flags_on(const Texter& whose) {
  const auto id = latest(whose).id;
  auto store = reading();
  std::vector<std::string> shown;
  for (const auto& flag : store::flags::of_conversation(store, id, true)) {
    shown.push_back(flag.phrase.empty() ? std::string(routing::to_string(flag.kind)) : flag.phrase);
  }
  return shown;
}

bool Line::is_on_shift(Person who) {
  auto store = reading();
  return flows::NowOnShift(store, lines(), {first().id}).until(who.id).has_value();
}

bool Line::is_outside_the_rota(Person who) {
  const auto doing = presence(who);
  auto store = reading();
  return flows::NowOnShift(store, lines(), {first().id}).is_outside(who.id, doing);
}

std::optional<Line::StillTheirs> Line::told_of_the_end(Person who) {
  for (const auto& event : events(EventKind::shift_ending) | std::views::reverse) {
    const auto told = nlohmann::json::parse(event.data);
    if (told.at("staff") == who.id.text()) return StillTheirs{told.at("open"), told.at("resting")};
  }
  return std::nullopt;
}

std::vector<store::Event> Line::events(EventKind kind) {
  auto store = reading();
  auto all = store::events::after(store, 0, events_at_most);
  std::erase_if(all, [&](const store::Event& event) { return event.kind != kind; });
  return all;
}

int Line::times(EventKind kind) {
  return static_cast<int>(events(kind).size());
}

std::optional<Person> Line::who_did(EventKind kind) {
  const auto all = events(kind);
  REQUIRE_FALSE(all.empty());
  return person(all.back().actor);
}

bool Line::is_opted_out(const Texter& whose, std::size_t line) {
  const auto its = thread(whose, line);
  auto store = reading();
  return store::texters::thread(store, its)->opted_out;
}

}  // namespace warmline::story
