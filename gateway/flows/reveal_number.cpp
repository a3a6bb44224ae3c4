#include "gateway/flows/reveal_number.hpp"

#include <chrono>
#include <utility>

#include <nlohmann/json.hpp>

#include "gateway/flows/standing.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/events.hpp"
#include "gateway/store/forgetting.hpp"
#include "gateway/store/reveals.hpp"
#include "gateway/store/texters.hpp"

namespace warmline::flows {
namespace {

Result<routing::PhoneNumber> reveal(store::Writing& store, routing::ConversationId id,
                                    routing::StaffId by, const routing::Body& reason) {
  const auto conversation = store::conversations::find(store, id);
  if (!conversation) return routing::problem(ProblemCode::not_found, "no such conversation");
  if (store::forgetting::is_forgotten(store, conversation->texter)) {
    return routing::problem(ProblemCode::forgotten, "the texter was forgotten");
  }
  const auto hour_ago = store.now - std::chrono::hours(1);
  if (store::reveals::count_since(store, by, hour_ago) >= reveals_an_hour_max) {
    return routing::problem(ProblemCode::too_many_tries, "numbers within an hour");
  }
  auto data = standing_of(*conversation);
  data["reveal"] = store::reveals::add(store, *conversation, by, reason).text();
  store::events::append(store, {.kind = routing::EventKind::number_revealed,
                                .line = conversation->line,
                                .conversation = id,
                                .actor = by,
                                .data = data.dump()});
  return store::texters::number(store, conversation->texter);
}

}  // namespace

awaitable<Result<routing::PhoneNumber>> reveal_number(StoreThread& store,
                                                      routing::ConversationId id,
                                                      routing::StaffId by, routing::Body reason) {
  std::move_only_function<Result<routing::PhoneNumber>(store::Writing&)> job =
      [id, by, reason = std::move(reason)](store::Writing& writing) {
        return reveal(writing, id, by, reason);
      };
  co_return co_await store.write<routing::PhoneNumber>(std::move(job));
}

}  // namespace warmline::flows
