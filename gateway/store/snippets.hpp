// The snippets of a line, by language.
#pragma once

#include <optional>
#include <vector>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/snippet.hpp"

namespace warmline::store::snippets {

// By language, then by name.
std::vector<routing::Snippet> of_line(Reading& store, routing::LineId line);
int count(Reading& store, routing::LineId line);

// With its id, or empty where the line and language have another one of this name, whatever its
// case.
std::optional<routing::SnippetId> add(Writing& store, routing::LineId line,
                                      const routing::Snippet& snippet, routing::StaffId by);
enum class Changed { done, name_taken, not_there };
// In place of the line's snippet with this id.
Changed change(Writing& store, routing::LineId line, const routing::Snippet& snippet,
               routing::StaffId by);
// False where the line has no such snippet.
bool remove(Writing& store, routing::LineId line, routing::SnippetId id);

}  // namespace warmline::store::snippets
