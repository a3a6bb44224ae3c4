#include "gateway/api/live_feed.hpp"

#include <atomic>
#include <future>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <doctest/doctest.h>

#include "gateway/http/server.hpp"
#include "tests/support/service.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/websocket_client.hpp"

using namespace warmline;
using test::json;
using test::WebSocketClient;

namespace {

namespace asio = boost::asio;

// A feed of its own, to one coordinator, over a real server and a real database.
class Feed {
 public:
  explicit Feed(api::LiveFeed::Limits limits)
      : tasks_(loop_.get_executor(), [](std::string_view, std::exception_ptr) {}),
        feed_(loop_.get_executor(), tasks_, limits),
        database_((folder_.path() / "feed.db").string(), store::MasterKey{}, test::seeded_random(1),
                  clock_.reader()),
        store_(
            loop_.get_executor(), database_, [this] { return looks(); }, {},
            [this](auto events) { feed_.append(events); }, [](const std::string&) {}),
        server_(loop_.get_executor(), {}, {}, router(),
                [](std::string_view, std::exception_ptr) {}) {
    who_.who.staff.role = routing::Role::coordinator;
    server_.start();
    thread_ = std::thread([this] { loop_.run(); });
  }
  ~Feed() {
    asio::co_spawn(loop_, stop(), asio::use_future).get();
    work_.reset();
    loop_.stop();
    thread_.join();
  }

  std::uint16_t port() const { return server_.port(); }
  void sign_out() { is_signed_in_ = false; }

  // One commit of that many events, each with so many bytes in it.
  void record(int events, std::size_t bytes) {
    asio::co_spawn(loop_, write(events, bytes), asio::use_future).get();
  }

  // Tells of a change of staff, and of another while the first is being looked up: how often it was
  // looked up who works here by the time that the reader has heard of both.
  int looks_for_two_changes(WebSocketClient& reader) {
    looks_ = 0;
    tell_more_ = true;
    tell_of_staff(2);
    for (int i = 0; i < 2; ++i) REQUIRE(reader.receive());
    return looks_;
  }

 private:
  void tell_of_staff(std::int64_t seq) {
    const store::Event event{
        .seq = seq, .at = {}, .kind = routing::EventKind::staff_changed, .data = "{}"};
    const auto events = std::make_shared<const std::vector<store::Event>>(1, event);
    asio::post(loop_, asio::use_future([this, events] { feed_.append(events); })).get();
  }

  // On a thread that reads.
  routing::Instant looks() {
    ++looks_;
    if (tell_more_.exchange(false)) tell_of_staff(3);
    return clock_.now();
  }

  asio::awaitable<void> write(int events, std::size_t bytes) {
    std::move_only_function<routing::Result<bool>(store::Writing&)> job =
        [=](store::Writing& writing) -> routing::Result<bool> {
      const json data{{"filling", std::string(bytes, 'x')}};
      for (int i = 0; i < events; ++i) {
        store::events::append(writing,
                              {.kind = routing::EventKind::presence_changed, .data = data.dump()});
      }
      return true;
    };
    const auto done = co_await store_.write<bool>(std::move(job));
    if (!done) throw std::runtime_error(done.error().detail);
  }

  asio::awaitable<void> stop() {
    co_await server_.stop(std::chrono::seconds(4));
    tasks_.close();
    co_await tasks_.wait_until_empty(std::chrono::seconds(4));
    store_.stop();
  }

  asio::awaitable<routing::Result<auth::Identity>> identify() {
    if (is_signed_in_) co_return who_;
    co_return routing::problem(routing::ProblemCode::not_signed_in, "signed out");
  }

  asio::awaitable<http::Upgrade> admit(http::Request request) {
    std::int64_t since = 0;
    if (const auto asked = request.query("since")) since = std::stoll(*asked);
    http::Upgrade upgrade;
    upgrade.serve = [this, since](std::shared_ptr<http::WebSocket> socket) {
      return feed_.serve(std::move(socket), store_, who_, [this] { return identify(); }, since);
    };
    co_return upgrade;
  }

  http::Router router() {
    http::Router router;
    router.add(http::LiveRoute{
        "/live", [this](http::Request request) { return admit(std::move(request)); }});
    return router;
  }

  test::TemporaryFolder folder_;
  test::ManualClock clock_;
  asio::io_context loop_;
  asio::executor_work_guard<asio::io_context::executor_type> work_{loop_.get_executor()};
  auth::Identity who_;
  std::atomic<bool> is_signed_in_ = true;
  std::atomic<int> looks_ = 0;
  std::atomic<bool> tell_more_ = false;
  async::TaskGroup tasks_;
  api::LiveFeed feed_;
  store::Database database_;
  flows::StoreThread store_;
  http::Server server_;
  std::thread thread_;
};

std::int64_t seq_of(const std::string& message) {
  return json::parse(message).at("seq").get<std::int64_t>();
}

}  // namespace

TEST_CASE("a reader that stops reading is dropped with a reason, and goes on where it was") {
  Feed feed({.kept_events_max = 64, .page = 16, .behind_max = 100});
  constexpr int small_receive_buffer = 4096;
  WebSocketClient slow(feed.port(), "/live", {}, small_receive_buffer);
  REQUIRE(slow.handshake.status == 101);
  feed.record(1, 1);
  REQUIRE(slow.receive());
  // More than all buffers on the way can take.
  constexpr int commits = 20;
  constexpr int events_in_each = 100;
  for (int i = 0; i < commits; ++i) feed.record(events_in_each, 10'000);

  std::int64_t last = 1;
  std::uint16_t code = 0;
  while (const auto frame = slow.receive_frame()) {
    if (frame->kind == test::Frame::close) {
      code = frame->close_code();
      CHECK(frame->payload.size() > 2);
      break;
    }
    if (frame->kind != test::Frame::text) continue;
    CHECK(seq_of(frame->payload) == last + 1);
    last = seq_of(frame->payload);
  }
  CHECK(code == 4008);
  constexpr std::int64_t all = 1 + commits * events_in_each;
  CHECK(last < all);

  WebSocketClient again(feed.port(), "/live?since=" + std::to_string(last));
  while (last < all) {
    const auto message = again.receive();
    REQUIRE(message);
    CHECK(seq_of(*message) == last + 1);
    last = seq_of(*message);
  }
}

TEST_CASE("one that comes back from far behind is told everything, however long it takes") {
  Feed feed({.kept_events_max = 10, .page = 7, .behind_max = 5});
  feed.record(100, 10);
  WebSocketClient socket(feed.port(), "/live?since=0");
  for (std::int64_t seq = 1; seq <= 100; ++seq) {
    const auto message = socket.receive();
    REQUIRE(message);
    CHECK(seq_of(*message) == seq);
  }
}

TEST_CASE("a page is told now and then how far it was told, also of what is not for it") {
  Feed feed({.pulse_every = std::chrono::milliseconds(20)});
  WebSocketClient socket(feed.port(), "/live?since=0");
  feed.record(3, 3);
  nlohmann::json message;
  do {
    const auto received = socket.receive();
    REQUIRE(received);
    message = nlohmann::json::parse(*received);
  } while (message != nlohmann::json{{"kind", "live.pulse"}, {"until", 3}});
}

TEST_CASE("a sign-in that ends unheard closes the socket at the next look") {
  Feed feed({.identify_every = std::chrono::milliseconds(10)});
  WebSocketClient socket(feed.port(), "/live");
  feed.record(1, 1);
  REQUIRE(socket.receive());
  feed.sign_out();
  const auto frame = socket.receive_frame();
  REQUIRE(frame);
  CHECK(frame->kind == test::Frame::close);
  CHECK(frame->close_code() == 4001);
}

TEST_CASE("who changes while it is looked up who works here is looked up once more") {
  Feed feed({});
  WebSocketClient socket(feed.port(), "/live");
  feed.record(1, 1);
  REQUIRE(socket.receive());
  CHECK(feed.looks_for_two_changes(socket) == 2);
}
