// What coordinators do to a line's snippets. Each is one event. malformed (none of the line's
// languages, or more snippets than a line may have), name_taken, not_found, and the problems of
// routing::check_snippet.
#pragma once

#include "gateway/flows/store_thread.hpp"
#include "routing/ids.hpp"
#include "routing/line.hpp"
#include "routing/snippet.hpp"

namespace warmline::flows {

// `line` is one of flows::Lines. The snippet with its id.
awaitable<Result<routing::Snippet>> add_snippet(StoreThread& store, const routing::Line& line,
                                                routing::Snippet snippet, routing::StaffId by);
// In place of the one that has its id.
awaitable<Result<routing::Snippet>> change_snippet(StoreThread& store, const routing::Line& line,
                                                   routing::Snippet snippet, routing::StaffId by);
awaitable<Result<void>> remove_snippet(StoreThread& store, routing::LineId line,
                                       routing::SnippetId id, routing::StaffId by);

}  // namespace warmline::flows
