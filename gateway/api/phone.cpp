#include <algorithm>
#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/flows/set_phone.hpp"
#include "gateway/http/problem_response.hpp"
#include "gateway/store/phones.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::problem;
using routing::ProblemCode;
using routing::Result;

namespace {

json masked_or_null(const std::optional<store::Phone>& phone) {
  return phone ? json(phone->number.masked()) : json();
}

json phone_shape(store::Reading& store, routing::StaffId who) {
  const auto confirmed = store::phones::find(store, who);
  const auto unconfirmed = store::phones::unconfirmed(store, who);
  return {{"number", masked_or_null(confirmed)},
          {"language", confirmed ? json(confirmed->language) : json()},
          {"unconfirmed", masked_or_null(unconfirmed)}};
}

// As people type it. Without its country it might be anybody's.
Result<routing::PhoneNumber> read_number(const json& body) {
  auto typed = read_string(body, "number");
  if (!typed) return std::unexpected(std::move(typed.error()));
  std::erase_if(*typed, [](char c) { return std::string_view(" -.()").contains(c); });
  if (!typed->starts_with('+')) {
    return problem(ProblemCode::malformed, "a number without + and its country");
  }
  return routing::PhoneNumber::parse(*typed);
}

bool is_spoken(const flows::Lines& lines, const std::string& language) {
  return std::ranges::any_of(lines.all(), [&](const routing::Line& line) {
    return std::ranges::find(line.languages, language) != line.languages.end();
  });
}

// The one asked for, else the first of their own that a line has words in, else a line's.
Result<std::string> read_language(const json& body, const flows::Lines& lines,
                                  const routing::Staff& who) {
  auto asked = read_optional_string(body, "language");
  if (!asked) return std::unexpected(std::move(asked.error()));
  if (*asked) {
    if (is_spoken(lines, **asked)) return std::move(**asked);
    return problem(ProblemCode::malformed, "language: none of the lines'");
  }
  const auto own = std::ranges::find_if(
      who.languages, [&](const std::string& language) { return is_spoken(lines, language); });
  if (own != who.languages.end()) return *own;
  return lines.all().empty() ? std::string() : lines.all().front().languages.front();
}

}  // namespace

Api::Answer Api::phone(http::Request /*request*/, auth::Identity who) {
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [id = who.who.staff.id](store::Reading& reading) -> Result<http::Response> {
    return http::json_response(200, phone_shape(reading, id));
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::set_phone(http::Request request, auth::Identity who) {
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto number = read_number(*body);
  if (!number) co_return http::problem_response(number.error());
  const auto language = read_language(*body, lines_, who.who.staff);
  if (!language) co_return http::problem_response(language.error());
  const auto set =
      co_await flows::set_phone(store_, lines_, who.who.staff.id, store::Phone{*number, *language});
  if (!set) co_return http::problem_response(set.error());
  co_return co_await phone(std::move(request), std::move(who));
}

Api::Answer Api::confirm_phone(http::Request request, auth::Identity who) {
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto code = read_string(*body, "code");
  if (!code) co_return http::problem_response(code.error());
  const auto confirmed = co_await flows::confirm_phone(store_, who.who.staff.id,
                                                       std::string(http::trim_spaces(*code)));
  if (!confirmed) co_return http::problem_response(confirmed.error());
  co_return co_await phone(std::move(request), std::move(who));
}

Api::Answer Api::remove_phone(http::Request /*request*/, auth::Identity who) {
  const auto removed = co_await flows::remove_phone(store_, who.who.staff.id);
  if (!removed) co_return http::problem_response(removed.error());
  co_return http::empty_response(204);
}

}  // namespace warmline::api
