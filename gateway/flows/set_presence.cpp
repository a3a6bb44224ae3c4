#include "gateway/flows/set_presence.hpp"

#include "gateway/flows/change_presence.hpp"
#include "gateway/store/staff.hpp"

namespace warmline::flows {

awaitable<Result<void>> set_presence(StoreThread& store, const Lines& lines, routing::StaffId who,
                                     routing::Presence presence) {
  std::move_only_function<Result<void>(store::Writing&)> job =
      [&lines, who, presence](store::Writing& writing) -> Result<void> {
    if (!store::staff::find(writing, who)) {
      return routing::problem(ProblemCode::not_found, "no such member of staff");
    }
    change_presence(writing, lines, who, presence);
    return {};
  };
  co_return co_await store.write<void>(std::move(job));
}

}  // namespace warmline::flows
