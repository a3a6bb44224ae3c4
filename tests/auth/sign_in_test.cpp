#include "gateway/auth/sign_in.hpp"

#include <doctest/doctest.h>

#include "gateway/auth/access.hpp"
#include "gateway/auth/passwords.hpp"
#include "tests/store/opened.hpp"

namespace warmline::test {

using routing::ProblemCode;
using store::Writing;

namespace {

const std::string home = "192.0.2.1";
const std::string elsewhere = "192.0.2.2";

void fail(Opened& opened, int times, const std::string& username, const std::string& address) {
  for (int i = 0; i < times; ++i) {
    opened.write([&](Writing& store) { auth::count_wrong_password(store, username, address); });
  }
}

bool must_wait(Opened& opened, const std::string& username, const std::string& address) {
  bool waits = false;
  opened.read([&](store::Reading& store) {
    waits = auth::must_wait(store, username, address) > std::chrono::seconds(0);
  });
  return waits;
}

}  // namespace

TEST_CASE("a password matches its own hash alone, and the hash is argon2id") {
  const auto hash = auth::hash_password("a long enough password");
  CHECK(hash.starts_with("$argon2id$"));
  CHECK(auth::password_matches("a long enough password", hash));
  CHECK(!auth::password_matches("a long enough passwore", hash));
  CHECK(!auth::password_matches("a long enough password", "no hash"));
}

TEST_CASE("five wrong passwords slow that account down for that address, and nobody else") {
  Opened opened;
  fail(opened, 4, "ana", home);
  CHECK(!must_wait(opened, "ana", home));
  fail(opened, 1, "ana", home);
  CHECK(must_wait(opened, "ana", home));
  CHECK(!must_wait(opened, "ana", elsewhere));
  CHECK(!must_wait(opened, "ben", home));
}

TEST_CASE(
    "many wrong passwords slow an account down from everywhere, and an address for everyone") {
  Opened opened;
  for (int i = 0; i < auth::wrong_passwords_max_anywhere; ++i) {
    fail(opened, 1, "ana", "192.0.2." + std::to_string(100 + i));
    fail(opened, 1, "user" + std::to_string(i), home);
  }
  CHECK(must_wait(opened, "ana", elsewhere));
  CHECK(must_wait(opened, "ben", home));
  CHECK(!must_wait(opened, "ben", elsewhere));
}

TEST_CASE("the addresses of one IPv6 network count as one, and others on their own") {
  Opened opened;
  for (const std::string host : {"1", "2", "a:b:c:d", "ffff:ffff:ffff:ffff", "3%eth0"}) {
    const bool is_short = host.size() < 7;
    fail(opened, 1, "ana", (is_short ? "2001:db8:0:1::" : "2001:db8:0:1:") + host);
  }
  CHECK(must_wait(opened, "ana", "2001:db8:0:1::9"));
  CHECK(must_wait(opened, "ana", "2001:0DB8:0000:0001::9"));
  CHECK(!must_wait(opened, "ana", "2001:db8:0:2::1"));
  fail(opened, 5, "ben", "::ffff:192.0.2.1");
  CHECK(must_wait(opened, "ben", "::ffff:192.0.2.1"));
  CHECK(!must_wait(opened, "ben", "::ffff:192.0.2.2"));
}

TEST_CASE("what is forgotten of wrong passwords is kept no longer") {
  Opened opened;
  for (int i = 0; i < 20; ++i) fail(opened, 1, "user" + std::to_string(i), home);
  opened.clock.advance(auth::slow_down_longest + std::chrono::seconds(1));
  fail(opened, 1, "ana", elsewhere);
  opened.read([](store::Reading& store) {
    auto rows = store.db.query("SELECT count(*) FROM sign_in_tries");
    REQUIRE(rows.next());
    CHECK(rows.get<int>(0) == 3);
  });
}

TEST_CASE("the wait passes, grows with each further wrong password, and is forgotten in the end") {
  Opened opened;
  fail(opened, 5, "ana", home);
  opened.clock.advance(auth::slow_down_first + std::chrono::seconds(1));
  CHECK(!must_wait(opened, "ana", home));
  fail(opened, 1, "ana", home);
  opened.clock.advance(auth::slow_down_first + std::chrono::seconds(1));
  CHECK(must_wait(opened, "ana", home));
  opened.clock.advance(auth::slow_down_longest + std::chrono::seconds(1));
  fail(opened, 4, "ana", home);
  CHECK(!must_wait(opened, "ana", home));
}

TEST_CASE("a session is known by its token until it is ended or expires") {
  Opened opened;
  auth::SignedIn begun;
  opened.write([&](Writing& store) {
    begun = auth::begin_session(store, a_peer(store, "ana"), "ana", home);
  });
  opened.read([&](store::Reading& store) {
    const auto who = auth::identify_session(store, begun.token);
    REQUIRE(who);
    CHECK(who->who.staff.username == "ana");
    CHECK(auth::csrf_matches(*who, begun.csrf));
    CHECK(!auth::csrf_matches(*who, ""));
    CHECK(!auth::csrf_matches(*who, begun.csrf + "x"));
    CHECK(auth::identify_session(store, begun.token + "x").error().code ==
          ProblemCode::not_signed_in);
    CHECK(!auth::identify_program(store, begun.token));
  });
  opened.clock.advance(auth::session_length);
  opened.read([&](store::Reading& store) { CHECK(!auth::identify_session(store, begun.token)); });
}

TEST_CASE("a right password forgets the account's wrong tries, and not the address's") {
  Opened opened;
  const auto signs_in = [&] {
    opened.write([](Writing& store) {
      const auto ana = store::staff::by_username(store, "ana");
      auth::begin_session(store, ana ? *ana : a_peer(store, "ana"), "ana", home);
    });
  };
  fail(opened, 4, "ana", home);
  signs_in();
  fail(opened, 4, "ana", home);
  CHECK(!must_wait(opened, "ana", home));
  signs_in();
  // With an account of one's own, one could guess at all the others for ever.
  for (int i = 8; i < auth::wrong_passwords_max_anywhere; ++i) {
    CHECK(!must_wait(opened, "ben", home));
    fail(opened, 1, "user" + std::to_string(i), home);
    if (i + 1 < auth::wrong_passwords_max_anywhere) signs_in();
  }
  CHECK(must_wait(opened, "ben", home));
  CHECK(!must_wait(opened, "ben", elsewhere));
}

TEST_CASE("signing out ends one session, and says when it was the last") {
  Opened opened;
  opened.write([](Writing& store) {
    const auto ana = a_peer(store, "ana");
    const auto laptop = auth::begin_session(store, ana, "ana", home);
    const auto phone = auth::begin_session(store, ana, "ana", home);
    CHECK(!auth::end_session(store, *auth::identify_session(store, laptop.token)));
    CHECK(!auth::identify_session(store, laptop.token));
    CHECK(auth::end_session(store, *auth::identify_session(store, phone.token)));
  });
}

TEST_CASE("a new program token ends the one before it; disabling ends everything") {
  Opened opened;
  opened.write([](Writing& store) {
    const auto ana = a_peer(store, "ana");
    const auto first = auth::make_program_token(store, ana);
    const auto second = auth::make_program_token(store, ana);
    CHECK(!auth::identify_program(store, first));
    const auto program = auth::identify_program(store, second);
    REQUIRE(program);
    CHECK(auth::csrf_matches(*program, ""));  // programs need none

    const auto session = auth::begin_session(store, ana, "ana", home);
    CHECK(auth::disable(store, ana, {}));
    CHECK(!auth::disable(store, ana, {}));
    CHECK(!auth::identify_program(store, second));
    CHECK(!auth::identify_session(store, session.token));
    CHECK(!store::staff::password_hash(store, "ana"));
  });
}

TEST_CASE("a route that needs a role lets that role and those above it through") {
  using auth::Access;
  using routing::Role;
  const auto lets = [](Access access, Role role) {
    auth::Identity who;
    who.who.staff.role = role;
    return auth::check_role(access, who).has_value();
  };
  CHECK(lets(Access::any_staff, Role::peer));
  CHECK(!lets(Access::coordinator, Role::peer));
  CHECK(lets(Access::coordinator, Role::coordinator));
  CHECK(lets(Access::coordinator, Role::administrator));
  CHECK(!lets(Access::administrator, Role::coordinator));
}

}  // namespace warmline::test
