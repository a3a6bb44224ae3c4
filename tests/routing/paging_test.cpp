// Who is paged, when, and who is next: routing/paging.hpp.
#include "routing/paging.hpp"

#include <doctest/doctest.h>

using namespace warmline::routing;
using namespace std::chrono_literals;

namespace {

template <class SomeId>
SomeId an_id(std::uint8_t which) {
  UuidBytes bytes{};
  bytes[15] = which;
  return SomeId(bytes);
}

const StaffId cora = an_id<StaffId>(1);
const StaffId dan = an_id<StaffId>(2);
const StaffId eve = an_id<StaffId>(3);

// A line whose coordinators are on call in this order; it remembers what was done, as flows do.
struct Duty {
  PagingSnapshot snapshot{.on_call = {{cora, true, {}}, {dan, true, {}}, {eve, true, {}}}};
  Instant now{std::chrono::hours(1)};
  std::vector<StaffId> texted;  // in order, over all pages
  int pages = 0;

  OnCall& of(StaffId who) {
    for (auto& one : snapshot.on_call) {
      if (one.staff == who) return one;
    }
    throw std::logic_error("nobody on call");
  }

  void texts(StaffId who) {
    texted.push_back(who);
    of(who).paged_at = now;
    snapshot.latest->texted.push_back(who);
  }

  void apply(const PagingAction& action) {
    if (const auto* begin = std::get_if<paging::Begin>(&action)) {
      ++pages;
      snapshot.latest =
          Page{.reason = snapshot.reason, .began_at = now, .escalate_at = begin->escalate_at};
      if (begin->to) texts(*begin->to);
    } else if (const auto* escalate = std::get_if<paging::Escalate>(&action)) {
      snapshot.latest->escalate_at = escalate->escalate_at;
      texts(escalate->to);
    } else {
      snapshot.latest->escalate_at.reset();
    }
  }

  // One step of the clock. True where something was done.
  bool steps(bool is_called_for = true) {
    auto action = keep_page(snapshot, is_called_for, now);
    if (!action && is_called_for) action = begin_page(snapshot, now);
    if (action) apply(*action);
    return action.has_value();
  }

  void passes(std::chrono::minutes time, bool is_called_for = true) {
    for (; time > 0min; time -= 1min) {
      now += 1min;
      steps(is_called_for);
    }
  }

  void acknowledges(StaffId who) {
    snapshot.latest->acknowledged_at = now;
    snapshot.latest->acknowledged_by = who;
    snapshot.latest->escalate_at.reset();
  }
};

}  // namespace

TEST_CASE("the first on call is paged, and each next one when nobody acknowledges in 5 minutes") {
  Duty line;
  REQUIRE(line.steps());
  CHECK(line.texted == std::vector{cora});
  line.passes(4min);
  CHECK(line.texted == std::vector{cora});
  line.passes(1min);
  CHECK(line.texted == std::vector{cora, dan});
  line.passes(5min);
  CHECK(line.texted == std::vector{cora, dan, eve});
}

TEST_CASE("when everybody was asked it begins anew, and nobody hears of it twice in 10 minutes") {
  Duty line;
  line.steps();
  line.passes(20min);
  // Eve had hers at 10: at 15 everybody was asked, and then Cora's turn comes again.
  CHECK(line.pages == 2);
  CHECK(line.texted.front() == cora);
  CHECK(std::vector(line.texted.begin() + 3, line.texted.end()).front() == cora);
}

TEST_CASE("a page that is acknowledged goes no further, and the next is 10 minutes after it") {
  Duty line;
  line.steps();
  line.passes(2min);
  line.acknowledges(cora);
  line.passes(7min);
  CHECK(line.texted == std::vector{cora});
  line.passes(1min);
  CHECK(line.texted == std::vector{cora, cora});
}

TEST_CASE("a page ends when nobody waits for so long any more") {
  Duty line;
  line.steps();
  line.passes(1min, false);
  CHECK_FALSE(line.snapshot.latest->escalate_at);
  line.passes(30min, false);
  CHECK(line.texted == std::vector{cora});
}

TEST_CASE("whoever can't be texted is left out") {
  Duty line;
  line.of(cora).reachable = false;
  line.steps();
  CHECK(line.texted == std::vector{dan});
  line.of(eve).reachable = false;
  line.passes(5min);
  CHECK(line.texted == std::vector{dan});
  CHECK_FALSE(line.snapshot.latest->escalate_at);
}

TEST_CASE("where nobody can be texted there is a page all the same, at most once in 10 minutes") {
  Duty line;
  line.snapshot.on_call.clear();
  line.steps();
  line.passes(9min);
  CHECK(line.pages == 1);
  CHECK(line.texted.empty());
  line.passes(1min);
  CHECK(line.pages == 2);
}

TEST_CASE("whoever comes on call, or can be texted again, while nobody could be, is next") {
  Duty line;
  for (auto& one : line.snapshot.on_call) one.reachable = false;
  line.steps();
  line.of(dan).reachable = true;
  line.passes(5min);
  CHECK(line.texted == std::vector{dan});
}

TEST_CASE("whoever was texted for another page a moment ago is left alone") {
  Duty line;
  line.of(cora).paged_at = line.now - 9min;
  line.steps();
  CHECK(line.texted == std::vector{dan});
}

TEST_CASE("however pages fail, nobody is texted twice in 10 minutes, nor a line paged so often") {
  Duty line;
  std::vector<std::pair<Instant, StaffId>> log;
  std::optional<Instant> page_before;
  for (int minute = 0; minute < 300; ++minute) {
    const int pages = line.pages;
    const auto texted = line.texted.size();
    // Now and then a text certainly does not arrive: the next one is due at once.
    if (minute % 7 == 3 && line.snapshot.latest && line.snapshot.latest->escalate_at) {
      line.snapshot.latest->escalate_at = line.now;
    }
    if (minute % 11 == 5) line.acknowledges(cora);
    line.steps();
    if (line.pages > pages) {
      CHECK((!page_before || line.now - *page_before >= page_again));
      page_before = line.now;
    }
    for (auto i = texted; i < line.texted.size(); ++i) {
      for (const auto& [at, who] : log) {
        CHECK((who != line.texted[i] || line.now - at >= page_again));
      }
      log.emplace_back(line.now, line.texted[i]);
    }
    line.now += 1min;
  }
  CHECK(log.size() > 30);
}

TEST_CASE("that a peer was put on a break is for one to know, and nobody has to acknowledge it") {
  Duty line;
  line.snapshot.reason = PageReason::lapses;
  const auto begin = begin_page(line.snapshot, line.now);
  REQUIRE(begin);
  CHECK(std::get<paging::Begin>(*begin).to == cora);
  CHECK_FALSE(std::get<paging::Begin>(*begin).escalate_at);
}

TEST_CASE("each reason has a name that is read back, and words of its own") {
  for (const auto reason : {PageReason::waiting, PageReason::urgent, PageReason::lapses}) {
    CHECK(parse_page_reason(to_string(reason)) == reason);
    CHECK(to_string(page_text(reason)) == "staff_page_" + std::string(to_string(reason)));
  }
  CHECK_FALSE(parse_page_reason("else"));
}
