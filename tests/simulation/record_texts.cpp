// What the texts that come in and go out do to what the record knows.
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "gateway/store/texters.hpp"
#include "tests/simulation/record.hpp"

namespace warmline::simulation {
namespace {

using nlohmann::json;
using routing::AutomaticText;

constexpr std::chrono::hours forget_confirm_most{24};
constexpr std::chrono::hours closed_told_again{12};
constexpr std::chrono::hours automatic_within{1};
constexpr int automatic_most = 5;
constexpr std::chrono::hours choice_longest{1};

using routing::Wish;
using routing::WishKind;

// What "3 only" chooses from the menu.
Wish choice_of(std::string_view words) {
  const auto number = static_cast<std::size_t>(words.front() - '1');
  const std::vector<Wish> choices{{.kind = WishKind::language, .value = "en"},
                                  {.kind = WishKind::language, .value = "es"},
                                  {.kind = WishKind::experience, .value = "grief"},
                                  {.kind = WishKind::experience, .value = "voices"}};
  Wish wish = choices.at(number);
  wish.only = words.ends_with("only") || words.ends_with("solo");
  return wish;
}

std::string numbered(const std::vector<std::string>& choices) {
  std::string text;
  for (const auto& choice : choices) {
    text += fmt::format("{}{} {}", text.empty() ? "" : "\n",
                        std::ranges::count(text, '\n') + (text.empty() ? 1 : 2), choice);
  }
  return text;
}

// Of one language, or one experience, there is one wish at the most.
bool takes_the_place_of(const Wish& wish, const Wish& other) {
  if (wish.kind != other.kind) return false;
  return wish.kind == WishKind::language || (wish.value == other.value && wish.not_ == other.not_);
}

// What each of them is said for.
bool answers(AutomaticText which, Meaning asked) {
  switch (which) {
    case AutomaticText::help:
      return asked == Meaning::help;
    case AutomaticText::forget_confirm:
      return asked == Meaning::forget;
    case AutomaticText::menu:
      return asked == Meaning::menu;
    case AutomaticText::wish_noted:
      return asked == Meaning::number;
    case AutomaticText::place_in_queue:
      return asked == Meaning::place || asked == Meaning::someone_else;
    case AutomaticText::someone_else:
      return asked == Meaning::someone_else;
    case AutomaticText::welcome:
    case AutomaticText::welcome_nobody_on:
    case AutomaticText::short_staffed:
    case AutomaticText::closed:
      return true;
  }
  return false;
}

bool is_welcome(AutomaticText which) {
  return which == AutomaticText::welcome || which == AutomaticText::welcome_nobody_on ||
         which == AutomaticText::short_staffed;
}

}  // namespace

void Record::take_text_in(const store::Event& event, const store::Text& text, Ledger& ledger) {
  const auto found = ledger.texted.find(text.carrier_id.value());
  if (found == ledger.texted.end()) throw Broken("no text is made up", "nobody texted this one");
  Texted& texted = found->second;
  if (texted.kept_as) throw Broken("the same text is kept once", text.carrier_id.value());
  texted.kept_as = text.id;
  Tie& its = ties_[text.thread];
  Meaning meaning = texted.words.meaning;
  // A START that we missed takes back no STOP after it, and then is a text like others.
  const bool is_start = meaning == Meaning::start;
  if (is_start && (!its.stopped || (text.sent_at && its.stopped_at > *text.sent_at))) {
    meaning = Meaning::talk;
  }
  const bool has_menu = its.menu_at && event.at - *its.menu_at < choice_longest;
  if (meaning == Meaning::number && !has_menu) meaning = Meaning::talk;
  its.last_meaning = meaning;
  its.last_at = event.at;
  const auto talk = event.conversation ? live_.find(*event.conversation) : live_.end();
  const bool is_live = talk != live_.end();
  if (is_live) talk->second.said_at = event.at;
  switch (meaning) {
    case Meaning::stop:
      return stop(text.thread, text.sent_at.value_or(event.at));
    case Meaning::start:
      its.stopped = false;
      return;
    case Meaning::forget:
      if (its.forget_asked_at && event.at - *its.forget_asked_at < forget_confirm_most) {
        forgotten_at_ = event.at;
        return;
      }
      its.forget_asked_at = event.at;
      if (!is_live) return;
      break;
    case Meaning::number:
    case Meaning::someone_else:
      if (is_live) wish(talk->second, meaning, texted.words.words);
      break;
    case Meaning::talk:
    case Meaning::help:
    case Meaning::menu:
    case Meaning::place:
      break;
  }
  if (is_live) take_sign(talk->second, texted.words);
  if (!its.stopped) its.unanswered = true;
  if (is_live) talk->second.asked_to_close = false;
  if (is_live && !talk->second.waiting_since) talk->second.waiting_since = event.at;
}

void Record::take_text_out(const store::Event& event, const store::Text& text,
                           const Ledger& ledger) {
  if (ties_[text.thread].stopped) {
    throw Broken("STOP wins", "something was written to somebody who had opted out");
  }
  if (!event.actor) return take_automatic(event, text, ledger);
  const auto talk = live_.find(event.conversation.value());
  if (talk == live_.end()) throw Broken("one voice", "a reply in a closed conversation");
  if (talk->second.owner != event.actor && person(*event.actor).staff.role == routing::Role::peer) {
    throw Broken("one voice", "a reply by somebody who does not have it");
  }
  talk->second.said_at = event.at;
  if (talk->second.state != ConversationState::open) return;
  talk->second.waiting_since.reset();
  talk->second.nudged_at.reset();
  talk->second.asked_to_close = false;
  ties_[text.thread].unanswered = false;
}

// A text that is marked as being handed over when STOP comes can't be held back any more.
void Record::take_status(store::Reading& store, const json& data) {
  const auto id = routing::TextId::parse(data.at("text").get<std::string>()).value();
  on_their_way_.erase(id);
  if (data.at("status") != "sending") return;
  on_their_way_.insert(id);
  if (ties_[store::texts::standing(store, id).value().thread].stopped) {
    throw Broken("STOP wins", "a text left for somebody who had opted out");
  }
}

void Record::take_automatic(const store::Event& event, const store::Text& text,
                            const Ledger& ledger) {
  Tie& its = ties_[text.thread];
  const bool is_answer = its.last_at == event.at;
  if (!is_answer && !waits_while_nobody_is_there(event)) {
    throw Broken("the line only answers", "it said something that nothing asked for");
  }
  count_automatic(event, text);
  if (text.erased) return;  // nobody can tell any more what it said
  const auto said =
      automatic_text_of(line(event.line.value()), other_words(event, ledger), text.body.words());
  if (!said) throw Broken("the line says what it is told to", "it said something else");
  if (!is_answer && said->which != AutomaticText::closed) {
    throw Broken("the line only answers", "it said something that nothing asked for");
  }
  check_answers(event, its, *said);
  if (said->which == AutomaticText::menu) its.menu_at = event.at;
  if (said->which == AutomaticText::closed) return take_closed_told(event, its, *said);
  if (is_welcome(said->which))
    take_welcome(live_.at(event.conversation.value()), said->which, event.at);
}

void Record::check_answers(const store::Event& event, const Tie& its, const Automatic& said) const {
  if (!answers(said.which, its.last_meaning)) {
    throw Broken("the line only answers", fmt::format("{} is no answer to what they texted",
                                                      routing::to_string(said.which)));
  }
  if (said.which == AutomaticText::menu && said.filled != numbered(menu_in(said.language))) {
    throw Broken("the menu says what there is to wish for", said.filled);
  }
  if (said.which == AutomaticText::place_in_queue) {
    check_place(live_.at(event.conversation.value()), said.filled);
  }
}

// What the text asks for is so once the service says so.
void Record::wish(Talk& talk, Meaning meaning, std::string_view words) {
  if (meaning == Meaning::someone_else && !talk.last_owner) return;
  const Wish wish = meaning == Meaning::number
                        ? choice_of(words)
                        : Wish{.kind = WishKind::not_the_same_person, .not_ = talk.last_owner};
  talk.wished_for = talk.wishes;
  std::erase_if(talk.wished_for,
                [&](const Wish& other) { return takes_the_place_of(wish, other); });
  talk.wished_for.push_back(wish);
}

// Nobody is there who could take them, and the line is closed: then they are told so.
bool Record::waits_while_nobody_is_there(const store::Event& event) const {
  const Talk* talk = find(event.conversation);
  return talk && talk->state == ConversationState::waiting && !somebody_is_on(talk->line) &&
         openings_.at(talk->line).is_closed(event.at);
}

std::optional<OtherWords> Record::other_words(const store::Event& event,
                                              const Ledger& ledger) const {
  const Opening& opening = openings_.at(event.line.value());
  const auto until = opening.switched_until(event.at);
  if (!until) return std::nullopt;
  return OtherWords{opening.is_switched(routing::SwitchTo::closed, event.at)
                        ? AutomaticText::closed
                        : AutomaticText::short_staffed,
                    ledger.switch_words.at(*until)};
}

void Record::take_welcome(Talk& talk, AutomaticText which, Instant at) const {
  if (talk.began_at != at) throw Broken("the line only answers", "a welcome, long after");
  if (++talk.welcomes > 1) {
    throw Broken("the welcome at most once per conversation", "again");
  }
  const Opening& opening = openings_.at(talk.line);
  if (opening.is_closed(at)) throw Broken("an honest word on the wait", "the line is closed");
  const auto honest = opening.is_switched(routing::SwitchTo::short_staffed, at)
                          ? AutomaticText::short_staffed
                      : somebody_is_on(talk.line) ? AutomaticText::welcome
                                                  : AutomaticText::welcome_nobody_on;
  if (which != honest) {
    throw Broken("an honest word on the wait", "it says otherwise how the line stands");
  }
}

void Record::take_closed_told(const store::Event& event, Tie& its, const Automatic& said) const {
  const Opening& opening = openings_.at(event.line.value());
  if (!opening.is_closed(event.at)) throw Broken("the hours are what they are", "it is open");
  if (its.closed_told_at && event.at - *its.closed_told_at < closed_told_again) {
    throw Broken("the closed text at most once in 12 hours", "again");
  }
  if (said.filled != opening.opens_in_words(event.at)) {
    throw Broken("the line says when it opens", "not " + said.filled);
  }
  its.closed_told_at = event.at;
}

void Record::count_automatic(const store::Event& event, const store::Text& text) {
  automatic_[texters_.at(text.thread)].push_back(event.at);
  if (automatic_lately(text.thread, event.at) > automatic_most) {
    throw Broken("not more than five automatic texts in an hour", "one more");
  }
}

int Record::automatic_lately(routing::ThreadId thread, Instant at) const {
  const auto said = automatic_.find(texters_.at(thread));
  if (said == automatic_.end()) return 0;
  return static_cast<int>(std::ranges::count_if(
      said->second, [&](Instant when) { return when > at - automatic_within; }));
}

bool Record::had_all_automatic(routing::ThreadId thread, Instant at) const {
  return automatic_lately(thread, at) >= automatic_most;
}

bool Record::knows_it_is_closed(const Talk& talk, Instant now) const {
  const Tie& its = ties_.at(talk.thread);
  if (had_all_automatic(talk.thread, now)) return true;
  const auto told = its.closed_told_at;
  return told &&
         (now - *told < closed_told_again || *told >= openings_.at(talk.line).closed_since(now));
}

}  // namespace warmline::simulation
