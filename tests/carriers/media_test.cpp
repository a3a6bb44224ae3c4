#include "gateway/carriers/twilio/media.hpp"

#include <mutex>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "gateway/carriers/base64.hpp"
#include "gateway/carriers/simulator/pictures.hpp"
#include "tests/carriers/loop.hpp"
#include "tests/carriers/raw_server.hpp"
#include "tests/carriers/simulated_line.hpp"

namespace {

using namespace warmline;
using carriers::simulator::Asked;
using carriers::simulator::Fault;
using routing::ProblemCode;
using test::RawServer;
using test::SimulatedLine;

const std::string account = "AC00000000000000000000000000005550";
const std::string picture_path = "/2010-04-01/Accounts/" + account + "/Messages/MM1/Media/ME1";
const std::string png = std::string("\x89PNG\r\n\x1a\n", 8) + "a garden";

std::string data_url(const std::string& bytes, const std::string& type = "image/png") {
  return "data:" + type + ";base64," + carriers::base64(std::string_view(bytes));
}

carriers::Twilio asking(const std::string& api_url) {
  return carriers::Twilio({.name = "main",
                           .account_sid = account,
                           .auth_token = "a secret",
                           .api_url = api_url,
                           .public_url = "https://line.example.org",
                           .media_deadline = std::chrono::milliseconds(500)});
}

routing::Result<std::string> fetch(const std::string& api_url, const std::string& url) {
  boost::asio::io_context loop;
  auto twilio = asking(api_url);
  return test::run(loop, twilio.fetch_media(url));
}

std::string answer(const std::string& head, const std::string& body = {}) {
  return "HTTP/1.1 " + head + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         body;
}

std::string to(const std::string& location) {
  return answer("307 Temporary Redirect\r\nLocation: " + location);
}

// Says `bytes`, and keeps what it was asked.
class Told {
 public:
  explicit Told(std::string bytes)
      : server_([this, talk = RawServer::answer(std::move(bytes))](RawServer::Socket& socket,
                                                                   const std::string& request) {
          {
            const std::lock_guard lock(mutex_);
            request_ = request;
          }
          talk(socket, request);
        }) {}
  std::string url() const { return server_.url(); }
  int requests() const { return server_.requests(); }
  std::string request() {
    const std::lock_guard lock(mutex_);
    return request_;
  }

 private:
  std::mutex mutex_;
  std::string request_;
  RawServer server_;
};

// Of one picture from a phone, as the line's webhook named it.
std::string heard(SimulatedLine& line, const std::string& url,
                  const std::string& type = "image/png") {
  line.text("", {{type, url}});
  REQUIRE(line.texts.back().media.size() == 1);
  return line.texts.back().media[0].url;
}

routing::Result<std::string> fetch(SimulatedLine& line, const std::string& url) {
  return test::run(line.loop, line.twilio->fetch_media(url));
}

}  // namespace

TEST_CASE("a picture is asked for at the carrier's configured address, and only for an account's") {
  using carriers::twilio::media_url;
  const std::string api = "https://api.dublin.twilio.com";
  CHECK(media_url(api, "https://api.twilio.com" + picture_path) == api + picture_path);
  CHECK(media_url("http://127.0.0.1:9", "https://api.twilio.com" + picture_path) ==
        "http://127.0.0.1:9" + picture_path);
  for (const char* other :
       {"", "x", "https://media.example/1", "file:///etc/passwd", "http://127.0.0.1/metrics",
        "/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1",
        "https://api.twilio.com/2010-04-01/Accounts/../../secret",
        "https://api.twilio.com/2010-04-01/Accounts/AC1 HTTP/1.1",
        "https://api.twilio.com/2010-04-01/Accounts/AC1\r\nHost: x"}) {
    CAPTURE(other);
    CHECK(media_url(api, other).empty());
  }
}

TEST_CASE("a redirect is followed where the carrier itself sends us, and from there no further") {
  struct Row {
    std::string origin, from, location, to;
  };
  const std::string api = "https://api.twilio.com";
  const std::string files = "https://mms.twiliocdn.com";
  for (const auto& row : {
           Row{api, api + "/1", files + "/2", files + "/2"},
           Row{api, api + "/1", "/2", api + "/2"},
           Row{api, api + "/1", "//mms.twiliocdn.com/2", files + "/2"},
           Row{api, files + "/2", "/3", files + "/3"},
           Row{api, files + "/2", api + "/3", api + "/3"},
           Row{"http://127.0.0.1:1", "http://127.0.0.1:1/1", "http://127.0.0.1:2/2",
               "http://127.0.0.1:2/2"},
           // Somebody else's idea.
           Row{api, files + "/2", "https://elsewhere.example/3", ""},
           Row{api, files + "/2", "https://mms.twiliocdn.com.evil.example/3", ""},
           // In the open.
           Row{api, api + "/1", "http://mms.twiliocdn.com/2", ""},
           Row{api, files + "/2", "http://169.254.169.254/latest", ""},
           // What is no address.
           Row{api, api + "/1", "", ""},
           Row{api, api + "/1", "2", ""},
           Row{api, api + "/1", "file:///etc/passwd", ""},
           Row{api, api + "/1", "https://api.twilio.com@evil.example/2", ""},
           Row{api, api + "/1", "https://evil.example\\@api.twilio.com/2", ""},
           Row{api, api + "/1", "https://a\r\nb", ""},
       }) {
    CAPTURE(row.location);
    CHECK(carriers::twilio::redirected(row.origin, row.from, row.location) == row.to);
  }
}

TEST_CASE("our password goes to the carrier, and to nobody it redirects to") {
  Told files(answer("200 OK", png));
  Told carrier(to(files.url() + "/signed?by=them"));
  const auto fetched = fetch(carrier.url(), "https://api.twilio.com" + picture_path);
  REQUIRE(fetched);
  CHECK(*fetched == png);
  const std::string ours = "Basic " + carriers::base64(account + ":a secret");
  CHECK(carrier.request().starts_with("GET " + picture_path + " HTTP/1.1"));
  CHECK(carrier.request().find(ours) != std::string::npos);
  CHECK(files.request().starts_with("GET /signed?by=them HTTP/1.1"));
  CHECK(files.request().find("uthorization") == std::string::npos);
  CHECK(files.request().find("a secret") == std::string::npos);
}

TEST_CASE("whom the carrier redirects to can't send us on to a third, nor round and round") {
  Told third(answer("200 OK", png));
  Told files(to(third.url() + "/secret"));
  Told carrier(to(files.url() + "/1"));
  const auto fetched = fetch(carrier.url(), "https://api.twilio.com" + picture_path);
  REQUIRE_FALSE(fetched);
  CHECK(fetched.error().code == ProblemCode::picture_withheld);
  CHECK(third.requests() == 0);

  Told circle(to("/again"));
  const auto never = fetch(circle.url(), "https://api.twilio.com" + picture_path);
  REQUIRE_FALSE(never);
  CHECK(never.error().code == ProblemCode::picture_withheld);
  CHECK(circle.requests() == 4);
}

TEST_CASE("nobody is asked for what is no address of the carrier's") {
  Told carrier(answer("200 OK", png));
  for (const auto& other : {carrier.url() + "/metrics", std::string("https://x.example/1")}) {
    const auto fetched = fetch(carrier.url(), other);
    REQUIRE_FALSE(fetched);
    CHECK(fetched.error().code == ProblemCode::picture_withheld);
  }
  CHECK(carrier.requests() == 0);
}

TEST_CASE("what comes instead of a picture is told apart") {
  struct Row {
    RawServer::Talk talk;
    ProblemCode code;
  };
  const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
  std::string endless = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 90; ++i) endless += chunk;
  const auto too_much =
      "HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n" + std::string(6'000'000, 'x');
  for (const auto& row :
       {Row{RawServer::answer(answer("404 Not Found")), ProblemCode::picture_gone},
        Row{RawServer::answer(answer("410 Gone")), ProblemCode::picture_gone},
        Row{RawServer::answer(answer("401 Unauthorized")), ProblemCode::picture_withheld},
        Row{RawServer::answer(answer("403 Forbidden")), ProblemCode::picture_withheld},
        Row{RawServer::answer(answer("429 Too Many Requests")), ProblemCode::carrier_busy},
        Row{RawServer::answer(answer("503 Service Unavailable")), ProblemCode::carrier_busy},
        Row{RawServer::answer("not HTTP"), ProblemCode::carrier_unreachable},
        Row{RawServer::answer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"),
            ProblemCode::carrier_unreachable},
        Row{RawServer::reset(), ProblemCode::carrier_unreachable},
        Row{RawServer::hang(), ProblemCode::carrier_unreachable},
        Row{RawServer::answer(too_much), ProblemCode::picture_too_large},
        Row{RawServer::answer(endless), ProblemCode::picture_too_large}}) {
    RawServer carrier(row.talk);
    const auto fetched = fetch(carrier.url(), "https://api.twilio.com" + picture_path);
    REQUIRE_FALSE(fetched);
    CHECK(to_string(fetched.error().code) == to_string(row.code));
    CHECK(fetched.error().detail.find("secret") == std::string::npos);
  }
}

TEST_CASE("a picture from a phone is fetched by the address that the webhook names") {
  SimulatedLine line;
  const auto url = heard(line, data_url(png));
  CHECK(url.starts_with(line.simulator->url() + "/2010-04-01/Accounts/"));
  const auto fetched = fetch(line, url);
  REQUIRE(fetched);
  CHECK(*fetched == png);
  // As the carrier's own list names it.
  const auto& sid = line.simulator->history().texts().back().sid;
  const auto listed = test::run(line.loop, line.twilio->list_media(sid));
  REQUIRE(listed);
  CHECK(listed->at(0).url == url);
}

TEST_CASE("the simulated carrier gives pictures to its account alone, by way of another origin") {
  SimulatedLine line;
  const auto url = heard(line, data_url(png));
  carriers::RestRequest asked{.method = "GET", .url = url};
  const auto stranger = test::run(line.loop, carriers::request(asked));
  CHECK(stranger.status == 401);
  asked.user = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  asked.password = "0123456789abcdef0123456789abcdef";
  const auto found = test::run(line.loop, carriers::request(asked));
  CHECK(found.status == 307);
  CHECK_FALSE(found.location.starts_with(line.simulator->url()));
  asked.url = found.location;
  CHECK(test::run(line.loop, carriers::request(asked)).status == 400);
  asked.user.clear();
  const auto file = test::run(line.loop, carriers::request(asked));
  CHECK(file.status == 200);
  CHECK(file.body == png);
}

TEST_CASE("the simulated carrier's faults hit pictures too, when asked to") {
  SimulatedLine line;
  const auto url = heard(line, data_url(png));
  for (const auto& [fault, code] : {std::pair(Fault::busy, ProblemCode::carrier_busy),
                                    {Fault::server_error, ProblemCode::carrier_busy},
                                    {Fault::drop, ProblemCode::carrier_unreachable}}) {
    line.simulator->faults().add({.fault = fault, .times = 1, .on = Asked::picture});
    const auto fetched = fetch(line, url);
    REQUIRE_FALSE(fetched);
    CHECK(fetched.error().code == code);
    CHECK(fetch(line, url));
  }
}

TEST_CASE("what a phone sends along is read as an address, as data, or as it is said to be") {
  using carriers::simulator::file_in;
  using carriers::simulator::read_media;
  const auto media = read_media(nlohmann::json::array(
      {"https://media.example/1",
       data_url("GIF89a", "image/gif"),
       {{"content_type", "image/jpeg"}, {"url", data_url("<html>", "text/html")}}}));
  REQUIRE(media.size() == 3);
  CHECK(media[0].content_type == "image/jpeg");
  CHECK(media[1].content_type == "image/gif");
  CHECK(media[2].content_type == "image/jpeg");
  CHECK(file_in(media[1].url)->bytes == "GIF89a");
  CHECK(file_in(media[2].url)->content_type == "text/html");
  for (const auto* broken : {"https://media.example/1", "data:image/png,x",
                             "data:image/png;base64,x", "data:image/png;base64,????"}) {
    CHECK_FALSE(file_in(broken));
  }
  CHECK_THROWS_AS(read_media(nlohmann::json::array({7})), nlohmann::json::exception);
}
