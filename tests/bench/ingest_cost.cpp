// What taking in one text costs, step by step: each step's own function over the same texts, on one
// thread, in microseconds of the processor a text. Prints JSON. --config is a line whose data is on
// the disk that is measured, --ram-config one whose data is in memory, where writing costs nothing.
#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <functional>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <fmt/format.h>
#include <pthread.h>
#include <time.h>

#include "gateway/app.hpp"
#include "gateway/carriers/twilio/twilio.hpp"
#include "gateway/commands.hpp"
#include "gateway/flows/receive_text.hpp"
#include "gateway/http/request_parser.hpp"
#include "gateway/http/server.hpp"
#include "gateway/store/search_index.hpp"
#include "gateway/store/texters.hpp"
#include "gateway/store/texts.hpp"
#include "tests/bench/latencies.hpp"
#include "tests/bench/prepared_texts.hpp"
#include "tests/bench/wire.hpp"

namespace warmline::bench {
namespace {

constexpr std::size_t together = 64;  // texts in one commit, and requests under way
constexpr std::size_t texters = 2000;
constexpr std::string_view language = "en";

double microseconds_each(Clock::duration took, std::size_t count) {
  return std::chrono::duration<double, std::micro>(took).count() / static_cast<double>(count);
}

// What a thread, or the whole process, has had of the processors so far: others who use them too do
// not count.
Clock::duration spent_by(clockid_t clock) {
  timespec spent{};
  if (clock_gettime(clock, &spent) != 0) throw std::runtime_error("a thread's time can't be read");
  return std::chrono::seconds(spent.tv_sec) + std::chrono::nanoseconds(spent.tv_nsec);
}

// What `once` costs for each of `count`.
double timed(std::size_t count, const std::function<void(std::size_t)>& once) {
  const auto before = spent_by(CLOCK_THREAD_CPUTIME_ID);
  for (std::size_t i = 0; i < count; ++i) once(i);
  return microseconds_each(spent_by(CLOCK_THREAD_CPUTIME_ID) - before, count);
}

// One request, and what each step makes of it for the next.
struct Arrived {
  std::string bytes;
  carriers::WebhookRequest webhook;
  carriers::InboundText text;
};

std::vector<Arrived> arrivals(const config::Config& config, const carriers::Twilio& carrier,
                              std::size_t count) {
  PreparedTexts prepared({.port = config.server.listen.port,
                          .url = config.server.public_url + "/webhooks/main/message",
                          .auth_token = config.carriers.front().auth_token.reveal(),
                          .line = config.lines.front().number.dialable(),
                          .texters = texters},
                         count);
  std::vector<Arrived> all;
  all.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::string bytes(prepared.any());
    http::RequestParser parser(http::Limits{});
    parser.take(bytes);
    const auto& request = parser.request();
    const auto header = [&](std::string_view name) { return std::string(*request.header(name)); };
    carriers::WebhookRequest webhook{.path_and_query = request.target,
                                     .content_type = header("Content-Type"),
                                     .signature = header("X-Twilio-Signature"),
                                     .body = request.body};
    auto text = carrier.read_text(webhook).value();
    all.push_back({std::move(bytes), std::move(webhook), std::move(text)});
  }
  return all;
}

// Our server with a handler that only says what the carrier hears; what its thread spends.
double http_cost(const std::vector<Arrived>& arrived, const carriers::Twilio& carrier) {
  boost::asio::io_context loop(1);
  http::Router router;
  const auto answer = carrier.well_received();
  router.add(http::Route{"POST", "/webhooks/{carrier}/message",
                         [answer](http::Request) -> http::asio::awaitable<http::Response> {
                           co_return http::typed_response(200, answer.content_type, answer.body);
                         }});
  http::Server server(loop.get_executor(), {}, {}, std::move(router), [](auto, auto) {});
  server.start();
  std::jthread serving([&loop] { loop.run(); });
  std::vector<Wire> wires;
  for (std::size_t i = 0; i < together; ++i) wires.emplace_back(server.port());
  clockid_t clock{};
  if (pthread_getcpuclockid(serving.native_handle(), &clock) != 0) {
    throw std::runtime_error("a thread's time can't be read");
  }
  const auto before = spent_by(clock);
  std::size_t sent = 0;
  for (; sent + together <= arrived.size(); sent += together) {
    for (std::size_t i = 0; i < together; ++i) wires[i].send(arrived[sent + i].bytes);
    for (auto& wire : wires) wire.receive_whole();
  }
  const auto spent = spent_by(clock) - before;
  loop.stop();
  return microseconds_each(spent, sent);
}

double sealing_cost(const store::Seal& seal, const std::vector<Arrived>& arrived) {
  const auto id = *routing::TextId::from_bytes(routing::UuidBytes{1});
  const auto texter = *routing::TexterId::from_bytes(routing::UuidBytes{2});
  const auto wrapped = seal.fresh_key(texter).wrapped;
  return timed(arrived.size(), [&](std::size_t i) {
    const auto& text = arrived[i].text;
    const auto key = seal.unwrap(wrapped, texter);
    const auto body = key.seal(text.body.words(), id.bytes());
    const auto parameters = key.seal(text.parameters, id.bytes());
    if (body.empty() || parameters.empty()) throw std::logic_error("nothing was sealed");
  });
}

double words_cost(const store::Seal& seal, const std::vector<Arrived>& arrived) {
  return timed(arrived.size(), [&](std::size_t i) {
    const auto& text = arrived[i].text;
    store::search_index::terms(seal, text.body.words(), language);
    store::texters::number_hash(seal, text.from);
    store::texts::token_hash(seal, text.carrier_id);
  });
}

// Puts terms into the index and nothing else, in commits of `together`.
double index_cost(store::Database& database, const std::vector<Arrived>& arrived) {
  std::vector<store::Indexed> indexed;
  // Rows that no text has.
  std::int64_t seq = std::int64_t{1} << 40U;
  for (const auto& one : arrived) {
    indexed.push_back(
        {++seq, store::search_index::terms(database.seal(), one.text.body.words(), language)});
  }
  const auto before = spent_by(CLOCK_THREAD_CPUTIME_ID);
  for (std::size_t first = 0; first < indexed.size(); first += together) {
    std::array<store::Database::Job, 1> jobs{[&](store::Writing& store) {
      const auto last = std::min(first + together, indexed.size());
      for (std::size_t i = first; i < last; ++i) store.to_index.push_back(indexed[i]);
    }};
    database.commit_together(jobs);
  }
  return microseconds_each(spent_by(CLOCK_THREAD_CPUTIME_ID) - before, indexed.size());
}

struct TakingIn {
  double passed_us = 0;  // from one text to the next
  double loop_us = 0;    // of the processor, on this thread
  double store_us = 0;   // of the processor, on the store's threads
};

// Takes all of them in, `together` at a time, as the service does once a request is verified.
TakingIn take_in(store::Database& database, const flows::Lines& lines,
                 const store::Database::Clock& clock, const std::vector<Arrived>& arrived) {
  boost::asio::io_context loop(1);
  const auto failed = [](const std::string& why) { throw std::runtime_error(why); };
  flows::StoreThread store(loop.get_executor(), database, clock, {}, [](auto) {}, failed);
  std::size_t next = 0;
  const auto take_next = [&]() -> async::asio::awaitable<void> {
    while (next < arrived.size()) {
      auto text = arrived[next++].text;
      std::string token = text.carrier_id;
      const auto kept =
          co_await flows::receive_text(store, lines, "main", std::move(text), std::move(token));
      if (!kept) throw std::runtime_error(kept.error().detail);
    }
  };
  const auto began = Clock::now();
  const auto process = spent_by(CLOCK_PROCESS_CPUTIME_ID);
  const auto thread = spent_by(CLOCK_THREAD_CPUTIME_ID);
  for (std::size_t i = 0; i < together; ++i) {
    boost::asio::co_spawn(loop, take_next(), [](std::exception_ptr failure) {
      if (failure) std::rethrow_exception(failure);
    });
  }
  loop.run();
  const auto on_loop = spent_by(CLOCK_THREAD_CPUTIME_ID) - thread;
  const auto in_all = spent_by(CLOCK_PROCESS_CPUTIME_ID) - process;
  const auto passed = Clock::now() - began;
  store.stop();
  return {microseconds_each(passed, arrived.size()), microseconds_each(on_loop, arrived.size()),
          microseconds_each(in_all - on_loop, arrived.size())};
}

// The second half of `arrived`, when the first has opened everyone's conversation.
TakingIn take_in(const config::Config& config, const Environment& environment,
                 const std::vector<Arrived>& arrived) {
  const auto database = open_database(config, environment);
  const auto lines = lines_of(*database, config);
  const auto half = arrived.begin() + static_cast<std::ptrdiff_t>(arrived.size() / 2);
  take_in(*database, lines, environment.now, {arrived.begin(), half});
  return take_in(*database, lines, environment.now, {half, arrived.end()});
}

config::Config load_config(const std::filesystem::path& file, const Environment& environment) {
  auto config = load_or_explain(file);
  if (!config) throw std::runtime_error("a faulty configuration");
  ensure_master_key(*config, environment);
  return std::move(*config);
}

nlohmann::json step(std::string_view name, std::string_view thread, double us,
                    std::string_view how) {
  return {{"name", name}, {"thread", thread}, {"us", us}, {"how", how}};
}

nlohmann::json measure(const config::Config& disk, const config::Config& ram,
                       const Environment& environment, std::size_t count) {
  const auto& configured = disk.carriers.front();
  const carriers::Twilio carrier({.name = configured.name,
                                  .account_sid = configured.account_sid,
                                  .auth_token = configured.auth_token.reveal(),
                                  .public_url = disk.server.public_url});
  const auto arrived = arrivals(disk, carrier, count);
  const double http = http_cost(arrived, carrier);
  const double signature = timed(count, [&](std::size_t i) {
    if (!carrier.verify(arrived[i].webhook)) throw std::logic_error("a signature does not fit");
  });
  const double reading =
      timed(count, [&](std::size_t i) { carrier.read_text(arrived[i].webhook).value(); });
  // Apart from the database that takes the texts in, which this would fill the index of.
  auto apart = ram;
  apart.store.path += ".index";
  const auto index_only = open_database(apart, environment);
  const double sealing = sealing_cost(index_only->seal(), arrived);
  const double words = words_cost(index_only->seal(), arrived);
  const double index = index_cost(*index_only, arrived);
  const auto in_memory = take_in(ram, environment, arrived);
  const auto on_disk = take_in(disk, environment, arrived);
  return {{"steps",
           {step("HTTP", "loop", http, "our server answering at once, sockets included"),
            step("signature", "loop", signature, "parsing the form, HMAC-SHA1"),
            step("reading", "loop", reading, "the form again, both numbers, parameters as JSON"),
            step("words", "loop", words, "words, stems, keyed hashes, the number's too"),
            step("handing over", "loop", in_memory.loop_us - words,
                 "coroutines, to the store and back"),
            step("sealing", "store", sealing, "key opened, body and parameters"),
            step("index", "store", index, "FTS5, 64 texts a commit, in memory"),
            step("SQL and routing", "store", in_memory.store_us - sealing - index,
                 "the rest of the store's threads, 64 texts a commit, in memory"),
            step("disk", "store", on_disk.passed_us - in_memory.store_us,
                 "from text to text on the disk, less all that: writing, fsync")}},
          {"taking_in_us", on_disk.passed_us},
          {"texts", count}};
}

int run(int argc, char** argv) {
  CLI::App app("What taking in one text costs, step by step", "bench_ingest_cost");
  std::filesystem::path disk;
  std::filesystem::path ram;
  std::size_t count = 40'000;
  app.add_option("--config", disk)->required();
  app.add_option("--ram-config", ram)->required();
  app.add_option("--texts", count);
  CLI11_PARSE(app, argc, argv);
  const auto environment = real_environment();
  const auto on_disk = load_config(disk, environment);
  const auto in_memory = load_config(ram, environment);
  std::cout << measure(on_disk, in_memory, environment, count) << '\n';
  return 0;
}

}  // namespace
}  // namespace warmline::bench

int main(int argc, char** argv) {
  try {
    return warmline::bench::run(argc, argv);
  } catch (const std::exception& failure) {
    fmt::print(stderr, "bench_ingest_cost: {}\n", failure.what());
    return 1;
  }
}
