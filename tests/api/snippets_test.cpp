// Words that a line's peers say often.
#include <string>

#include <doctest/doctest.h>

#include "tests/support/service.hpp"

using namespace warmline;
using test::json;
using test::problem_of;
using test::Service;

namespace {

const json hello{{"language", "en"}, {"name", "Hello"}, {"words", "Hi {codename}, I'm {peer}."}};

json with(const char* field, json value) {
  auto changed = hello;
  changed[field] = std::move(value);
  return changed;
}

// A line's snippets, and how staff speak to the service about them.
struct Snippets {
  Service service;
  std::string path;

  explicit Snippets(std::string_view line = test::pull_line)
      : path("/api/lines/" + service.line_id(line) + "/snippets") {}

  test::Reply add(const json& snippet, std::string_view who = "cora") const {
    return service.as(who).post(path, snippet);
  }
  json items(std::string_view who = "ana") const { return service.as(who).read(path).at("items"); }
  std::string refused(const json& snippet) const {
    const auto reply = add(snippet);
    const auto body = json::parse(reply.body);
    const auto fault = body.find("fault");
    return problem_of(reply) + (fault == body.end() ? "" : " " + fault->get<std::string>());
  }
};

}  // namespace

TEST_CASE("coordinators write snippets, and whoever works the line reads them") {
  const Snippets line(test::offer_line);
  CHECK(line.items().empty());
  const auto added = line.add(hello);
  REQUIRE(added.status == 201);
  const auto snippet = json::parse(added.body);
  CHECK(snippet.at("words") == hello.at("words"));
  REQUIRE(line.add(with("name", "Bye")).status == 201);
  REQUIRE(line.items("dee").size() == 2);
  CHECK(line.items("dee").at(0).at("name") == "Bye");
  CHECK(line.items("dee").at(1) == snippet);
  CHECK(problem_of(line.add(hello, "ana")) == "403 forbidden");
  CHECK(problem_of(line.service.nobody().get(line.path)) == "401 not_signed_in");

  const auto one = line.path + "/" + snippet.at("id").get<std::string>();
  const auto changed = line.service.as("ada").put(one, with("words", "Hello there."));
  REQUIRE(changed.status == 200);
  CHECK(line.items().at(1).at("words") == "Hello there.");
  CHECK(problem_of(line.service.as("ana").put(one, hello)) == "403 forbidden");
  CHECK(problem_of(line.service.as("ana").ask("DELETE", one)) == "403 forbidden");
  CHECK(line.service.as("cora").ask("DELETE", one).status == 204);
  CHECK(problem_of(line.service.as("cora").ask("DELETE", one)) == "404 not_found");
  CHECK(problem_of(line.service.as("cora").put(one, hello)) == "404 not_found");
  CHECK(line.items().size() == 1);
}

TEST_CASE("a peer of another line does not see a line's snippets, nor changes them by its own") {
  const Snippets line;
  const auto added = line.add(hello);
  REQUIRE(added.status == 201);
  CHECK(problem_of(line.service.as("dee").get(line.path)) == "403 forbidden");
  const auto elsewhere = "/api/lines/" + line.service.line_id(test::offer_line) + "/snippets/" +
                         json::parse(added.body).at("id").get<std::string>();
  CHECK(problem_of(line.service.as("cora").put(elsewhere, hello)) == "404 not_found");
  CHECK(problem_of(line.service.as("cora").ask("DELETE", elsewhere)) == "404 not_found");
  CHECK(line.items().size() == 1);
}

TEST_CASE("a snippet that can't be used is refused, with what is wrong") {
  const Snippets line;
  CHECK(line.refused(with("words", "Hi {name}")) == "422 unknown_placeholder {name}");
  CHECK(line.refused(with("words", "Hi {codename")) == "422 unknown_placeholder {codename");
  CHECK(line.refused(with("words", " ")) == "422 empty_body");
  CHECK(line.refused(with("words", std::string(1001, 'x'))) == "422 too_long");
  CHECK(line.refused(with("name", "  ")) == "422 empty_body");
  CHECK(line.refused(with("name", std::string(41, 'x'))) == "422 too_long");
  CHECK(line.refused(with("name", "a\nb")) == "400 malformed");
  CHECK(line.refused(with("language", "tlh")) == "400 malformed");
  CHECK(line.refused(with("words", 7)) == "400 malformed");
  CHECK(problem_of(line.service.as("cora").ask("POST", line.path, {}, "{")) == "400 malformed");
  CHECK(problem_of(line.service.as("cora").put(line.path + "/x", hello)) == "404 not_found");
  CHECK(line.items().empty());
}

TEST_CASE("no two snippets of a line and language have the same name, whatever its case") {
  const Snippets line;
  REQUIRE(line.add(hello).status == 201);
  CHECK(line.refused(with("name", " hELLO ")) == "409 name_taken");
  const auto bye = line.add(with("name", "Bye"));
  REQUIRE(bye.status == 201);
  const auto one = line.path + "/" + json::parse(bye.body).at("id").get<std::string>();
  CHECK(problem_of(line.service.as("cora").put(one, hello)) == "409 name_taken");
  CHECK(line.service.as("cora").put(one, with("name", "BYE")).status == 200);
}

TEST_CASE("what is done to snippets is on record, without their words") {
  const Snippets line;
  REQUIRE(line.add(hello).status == 201);
  line.service.look([](store::Reading& reading) {
    auto row = reading.db.query("SELECT data FROM events WHERE kind = 'snippets.changed'");
    REQUIRE(row.next());
    const auto data = json::parse(row.get<std::string>(0));
    CHECK(data.at("what") == "added");
    CHECK(data.size() == 2);
    CHECK_FALSE(row.next());
  });
}
