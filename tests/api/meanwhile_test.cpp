// What changes while a call is under way, between its guard and its last job.
#include <string>

#include <doctest/doctest.h>

#include "gateway/auth/staff_links.hpp"
#include "tests/api/bare_api.hpp"

using namespace warmline;
using nlohmann::json;
using routing::Role;
using test::BareApi;
using test::json_request;

namespace {

constexpr std::string_view password = "correct horse battery";

std::string outcome(const http::Response& response) {
  const auto code = json::parse(response.body).value("code", "");
  return std::to_string(response.status) + (code.empty() ? "" : " " + code);
}

http::Request signing_in(std::string_view username) {
  return json_request("POST", {{"username", username}, {"password", password}});
}

int sessions(BareApi& bare) {
  int count = 0;
  bare.opened().read([&](store::Reading& store) {
    auto rows = store.db.query("SELECT count(*) FROM sessions");
    rows.next();
    count = rows.get<int>(0);
  });
  return count;
}

}  // namespace

TEST_CASE("a sign-in that is under way does not outlive a reset of its password") {
  BareApi bare;
  const auto ada = bare.add("ada", Role::administrator, password);
  const auto ana = bare.add("ana", Role::peer, password);
  const auto signed_in =
      bare.during(bare.api().sign_in(signing_in("ana")),
                  [&](store::Writing& store) { auth::reset_password(store, ana, ada); });
  CHECK(outcome(signed_in) == "401 wrong_password");
  CHECK(sessions(bare) == 0);
}

TEST_CASE("nor another password of their own, nor that they are disabled") {
  BareApi bare;
  const auto ana = bare.add("ana", Role::peer, password);
  const auto ben = bare.add("ben", Role::peer, password);
  const auto other = auth::hash_password("a garden full of beans");
  const auto with_the_old =
      bare.during(bare.api().sign_in(signing_in("ana")),
                  [&](store::Writing& store) { store::staff::set_password(store, ana, other); });
  CHECK(outcome(with_the_old) == "401 wrong_password");
  const auto disabled = bare.during(bare.api().sign_in(signing_in("ben")),
                                    [&](store::Writing& store) { auth::disable(store, ben, {}); });
  CHECK(outcome(disabled) == "401 wrong_password");
  CHECK(sessions(bare) == 0);
}

TEST_CASE("where nothing changes meanwhile, the right password opens a session") {
  BareApi bare;
  bare.add("ana", Role::peer, password);
  CHECK(outcome(bare.call(bare.api().sign_in(signing_in("ana")))) == "200");
  CHECK(sessions(bare) == 1);
}

TEST_CASE("who was just disabled, or trusted with less, lets nobody in any more") {
  BareApi bare;
  const auto ben = bare.add("ben", Role::peer, password);
  const auto demoted = bare.add("cora", Role::administrator, password);
  const auto disabled = bare.add("ada", Role::administrator, password);
  bare.opened().write([&](store::Writing& store) { auth::disable(store, ben, {}); });
  const auto dee = bare.add("dee", Role::peer, password);
  const auto calls = [&](const auth::Identity& who) {
    std::string outcomes;
    const auto ask = [&](api::Api::Call call, routing::StaffId whom, const json& body) {
      auto request = json_request("POST", body);
      request.path_values["id"] = whom.text();
      outcomes += outcome(bare.call((bare.api().*call)(std::move(request), who))) + "; ";
    };
    ask(&api::Api::invite, dee, {{"name", "Eve"}, {"role", "administrator"}});
    ask(&api::Api::reset_staff, dee, json::object());
    ask(&api::Api::enable_staff, ben, json::object());
    ask(&api::Api::change_staff, dee, {{"role", "administrator"}});
    return outcomes;
  };
  const auto as_coordinator = bare.known(demoted);
  const auto as_nobody = bare.known(disabled);
  bare.opened().write([&](store::Writing& store) {
    auto member = store::staff::find(store, demoted)->staff;
    member.role = Role::coordinator;
    store::staff::change(store, member);
    auth::disable(store, disabled, {});
  });
  const std::string refused = "403 forbidden; 403 forbidden; 403 forbidden; 403 forbidden; ";
  CHECK(calls(as_coordinator) == refused);
  CHECK(calls(as_nobody) == refused);
  bare.opened().read([&](store::Reading& store) {
    CHECK(store::invitations::all(store).empty());
    CHECK(store::staff::password_hash(store, "dee"));
    CHECK_FALSE(store::staff::find(store, ben)->staff.enabled);
    CHECK(store::staff::find(store, dee)->staff.role == Role::peer);
  });
}
