// What a person decides about a text that failed, or of which nobody knows whether it left.
#pragma once

#include "gateway/flows/lines.hpp"
#include "gateway/flows/send_reply.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/store/texts.hpp"
#include "routing/ids.hpp"

namespace warmline::flows {

// Sends what it says once more, as a text of its own: once, however often it is asked for. One that
// is unknown may have arrived; it goes again only where they `insist`, and is not looked for any
// more. Problems: not_found, text_settled (it is on its way, or arrived, or nobody of staff wrote
// it), may_have_arrived, and decide()'s for Replied.
awaitable<Result<Written>> send_again(StoreThread& store, const Lines& lines, routing::TextId text,
                                      routing::StaffId by, bool insist);

// Leaves it as it is: nobody is to be asked about it any more. For whoever has the conversation, or
// had it last, and for coordinators. Problems: not_found, text_settled, not_owner.
awaitable<Result<store::Text>> leave_text(StoreThread& store, routing::TextId text,
                                          routing::StaffId by);

}  // namespace warmline::flows
