// The service's own parts, put together as gateway/app.cpp does it, without HTTP: real SQLite, the
// real flows and their tasks. It lives until it is destroyed, or until its Stage says that it died;
// then nothing of it goes on, and what is left is the file.
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "gateway/async/task_group.hpp"
#include "gateway/flows/carriers.hpp"
#include "gateway/flows/catch_up.hpp"
#include "gateway/flows/drain_outbox.hpp"
#include "gateway/flows/drain_staff_texts.hpp"
#include "gateway/flows/forget_texter.hpp"
#include "gateway/flows/keep_time.hpp"
#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/store/database.hpp"
#include "tests/simulation/stage.hpp"

namespace warmline::simulation {

// What does not die with the program.
struct Ground {
  std::string file;
  store::Database::Clock clock;
  routing::IdSource::Random random;
  std::vector<routing::Line> lines;
  carriers::Carrier* carrier;
};

// Something in the program failed that never should.
struct Failed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Program {
 public:
  Program(const Ground& ground, Duration passed);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  Stage& stage() { return *stage_; }
  boost::asio::io_context& loop() { return *loop_; }
  flows::StoreThread& store() { return parts_->store; }
  const flows::Lines& lines() const { return *lines_; }
  store::Reading reading() const;

  // Lets everything go on that can go on now.
  void go_on();
  // Lets time pass, and then everything go on.
  void advance(Duration by);

  // Runs it, and everything it sets going. Empty where the program died before anybody heard what
  // came of it, or where it waits for time to pass.
  template <class T>
  std::optional<T> run(boost::asio::awaitable<T> task) {
    auto result = std::make_shared<std::optional<T>>();
    begin(std::move(task), [result](T value) { result->emplace(std::move(value)); });
    go_on();
    return std::move(*result);
  }
  // The same without waiting for it.
  template <class T, class Done>
  void begin(boost::asio::awaitable<T> task, Done done) {
    boost::asio::co_spawn(*loop_, std::move(task),
                          [this, done = std::move(done)](std::exception_ptr thrown, T value) {
                            if (thrown) return fail("a flow", thrown);
                            done(std::move(value));
                          });
  }

 private:
  struct Parts {
    Parts(Program& program, boost::asio::io_context& loop, const Ground& ground);
    void tell(const std::vector<store::Event>& events);

    async::TaskGroup tasks;
    flows::StoreThread store;
    flows::Outbox outbox;
    flows::StaffOutbox staff_outbox;
    flows::CatchUp catch_up;
    flows::TimeKeeper time;
    flows::Forgetter forgetter;
  };
  void fail(std::string_view what, std::exception_ptr thrown);

  const Ground& ground_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<store::Connection> reader_;
  std::unique_ptr<boost::asio::io_context> loop_;
  Stage* stage_;
  std::unique_ptr<flows::Lines> lines_;
  std::unique_ptr<Parts> parts_;
  std::optional<std::string> failure_;
};

}  // namespace warmline::simulation
