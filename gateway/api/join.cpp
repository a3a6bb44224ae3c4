#include <utility>

#include "gateway/api/api.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/staff_json.hpp"
#include "gateway/auth/passwords.hpp"
#include "gateway/auth/staff_links.hpp"
#include "gateway/auth/username.hpp"
#include "gateway/http/problem_response.hpp"
#include "gateway/store/staff.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::problem;
using routing::ProblemCode;
using routing::Result;

struct Api::Joining {
  std::string token;
  std::string username;  // empty: none was sent
  std::string password;
  std::string address;
};

namespace {

// What whoever has the link is told before they use it.
json link_shape(store::Reading& store, const auth::Link& link) {
  if (link.invitation) {
    const auto& as = link.invitation->as;
    return {{"kind", "invitation"},
            {"name", as.name},
            {"role", routing::to_string(as.role)},
            {"username", nullptr},
            {"expires_at", routing::format_instant(link.invitation->expires_at)}};
  }
  const auto who = *store::staff::find(store, link.reset->staff);
  return {{"kind", "reset"},
          {"name", who.staff.name},
          {"role", routing::to_string(who.staff.role)},
          {"username", who.staff.username},
          {"expires_at", routing::format_instant(link.reset->expires_at)}};
}

Result<std::string> read_username(const json& body) {
  const auto typed = read_optional_string(body, "username");
  if (!typed) return std::unexpected(typed.error());
  if (!*typed) return std::string();
  auto username = auth::usable_username(std::string(http::trim_spaces(**typed)));
  if (!username) return problem(ProblemCode::bad_username, "not made of what usernames are");
  return std::move(*username);
}

}  // namespace

Api::Answer Api::list_invitations(http::Request /*request*/, auth::Identity /*who*/) {
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [](store::Reading& reading) -> Result<http::Response> {
    Names names(reading);
    json items = json::array();
    for (const auto& one : store::invitations::all(reading)) {
      items.push_back(invitation_shape(names, one));
    }
    return http::json_response(200, {{"items", std::move(items)}, {"next", nullptr}});
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::invite(http::Request request, auth::Identity who) {
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto wanted = read_staff(*body, lines_);
  if (!wanted) co_return http::problem_response(wanted.error());
  if (!wanted->name) co_return http::problem_response({ProblemCode::malformed, "no name", {}});
  std::move_only_function<Result<http::Response>(store::Writing&)> job =
      [this, &wanted, by = who.who.staff.id](store::Writing& writing) -> Result<http::Response> {
    const auto may = auth::check_still(writing, auth::Access::administrator, by);
    if (!may) return std::unexpected(may.error());
    if (auto known = check_experiences(writing, *wanted, {}); !known) {
      return std::unexpected(std::move(known.error()));
    }
    routing::Staff as;
    as.name = *wanted->name;
    as.role = wanted->role.value_or(as.role);
    as.languages = wanted->languages.value_or(as.languages);
    as.experiences = wanted->experiences.value_or(as.experiences);
    as.lines = wanted->lines.value_or(as.lines);
    as.capacity = wanted->capacity.value_or(as.capacity);
    const auto made = auth::invite(writing, as, by);
    Names names(writing);
    return link_response(made.token, made.invitation.expires_at,
                         invitation_shape(names, made.invitation));
  };
  const auto answer = co_await store_.write<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::withdraw_invitation(http::Request request, auth::Identity who) {
  const auto id = id_in_path<store::invitations::InvitationId>(request);
  std::move_only_function<Result<void>(store::Writing&)> job =
      [&id, by = who.who.staff.id](store::Writing& writing) -> Result<void> {
    if (id && auth::withdraw_invitation(writing, *id, by)) return {};
    return problem(ProblemCode::not_found, "no such invitation");
  };
  const auto done = co_await store_.write<void>(std::move(job));
  co_return done ? http::empty_response(204) : http::problem_response(done.error());
}

Api::Answer Api::look_at_link(http::Request request) {
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto token = read_string(*body, "token");
  if (!token) co_return http::problem_response(token.error());
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [&token](store::Reading& reading) -> Result<http::Response> {
    const auto link = auth::open_link(reading, *token);
    if (!link) return std::unexpected(link.error());
    return http::json_response(200, link_shape(reading, *link));
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

Api::Answer Api::join(http::Request request) {
  if (!is_own_origin(request)) {
    co_return http::problem_response({ProblemCode::bad_csrf, "another site's page", {}});
  }
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto token = read_string(*body, "token");
  if (!token) co_return http::problem_response(token.error());
  const auto username = read_username(*body);
  if (!username) co_return http::problem_response(username.error());
  const auto password = read_new_password(*body);
  if (!password) co_return http::problem_response(password.error());
  const auto answer = co_await use_link({*token, *username, *password, address_of(request)});
  co_return answer ? *answer : http::problem_response(answer.error());
}

// A password is hashed only for a link that opens something: it takes long.
flows::awaitable<Result<http::Response>> Api::use_link(Joining joining) {
  std::move_only_function<Result<bool>(store::Reading&)> look =
      [&joining](store::Reading& reading) -> Result<bool> {
    const auto link = auth::open_link(reading, joining.token);
    if (!link) return std::unexpected(link.error());
    if (link->invitation && joining.username.empty()) {
      return problem(ProblemCode::bad_username, "none was chosen");
    }
    return link->invitation.has_value();
  };
  const auto is_new = co_await store_.read<bool>(std::move(look));
  if (!is_new) co_return std::unexpected(is_new.error());
  std::move_only_function<std::string(std::size_t)> hash = [&joining](std::size_t) {
    return auth::hash_password(joining.password);
  };
  const auto hashed = co_await hashing_.run<std::string>(std::move(hash));
  std::move_only_function<Result<http::Response>(store::Writing&)> use =
      [this, &joining, &is_new, &hashed](store::Writing& writing) -> Result<http::Response> {
    const auto who = *is_new ? auth::join(writing, joining.token, joining.username, hashed)
                             : auth::choose_password(writing, joining.token, hashed);
    if (!who) return std::unexpected(who.error());
    return begin_session(writing, *store::staff::find(writing, *who), joining.address);
  };
  co_return co_await store_.write<http::Response>(std::move(use));
}

}  // namespace warmline::api
