#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/readable.hpp"
#include "gateway/api/rota_shapes.hpp"
#include "gateway/api/shapes.hpp"
#include "gateway/http/problem_response.hpp"
#include "gateway/store/staff.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::ProblemCode;
using routing::Result;

namespace {

// Everyone who works one of the lines, by name.
json peers_of(store::Reading& store, const flows::Lines& all,
              const std::vector<routing::LineId>& lines) {
  std::map<routing::StaffId, routing::Peer> peers;
  for (const auto line : lines) {
    for (auto& peer : store::staff::of_line(store, line)) {
      const auto id = peer.staff.id;
      peer.staff.name = store::staff::find(store, id)->staff.name;
      peers.insert_or_assign(id, std::move(peer));
    }
  }
  std::vector<const routing::Peer*> sorted;
  for (const auto& [id, peer] : peers) sorted.push_back(&peer);
  std::ranges::sort(sorted, {}, [](const routing::Peer* peer) {
    return std::tie(peer->staff.name, peer->staff.id);
  });
  json items = json::array();
  const flows::NowOnShift now(store, all, lines);
  for (const auto* peer : sorted) {
    items.push_back(peer_shape(*peer));
    items.back().update(on_rota_shape(now, peer->staff.id, peer->presence));
  }
  return {{"items", std::move(items)}, {"next", nullptr}};
}

}  // namespace

Result<std::vector<routing::LineId>> Api::lines_seen(const http::Request& request,
                                                     const auth::Identity& who) const {
  const auto asked = line_of(request);
  if (!asked) return std::unexpected(asked.error());
  if (*asked && !may_look_at(who.who.staff, **asked)) {
    return routing::problem(ProblemCode::forbidden, "not their line");
  }
  std::vector<routing::LineId> lines;
  for (const auto& line : lines_.all()) {
    const bool is_wanted = *asked ? line.id == **asked : may_look_at(who.who.staff, line.id);
    if (is_wanted) lines.push_back(line.id);
  }
  return lines;
}

Api::Answer Api::list_peers(http::Request request, auth::Identity who) {
  const auto lines = lines_seen(request, who);
  if (!lines) co_return http::problem_response(lines.error());
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [this, &lines](store::Reading& reading) -> Result<http::Response> {
    return http::json_response(200, peers_of(reading, lines_, *lines));
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::return_all(http::Request request, auth::Identity who) {
  const auto found = request.path_values.find("id");
  const auto id = routing::StaffId::parse(found->second);
  if (!id)
    co_return http::problem_response({ProblemCode::not_found, "no such member of staff", {}});
  const auto returned = co_await flows::return_all_of(store_, lines_, *id, who.who.staff.id);
  if (!returned) co_return co_await refuse(returned.error());
  co_return http::json_response(200, {{"returned", *returned}});
}

}  // namespace warmline::api
