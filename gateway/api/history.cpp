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
  Instant whole_to = Instant::max();    // and what is newer
};

// More than `most`, if there are, and those of two times at least: of the oldest one, some may have
// been cut off.
Events events_before(store::Reading& store, routing::ThreadId thread, Instant before, int most) {
  for (int asked = most + 1;; asked *= 2) {
    auto events = store::events::of_thread(store, thread, before, asked);
    if (events.size() < static_cast<std::size_t>(asked)) return {.newest_first = std::move(events)};
    const auto oldest = events.back().at;
    if (events.front().at > oldest) {
      return {.newest_first = std::move(events), .whole_from = oldest + routing::Duration(1)};
    }
  }
}

// The same the other way round.
Events events_after(store::Reading& store, routing::ThreadId thread, Instant after, int most) {
  for (int asked = most + 1;; asked *= 2) {
    auto events = store::events::of_thread_after(store, thread, after, asked);
    const bool is_all = events.size() < static_cast<std::size_t>(asked);
    std::ranges::reverse(events);
    if (is_all) return {.newest_first = std::move(events)};
    const auto newest = events.front().at;
    if (events.back().at < newest) {
      return {.newest_first = std::move(events), .whole_to = newest - routing::Duration(1)};
    }
  }
}

// In the order of a thread, oldest first.
std::vector<Item> in_order(const std::vector<store::Text>& texts_newest_first,
                           const std::vector<store::Event>& events_newest_first) {
  std::vector<Item> items;
  for (const auto& text : texts_newest_first) {
    items.push_back({text.at, 1, -static_cast<std::ptrdiff_t>(items.size()), &text, nullptr});
  }
  for (const auto& event : events_newest_first) {
    items.push_back({event.at, begins(event.kind) ? 0 : 2,
                     -static_cast<std::ptrdiff_t>(items.size()), nullptr, &event});
  }
  std::ranges::sort(items, {},
                    [](const Item& item) { return std::tuple(item.at, item.rank, item.order); });
  return items;
}

json shape_of(const Item& item, Names& names) {
  if (item.event) return event_shape(*item.event, names);
  return text_shape(*item.text, names.of(item.text->author));
}

json shapes_of(store::Reading& store, const std::vector<Item>& items) {
  Names names(store);
  json shapes = json::array();
  for (const auto& item : items) shapes.push_back(shape_of(item, names));
  return shapes;
}

}  // namespace

json history_page(store::Reading& store, routing::ThreadId thread, Instant before, int most) {
  const auto wanted = static_cast<std::size_t>(most);
  const auto texts = store::texts::of_thread(store, thread, before, most + 1);
  const auto events = events_before(store, thread, before, most);
  Instant whole_from = events.whole_from;
  if (texts.size() > wanted) whole_from = std::max(whole_from, texts.back().at);

  auto items = in_order(texts, events.newest_first);
  std::erase_if(items, [&](const Item& item) { return item.at < whole_from; });
  bool has_older = whole_from != Instant::min();
  if (items.size() > wanted) {
    const auto oldest = items[items.size() - wanted].at;
    const auto cut = std::erase_if(items, [&](const Item& item) { return item.at < oldest; });
    has_older = has_older || cut > 0;
  }
  json next = has_older && !items.empty() ? json(write_cursor(items.front().at)) : json();
  return {{"items", shapes_of(store, items)}, {"next", std::move(next)}};
}

json history_page_after(store::Reading& store, routing::ThreadId thread, Instant after,
                        Instant until, int most) {
  const auto wanted = static_cast<std::size_t>(most);
  auto texts = store::texts::of_thread_after(store, thread, after, most + 1);
  std::ranges::reverse(texts);
  const auto events = events_after(store, thread, after, most);
  Instant whole_to = events.whole_to;
  if (texts.size() > wanted) whole_to = std::min(whole_to, texts.front().at);

  auto items = in_order(texts, events.newest_first);
  std::erase_if(items, [&](const Item& item) { return item.at > std::min(whole_to, until); });
  bool has_newer = whole_to < until;
  if (items.size() > wanted) {
    const auto newest = items[wanted - 1].at;
    const auto cut = std::erase_if(items, [&](const Item& item) { return item.at > newest; });
    has_newer = has_newer || cut > 0;
  }
  json next = items.empty() ? json() : json(write_cursor(items.front().at));
  json newer = has_newer && !items.empty() ? json(write_cursor(items.back().at)) : json();
  return {
      {"items", shapes_of(store, items)}, {"next", std::move(next)}, {"newer", std::move(newer)}};
}

json history_page_around(store::Reading& store, routing::ThreadId thread, Instant at, Instant until,
                         int most) {
  const int after = std::max(1, most / 2);
  auto page = history_page(store, thread, at + routing::Duration(1), std::max(1, most - after));
  auto rest = history_page_after(store, thread, at, until, after);
  for (auto& item : rest["items"]) page["items"].push_back(std::move(item));
  page["newer"] = std::move(rest["newer"]);
  return page;
}

}  // namespace warmline::api
