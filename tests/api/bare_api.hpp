// The API without a server before it, for what happens while a call is under way: a test decides
// what comes between the parts of a call. One thread reads, one compares passwords, so that each
// does what it is given in the order in which it is given.
#pragma once

#include <exception>
#include <functional>
#include <future>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <nlohmann/json.hpp>

#include "gateway/api/api.hpp"
#include "gateway/auth/passwords.hpp"
#include "tests/store/opened.hpp"

namespace warmline::test {

class BareApi {
 public:
  // Somebody with that password.
  routing::StaffId add(std::string_view username, routing::Role role, std::string_view password) {
    routing::Staff member{.username = std::string(username), .name = std::string(username)};
    member.role = role;
    const auto hash = auth::hash_password(std::string(password));
    opened_.write([&](store::Writing& store) {
      member.id = store.ids.next<routing::StaffId>(store.now);
      store::staff::add(store, member, hash);
    });
    return member.id;
  }

  // As the guard knows them now.
  auth::Identity known(routing::StaffId who) {
    auth::Identity identity;
    opened_.read([&](store::Reading& store) { identity.who = *store::staff::find(store, who); });
    return identity;
  }

  // What comes of a call that compares a password: it has begun before `meanwhile`, and compares
  // after. Until then it may only read: the database has one writer at a time.
  http::Response during(flows::awaitable<http::Response> call, store::Database::Job meanwhile) {
    std::promise<void> may_compare;
    std::move_only_function<void(std::size_t)> hold =
        [released = may_compare.get_future()](std::size_t) { released.wait(); };
    boost::asio::co_spawn(loop_, hashing_.run<void>(std::move(hold)), rethrow);
    boost::asio::co_spawn(loop_, std::move(call), keep_answer());
    boost::asio::co_spawn(loop_, after_reading(), [&](std::exception_ptr failure) {
      rethrow(std::move(failure));
      opened_.write(std::move(meanwhile));
      may_compare.set_value();
    });
    return answered();
  }

  http::Response call(flows::awaitable<http::Response> call) {
    boost::asio::co_spawn(loop_, std::move(call), keep_answer());
    return answered();
  }

  api::Api& api() { return api_; }
  Opened& opened() { return opened_; }

 private:
  static void rethrow(std::exception_ptr failure) {
    if (failure) std::rethrow_exception(std::move(failure));
  }

  std::function<void(std::exception_ptr, http::Response)> keep_answer() {
    return [this](std::exception_ptr failure, http::Response response) {
      rethrow(std::move(failure));
      answer_ = std::move(response);
    };
  }

  http::Response answered() {
    answer_.reset();
    loop_.restart();
    loop_.run();
    return std::move(answer_).value();
  }

  // Whatever was to be read before is read when this goes on.
  flows::awaitable<void> after_reading() {
    std::move_only_function<routing::Result<bool>(store::Reading&)> nothing =
        [](store::Reading&) -> routing::Result<bool> { return true; };
    co_await store_.read<bool>(std::move(nothing));
  }

  Opened opened_;
  std::optional<http::Response> answer_;
  boost::asio::io_context loop_;
  flows::Lines lines_{{}};
  async::TaskGroup tasks_{loop_.get_executor(), [](std::string_view, std::exception_ptr) {}};
  api::LiveFeed feed_{loop_.get_executor(), tasks_, {}};
  flows::StoreThread store_{loop_.get_executor(), *opened_.database, opened_.clock.reader(),
                            {.readers = 1},       [](auto) {},       [](const std::string&) {}};
  async::WorkerPool hashing_{loop_.get_executor(), "hashing", 1, 8};
  flows::Outbox outbox_{loop_.get_executor(), store_, lines_, {}, tasks_, opened_.clock.reader(),
                        [] { return false; }, {}};
  flows::Pictures pictures_{store_, {}, {}};
  api::Api api_{store_, lines_, hashing_, outbox_, pictures_, feed_, "https://line.example.org"};
};

inline http::Request json_request(std::string_view method, const nlohmann::json& body) {
  http::Request request;
  request.method = method;
  request.body = body.dump();
  request.headers.emplace_back("Content-Type", "application/json");
  request.remote_address = "192.0.2.1";
  return request;
}

}  // namespace warmline::test
