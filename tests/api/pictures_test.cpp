#include <future>
#include <thread>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "gateway/carriers/base64.hpp"
#include "gateway/carriers/simulator/simulator.hpp"
#include "gateway/store/erasing.hpp"
#include "gateway/store/forgetting.hpp"
#include "gateway/store/texts.hpp"
#include "tests/support/service.hpp"

using namespace warmline;
using carriers::simulator::Asked;
using carriers::simulator::Fault;
using test::json;
using test::problem_of;
using test::Service;

namespace {

const std::string png = std::string("\x89PNG\r\n\x1a\n", 8) + "her orchard";

std::string data_url(const std::string& bytes, const std::string& type = "image/png") {
  return "data:" + type + ";base64," + carriers::base64(std::string_view(bytes));
}

// The simulated carrier on a thread of its own. Its webhooks lead nowhere: the test brings them.
class Carrier {
 public:
  Carrier()
      : simulator_(loop_.get_executor(), settings(), [](std::string_view, std::exception_ptr) {}),
        thread_([this] { loop_.run(); }) {
    on_loop([this] { simulator_.start(); });
  }
  ~Carrier() {
    boost::asio::co_spawn(loop_, simulator_.stop(std::chrono::seconds(5)), boost::asio::use_future)
        .get();
    work_.reset();
    loop_.stop();
    thread_.join();
  }
  Carrier(const Carrier&) = delete;
  Carrier& operator=(const Carrier&) = delete;

  std::string url() const { return simulator_.url(); }
  void misbehave(carriers::simulator::Misbehaviour how) {
    on_loop([&] { simulator_.faults().add(how); });
  }
  // Until somebody met the misbehaviour that was for one time.
  void wait_until_asked() {
    bool is_asked = false;
    while (!is_asked) {
      on_loop([&] { is_asked = simulator_.faults().to_json().at("faults").empty(); });
    }
  }
  // A phone sends pictures; what a webhook says of them.
  test::FormFields text(const std::vector<routing::Media>& media) {
    auto sent = simulator_.text_from("+15035550142", std::string(test::pull_line), "", media);
    const auto sid =
        boost::asio::co_spawn(loop_, std::move(sent), boost::asio::use_future).get()->sid;
    test::FormFields fields{{"MessageSid", sid},
                            {"From", "+15035550142"},
                            {"To", std::string(test::pull_line)},
                            {"Body", ""},
                            {"NumMedia", std::to_string(media.size())}};
    for (std::size_t i = 0; i < media.size(); ++i) {
      const auto url = fmt::format("{}/2010-04-01/Accounts/{}/Messages/{}/Media/ME{}{:02x}",
                                   simulator_.url(), test::account_sid, sid, sid.substr(2, 30), i);
      fields.emplace_back(fmt::format("MediaUrl{}", i), url);
      fields.emplace_back(fmt::format("MediaContentType{}", i), media[i].content_type);
    }
    return fields;
  }

 private:
  static carriers::Simulator::Settings settings() {
    carriers::Simulator::Settings settings;
    settings.account_sid = test::account_sid;
    settings.auth_token = test::auth_token;
    settings.numbers = {{std::string(test::pull_line), "http://127.0.0.1:9/#rc=0"}};
    settings.now = [] { return routing::Instant(std::chrono::seconds(1'795'000'000)); };
    settings.random = test::seeded_random(3);
    return settings;
  }
  void on_loop(std::function<void()> act) {
    boost::asio::post(loop_, boost::asio::use_future(std::move(act))).get();
  }

  boost::asio::io_context loop_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
      loop_.get_executor()};
  carriers::Simulator simulator_;
  std::thread thread_;
};

// A text with pictures that waits on a line; ana is on and has it.
struct Sent {
  explicit Sent(const std::vector<routing::Media>& media = {{"image/png", data_url(png)}}) {
    REQUIRE(service.as("ana").put("/api/me/presence", {{"presence", "on"}}).status == 200);
    hears(carrier.text(media));
    REQUIRE(service.as("ana").post(conversation + "/claim").status == 200);
  }
  void hears(const test::FormFields& fields) {
    REQUIRE(service.webhook("/webhooks/main/message", fields).status == 200);
    service.look([&](store::Reading& reading) {
      id = *store::texts::by_carrier_id(reading, "main", fields.front().second);
      const auto text = store::texts::find(reading, id);
      conversation = "/api/conversations/" + text->conversation->text();
    });
  }

  std::string path(std::string_view index = "0") const {
    return fmt::format("/api/texts/{}/media/{}", id.text(), index);
  }
  test::Reply opens(const char* who, std::string_view index = "0") const {
    return service.as(who).get(path(index));
  }
  int kept() const {
    int rows = 0;
    service.look([&](store::Reading& reading) {
      auto row = reading.db.query("SELECT count(*) FROM pictures");
      row.next();
      rows = row.get<int>(0);
    });
    return rows;
  }
  void forget() {
    service.change([&](store::Writing& store) {
      const auto text = store::texts::find(store, id);
      store::forgetting::forget(store, store::texters::thread(store, text->thread)->texter);
    });
  }

  Carrier carrier;
  Service service{{}, carrier.url()};
  std::string conversation;
  routing::TextId id;
};

}  // namespace

TEST_CASE("a picture is fetched from the carrier once, and comes from what is kept after that") {
  Sent sent;
  CHECK(sent.kept() == 0);
  const auto first = sent.opens("ana");
  CHECK(first.status == 200);
  CHECK(first.body == png);
  CHECK(first.header("Content-Type") == "image/png");
  CHECK(first.header("X-Content-Type-Options") == "nosniff");
  CHECK(first.header("Cache-Control") == "no-store");
  CHECK(first.header("Content-Security-Policy") == "default-src 'none'; sandbox");
  CHECK(first.header("Cross-Origin-Resource-Policy") == "same-origin");
  CHECK(sent.kept() == 1);
  sent.carrier.misbehave({.fault = Fault::drop, .times = std::nullopt, .on = Asked::picture});
  CHECK(sent.opens("ana").body == png);
  CHECK(sent.opens("cora").body == png);
  CHECK(sent.kept() == 1);
  CHECK(sent.service.log().find("orchard") == std::string::npos);
}

TEST_CASE("two who open a picture at once both see it, and it is kept once") {
  Sent sent;
  sent.carrier.misbehave({.fault = Fault::delay,
                          .times = std::nullopt,
                          .delay = std::chrono::milliseconds(150),
                          .on = Asked::picture});
  std::vector<std::future<test::Reply>> opening;
  for (const char* who : {"ana", "cora", "ada"}) {
    opening.push_back(std::async(std::launch::async, [&, who] { return sent.opens(who); }));
  }
  for (auto& each : opening) CHECK(each.get().body == png);
  CHECK(sent.kept() == 1);
}

TEST_CASE("a picture is for whoever reads the thread, and for nobody else") {
  Sent sent;
  CHECK(problem_of(sent.opens("ben")) == "403 forbidden");
  CHECK(json::parse(sent.opens("ben").body).at("owner_name") == "Ana");
  CHECK(problem_of(sent.opens("dee")) == "403 forbidden");
  CHECK(problem_of(sent.service.nobody().get(sent.path())) == "401 not_signed_in");
  CHECK(sent.kept() == 0);
  // An earlier conversation is part of the thread that its next owner reads.
  REQUIRE(sent.service.as("ana").post(sent.conversation + "/close").status == 200);
  sent.service.clock().advance(std::chrono::hours(1));
  const auto next = sent.service.hears("+15035550142", "me again");
  REQUIRE("/api/conversations/" + next != sent.conversation);
  REQUIRE(sent.service.as("ben").put("/api/me/presence", {{"presence", "on"}}).status == 200);
  REQUIRE(sent.service.as("ben").post("/api/conversations/" + next + "/claim").status == 200);
  CHECK(sent.opens("ben").body == png);
}

TEST_CASE("whoever had a conversation sees its pictures later, and none that came afterwards") {
  Sent sent;
  const auto early = sent.path();
  REQUIRE(sent.service.as("ana").post(sent.conversation + "/close").status == 200);
  sent.service.clock().advance(std::chrono::hours(1));
  sent.hears(sent.carrier.text({{"image/png", data_url(png)}}));
  REQUIRE(sent.service.as("ben").put("/api/me/presence", {{"presence", "on"}}).status == 200);
  REQUIRE(sent.service.as("ben").post(sent.conversation + "/claim").status == 200);
  CHECK(sent.opens("ben").body == png);
  CHECK(sent.service.as("ana").get(early).body == png);
  CHECK(problem_of(sent.opens("ana")) == "403 forbidden");
}

TEST_CASE("there is no picture where a text has none") {
  Sent sent;
  for (const char* index : {"1", "10000000000000000000000", "-1", "x", "0x0", "00a"}) {
    CAPTURE(index);
    CHECK(problem_of(sent.opens("ana", index)) == "404 not_found");
  }
  CHECK(problem_of(sent.service.as("ana").get("/api/texts/1/media/0")) == "404 not_found");
  const auto other = sent.service.id_of("ana");
  CHECK(problem_of(sent.service.as("ana").get("/api/texts/" + other + "/media/0")) ==
        "404 not_found");
}

TEST_CASE("while the carrier can't give a picture it is said so, and the next try gets it") {
  Sent sent;
  for (const auto& [fault, said] : {std::pair(Fault::server_error, "502 carrier_busy"),
                                    {Fault::busy, "502 carrier_busy"},
                                    {Fault::drop, "502 carrier_unreachable"}}) {
    sent.carrier.misbehave({.fault = fault, .times = 1, .on = Asked::picture});
    CHECK(problem_of(sent.opens("ana")) == said);
    CHECK(sent.kept() == 0);
  }
  CHECK(sent.opens("ana").body == png);
}

TEST_CASE("what is no picture, or too large, is neither shown nor kept, whatever it is called") {
  const std::string five_megabytes(5UL * 1024 * 1024, 'x');
  Sent sent({{"image/jpeg", data_url("<html><script>alert(1)</script>", "text/html")},
             {"image/svg+xml", data_url("<svg/>", "image/svg+xml")},
             {"image/png", data_url("")},
             {"image/png", data_url(png + five_megabytes)},
             {"image/jpeg", data_url("GIF89a")}});
  for (const char* index : {"0", "1", "2"}) {
    CHECK(problem_of(sent.opens("ana", index)) == "422 not_a_picture");
  }
  CHECK(problem_of(sent.opens("ana", "3")) == "422 picture_too_large");
  CHECK(sent.kept() == 0);
  // What it is, its bytes say.
  CHECK(sent.opens("ana", "4").header("Content-Type") == "image/gif");
}

TEST_CASE("nobody but the carrier is asked for a picture") {
  Sent sent;
  auto fields = sent.carrier.text({{"image/png", data_url(png)}});
  for (const char* url : {"http://127.0.0.1:9/metrics", "https://media.example/1", "file:///x"}) {
    fields[0].second += '0';
    fields[5].second = url;
    sent.hears(fields);
    CHECK(problem_of(sent.opens("ana")) == "502 picture_withheld");
  }
  // And what it never had is gone.
  fields[0].second += '0';
  fields[5].second = sent.carrier.url() + "/2010-04-01/Accounts/" + std::string(test::account_sid) +
                     "/Messages/MM1/Media/ME1";
  sent.hears(fields);
  CHECK(problem_of(sent.opens("ana")) == "410 picture_gone");
}

TEST_CASE("a picture is gone with the words of whoever was forgotten") {
  Sent sent;
  CHECK(sent.opens("ana").status == 200);
  sent.forget();
  CHECK(sent.kept() == 0);
  CHECK(problem_of(sent.opens("cora")) == "410 picture_gone");
}

TEST_CASE("a picture is gone where retention erased the media alone") {
  Sent sent;
  sent.service.change([&](store::Writing& store) {
    store::erasing::erase_media_of(store, sent.id);
    store.db.query("UPDATE conversations SET media_erased_at = 1").run();
  });
  CHECK(problem_of(sent.opens("ana")) == "410 picture_gone");
}

TEST_CASE("a picture that was erased while it was on its way is not kept, and not shown") {
  Sent sent;
  sent.carrier.misbehave({.fault = Fault::delay,
                          .times = 1,
                          .delay = std::chrono::milliseconds(500),
                          .on = Asked::picture});
  auto opening = std::async(std::launch::async, [&] { return sent.opens("cora"); });
  sent.carrier.wait_until_asked();
  sent.forget();
  CHECK(problem_of(opening.get()) == "410 picture_gone");
  CHECK(sent.kept() == 0);
}
