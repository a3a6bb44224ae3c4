// The secret in the address of somebody's, or a line's, calendar. Functions of store jobs.
#pragma once

#include <optional>
#include <string>

#include "gateway/store/database.hpp"
#include "gateway/store/rota_feeds.hpp"

namespace warmline::auth {

// A new one; the one before it leads nowhere from now on. Recorded.
std::string renew_rota_feed(store::Writing& store, const store::rota_feeds::Feed& feed,
                            routing::StaffId by);
// Whose it is; empty where it opens nothing, also once its owner is disabled, or whoever made a
// line's is no coordinator any more.
std::optional<store::rota_feeds::Feed> open_rota_feed(store::Reading& store,
                                                      const std::string& token);

}  // namespace warmline::auth
