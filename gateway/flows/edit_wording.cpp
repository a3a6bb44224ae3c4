#include "gateway/flows/edit_wording.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "gateway/store/events.hpp"
#include "gateway/store/wording.hpp"
#include "routing/wording_texts.hpp"

namespace warmline::flows {
namespace {

using routing::LineId;
using routing::StaffId;

// The words that the line came with.
Result<std::string> came_with(const routing::Line& line, const std::string& language,
                              const std::string& name) {
  const auto found = std::ranges::find(line.wording, language, &routing::Wording::language);
  const auto* words = found == line.wording.end() ? nullptr : routing::text_of(*found, name);
  if (words == nullptr) return routing::problem(ProblemCode::not_found, "no such text");
  return *words;
}

void record(store::Writing& store, LineId line, const std::string& language,
            const std::string& name, bool is_reset, StaffId by) {
  const nlohmann::json data{{"language", language}, {"name", name}, {"reset", is_reset}};
  store::events::append(store, {.kind = routing::EventKind::wording_changed,
                                .line = line,
                                .actor = by,
                                .data = data.dump()});
}

}  // namespace

awaitable<Result<void>> set_wording(StoreThread& store, const routing::Line& line,
                                    std::string language, std::string name, std::string words,
                                    StaffId by) {
  const auto usual = came_with(line, language, name);
  if (!usual) co_return std::unexpected(usual.error());
  // Those are good as they are, whatever has to stand in others.
  if (words == *usual)
    co_return co_await reset_wording(store, line, std::move(language), std::move(name), by);
  if (auto fit = routing::check_words(words, routing::rules_of(name)); !fit) co_return fit;
  std::move_only_function<Result<void>(store::Writing&)> job =
      [id = line.id, language = std::move(language), name = std::move(name),
       words = std::move(words), by](store::Writing& writing) -> Result<void> {
    if (store::wording::keep(writing, id, language, name, words, by))
      record(writing, id, language, name, /*is_reset=*/false, by);
    return {};
  };
  co_return co_await store.write<void>(std::move(job));
}

awaitable<Result<void>> reset_wording(StoreThread& store, const routing::Line& line,
                                      std::string language, std::string name, StaffId by) {
  if (const auto usual = came_with(line, language, name); !usual)
    co_return std::unexpected(usual.error());
  std::move_only_function<Result<void>(store::Writing&)> job =
      [id = line.id, language = std::move(language), name = std::move(name),
       by](store::Writing& writing) -> Result<void> {
    if (store::wording::reset(writing, id, language, name))
      record(writing, id, language, name, /*is_reset=*/true, by);
    return {};
  };
  co_return co_await store.write<void>(std::move(job));
}

}  // namespace warmline::flows
