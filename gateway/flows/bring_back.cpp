#include "gateway/flows/bring_back.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "gateway/flows/apply_actions.hpp"
#include "gateway/flows/settle_text.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/outbox.hpp"
#include "gateway/store/staff_texts.hpp"
#include "gateway/store/texters.hpp"
#include "gateway/store/texts.hpp"

namespace warmline::flows {
namespace {

using carriers::ListedText;

// Whether it may be one whose name at the carrier we are yet to hear.
bool is_under_way(store::Reading& store, const carriers::Carrier& carrier, routing::ThreadId thread,
                  const ListedText& sent) {
  return std::ranges::any_of(store::outbox::under_way(store, thread), [&](routing::TextId id) {
    return carrier.may_show(store::texts::find(store, id).value().body, sent.body);
  });
}

// Codes and calls are nobody else's to read. Each phone of theirs got a code first, also one that
// is no longer theirs, or was never confirmed.
bool is_of_staff(store::Reading& store, const routing::PhoneNumber& to) {
  return store::staff_texts::count_to(store, to, {}) > 0;
}

// Whose thread it goes into; empty where it goes nowhere.
std::optional<store::Thread> thread_of(store::Reading& store, const routing::Line& line,
                                       const carriers::Carrier& carrier, const ListedText& sent) {
  if (store::texts::by_carrier_id(store, carrier.name(), sent.carrier_id) ||
      store::staff_texts::by_carrier_id(store, carrier.name(), sent.carrier_id) ||
      is_of_staff(store, sent.to)) {
    return std::nullopt;
  }
  const auto id = store::texters::known_thread(store, sent.to, line.id);
  if (!id || is_under_way(store, carrier, *id, sent)) return std::nullopt;
  return store::texters::thread(store, *id);
}

// One that may have left before the restore, and has, as its words tell.
std::optional<routing::TextId> unknown_one(store::Reading& store, const carriers::Carrier& carrier,
                                           routing::ThreadId thread, const ListedText& sent) {
  const auto unknown = store::texts::unknown_in(store, thread);
  const auto found = std::ranges::find_if(
      unknown, [&](const auto& text) { return carrier.may_show(text.body, sent.body); });
  return found == unknown.end() ? std::nullopt : std::optional(found->id);
}

routing::TextId add(store::Writing& store, const routing::Line& line, const store::Thread& thread,
                    const carriers::Carrier& carrier, const ListedText& sent) {
  auto live = store::conversations::latest(store, thread.id);
  if (live && !routing::is_live(*live)) live.reset();

  store::Text text;
  text.direction = routing::Direction::out;
  text.body = sent.body;
  text.status = routing::TextStatus::sent;
  text.carrier = carrier.name();
  text.carrier_id = sent.carrier_id;
  text.sent_at = sent.at;
  text.language = live ? live->language : line.languages.front();
  if (live) text.conversation = live->id;
  const auto id = store::texts::add(store, thread, text, {.parameters = sent.parameters});
  record(store, routing::EventKind::text_came_again, thread, live, id, {}, text.status);
  return id;
}

bool keep(store::Writing& store, const routing::Line& line, const carriers::Carrier& carrier,
          const ListedText& sent) {
  const auto thread = thread_of(store, line, carrier, sent);
  if (!thread) return false;
  auto id = unknown_one(store, carrier, thread->id, sent);
  if (id) {
    store::texts::set_carrier_id(store, *id, carrier.name(), sent.carrier_id);
  } else {
    id = add(store, line, *thread, carrier, sent);
  }
  settle_from_carrier(store, *id, carrier.name(), sent.carrier_id, sent.status,
                      sent.problem ? std::optional(failure_of(*sent.problem)) : std::nullopt);
  return true;
}

}  // namespace

awaitable<Result<bool>> bring_back(StoreThread& store, const routing::Line& line,
                                   const carriers::Carrier& carrier, ListedText sent) {
  std::move_only_function<Result<bool>(store::Writing&)> job =
      [&line, &carrier, sent = std::move(sent)](store::Writing& writing) -> Result<bool> {
    return keep(writing, line, carrier, sent);
  };
  co_return co_await store.write<bool>(std::move(job));
}

}  // namespace warmline::flows
