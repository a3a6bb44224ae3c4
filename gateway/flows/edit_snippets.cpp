#include "gateway/flows/edit_snippets.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "gateway/store/events.hpp"
#include "gateway/store/snippets.hpp"

namespace warmline::flows {
namespace {

using routing::LineId;
using routing::problem;
using routing::Snippet;
using routing::SnippetId;
using routing::StaffId;

Result<void> check(const routing::Line& line, const Snippet& snippet) {
  if (std::ranges::find(line.languages, snippet.language) == line.languages.end()) {
    return problem(ProblemCode::malformed, "language: one of the line's");
  }
  return routing::check_snippet(snippet);
}

void record(store::Writing& store, LineId line, SnippetId id, std::string_view what, StaffId by) {
  const nlohmann::json data{{"snippet", id.text()}, {"what", what}};
  store::events::append(store, {.kind = routing::EventKind::snippets_changed,
                                .line = line,
                                .actor = by,
                                .data = data.dump()});
}

Problem taken() {
  return {ProblemCode::name_taken, "another snippet has this name", {}};
}

}  // namespace

awaitable<Result<Snippet>> add_snippet(StoreThread& store, const routing::Line& line,
                                       Snippet snippet, StaffId by) {
  if (auto fit = check(line, snippet); !fit) co_return std::unexpected(std::move(fit.error()));
  std::move_only_function<Result<Snippet>(store::Writing&)> job =
      [id = line.id, snippet = std::move(snippet), by](store::Writing& writing) -> Result<Snippet> {
    if (store::snippets::count(writing, id) >= routing::snippets_max) {
      return problem(ProblemCode::malformed, "the line has as many snippets as it may");
    }
    const auto added = store::snippets::add(writing, id, snippet, by);
    if (!added) return std::unexpected(taken());
    record(writing, id, *added, "added", by);
    auto kept = snippet;
    kept.id = *added;
    return kept;
  };
  co_return co_await store.write<Snippet>(std::move(job));
}

awaitable<Result<Snippet>> change_snippet(StoreThread& store, const routing::Line& line,
                                          Snippet snippet, StaffId by) {
  if (auto fit = check(line, snippet); !fit) co_return std::unexpected(std::move(fit.error()));
  std::move_only_function<Result<Snippet>(store::Writing&)> job =
      [id = line.id, snippet = std::move(snippet), by](store::Writing& writing) -> Result<Snippet> {
    switch (store::snippets::change(writing, id, snippet, by)) {
      case store::snippets::Changed::name_taken:
        return std::unexpected(taken());
      case store::snippets::Changed::not_there:
        return problem(ProblemCode::not_found, "no such snippet");
      case store::snippets::Changed::done:
        break;
    }
    record(writing, id, snippet.id, "changed", by);
    return snippet;
  };
  co_return co_await store.write<Snippet>(std::move(job));
}

awaitable<Result<void>> remove_snippet(StoreThread& store, LineId line, SnippetId id, StaffId by) {
  std::move_only_function<Result<void>(store::Writing&)> job =
      [line, id, by](store::Writing& writing) -> Result<void> {
    if (!store::snippets::remove(writing, line, id)) {
      return problem(ProblemCode::not_found, "no such snippet");
    }
    record(writing, line, id, "removed", by);
    return {};
  };
  co_return co_await store.write<void>(std::move(job));
}

}  // namespace warmline::flows
