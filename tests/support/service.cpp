#include "tests/support/service.hpp"

#include <array>
#include <fstream>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/use_future.hpp>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <spdlog/sinks/base_sink.h>

#include "config/config.hpp"
#include "gateway/auth/passwords.hpp"
#include "gateway/auth/sign_in.hpp"
#include "gateway/carriers/form_body.hpp"
#include "gateway/carriers/twilio/signature.hpp"
#include "gateway/store/staff.hpp"
#include "gateway/store/texts.hpp"
#include "tests/support/temporary_folder.hpp"

namespace warmline::test {
namespace {

// Nothing listens on port 9 (discard).
constexpr std::string_view nobody_there = "http://127.0.0.1:9";

constexpr std::string_view toml = R"(
[server]
listen = "127.0.0.1:0"
public_url = "https://line.example.org"
[store]
path = "warmline.db"
[security]
master_key = {{ file = "master.key" }}
[[carriers]]
name = "main"
kind = "twilio"
account_sid = "{0}"
auth_token = {{ file = "token" }}
api_url = "{1}"
[[lines]]
name = "Community line"
number = "+15035550100"
carrier = "main"
time_zone = "America/Los_Angeles"
languages = ["en"]
mode = "pull"
[[lines]]
name = "Garden line"
number = "+15035550101"
carrier = "main"
time_zone = "America/Los_Angeles"
languages = ["en", "es"]
mode = "offer"
[lines.timing]
nudge = 0.5
)";

void write(const std::filesystem::path& file, std::string_view content) {
  std::ofstream(file) << content;
}

config::Config configure(const std::filesystem::path& folder, std::string_view api_url) {
  write(folder / "warmline.toml",
        fmt::format(toml, account_sid, api_url.empty() ? nobody_there : api_url));
  write(folder / "token", auth_token);
  write(folder / "master.key", std::string(64, 'a'));
  auto config = config::load(folder / "warmline.toml");
  if (!config) throw std::logic_error("the service under test has a faulty configuration");
  return std::move(*config);
}

// Hashed once for all tests: it is slow on purpose.
const std::string& password_hash() {
  static const std::string hash = auth::hash_password(std::string(password));
  return hash;
}

// What the service logs, from any thread.
class LogText final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  std::string text() {
    const std::lock_guard lock(mutex_);
    return text_;
  }

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    text_.append(message.payload.begin(), message.payload.end());
    text_ += '\n';
  }
  void flush_() override {}

  std::string text_;
};

}  // namespace

Reply Caller::ask(std::string_view method, std::string_view target, const HeaderList& more,
                  std::string_view body) const {
  HeaderList headers = headers_;
  headers.insert(headers.end(), more.begin(), more.end());
  return HttpClient(port_).request(method, target, headers, body);
}

Reply Caller::post(std::string_view target, const json& body) const {
  return ask("POST", target, {{"Content-Type", "application/json"}}, body.dump());
}

Reply Caller::put(std::string_view target, const json& body) const {
  return ask("PUT", target, {{"Content-Type", "application/json"}}, body.dump());
}

json Caller::read(std::string_view target) const {
  const auto reply = get(target);
  INFO(reply.body);
  REQUIRE(reply.status == 200);
  return json::parse(reply.body);
}

std::string problem_of(const Reply& reply) {
  if (reply.header("Content-Type") != "application/problem+json") {
    return fmt::format("{} without a problem", reply.status);
  }
  const auto problem = json::parse(reply.body);
  CHECK(problem.at("status") == reply.status);
  CHECK(problem.at("type").is_string());
  CHECK(problem.at("title").is_string());
  CHECK_FALSE(problem.at("detail").get<std::string>().empty());
  return fmt::format("{} {}", reply.status, problem.at("code").get<std::string>());
}

struct Service::Running {
  Running(ManualClock& clock, App::Extras extras, std::string_view api_url)
      : config(configure(folder.path(), api_url)),
        environment{.now = clock.reader(),
                    .random = seeded_random(20261121),
                    .log = std::make_shared<spdlog::logger>("test", log)} {
    beside = open_database(config, environment);
    const auto lines = lines_of(*beside, config);
    for (const auto& line : lines.all()) line_ids[line.number.dialable()] = line.id;
    add("ana", "Ana", routing::Role::peer, {});
    add("ben", "Ben", routing::Role::peer, {});
    add("dee", "Dee", routing::Role::peer, {line_ids.at(std::string(offer_line))});
    add("cora", "Cora", routing::Role::coordinator, {});
    add("ada", "Ada", routing::Role::administrator, {});
    app = std::make_unique<App>(loop, config, environment, std::move(extras));
    app->start();
    thread = std::thread([this] { loop.run(); });
  }

  ~Running() {
    boost::asio::co_spawn(loop, app->stop(), boost::asio::use_future).get();
    work.reset();
    loop.stop();
    thread.join();
  }

  void change(std::function<void(store::Writing&)> how) {
    std::array<store::Database::Job, 1> jobs{[&how](store::Writing& writing) { how(writing); }};
    const auto done = beside->commit_together(jobs);
    if (done.failures.front()) std::rethrow_exception(done.failures.front());
  }

  void add(const std::string& username, const std::string& name, routing::Role role,
           std::vector<routing::LineId> lines) {
    change([&](store::Writing& writing) {
      routing::Staff member;
      member.id = writing.ids.next<routing::StaffId>(writing.now);
      member.username = username;
      member.name = name;
      member.role = role;
      member.lines = std::move(lines);
      REQUIRE(store::staff::add(writing, member, password_hash()));
      staff_ids[username] = member.id;
      tokens[username] = auth::make_program_token(writing, member.id);
    });
  }

  TemporaryFolder folder;
  std::shared_ptr<LogText> log = std::make_shared<LogText>();
  config::Config config;
  Environment environment;
  boost::asio::io_context loop;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{
      loop.get_executor()};
  std::unique_ptr<store::Database> beside;
  std::map<std::string, routing::LineId, std::less<>> line_ids;
  std::map<std::string, routing::StaffId, std::less<>> staff_ids;
  std::map<std::string, std::string, std::less<>> tokens;
  std::unique_ptr<App> app;
  std::thread thread;
};

Service::Service(App::Extras extras, std::string_view api_url)
    : running_(std::make_unique<Running>(clock_, std::move(extras), api_url)) {}

Service::~Service() = default;

std::uint16_t Service::port() const {
  return running_->app->port();
}

std::string Service::log() const {
  return running_->log->text();
}

Caller Service::as(std::string_view username) const {
  return Caller(port(), {{"Authorization", "Bearer " + running_->tokens.find(username)->second}});
}

Caller Service::signed_in(std::string_view username) const {
  const auto reply =
      nobody().post("/api/session", {{"username", username}, {"password", password}});
  REQUIRE(reply.status == 200);
  const std::string cookie = reply.header("Set-Cookie");
  const auto csrf = json::parse(reply.body).at("csrf").get<std::string>();
  return Caller(port(), {{"Cookie", cookie.substr(0, cookie.find(';'))}, {"X-CSRF-Token", csrf}});
}

Reply Service::webhook(std::string_view path, const FormFields& fields,
                       const HeaderList& more) const {
  const carriers::twilio::Signature signature(auth_token);
  HeaderList headers = more;
  headers.emplace_back("Content-Type", std::string(carriers::form_content_type));
  headers.emplace_back("X-Twilio-Signature",
                       signature.sign(std::string(public_url) + std::string(path), fields));
  return HttpClient(port()).request("POST", path, headers, carriers::form_body(fields));
}

std::string Service::hears(std::string_view from, std::string_view words, std::string_view line) {
  const std::string sid = fmt::format("SM{:032}", ++texts_);
  const auto reply = webhook("/webhooks/main/message", {{"MessageSid", sid},
                                                        {"From", std::string(from)},
                                                        {"To", std::string(line)},
                                                        {"Body", std::string(words)},
                                                        {"NumMedia", "0"}});
  REQUIRE(reply.status == 200);
  std::string id;
  look([&](store::Reading& reading) {
    const auto text = store::texts::by_carrier_id(reading, "main", sid);
    REQUIRE(text);
    const auto kept = store::texts::find(reading, *text);
    if (kept->conversation) id = kept->conversation->text();
  });
  return id;
}

std::string Service::id_of(std::string_view username) const {
  return running_->staff_ids.find(username)->second.text();
}

std::string Service::line_id(std::string_view number) const {
  return running_->line_ids.find(number)->second.text();
}

void Service::look(const std::function<void(store::Reading&)>& at) const {
  const auto connection = running_->beside->reader();
  store::Reading reading{*connection, running_->beside->seal(), clock_.now()};
  at(reading);
}

void Service::change(std::function<void(store::Writing&)> how) const {
  running_->change(std::move(how));
}

}  // namespace warmline::test
