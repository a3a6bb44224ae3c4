#include "gateway/flows/set_on_call.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "gateway/store/events.hpp"
#include "gateway/store/pages.hpp"
#include "gateway/store/staff.hpp"

namespace warmline::flows {

using routing::StaffId;

bool may_be_on_call(store::Reading& store, StaffId who, const routing::Line& line) {
  const auto row = store::staff::find(store, who);
  return row && row->staff.enabled && routing::works(row->staff, line.id) &&
         routing::at_least(row->staff.role, routing::Role::coordinator);
}

void keep_on_call(store::Writing& store, routing::LineId line, StaffId by,
                  const std::vector<StaffId>& staff) {
  nlohmann::json ids = nlohmann::json::array();
  for (const auto who : staff) ids.push_back(who.text());
  store::pages::set_on_call(store, line, staff);
  const nlohmann::json data{{"on_call", std::move(ids)}};
  store::events::append(
      store,
      {.kind = routing::EventKind::on_call_set, .line = line, .actor = by, .data = data.dump()});
}

awaitable<Result<void>> set_on_call(StoreThread& store, const routing::Line& line, StaffId by,
                                    std::vector<StaffId> staff) {
  if (staff.size() > on_call_max ||
      std::set<StaffId>(staff.begin(), staff.end()).size() < staff.size()) {
    co_return routing::problem(ProblemCode::malformed, "somebody twice, or too many");
  }
  std::move_only_function<Result<void>(store::Writing&)> job =
      [&line, by, staff = std::move(staff)](store::Writing& writing) -> Result<void> {
    const auto may_be = [&](StaffId who) { return may_be_on_call(writing, who, line); };
    if (!std::ranges::all_of(staff, may_be)) {
      return routing::problem(ProblemCode::not_found, "no coordinator of this line");
    }
    keep_on_call(writing, line.id, by, staff);
    return {};
  };
  co_return co_await store.write<void>(std::move(job));
}

}  // namespace warmline::flows
