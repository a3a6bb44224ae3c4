#include <set>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "gateway/routes.hpp"
#include "tests/support/service.hpp"

using namespace warmline;

namespace {

// "GET /api/me" and so on, as the description has them: paths stand at two spaces, their methods at
// four.
std::set<std::string> described_routes(const std::string& yaml) {
  std::set<std::string> found;
  std::istringstream lines(yaml);
  std::string path;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("components:")) break;
    if (line.starts_with("  /") && line.ends_with(":")) path = line.substr(2, line.size() - 3);
    for (const auto& [word, method] : {std::pair("    get:", "GET "),
                                       {"    post:", "POST "},
                                       {"    put:", "PUT "},
                                       {"    patch:", "PATCH "},
                                       {"    delete:", "DELETE "}}) {
      if (line == word) found.insert(method + path);
    }
  }
  return found;
}

std::set<std::string> api_routes() {
  std::set<std::string> found;
  for (const auto& row : route_table()) {
    if (!row.pattern.starts_with("/api/")) continue;
    found.insert(std::string(row.method) + " " + std::string(row.pattern));
  }
  return found;
}

}  // namespace

TEST_CASE("openapi.yaml describes every API route of the route table, and no other") {
  const test::Service service;
  const auto reply = service.nobody().get("/api/openapi.yaml");
  CHECK(reply.status == 200);
  CHECK(reply.header("Content-Type") == "application/yaml");
  const auto described = described_routes(reply.body);
  CHECK(described.size() > 20);
  CHECK(described == api_routes());
}
