#include <doctest/doctest.h>

#include "gateway/store/staff.hpp"
#include "tests/support/service.hpp"

using namespace warmline;
using test::json;
using test::problem_of;
using test::Service;

namespace {

// What tests ask for it as.
constexpr std::string_view host = "localhost";

test::Reply sign_in(const Service& service, std::string_view username, std::string_view password,
                    const test::HeaderList& more = {}) {
  test::HeaderList headers = more;
  headers.emplace_back("Content-Type", "application/json");
  const json body{{"username", username}, {"password", password}};
  return service.nobody().ask("POST", "/api/session", headers, body.dump());
}

routing::Presence presence_of(const Service& service, std::string_view username) {
  auto presence = routing::Presence::off;
  service.look([&](store::Reading& reading) {
    const auto id = store::staff::by_username(reading, std::string(username));
    presence = store::staff::find(reading, *id)->presence;
  });
  return presence;
}

}  // namespace

TEST_CASE(
    "the right password opens a session, in a cookie that scripts and other sites can't use") {
  const Service service;
  const auto reply = sign_in(service, "  ANA ", test::password);
  CHECK(reply.status == 200);
  const auto cookie = reply.header("Set-Cookie");
  CHECK(cookie.starts_with("warmline_session="));
  for (const char* term : {"HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=1209600", "Secure"}) {
    CHECK(cookie.find(term) != std::string::npos);
  }
  const auto body = json::parse(reply.body);
  CHECK(body.at("staff").at("username") == "ana");
  CHECK(body.at("staff").at("name") == "Ana");
  CHECK(body.at("staff").at("role") == "peer");
  CHECK(body.at("staff").at("presence") == "off");
  CHECK(body.at("staff").at("lines").size() == 2);
  CHECK_FALSE(body.at("csrf").get<std::string>().empty());
  CHECK(body.at("seq").get<int>() > 0);
}

TEST_CASE("me says who is signed in, with the same csrf as signing in did") {
  const Service service;
  const auto ana = service.signed_in("ana");
  const auto me = ana.read("/api/me");
  CHECK(me.at("staff").at("id") == service.id_of("ana"));
  CHECK(me.at("csrf") == ana.headers().back().second);
  const auto program = service.as("dee").read("/api/me");
  CHECK(program.at("csrf") == "");
  CHECK(program.at("staff").at("lines") == json::array({service.line_id(test::offer_line)}));
}

TEST_CASE("a wrong password and a username that nobody has are told apart by nothing") {
  const Service service;
  const auto wrong = sign_in(service, "ana", "not this one");
  const auto unknown = sign_in(service, "nobody", "not this one");
  CHECK(problem_of(wrong) == "401 wrong_password");
  CHECK(wrong.body == unknown.body);
  CHECK(wrong.header("Set-Cookie").empty());
}

TEST_CASE("five wrong passwords slow the account down, the right one too, until the wait is over") {
  Service service;
  for (int i = 0; i < 5; ++i) {
    CHECK(problem_of(sign_in(service, "ana", "wrong")) == "401 wrong_password");
  }
  const auto slowed = sign_in(service, "ana", test::password);
  CHECK(problem_of(slowed) == "429 too_many_tries");
  const auto wait = std::stoi(slowed.header("Retry-After"));
  CHECK(wait > 0);
  CHECK(wait <= 31);
  CHECK(sign_in(service, "ben", test::password).status == 200);
  service.clock().advance(std::chrono::seconds(wait));
  CHECK(sign_in(service, "ana", test::password).status == 200);
}

TEST_CASE("behind a proxy on this machine, the address is what the proxy added") {
  Service service;
  const auto from = [](std::string forwarded) {
    return test::HeaderList{{"X-Forwarded-For", std::move(forwarded)}};
  };
  for (int i = 0; i < 5; ++i) {
    sign_in(service, "ana", "wrong", from("198.51.100.9, 203.0.113.7"));
  }
  CHECK(problem_of(sign_in(service, "ana", test::password, from("203.0.113.7"))) ==
        "429 too_many_tries");
  CHECK(sign_in(service, "ana", test::password, from("198.51.100.9")).status == 200);
}

TEST_CASE("where the proxy adds a line of its own, the client's line above it counts for nothing") {
  Service service;
  const auto sign_in_from = [&](const std::string& made_up, std::string_view password) {
    return sign_in(service, "ana", password,
                   {{"X-Forwarded-For", made_up}, {"X-Forwarded-For", "203.0.113.7"}});
  };
  for (int i = 0; i < 5; ++i) sign_in_from("198.51.100." + std::to_string(i), "wrong");
  CHECK(problem_of(sign_in_from("198.51.100.9", test::password)) == "429 too_many_tries");
}

TEST_CASE("what is no sign-in is malformed") {
  const Service service;
  const auto nobody = service.nobody();
  const auto post = [&](std::string_view type, std::string_view body) {
    return problem_of(
        nobody.ask("POST", "/api/session", {{"Content-Type", std::string(type)}}, body));
  };
  constexpr std::string_view sound = R"({"username":"ana","password":"x"})";
  CHECK(post("text/plain", sound) == "400 malformed");
  CHECK(post("application/json", "{") == "400 malformed");
  CHECK(post("application/json", "[]") == "400 malformed");
  CHECK(post("application/json", R"({"username":"ana"})") == "400 malformed");
  CHECK(post("application/json", R"({"username":1,"password":"x"})") == "400 malformed");
  CHECK(post("application/json", "{\"username\":\"\xff\",\"password\":\"x\"}") == "400 malformed");
  CHECK(post("application/json", std::string(30'000, '[')) == "400 malformed");
  const auto deep = R"({"username":"ana","password":"x","more":)" + std::string(40, '[') +
                    std::string(40, ']') + "}";
  CHECK(post("application/json", deep) == "400 malformed");
  CHECK(post("application/json; charset=utf-8", sound) == "401 wrong_password");
}

TEST_CASE("another site's page can't sign anybody in") {
  const Service service;
  CHECK(problem_of(sign_in(service, "ana", test::password, {{"Origin", "https://evil.test"}})) ==
        "403 bad_csrf");
  CHECK(
      sign_in(service, "ana", test::password, {{"Origin", std::string(test::public_url)}}).status ==
      200);
}

TEST_CASE("a change by cookie needs the session's CSRF token and a page of our own") {
  const Service service;
  const auto ana = service.signed_in("ana");
  const auto ben = service.signed_in("ben");
  const test::HeaderList json_type{{"Content-Type", "application/json"}};
  const auto put = [&](test::HeaderList headers) {
    headers.insert(headers.end(), json_type.begin(), json_type.end());
    return service.nobody().ask("PUT", "/api/me/presence", headers, R"({"presence":"on"})");
  };
  const auto cookie = ana.headers().front();
  CHECK(problem_of(put({cookie})) == "403 bad_csrf");
  CHECK(problem_of(put({cookie, {"X-CSRF-Token", "made up"}})) == "403 bad_csrf");
  CHECK(problem_of(put({cookie, ben.headers().back()})) == "403 bad_csrf");
  auto elsewhere = ana.headers();
  elsewhere.emplace_back("Origin", "https://evil.test");
  CHECK(problem_of(put(elsewhere)) == "403 bad_csrf");
  CHECK(presence_of(service, "ana") == routing::Presence::off);

  // What is not encrypted, anybody on the way can write a page into.
  auto not_encrypted = ana.headers();
  not_encrypted.emplace_back("Origin", "http://" + std::string(host));
  CHECK(problem_of(put(not_encrypted)) == "403 bad_csrf");
  CHECK(presence_of(service, "ana") == routing::Presence::off);

  auto by_address = ana.headers();
  by_address.emplace_back("Origin", "https://" + std::string(host));
  CHECK(put(by_address).status == 200);
  CHECK(presence_of(service, "ana") == routing::Presence::on);
}

TEST_CASE("presence is on, break or off") {
  const Service service;
  const auto ana = service.as("ana");
  for (const char* presence : {"on", "break", "off"}) {
    const auto reply = ana.put("/api/me/presence", {{"presence", presence}});
    CHECK(reply.status == 200);
    CHECK(json::parse(reply.body) == json{{"presence", presence}});
    CHECK(routing::to_string(presence_of(service, "ana")) == presence);
  }
  CHECK(problem_of(ana.put("/api/me/presence", {{"presence", "away"}})) == "400 malformed");
}

TEST_CASE("signing out ends this session; with the last one nobody is left on") {
  const Service service;
  const auto laptop = service.signed_in("ana");
  const auto phone = service.signed_in("ana");
  CHECK(laptop.put("/api/me/presence", {{"presence", "on"}}).status == 200);

  const auto reply = laptop.ask("DELETE", "/api/session");
  CHECK(reply.status == 204);
  CHECK(reply.header("Set-Cookie").find("Max-Age=0") != std::string::npos);
  CHECK(problem_of(laptop.get("/api/me")) == "401 not_signed_in");
  CHECK(phone.get("/api/me").status == 200);
  CHECK(presence_of(service, "ana") == routing::Presence::on);

  CHECK(phone.ask("DELETE", "/api/session").status == 204);
  CHECK(presence_of(service, "ana") == routing::Presence::off);
}

TEST_CASE("a bearer token has no session to end") {
  const Service service;
  CHECK(problem_of(service.as("ana").ask("DELETE", "/api/session")) == "403 forbidden");
}

TEST_CASE("a session ends by itself after two weeks") {
  Service service;
  const auto ana = service.signed_in("ana");
  service.clock().advance(std::chrono::hours(24 * 14 - 1));
  CHECK(ana.get("/api/me").status == 200);
  service.clock().advance(std::chrono::hours(2));
  CHECK(problem_of(ana.get("/api/me")) == "401 not_signed_in");
}
