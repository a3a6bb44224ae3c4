#include "tests/simulation/program.hpp"

#include <array>
#include <string_view>

#include <fmt/format.h>

#include "gateway/store/lines.hpp"
#include "tests/store/opened.hpp"

namespace warmline::simulation {
namespace {

flows::Lines kept_lines(store::Database& database, std::vector<routing::Line> lines) {
  std::array<store::Database::Job, 1> jobs{[&](store::Writing& store) {
    for (auto& line : lines) line.id = store::lines::keep(store, line.number, line.name);
  }};
  const auto done = database.commit_together(jobs);
  if (done.failures.front()) std::rethrow_exception(done.failures.front());
  return flows::Lines(std::move(lines));
}

}  // namespace

Program::Parts::Parts(Program& program, boost::asio::io_context& loop, const Ground& ground)
    : tasks(loop.get_executor(),
            [&program](std::string_view task, std::exception_ptr thrown) {
              program.fail(task, std::move(thrown));
            }),
      store(
          loop.get_executor(), *program.database_, ground.clock, {.readers = 1},
          [this](const auto& events) { tell(*events); },
          [&program](const std::string& why) {
            program.fail(why, std::make_exception_ptr(Failed("the store")));
          }),
      outbox(
          loop.get_executor(), store, *program.lines_, flows::Carriers{{"main", ground.carrier}},
          tasks, ground.clock, [] { return false; }, flows::Outbox::Limits{}),
      staff_outbox(loop.get_executor(), store, *program.lines_,
                   flows::Carriers{{"main", ground.carrier}}, tasks, ground.clock,
                   flows::StaffOutbox::Limits{}),
      catch_up(loop.get_executor(), store, *program.lines_,
               flows::Carriers{{"main", ground.carrier}}, tasks, ground.clock,
               flows::CatchUp::Limits{}, [](const std::string&) {}),
      time(loop.get_executor(), store, *program.lines_, tasks, ground.clock),
      forgetter(loop.get_executor(), *program.database_, store, tasks, [](const std::string&) {}) {}

void Program::Parts::tell(const std::vector<store::Event>& events) {
  using routing::EventKind;
  for (const auto& event : events) {
    if (event.kind == EventKind::text_queued || event.kind == EventKind::texter_opted_out) {
      outbox.wake();
    }
    if (event.kind == EventKind::staff_texted) staff_outbox.wake();
    if (event.kind == EventKind::texter_forgotten) forgetter.wake();
    if (routing::to_string(event.kind).starts_with("conversation.") ||
        event.kind == EventKind::presence_changed) {
      time.wake();
    }
  }
}

Program::Program(const Ground& ground, Duration passed)
    : ground_(ground),
      database_(std::make_unique<store::Database>(ground.file, test::test_key, ground.random,
                                                  ground.clock)),
      reader_(database_->reader()),
      loop_(std::make_unique<boost::asio::io_context>(1)),
      stage_(&Stage::of(loop_->get_executor())),
      lines_(std::make_unique<flows::Lines>(kept_lines(*database_, ground.lines))) {
  stage_->set_passed(passed);
  parts_ = std::make_unique<Parts>(*this, *loop_, ground);
  parts_->tasks.spawn("outbox", parts_->outbox.run());
  parts_->tasks.spawn("staff outbox", parts_->staff_outbox.run());
  parts_->tasks.spawn("catch up", parts_->catch_up.run());
  parts_->tasks.spawn("time", parts_->time.run());
  parts_->tasks.spawn("forgetting", parts_->forgetter.run());
}

// Whoever waits for the store is unwound with it, and the others with the loop.
Program::~Program() {
  parts_.reset();
  loop_.reset();
}

store::Reading Program::reading() const {
  return {*reader_, database_->seal(), ground_.clock()};
}

void Program::go_on() {
  loop_->restart();
  while (!stage_->is_dead() && loop_->poll() > 0) {
  }
  if (failure_) throw Failed(*failure_);
}

void Program::advance(Duration by) {
  stage_->advance(by);
  go_on();
}

void Program::fail(std::string_view what, std::exception_ptr thrown) {
  try {
    std::rethrow_exception(std::move(thrown));
  } catch (const std::exception& why) {
    if (!failure_) failure_ = fmt::format("{} failed: {}", what, why.what());
  }
}

}  // namespace warmline::simulation
