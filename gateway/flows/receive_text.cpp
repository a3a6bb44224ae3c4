#include "gateway/flows/receive_text.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "gateway/flows/apply_actions.hpp"
#include "gateway/flows/load_snapshot.hpp"
#include "gateway/flows/match_queue.hpp"
#include "gateway/flows/obey_staff.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/experiences.hpp"
#include "gateway/store/outbox.hpp"
#include "gateway/store/search_index.hpp"
#include "gateway/store/texts.hpp"
#include "routing/menu.hpp"

namespace warmline::flows {
namespace {

using routing::Action;
using routing::EventKind;

// Those actions that make the conversation which the text belongs to: the text is kept after them
// and before the others.
std::size_t opening(std::span<const Action> actions) {
  const auto begins = std::ranges::find_if(actions, [](const Action& action) {
    const auto* change = std::get_if<routing::action::Change>(&action);
    return change && (change->kind == EventKind::conversation_started ||
                      change->kind == EventKind::conversation_reopened);
  });
  return begins == actions.end() ? 0 : static_cast<std::size_t>(begins - actions.begin()) + 1;
}

std::optional<routing::Conversation> if_live(std::optional<routing::Conversation> latest) {
  return latest && routing::is_live(*latest) ? std::move(latest) : std::nullopt;
}

store::Text text_from(const std::string& carrier, const carriers::InboundText& inbound) {
  store::Text text;
  text.direction = routing::Direction::in;
  text.body = inbound.body;
  text.status = routing::TextStatus::received;
  text.carrier = carrier;
  text.carrier_id = inbound.carrier_id;
  text.media = inbound.media;
  text.sent_at = inbound.sent_at;
  return text;
}

// A START that comes late takes back no STOP that was texted after it, nor what somebody else did
// to opt them out since.
bool is_outdated(store::Reading& store, std::optional<routing::Keyword> keyword,
                 routing::ThreadId thread, const carriers::InboundText& inbound) {
  return keyword == routing::Keyword::start && inbound.sent_at &&
         store::texters::opted_out_since(store, thread, *inbound.sent_at);
}

// The menu: what there is to choose, for who asks, and what was chosen, of one that came lately.
void see_menu(store::Reading& store, const routing::Line& line, const store::Thread& thread,
              std::string_view words, routing::happened::TextArrived& arrived) {
  const bool may_choose =
      thread.menu_sent_at && store.now - *thread.menu_sent_at < routing::choice_longest;
  if (arrived.keyword ? arrived.keyword != routing::Keyword::menu : !may_choose) return;
  const auto menu = routing::menu_of(line, store::experiences::all(store), arrived.language);
  if (!arrived.keyword) {
    arrived.wish = routing::chosen(words, menu);
    return;
  }
  for (const auto& choice : menu) arrived.menu.push_back(choice.label);
}

// What the carrier has acted on counts, whichever words it goes by: accounts may choose their own.
std::optional<routing::Keyword> keyword_of(const carriers::InboundText& text,
                                           const routing::Line& line) {
  if (text.answered_by_carrier) return text.answered_by_carrier;
  return routing::keyword(text.body.words(), line.languages);
}

// What is made before the store's one thread has to look at it.
struct Prepared {
  std::string carrier;
  std::optional<store::Bytes> token;
  store::Bytes number_hash;
  std::optional<routing::StaffCommand> command;
  std::optional<routing::Keyword> keyword;
  store::search_index::Terms terms;  // in the line's own language
  std::vector<routing::Sign> signs;
  carriers::InboundText text;  // the last: it is moved here once all the others are made of it
};

Prepared prepare(const store::Seal& seal, const Lines& lines, const routing::Line& line,
                 std::string carrier, carriers::InboundText text, const std::string& token) {
  const auto& words = text.body.words();
  const auto indexed = store::words_of(words, line.languages.front());
  return {.carrier = std::move(carrier),
          .token = store::texts::token_hash(seal, token),
          .number_hash = store::texters::number_hash(seal, text.from),
          .command = routing::staff_command(words, line.languages),
          .keyword = keyword_of(text, line),
          .terms = store::search_index::terms(seal, indexed),
          .signs = lines.flags().find(line.id, indexed),
          .text = std::move(text)};
}

// The limit is looked up only where something is about to be said.
Result<routing::Actions> decide_on(store::Reading& store, routing::Snapshot& snapshot,
                                   const store::Thread& thread,
                                   const routing::happened::TextArrived& arrived) {
  const auto says_something = [](const Action& action) {
    return std::holds_alternative<routing::action::Say>(action);
  };
  auto actions = routing::decide(snapshot, arrived, store.now);
  if (!actions || std::ranges::none_of(*actions, says_something)) return actions;
  see_limit(store, snapshot, thread);
  return routing::decide(snapshot, arrived, store.now);
}

Result<ReceivedText> keep_and_route(store::Writing& store, const Lines& lines,
                                    const routing::Line& line, const Prepared& prepared) {
  const auto& carrier = prepared.carrier;
  const auto& inbound = prepared.text;
  // Before anything is made: what is left of somebody forgotten must not bring them back.
  if (const auto known = store::texts::by_carrier_id(store, carrier, inbound.carrier_id))
    return ReceivedText{known, true};
  if (prepared.command) {
    const auto obeyed = obey_staff(store, lines, line, carrier, inbound, *prepared.command);
    if (obeyed) return *obeyed;
  }
  const auto thread =
      store::texters::thread_with(store, inbound.from, prepared.number_hash, line.id);
  if (const auto known = store::texts::by_delivery_token(store, thread.id, prepared.token))
    return ReceivedText{known, true};

  const auto latest = store::conversations::latest(store, thread.id);
  routing::happened::TextArrived arrived{
      .thread = thread.id,
      .texter = thread.texter,
      .fresh = store.ids.next<routing::ConversationId>(store.now),
      .keyword = is_outdated(store, prepared.keyword, thread.id, inbound) ? std::nullopt
                                                                          : prepared.keyword,
      .carrier_answered = inbound.answered_by_carrier.has_value(),
      .language = latest ? latest->language : line.languages.front(),
      .sent_at = inbound.sent_at,
      // What the carrier sent may be one of ours whose name there we are yet to hear.
      .answered_since =
          inbound.answered_since && store::outbox::under_way(store, thread.id).empty(),
      .taken_back = inbound.taken_back,
      .signs = prepared.signs};
  see_menu(store, line, thread, inbound.body.words(), arrived);
  auto snapshot = snapshot_for_text(store, line, thread, latest, arrived);
  const auto actions = decide_on(store, snapshot, thread, arrived);
  if (!actions) return std::unexpected(actions.error());

  const std::span<const Action> all(*actions);
  const std::size_t first = opening(all);
  apply(store, snapshot.line, thread, all.first(first));
  const auto live =
      if_live(first == 0 ? snapshot.conversation : store::conversations::latest(store, thread.id));
  store::Text text = text_from(carrier, inbound);
  if (live) text.conversation = live->id;
  text.language = live ? live->language : arrived.language;
  const bool in_own_language = text.language == line.languages.front();
  const auto id = store::texts::add(
      store, thread, text,
      {prepared.token, inbound.parameters, in_own_language ? &prepared.terms : nullptr});
  record(store, EventKind::text_received, thread, live, id, {}, text.status);
  apply(store, snapshot.line, thread, all.subspan(first));
  match_queue(store, line);
  return ReceivedText{id, false};
}

}  // namespace

awaitable<Result<ReceivedText>> receive_text(StoreThread& store, const Lines& lines,
                                             std::string carrier, carriers::InboundText text,
                                             std::string idempotency_token) {
  const auto* line = lines.find(carrier, text.to);
  if (!line) {
    co_return routing::problem(ProblemCode::not_found,
                               "a text for " + text.to.masked() +
                                   ", which is the number of no line of carrier " + carrier);
  }
  auto prepared =
      prepare(store.seal(), lines, *line, std::move(carrier), std::move(text), idempotency_token);
  std::move_only_function<Result<ReceivedText>(store::Writing&)> job =
      [&lines, line, prepared = std::move(prepared)](store::Writing& writing) {
        return keep_and_route(writing, lines, *line, prepared);
      };
  co_return co_await store.write<ReceivedText>(std::move(job));
}

}  // namespace warmline::flows
