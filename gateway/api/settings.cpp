#include <algorithm>
#include <array>
#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/settings_shape.hpp"
#include "gateway/http/problem_response.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::problem;
using routing::ProblemCode;
using routing::Result;
using store::Settings;

namespace {

struct Choice {
  std::string_view field;
  std::string Settings::* value;
  std::array<std::string_view, 3> words;  // "" where there are fewer
};

constexpr std::array choices{
    Choice{"colours", &Settings::colours, {"auto", "light", "dark"}},
    Choice{"contrast", &Settings::contrast, {"normal", "high"}},
    Choice{"text_size", &Settings::text_size, {"normal", "large", "largest"}},
};

struct Switch {
  std::string_view field;
  bool Settings::* value;
};

constexpr std::array switches{
    Switch{"calm", &Settings::calm},
    Switch{"enter_sends", &Settings::enter_sends},
    Switch{"single_keys", &Settings::single_keys},
    Switch{"sound", &Settings::sound},
    Switch{"system_notices", &Settings::system_notices},
    Switch{"notices_show_words", &Settings::notices_show_words},
};

constexpr std::array<std::string_view, 2> languages{"en", "es"};

std::unexpected<routing::Problem> malformed(std::string_view field) {
  return problem(ProblemCode::malformed, std::string(field) + ": none of what it may be");
}

Result<void> read_language(const json& body, Settings& settings) {
  if (!body.contains("language")) return {};
  const auto language = read_optional_string(body, "language");
  if (!language) return std::unexpected(language.error());
  if (*language && std::ranges::find(languages, **language) == languages.end()) {
    return malformed("language");
  }
  settings.language = *language;
  return {};
}

// `kept` with what the body changes of it.
Result<Settings> changed_by(const json& body, Settings kept) {
  if (const auto read = read_language(body, kept); !read) return std::unexpected(read.error());
  for (const auto& choice : choices) {
    if (!body.contains(choice.field)) continue;
    const auto word = read_string(body, choice.field);
    if (!word) return std::unexpected(word.error());
    if (word->empty() || std::ranges::find(choice.words, *word) == choice.words.end()) {
      return malformed(choice.field);
    }
    kept.*choice.value = *word;
  }
  for (const auto& each : switches) {
    if (!body.contains(each.field)) continue;
    const auto on = read_flag(body, each.field);
    if (!on) return std::unexpected(on.error());
    kept.*each.value = *on;
  }
  return kept;
}

}  // namespace

json settings_shape(const Settings& settings) {
  json shape{{"language", settings.language ? json(*settings.language) : json()}};
  for (const auto& choice : choices) shape[choice.field] = settings.*choice.value;
  for (const auto& each : switches) shape[each.field] = settings.*each.value;
  return shape;
}

Api::Answer Api::settings(http::Request /*request*/, auth::Identity who) {
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [id = who.who.staff.id](store::Reading& reading) -> Result<http::Response> {
    return http::json_response(200, settings_shape(store::settings::of(reading, id)));
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::change_settings(http::Request request, auth::Identity who) {
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  std::move_only_function<Result<http::Response>(store::Writing&)> job =
      [&body, id = who.who.staff.id](store::Writing& writing) -> Result<http::Response> {
    const auto changed = changed_by(*body, store::settings::of(writing, id));
    if (!changed) return std::unexpected(changed.error());
    store::settings::set(writing, id, *changed);
    return http::json_response(200, settings_shape(*changed));
  };
  const auto answer = co_await store_.write<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

}  // namespace warmline::api
