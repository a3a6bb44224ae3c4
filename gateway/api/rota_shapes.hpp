// The JSON shapes of the rota in openapi.yaml, and what callers send of it. Shapes are made inside
// store jobs.
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "gateway/api/shapes.hpp"
#include "gateway/flows/change_shift.hpp"
#include "gateway/flows/now_on_shift.hpp"
#include "gateway/flows/plan_shifts.hpp"
#include "gateway/http/request.hpp"
#include "gateway/store/swaps.hpp"
#include "routing/result.hpp"
#include "routing/rota.hpp"

namespace warmline::api {

nlohmann::json shift_shape(const routing::Shift& shift, Names& names);
nlohmann::json rule_shape(const routing::ShiftRule& rule, Names& names);
nlohmann::json swap_shape(const store::Swap& swap, Names& names);
nlohmann::json gap_shape(const routing::Gap& gap, routing::LineId line);
// {"on_shift_until", "outside_rota"}
nlohmann::json on_rota_shape(const flows::NowOnShift& now, routing::StaffId who,
                             routing::Presence presence);

// A rule as it is to be made: malformed where a field is missing or of the wrong kind, bad_shift
// where it can't be read, not_found for a line or person that can't be one.
routing::Result<routing::ShiftRule> read_rule(const nlohmann::json& body);
routing::Result<flows::RuleChange> read_rule_change(const nlohmann::json& body);
routing::Result<flows::ShiftWanted> read_shift_wanted(const nlohmann::json& body);

// A day in a field of the body, or of the query; empty when it is absent. bad_shift.
routing::Result<std::optional<routing::Day>> read_day(const nlohmann::json& body,
                                                      std::string_view field);
routing::Result<std::optional<routing::Day>> query_day(const http::Request& request,
                                                       std::string_view name);

// "from" and "to" of the query: at most rota_days_max apart.
inline constexpr std::chrono::days rota_days_max{100};
routing::Result<routing::Period> span_of(const http::Request& request);

// The {id} of the path; not_found when it can't be one.
template <class SomeId>
routing::Result<SomeId> path_id(const http::Request& request) {
  const auto found = request.path_values.find("id");
  const auto id = found == request.path_values.end() ? std::nullopt : SomeId::parse(found->second);
  if (!id) return routing::problem(routing::ProblemCode::not_found, "can't be an id");
  return *id;
}

}  // namespace warmline::api
