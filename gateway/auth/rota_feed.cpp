#include "gateway/auth/rota_feed.hpp"

#include <fmt/format.h>

#include "gateway/auth/token.hpp"
#include "gateway/store/events.hpp"

namespace warmline::auth {
namespace {

// Apart from sign-ins: a feed's secret is no bearer token.
store::Bytes feed_hash(const store::Seal& seal, const std::string& token) {
  return seal.keyed_hash("rota feed", token);
}

}  // namespace

std::string renew_rota_feed(store::Writing& store, const store::rota_feeds::Feed& feed,
                            routing::StaffId by) {
  std::string token = fresh_token();
  store::rota_feeds::renew(store, feed_hash(store.seal, token), feed, by);
  store::events::append(
      store, {.kind = routing::EventKind::rota_feed_made,
              .line = feed.line,
              .actor = by,
              .data = feed.staff ? fmt::format(R"({{"staff":"{}"}})", feed.staff->text()) : "{}"});
  return token;
}

std::optional<store::rota_feeds::Feed> open_rota_feed(store::Reading& store,
                                                      const std::string& token) {
  return store::rota_feeds::find(store, feed_hash(store.seal, token));
}

}  // namespace warmline::auth
