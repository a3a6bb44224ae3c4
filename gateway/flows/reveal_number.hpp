// A texter's number is shown to somebody, for a reason that stays on record.
#pragma once

#include "gateway/flows/store_thread.hpp"
#include "routing/ids.hpp"
#include "routing/phone_number.hpp"
#include "routing/text.hpp"

namespace warmline::flows {

// For each person: who needs more than that is copying the list.
inline constexpr int reveals_an_hour_max = 20;

// The number of whom this conversation is with. It is on record, on disk, before it is answered.
// not_found, forgotten, too_many_tries.
awaitable<Result<routing::PhoneNumber>> reveal_number(StoreThread& store,
                                                      routing::ConversationId id,
                                                      routing::StaffId by, routing::Body reason);

}  // namespace warmline::flows
