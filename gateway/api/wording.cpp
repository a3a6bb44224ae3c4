// What a line itself says, and its coordinators' words for it.
#include "gateway/store/wording.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "gateway/api/api.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/shapes.hpp"
#include "gateway/flows/edit_wording.hpp"
#include "gateway/http/problem_response.hpp"
#include "gateway/store/experiences.hpp"
#include "routing/fill_in.hpp"
#include "routing/local_time.hpp"
#include "routing/menu.hpp"
#include "routing/segment.hpp"
#include "routing/wording_texts.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::problem;
using routing::ProblemCode;
using routing::Result;

namespace {

// A Monday at five in the afternoon, by the clock of that zone.
routing::Instant example_time(const std::string& zone) {
  return routing::instant_of(zone, *routing::parse_local_day("2026-11-23"), std::chrono::hours(17));
}

std::vector<std::string> example_choices(store::Reading& store, const routing::Line& line,
                                         const std::string& language) {
  std::vector<std::string> labels;
  for (const auto& choice : routing::menu_of(line, store::experiences::all(store), language))
    labels.push_back(choice.label);
  return labels;
}

// What stands for each placeholder in an example.
using Examples = std::map<std::string_view, std::string>;
Examples examples_of(store::Reading& store, const routing::Line& line,
                     const routing::Wording& wording) {
  const auto time = example_time(line.time_zone);
  const auto said = [&](std::string pattern) {
    auto opening = wording.opening;
    opening.pattern = std::move(pattern);
    return routing::time_words(opening, line.time_zone, time);
  };
  const auto choices = example_choices(store, line, wording.language);
  return {{"{line}", line.name},
          {"{opens}", said(wording.opening.pattern)},
          {"{begins}", said(wording.opening.pattern)},
          {"{weekday}", said("{weekday}")},
          {"{time12}", said("{time12}")},
          {"{time24}", said("{time24}")},
          {"{place}", "3"},
          {"{choices}", routing::numbered(choices)},
          {"{waiting}", "4"},
          {"{minutes}", "12"},
          {"{code}", "481516"}};
}

std::size_t segments_of(std::string words, const Examples& examples,
                        std::span<const std::string_view> placeholders) {
  for (const auto placeholder : placeholders)
    routing::fill_in(words, placeholder, examples.at(placeholder));
  return routing::segments(words).count;
}

// One language of a line: what it came with, and what was written in place of that.
struct Said {
  const routing::Wording& came_with;
  const std::vector<store::wording::Own>& own;
  Examples examples;
  Names& names;

  json text(std::string_view name) const {
    const auto changed = std::ranges::find_if(own, [&](const store::wording::Own& each) {
      return each.language == came_with.language && each.name == name;
    });
    const bool is_own = changed != own.end();
    const auto& usual = *routing::text_of(came_with, name);
    const auto& words = is_own ? changed->words : usual;
    const auto rules = routing::rules_of(name);
    json placeholders = json::array();
    for (const auto known : rules.known)
      placeholders.push_back({{"placeholder", known}, {"example", examples.at(known)}});
    return {{"name", name},
            {"audience", routing::to_string(routing::audience_of(name))},
            {"words", words},
            {"default", usual},
            {"placeholders", std::move(placeholders)},
            {"required", rules.required},
            {"characters_max", rules.characters_max},
            {"segments", segments_of(words, examples, rules.known)},
            {"changed_at", is_own ? json(routing::format_instant(changed->changed_at)) : json()},
            {"changed_by", is_own ? json(changed->changed_by.text()) : json()},
            {"changed_by_name", is_own ? names.of(changed->changed_by) : json()}};
  }
};

Said said_in(store::Reading& store, const routing::Line& line, const routing::Wording& came_with,
             const std::vector<store::wording::Own>& own, Names& names) {
  const auto worded = store::wording::as_worded(store, line, came_with.language);
  const auto& now = *routing::wording_for(worded, came_with.language);
  return {came_with, own, examples_of(store, line, now), names};
}

json wording_shape(store::Reading& store, const routing::Line& line) {
  const auto own = store::wording::of_line(store, line.id);
  Names names(store);
  json items = json::array();
  for (const auto& came_with : line.wording) {
    const auto said = said_in(store, line, came_with, own, names);
    json texts = json::array();
    for (const auto name : routing::wording_names()) texts.push_back(said.text(name));
    items.push_back({{"language", came_with.language},
                     {"name", routing::language_name(line, came_with.language)},
                     {"texts", std::move(texts)}});
  }
  return {{"items", std::move(items)}, {"next", nullptr}};
}

}  // namespace

Api::Answer Api::list_wording(http::Request request, auth::Identity /*who*/) {
  const auto line = line_in_path(request);
  if (!line) co_return http::problem_response(line.error());
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [line = *line](store::Reading& reading) -> Result<http::Response> {
    return http::json_response(200, wording_shape(reading, *line));
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::wording_after(Result<void> result, const routing::Line& line, std::string language,
                               std::string name) {
  if (!result) co_return co_await refuse(result.error());
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [&line, &language, &name](store::Reading& reading) -> Result<http::Response> {
    const auto own = store::wording::of_line(reading, line.id);
    Names names(reading);
    const auto& came_with = *routing::wording_for(line, language);
    return http::json_response(200, said_in(reading, line, came_with, own, names).text(name));
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::set_wording(http::Request request, auth::Identity who) {
  const auto line = line_in_path(request);
  if (!line) co_return http::problem_response(line.error());
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  auto words = read_string(*body, "words");
  if (!words) co_return http::problem_response(words.error());
  const auto& language = request.path_values.at("language");
  const auto& name = request.path_values.at("name");
  auto done = co_await flows::set_wording(store_, **line, language, name, std::move(*words),
                                          who.who.staff.id);
  co_return co_await wording_after(std::move(done), **line, language, name);
}

Api::Answer Api::reset_wording(http::Request request, auth::Identity who) {
  const auto line = line_in_path(request);
  if (!line) co_return http::problem_response(line.error());
  const auto& language = request.path_values.at("language");
  const auto& name = request.path_values.at("name");
  auto done = co_await flows::reset_wording(store_, **line, language, name, who.who.staff.id);
  co_return co_await wording_after(std::move(done), **line, language, name);
}

}  // namespace warmline::api
