#include "gateway/http/router.hpp"

#include <stdexcept>

#include <doctest/doctest.h>

using namespace warmline::http;
namespace asio = boost::asio;

namespace {

asio::awaitable<Response> answer(Request) {
  co_return Response{};
}
asio::awaitable<Upgrade> admit(Request) {
  co_return Upgrade{};
}

Router router_of(std::vector<std::pair<std::string, std::string>> routes) {
  Router router;
  for (auto& [method, pattern] : routes) router.add(Route{method, pattern, answer});
  return router;
}

struct Found {
  std::string pattern;  // or the status of the refusal
  Request request;
};

Found find(const Router& router, std::string method, std::string target) {
  Request request;
  request.method = std::move(method);
  request.target = std::move(target);
  const auto match = router.match(request);
  if (match.refused) return {std::to_string(match.refused->status), std::move(request)};
  CHECK((match.handler != nullptr) != (match.live != nullptr));
  return {std::string(match.pattern), std::move(request)};
}

}  // namespace

TEST_CASE("names stand for one segment each, decoded") {
  const auto router = router_of({{"GET", "/api/conversations/{id}/texts"}});
  const auto found = find(router, "GET", "/api/conversations/a%2Fb%20c/texts?limit=3");
  CHECK(found.pattern == "/api/conversations/{id}/texts");
  CHECK(found.request.path_values.at("id") == "a/b c");
  CHECK(find(router, "GET", "/api/conversations//texts").pattern == "404");
  CHECK(find(router, "GET", "/api/conversations/a/b/texts").pattern == "404");
  CHECK(find(router, "GET", "/api/conversations/a/texts/").pattern == "404");
  CHECK(find(router, "GET", "/api/conversations/a").pattern == "404");
}

TEST_CASE("a literal wins over a name, in whatever order they came") {
  const auto router = router_of({{"GET", "/a/{x}/c"}, {"GET", "/a/b/{y}"}, {"GET", "/{z}/b/c"}});
  CHECK(find(router, "GET", "/a/b/c").pattern == "/a/b/{y}");
  CHECK(find(router, "GET", "/a/x/c").pattern == "/a/{x}/c");
  CHECK(find(router, "GET", "/x/b/c").pattern == "/{z}/b/c");
}

TEST_CASE("another method of the same path is 405 and says which there are") {
  const auto router = router_of({{"GET", "/x"}, {"POST", "/x"}, {"PUT", "/{any}"}});
  Request request;
  request.method = "DELETE";
  request.target = "/x";
  const auto match = router.match(request);
  REQUIRE(match.refused);
  CHECK(match.refused->status == 405);
  CHECK(find_field(match.refused->headers, "Allow") == "GET, HEAD, POST, PUT");
  CHECK(find(router, "PUT", "/x").pattern == "/{any}");
  CHECK(find(router, "HEAD", "/x").pattern == "/x");
  CHECK(find(router, "get", "/x").pattern == "405");
}

TEST_CASE("the root, odd targets and paths that climb are just paths") {
  const auto router = router_of({{"GET", "/"}, {"GET", "/a"}});
  CHECK(find(router, "GET", "/").pattern == "/");
  CHECK(find(router, "GET", "/?x").pattern == "/");
  CHECK(find(router, "GET", "http://host").pattern == "/");
  CHECK(find(router, "OPTIONS", "*").pattern == "404");
  CHECK(find(router, "GET", "").pattern == "404");
  CHECK(find(router, "GET", "/b/../a").pattern == "404");
  CHECK(find(router, "GET", "//a").pattern == "404");
}

TEST_CASE("a live route stands beside others") {
  Router router = router_of({{"POST", "/live"}});
  router.add(LiveRoute{"/live", admit});
  Request request;
  request.method = "GET";
  request.target = "/live";
  CHECK(router.match(request).live != nullptr);
  CHECK(find(router, "POST", "/live").pattern == "/live");
}

TEST_CASE("a route that is there twice, or misspelt, is refused at once") {
  Router router = router_of({{"GET", "/a/{x}"}});
  CHECK_THROWS_AS(router.add(Route{"GET", "/a/{y}", answer}), std::logic_error);
  CHECK_THROWS_AS(router.add(LiveRoute{"/a/{y}", admit}), std::logic_error);
  CHECK_THROWS_AS(router.add(Route{"GET", "a", answer}), std::logic_error);
  CHECK_THROWS_AS(router.add(Route{"GET", "/a/b{x}", answer}), std::logic_error);
  CHECK_NOTHROW(router.add(Route{"POST", "/a/{y}", answer}));
}
