// Each operation of the disk fails in its turn, once or from then on, all through an evening on the
// line, and through somebody's parting from it: what was not done is said, what was said to be done
// is there, and when the disk is back everything goes on without a restart.
#include <string_view>

#include <doctest/doctest.h>

#include "tests/faults/faulty_disk.hpp"
#include "tests/faults/parting.hpp"
#include "tests/faults/story.hpp"

namespace warmline::test {
namespace {

// More than any run has operations of one kind.
constexpr int far_too_many = 5'000;

// Takes the step; when it is refused, again with the disk as it is, and again when that is back.
void take_in_spite_of(const DiskFault& fault, const Step& step) {
  auto& disk = FaultyDisk::only();
  auto taken = step.take();
  if (taken) return;
  INFO(step.name << ": " << taken.error().detail);
  CHECK(disk.has_failed());
  CHECK(taken.error().code == routing::ProblemCode::store_unavailable);
  if (fault.from_then_on) taken = step.take();
  disk.lift();
  if (!taken) taken = step.take();
  REQUIRE_MESSAGE(taken.has_value(), taken.error().detail);
}

// Whether there was still an n-th operation to fail.
template <class Told>
bool tell_with(const DiskFault& fault) {
  auto& disk = FaultyDisk::only();
  RunningLine line;
  line.on_refusal = [](const std::string& why) { CHECK_FALSE(why.empty()); };
  Told story(line);
  disk.fail(fault);
  for (const auto& step : story.steps()) take_in_spite_of(fault, step);
  const bool has_failed = disk.has_failed();
  disk.lift();
  story.check_told();
  return has_failed;
}

// With the first, the second, … operation that fails; after the first `one_by_one`, with one in
// `then_one_in`.
template <class Told>
void tell_with_each(DiskFault fault, int one_by_one, int then_one_in) {
  for (; fault.nth < far_too_many; fault.nth += fault.nth < one_by_one ? 1 : then_one_in) {
    INFO(to_string(fault.operation)
         << " number " << fault.nth
         << std::string_view(fault.from_then_on ? " and all after it" : "")
         << std::string_view(fault.disk_full ? ", disk full" : ""));
    if (!tell_with<Told>(fault)) return;
  }
  FAIL("the story never came to its end");
}

}  // namespace

TEST_CASE("whatever the disk fails to do once, the evening goes on when it is asked again") {
  for (const auto operation : disk_operations) {
    tell_with_each<Story>({.operation = operation}, far_too_many, 1);
    tell_with_each<Parting>({.operation = operation}, far_too_many, 1);
  }
}

TEST_CASE("whatever the disk does no more is said each time, until it is back") {
  for (const auto operation : disk_operations) {
    tell_with_each<Story>({.operation = operation, .from_then_on = true}, 3, 9);
    tell_with_each<Parting>({.operation = operation, .from_then_on = true}, 3, 29);
  }
}

TEST_CASE("a disk that is full refuses everything whole, and takes it when there is room again") {
  const DiskFault full{.operation = DiskOperation::write, .from_then_on = true, .disk_full = true};
  tell_with_each<Story>(full, 3, 7);
  tell_with_each<Parting>(full, 3, 17);
}

}  // namespace warmline::test
