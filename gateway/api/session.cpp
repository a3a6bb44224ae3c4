#include <algorithm>
#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/rota_shapes.hpp"
#include "gateway/api/settings_shape.hpp"
#include "gateway/api/shapes.hpp"
#include "gateway/auth/passwords.hpp"
#include "gateway/flows/change_presence.hpp"
#include "gateway/flows/set_presence.hpp"
#include "gateway/http/cookie.hpp"
#include "gateway/http/problem_response.hpp"
#include "gateway/store/events.hpp"
#include "gateway/store/staff.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::ProblemCode;
using routing::Result;

struct Api::SignInTry {
  std::string username;
  std::string password;
  std::string address;
};

namespace {

// As it is kept: usernames are lower case, and people type spaces.
std::string plain_username(std::string_view typed) {
  std::string username(http::trim_spaces(typed));
  std::ranges::transform(username, username.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return username;
}

bool is_this_machine(std::string_view address) {
  return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

}  // namespace

std::string address_of(const http::Request& request) {
  // Proxies add to the line that came, or a line of their own below it: what is before is
  // anybody's.
  const auto forwarded = request.last_header("X-Forwarded-For");
  if (!forwarded || !is_this_machine(request.remote_address)) return request.remote_address;
  const auto comma = forwarded->rfind(',');
  const auto last = comma == std::string_view::npos ? *forwarded : forwarded->substr(comma + 1);
  return std::string(http::trim_spaces(last));
}

namespace {

http::Response slowed_down(std::chrono::seconds wait) {
  auto response = http::problem_response({ProblemCode::too_many_tries, "slowed down", {}});
  response.set("Retry-After", std::to_string(wait.count()));
  return response;
}

json welcome(store::Reading& store, const store::StaffRow& who, const std::string& csrf,
             const flows::Lines& lines) {
  std::vector<routing::LineId> worked;
  for (const auto& line : lines.all()) {
    if (routing::works(who.staff, line.id)) worked.push_back(line.id);
  }
  json staff = me_shape(who, lines);
  const flows::NowOnShift now(store, lines, worked);
  staff.update(on_rota_shape(now, who.staff.id, who.presence));
  return {{"staff", std::move(staff)},
          {"csrf", csrf},
          {"seq", store::events::newest(store)},
          {"settings", settings_shape(store::settings::of(store, who.staff.id))}};
}

}  // namespace

Api::Answer Api::sign_in(http::Request request) {
  if (!is_own_origin(request)) {
    co_return http::problem_response({ProblemCode::bad_csrf, "another site's page", {}});
  }
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto username = read_string(*body, "username");
  if (!username) co_return http::problem_response(username.error());
  const auto password = read_string(*body, "password");
  if (!password) co_return http::problem_response(password.error());

  const SignInTry wanted{plain_username(*username), *password, address_of(request)};
  const auto checked = co_await check_password(wanted);
  if (!checked) co_return http::problem_response(checked.error());
  if (checked->wait > std::chrono::seconds::zero()) co_return slowed_down(checked->wait);
  const auto answer = co_await finish_sign_in(wanted, checked->opened);
  co_return answer ? *answer : http::problem_response(answer.error());
}

// A password is not even compared while its account or address has to wait.
flows::awaitable<Result<Api::Checked>> Api::check_password(SignInTry wanted) {
  struct Account {
    std::chrono::seconds wait{};
    std::optional<std::string> hash;
  };
  std::move_only_function<Result<Account>(store::Reading&)> job =
      [&wanted](store::Reading& reading) -> Result<Account> {
    return Account{auth::must_wait(reading, wanted.username, wanted.address),
                   store::staff::password_hash(reading, wanted.username)};
  };
  const auto account = co_await store_.read<Account>(std::move(job));
  if (!account) co_return std::unexpected(account.error());
  if (account->wait > std::chrono::seconds::zero()) co_return Checked{.wait = account->wait};

  std::move_only_function<bool(std::size_t)> compare = [&wanted, &account](std::size_t) {
    if (account->hash) return auth::password_matches(wanted.password, *account->hash);
    auth::compare_with_nothing(wanted.password);
    return false;
  };
  const bool is_right = co_await hashing_.run<bool>(std::move(compare));
  co_return Checked{.opened = is_right ? *account->hash : std::string()};
}

flows::awaitable<Result<http::Response>> Api::finish_sign_in(SignInTry wanted, std::string opened) {
  std::move_only_function<Result<http::Response>(store::Writing&)> job =
      [this, &wanted, &opened](store::Writing& writing) -> Result<http::Response> {
    // Again: of many tries at once, all but the first few must not count, right or wrong.
    const auto wait = auth::must_wait(writing, wanted.username, wanted.address);
    if (wait > std::chrono::seconds::zero()) return slowed_down(wait);
    const auto id = store::staff::by_username(writing, wanted.username);
    const auto who = id ? store::staff::find(writing, *id) : std::nullopt;
    // Comparing takes long: by now they may have another password, or none.
    const bool still_opens = store::staff::password_hash(writing, wanted.username) == opened;
    if (opened.empty() || !who || !still_opens) {
      auth::count_wrong_password(writing, wanted.username, wanted.address);
      return http::problem_response({ProblemCode::wrong_password, "wrong", {}});
    }
    return begin_session(writing, *who, wanted.address);
  };
  co_return co_await store_.write<http::Response>(std::move(job));
}

http::Response Api::begin_session(store::Writing& store, const store::StaffRow& who,
                                  const std::string& address) const {
  const auto begun = auth::begin_session(store, who.staff.id, who.staff.username, address);
  auto response = http::json_response(200, welcome(store, who, begun.csrf, lines_));
  response.set("Set-Cookie",
               http::set_cookie(session_cookie, begun.token, {auth::session_length, is_https_}));
  return response;
}

Api::Answer Api::sign_out(http::Request /*request*/, auth::Identity who) {
  if (!who.session) {
    co_return http::problem_response({ProblemCode::forbidden, "a token has no session", {}});
  }
  // In one job: nobody is left on whom nothing would ever take off.
  std::move_only_function<Result<bool>(store::Writing&)> job =
      [this, &who](store::Writing& writing) -> Result<bool> {
    const bool was_last = auth::end_session(writing, who);
    if (was_last) {
      flows::change_presence(writing, lines_, who.who.staff.id, routing::Presence::off);
    }
    return was_last;
  };
  const auto ended = co_await store_.write<bool>(std::move(job));
  if (!ended) co_return http::problem_response(ended.error());
  auto response = http::empty_response(204);
  response.set("Set-Cookie",
               http::set_cookie(session_cookie, "", {std::chrono::seconds::zero(), is_https_}));
  co_return response;
}

Api::Answer Api::me(http::Request /*request*/, auth::Identity who) {
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [this, &who](store::Reading& reading) -> Result<http::Response> {
    return http::json_response(200, welcome(reading, who.who, who.csrf, lines_));
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::set_presence(http::Request request, auth::Identity who) {
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto word = read_string(*body, "presence");
  if (!word) co_return http::problem_response(word.error());
  const auto presence = routing::parse_presence(*word);
  if (!presence) {
    co_return http::problem_response({ProblemCode::malformed, "presence: on, break, off", {}});
  }
  const auto set = co_await flows::set_presence(store_, lines_, who.who.staff.id, *presence);
  if (!set) co_return http::problem_response(set.error());
  co_return http::json_response(200, {{"presence", routing::to_string(*presence)}});
}

Api::Answer Api::change_password(http::Request request, auth::Identity who) {
  if (!who.session) {
    co_return http::problem_response({ProblemCode::forbidden, "a token has no password", {}});
  }
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto current = read_string(*body, "current");
  if (!current) co_return http::problem_response(current.error());
  const auto wanted = read_new_password(*body);
  if (!wanted) co_return http::problem_response(wanted.error());

  const SignInTry tried{who.who.staff.username, *current, address_of(request)};
  const auto checked = co_await check_password(tried);
  if (!checked) co_return http::problem_response(checked.error());
  if (checked->wait > std::chrono::seconds::zero()) co_return slowed_down(checked->wait);
  const auto answer =
      co_await finish_password_change(tried, !checked->opened.empty(), *wanted, std::move(who));
  co_return answer ? *answer : http::problem_response(answer.error());
}

// Wrong ones count as they do when signing in: a browser left open is no place to guess from.
flows::awaitable<Result<http::Response>> Api::finish_password_change(SignInTry tried, bool is_right,
                                                                     std::string wanted,
                                                                     auth::Identity who) {
  std::string hashed;
  if (is_right) {
    std::move_only_function<std::string(std::size_t)> hash = [&wanted](std::size_t) {
      return auth::hash_password(wanted);
    };
    hashed = co_await hashing_.run<std::string>(std::move(hash));
  }
  std::move_only_function<Result<http::Response>(store::Writing&)> job =
      [&](store::Writing& writing) -> Result<http::Response> {
    const auto wait = auth::must_wait(writing, tried.username, tried.address);
    if (wait > std::chrono::seconds::zero()) return slowed_down(wait);
    if (!is_right) {
      auth::count_wrong_password(writing, tried.username, tried.address);
      return http::problem_response({ProblemCode::wrong_password, "wrong", {}});
    }
    const auto changed = auth::change_password(writing, who, hashed);
    if (!changed) return std::unexpected(changed.error());
    return http::empty_response(204);
  };
  co_return co_await store_.write<http::Response>(std::move(job));
}

}  // namespace warmline::api
