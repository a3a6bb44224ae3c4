#include "gateway/flows/edit_flags.hpp"

#include <functional>
#include <utility>

#include <nlohmann/json.hpp>

#include "gateway/store/flag_lists.hpp"

namespace warmline::flows {

awaitable<Result<void>> set_flag_list(StoreThread& store, const Lines& lines, routing::LineId line,
                                      routing::FlagList list, routing::StaffId by) {
  std::move_only_function<Result<void>(store::Writing&)> job =
      [line, list, by](store::Writing& writing) -> Result<void> {
    store::flag_lists::keep(writing, line, list, by);
    const nlohmann::json data{{"language", list.language}};
    store::events::append(writing, {.kind = routing::EventKind::flags_changed,
                                    .line = line,
                                    .actor = by,
                                    .data = data.dump()});
    return {};
  };
  auto kept = co_await store.write<void>(std::move(job));
  if (kept) lines.flags().look_for(line, std::move(list));
  co_return kept;
}

void take_flag_lists(store::Reading& store, const Lines& lines) {
  for (const auto& line : lines.all()) {
    for (auto& list : store::flag_lists::of_line(store, line.id)) {
      lines.flags().look_for(line.id, std::move(list));
    }
  }
}

}  // namespace warmline::flows
