// A text came in, and is kept where it can be.
#pragma once

#include "gateway/flows/arrived_text.hpp"
#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/flows/text_spool.hpp"

namespace warmline::flows {

// Into the database (receive_text); into the spool while the database refuses, while others are
// still on their way from there, and when what it would have to stand beside is damaged. When this
// succeeds the text is on disk. Problems: receive_text's; the spool's where both refuse.
awaitable<Result<void>> keep_text(StoreThread& store, const Lines& lines, TextSpool& spool,
                                  ArrivedText text);

}  // namespace warmline::flows
