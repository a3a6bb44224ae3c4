#include "gateway/api/history.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

#include "gateway/api/cursor.hpp"
#include "gateway/api/shapes.hpp"
#include "gateway/store/events.hpp"
#include "gateway/store/texts.hpp"

namespace warmline::api {
namespace {

using nlohmann::json;
using routing::EventKind;
using routing::Instant;

struct Item {
  Instant at{};
  int rank = 0;            // of those with one time
  std::ptrdiff_t order{};  // of those with one rank
  const store::Text* text = nullptr;
  const store::Event* event = nullptr;
};

bool begins(EventKind kind) {
  return kind == EventKind::conversation_started || kind == EventKind::conversation_reopened ||
         kind == EventKind::conversation_woke;
}

struct Events {
  std::vector<store::Event> newest_first;
  Instant whole_from = Instant::min();  // what is older may be missing some
};

// More than `most`, if there are, and those of two times at least: of the oldest one, some may have
// been cut off.
Events events_before(store::Reading& store, routing::ThreadId thread, Instant before, int most) {
  for (int asked = most + 1;; asked *= 2) {
    auto events = store::events::of_thread(store, thread, before, asked);
    if (events.size() < static_cast<std::size_t>(asked)) return {std::move(events)};
    const auto oldest = events.back().at;
    if (events.front().at > oldest) return {std::move(events), oldest + routing::Duration(1)};
  }
}

json shape_of(const Item& item, Names& names) {
  if (item.event) return event_shape(*item.event, names);
  return text_shape(*item.text, names.of(item.text->author));
}

}  // namespace

json history_page(store::Reading& store, routing::ThreadId thread, Instant before, int most) {
  const auto wanted = static_cast<std::size_t>(most);
  const auto texts = store::texts::of_thread(store, thread, before, most + 1);
  const auto [events, events_whole_from] = events_before(store, thread, before, most);
  Instant whole_from = events_whole_from;
  if (texts.size() > wanted) whole_from = std::max(whole_from, texts.back().at);

  std::vector<Item> items;
  for (const auto& text : texts) {
    items.push_back({text.at, 1, -static_cast<std::ptrdiff_t>(items.size()), &text, nullptr});
  }
  for (const auto& event : events) {
    items.push_back({event.at, begins(event.kind) ? 0 : 2,
                     -static_cast<std::ptrdiff_t>(items.size()), nullptr, &event});
  }
  std::erase_if(items, [&](const Item& item) { return item.at < whole_from; });
  std::ranges::sort(items, {},
                    [](const Item& item) { return std::tuple(item.at, item.rank, item.order); });

  bool has_older = whole_from != Instant::min();
  if (items.size() > wanted) {
    const auto oldest = items[items.size() - wanted].at;
    const auto cut = std::erase_if(items, [&](const Item& item) { return item.at < oldest; });
    has_older = has_older || cut > 0;
  }
  Names names(store);
  json shapes = json::array();
  for (const auto& item : items) shapes.push_back(shape_of(item, names));
  json next = has_older && !items.empty() ? json(write_cursor(items.front().at)) : json();
  return {{"items", std::move(shapes)}, {"next", std::move(next)}};
}

}  // namespace warmline::api
