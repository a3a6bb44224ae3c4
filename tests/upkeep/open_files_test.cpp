#include "gateway/open_files.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>

using warmline::connections_within;

TEST_CASE("as many clients are served as there are files for, with some left for ourselves") {
  CHECK(connections_within(524'288, 2000) == 2000);
  CHECK(connections_within(2000 + warmline::other_files_max, 2000) == 2000);
  CHECK(connections_within(1024, 2000) == 1024 - warmline::other_files_max);
  CHECK(connections_within(warmline::other_files_max, 2000) == 1);
  CHECK(connections_within(0, 2000) == 1);
}

TEST_CASE("what the system gives at first is raised to what it allows") {
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0);
  REQUIRE(before.rlim_max > 100);
  const rlimit few{.rlim_cur = 100, .rlim_max = before.rlim_max};
  REQUIRE(setrlimit(RLIMIT_NOFILE, &few) == 0);
  CHECK(warmline::raise_open_files() == before.rlim_max);
  rlimit after{};
  REQUIRE(getrlimit(RLIMIT_NOFILE, &after) == 0);
  CHECK(after.rlim_cur == before.rlim_max);
  REQUIRE(setrlimit(RLIMIT_NOFILE, &before) == 0);
}
