// Of the live feed: what pages say, and who is told of it.
#include <utility>

#include <nlohmann/json.hpp>

#include "gateway/api/live_reader.hpp"
#include "gateway/api/readable.hpp"
#include "gateway/store/conversations.hpp"

namespace warmline::api {
namespace {

using async::asio::awaitable;
using nlohmann::json;
using routing::Conversation;
using routing::ConversationId;
using routing::Result;

struct Said {
  std::optional<ConversationId> viewing;
  bool is_typing = false;
};

// Empty for what means nothing to us.
std::optional<Said> said_in(const std::string& message) {
  const auto read = json::parse(message, nullptr, /*allow_exceptions=*/false);
  if (!read.is_object() || !read.contains("viewing")) return std::nullopt;
  Said said;
  const auto& viewing = read.at("viewing");
  if (viewing.is_string()) said.viewing = ConversationId::parse(viewing.get<std::string>());
  const auto typing = read.find("typing");
  said.is_typing = typing != read.end() && typing->is_boolean() && typing->get<bool>();
  return said;
}

awaitable<std::vector<Conversation>> look_up(flows::StoreThread& store, Viewers::Changed wanted) {
  std::move_only_function<Result<std::vector<Conversation>>(store::Reading&)> job =
      [&wanted](store::Reading& reading) -> Result<std::vector<Conversation>> {
    std::vector<Conversation> found;
    for (const auto id : wanted) {
      auto one = store::conversations::find(reading, id);
      if (one) found.push_back(std::move(*one));
    }
    return found;
  };
  auto found = co_await store.read<std::vector<Conversation>>(std::move(job));
  // Who looks at what is the least of what can't be told then.
  if (!found) co_return std::vector<Conversation>();
  co_return std::move(*found);
}

}  // namespace

// Reading is also what notices that a page is gone, and answers its pings.
awaitable<void> LiveFeed::listen(std::shared_ptr<Reader> reader) {
  while (auto message = co_await reader->socket->receive()) {
    co_await hear(reader, std::move(*message));
    co_await tasks_.stop_signal().wait_for(limits_.between_messages);
  }
  reader->wakeup.wake();
}

awaitable<void> LiveFeed::hear(std::shared_ptr<Reader> reader, std::string message) {
  auto said = said_in(message);
  if (!said) co_return;
  if (said->viewing) {
    Viewers::Changed wanted{*said->viewing};
    const auto found = co_await look_up(reader->store, std::move(wanted));
    const bool readable = !found.empty() && may_read(found.front(), reader->who.who.staff);
    if (!readable) said->viewing.reset();
  }
  // It went while that was looked up.
  if (reader->is_over) co_return;
  auto changed = viewers_.look(reader->page, reader->who.who.staff.id, said->viewing,
                               said->is_typing, Viewers::Clock::now());
  // Whoever comes to a conversation has to learn who is there already.
  if (said->viewing) reader->to_show.insert(*said->viewing);
  reader->wakeup.wake();
  co_await show(std::move(changed), nullptr);
}

// Has those who may read them told of these conversations.
awaitable<void> LiveFeed::show(Viewers::Changed changed, std::shared_ptr<Reader> only_to) {
  if (changed.empty() || readers_.empty()) co_return;
  auto& store = readers_.front()->store;
  const auto conversations = co_await look_up(store, std::move(changed));
  for (const auto& reader : readers_) {
    if (only_to && reader != only_to) continue;
    for (const auto& conversation : conversations) {
      if (!may_read(conversation, reader->who.who.staff)) continue;
      reader->to_show.insert(conversation.id);
      reader->wakeup.wake();
    }
  }
}

// False when there was nothing to show, or nobody to show it to.
awaitable<bool> LiveFeed::show_next(std::shared_ptr<Reader> reader) {
  const auto waiting = std::exchange(reader->to_show, {});
  for (const auto conversation : waiting) {
    for (const auto& viewer : viewers_.of(conversation)) {
      if (people_.contains(viewer.who) && people_as_of_ == staff_changes_) continue;
      // Without a name it is not told; the next one will be.
      if (const auto learnt = co_await learn_people(reader); !learnt) co_return false;
    }
    if (!co_await reader->socket->send(viewers_message(conversation))) co_return false;
  }
  co_return !waiting.empty();
}

awaitable<void> LiveFeed::let_lapse(std::shared_ptr<Reader> reader) {
  auto lapsed = viewers_.let_lapse(reader->page, Viewers::Clock::now());
  co_await show(std::move(lapsed), nullptr);
}

std::string LiveFeed::viewers_message(ConversationId conversation) const {
  json viewers = json::array();
  for (const auto& viewer : viewers_.of(conversation)) {
    const auto found = people_.find(viewer.who);
    if (found == people_.end()) continue;
    viewers.push_back(
        {{"id", viewer.who.text()}, {"name", found->second.name}, {"typing", viewer.is_typing}});
  }
  const json told{{"kind", "conversation.viewers"},
                  {"conversation", conversation.text()},
                  {"viewers", std::move(viewers)}};
  return told.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace warmline::api
