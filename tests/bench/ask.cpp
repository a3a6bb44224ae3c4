// Asks a running service, one request after the other on one connection, and prints as JSON how
// long the answers took: for each line of the standard input, "NAME<TAB>PATH", the figures of all
// paths of that name; each is asked --times times in all, going through its paths in turn.
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "tests/bench/latencies.hpp"
#include "tests/bench/wire.hpp"

namespace warmline::bench {
namespace {

constexpr std::chrono::milliseconds look_again{1};

std::string get(const std::string& path, const std::string& bearer) {
  std::string request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  if (!bearer.empty()) request += "Authorization: Bearer " + bearer + "\r\n";
  return request + "\r\n";
}

nlohmann::json ask_all(std::uint16_t port, const std::string& bearer,
                       const std::vector<std::string>& paths, std::size_t times) {
  Wire wire(port);
  Latencies latencies;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < times; ++i) {
    const auto& path = paths[i % paths.size()];
    const auto request = get(path, bearer);
    const auto began = Clock::now();
    wire.send(request);
    const auto status = wire.receive_whole();
    latencies.add(Clock::now() - began);
    if (status != 200) throw std::runtime_error(fmt::format("{} for {}", status, path));
    bytes += wire.body().size();
  }
  auto summary = latencies.summary();
  summary["bytes"] = bytes / times;
  return summary;
}

std::map<std::string, std::vector<std::string>> read_paths() {
  std::map<std::string, std::vector<std::string>> paths;
  for (std::string line; std::getline(std::cin, line);) {
    const auto tab = line.find('\t');
    if (tab == std::string::npos) throw std::runtime_error("NAME<TAB>PATH is wanted: " + line);
    paths[line.substr(0, tab)].push_back(line.substr(tab + 1));
  }
  return paths;
}

// The status, where anybody listens.
std::optional<unsigned> status_of(std::uint16_t port, const std::string& request) {
  try {
    Wire wire(port);
    wire.send(request);
    return wire.receive_whole();
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

// How long from now until the path is answered with 200.
nlohmann::json wait_for(std::uint16_t port, const std::string& path) {
  const auto request = get(path, {});
  const auto began = Clock::now();
  while (status_of(port, request) != 200) std::this_thread::sleep_for(look_again);
  return {
      {"ready_after_ms", std::chrono::duration<double, std::milli>(Clock::now() - began).count()}};
}

int run(int argc, char** argv) {
  CLI::App app("Asks a running service, and says how long the answers took", "bench_ask");
  std::uint16_t port = 0;
  std::string bearer;
  std::string until_ready;
  std::size_t times = 1000;
  app.add_option("--port", port)->required();
  app.add_option("--bearer", bearer, "a member of staff's token");
  app.add_option("--times", times);
  app.add_option("--until-ready", until_ready, "a path: only says when it is first answered 200");
  CLI11_PARSE(app, argc, argv);
  if (!until_ready.empty()) {
    std::cout << wait_for(port, until_ready) << '\n';
    return 0;
  }
  auto report = nlohmann::json::object();
  for (const auto& [name, paths] : read_paths()) report[name] = ask_all(port, bearer, paths, times);
  std::cout << report << '\n';
  return 0;
}

}  // namespace
}  // namespace warmline::bench

int main(int argc, char** argv) {
  try {
    return warmline::bench::run(argc, argv);
  } catch (const std::exception& failure) {
    fmt::print(stderr, "bench_ask: {}\n", failure.what());
    return 1;
  }
}
