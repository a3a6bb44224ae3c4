// A member of staff's own phone: set by its owner, and confirmed by a code that is texted to it.
#pragma once

#include <optional>
#include <string>

#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/store/phones.hpp"
#include "routing/ids.hpp"

namespace warmline::flows {

// So many codes an hour for one person, and for one phone: nobody is to be texted by a stranger's
// typing.
inline constexpr int codes_an_hour_max = 3;

// Texts a code to this phone; until it is confirmed, nothing else changes. One that said STOP to
// the line the code would come from gets none, and nothing else tells it from others. Problems:
// malformed (no number that can be texted, or a line's own), too_many_tries, not_found (they work
// no line that is configured).
awaitable<Result<void>> set_phone(StoreThread& store, const Lines& lines, routing::StaffId who,
                                  store::Phone phone);

// wrong_code, phone_taken.
awaitable<Result<void>> confirm_phone(StoreThread& store, routing::StaffId who, std::string code);

// Nothing is texted to it, nor obeyed from it, any more. Without one: nothing.
awaitable<Result<void>> remove_phone(StoreThread& store, routing::StaffId who);

}  // namespace warmline::flows
