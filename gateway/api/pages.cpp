#include "gateway/store/pages.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/cursor.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/shapes.hpp"
#include "gateway/flows/paging.hpp"
#include "gateway/http/problem_response.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::ProblemCode;
using routing::Result;

namespace {

// What nobody saw to for so long, nobody is waiting for any more.
constexpr std::chrono::hours looked_back{24};

json page_shape(Names& names, const routing::Page& page) {
  json texted = json::array();
  for (const auto who : page.texted) {
    texted.push_back({{"id", who.text()}, {"name", names.of(who)}});
  }
  return {{"id", page.id.text()},
          {"line", page.line.text()},
          {"reason", routing::to_string(page.reason)},
          {"conversation", id_or_null(page.conversation)},
          {"began_at", routing::format_instant(page.began_at)},
          {"texted", std::move(texted)},
          {"acknowledged_at", time_or_null(page.acknowledged_at)},
          {"acknowledged_by", id_or_null(page.acknowledged_by)},
          {"acknowledged_by_name", names.of(page.acknowledged_by)}};
}

// Those that nobody has acknowledged and that began before `before`, the latest first.
std::vector<routing::Page> unacknowledged(store::Reading& store,
                                          const std::vector<routing::LineId>& lines,
                                          routing::Instant before) {
  std::vector<routing::Page> found;
  for (const auto line : lines) {
    for (auto& page : store::pages::unacknowledged(store, line, store.now - looked_back)) {
      if (page.began_at < before) found.push_back(std::move(page));
    }
  }
  std::ranges::sort(found, std::ranges::greater(), &routing::Page::began_at);
  return found;
}

}  // namespace

Api::Answer Api::list_pages(http::Request request, auth::Identity who) {
  const auto lines = lines_seen(request, who);
  if (!lines) co_return http::problem_response(lines.error());
  const auto most = page_size_of(request);
  if (!most) co_return http::problem_response(most.error());
  const auto cursor = query_of(request, "cursor");
  const auto before = cursor ? read_time_cursor(*cursor) : routing::Instant::max();
  if (!before) {
    co_return http::problem_response({ProblemCode::malformed, "not a cursor of ours", {}});
  }
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [&](store::Reading& reading) -> Result<http::Response> {
    Names names(reading);
    json items = json::array();
    json next;
    routing::Instant last{};
    for (const auto& page : unacknowledged(reading, *lines, *before)) {
      // A page of the list never ends between two that began at once.
      if (items.size() >= static_cast<std::size_t>(*most) && page.began_at < last) {
        next = write_cursor(last);
        break;
      }
      items.push_back(page_shape(names, page));
      last = page.began_at;
    }
    return http::json_response(200, {{"items", std::move(items)}, {"next", std::move(next)}});
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::acknowledge_page(http::Request request, auth::Identity who) {
  const auto id = id_in_path<routing::PageId>(request);
  if (!id) co_return http::problem_response({ProblemCode::not_found, "no such page", {}});
  const auto page = co_await flows::acknowledge_page(store_, *id, who.who.staff.id);
  if (!page) co_return http::problem_response(page.error());
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [&page](store::Reading& reading) -> Result<http::Response> {
    Names names(reading);
    return http::json_response(200, page_shape(names, *page));
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

}  // namespace warmline::api
