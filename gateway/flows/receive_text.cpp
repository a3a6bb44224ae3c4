#include "gateway/flows/receive_text.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "gateway/flows/step.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/texts.hpp"

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

// The live conversation of the thread, if it has one now.
std::optional<routing::ConversationId> live_in(store::Reading& store, routing::ThreadId thread) {
  const auto latest = store::conversations::latest(store, thread);
  if (!latest || !routing::is_live(*latest)) return std::nullopt;
  return latest->id;
}

store::Text text_from(const std::string& carrier, const carriers::InboundText& inbound) {
  store::Text text;
  text.direction = routing::Direction::in;
  text.body = inbound.body;
  text.status = routing::TextStatus::received;
  text.carrier = carrier;
  text.carrier_id = inbound.carrier_id;
  text.media = inbound.media;
  return text;
}

Result<ReceivedText> keep_and_route(store::Writing& store, const routing::Line& line,
                                    const std::string& carrier,
                                    const carriers::InboundText& inbound,
                                    const std::string& token) {
  const auto thread = store::texters::thread_with(store, inbound.from, line.id);
  const auto before =
      store::texts::delivered_before(store, carrier, inbound.carrier_id, thread.id, token);
  if (before) return ReceivedText{*before, true};

  const auto snapshot = snapshot_of(store, line, store::conversations::latest(store, thread.id));
  const routing::happened::TextArrived arrived{
      .thread = thread.id,
      .texter = thread.texter,
      .fresh = store.ids.next<routing::ConversationId>(store.now),
      .keyword = routing::keyword(inbound.body.words()),
      .carrier_answered = inbound.answered_by_carrier.has_value(),
      .language = line.languages.front()};
  const auto actions = routing::decide(snapshot, arrived, store.now);
  if (!actions) return std::unexpected(actions.error());

  const std::span<const Action> all(*actions);
  const std::size_t first = opening(all);
  apply(store, line, thread, all.first(first));
  store::Text text = text_from(carrier, inbound);
  text.conversation = live_in(store, thread.id);
  const auto id = store::texts::add(store, thread, text, {token, inbound.parameters});
  record(store, EventKind::text_received, thread, text.conversation, id, {}, text.status);
  apply(store, line, thread, all.subspan(first));
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
  std::move_only_function<Result<ReceivedText>(store::Writing&)> job =
      [line, carrier = std::move(carrier), text = std::move(text),
       token = std::move(idempotency_token)](store::Writing& writing) {
        return keep_and_route(writing, *line, carrier, text, token);
      };
  co_return co_await store.write<ReceivedText>(std::move(job));
}

}  // namespace warmline::flows
