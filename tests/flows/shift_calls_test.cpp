// product.md, "Shifts": reminders, the end of a shift, and the report of hours that nobody covers.
#include "gateway/flows/edit_staff.hpp"
#include "gateway/flows/now_on_shift.hpp"
#include "gateway/flows/open_hours.hpp"
#include "gateway/flows/set_line.hpp"
#include "tests/flows/rota.hpp"

namespace warmline::test {
namespace {

using namespace std::chrono_literals;
using routing::ConversationState;
using routing::EventKind;
using routing::Presence;
using routing::StaffId;

}  // namespace

TEST_CASE("a day and a quarter of an hour before a shift its person is reminded, once each") {
  Rota rota;
  rota.planned(rota.ana, "2026-11-22", "20:00", "02:00");
  rota.planned(std::nullopt, "2026-11-22", "20:00", "02:00");  // reminds nobody
  rota.passes(25h);                                            // Saturday 19:10
  CHECK(rota.told(EventKind::shift_reminder).empty());
  rota.line.restart();
  rota.passes(60min);  // Saturday 20:10
  REQUIRE(rota.told(EventKind::shift_reminder).size() == 1);
  const auto first = rota.told(EventKind::shift_reminder).front();
  CHECK(first.at("staff") == rota.ana.text());
  CHECK(first.at("starts") == "2026-11-23T04:00:00.000000Z");
  rota.line.restart();
  rota.passes(23h + 30min);  // Sunday 19:40
  CHECK(rota.told(EventKind::shift_reminder).size() == 1);
  rota.passes(10min);
  CHECK(rota.told(EventKind::shift_reminder).size() == 2);
  rota.line.restart();
  rota.passes(8h);
  CHECK(rota.told(EventKind::shift_reminder).size() == 2);
}

TEST_CASE("whoever has confirmed a phone of their own is reminded on it of what lies ahead") {
  Rota rota;
  const std::string own = "+15035550177";
  rota.line.confirms_phone(rota.ana, own);
  rota.planned(rota.ana, "2026-11-22", "20:00", "02:00");
  rota.planned(rota.ben, "2026-11-22", "20:00", "02:00");  // has none: in the inbox alone
  const auto before = rota.line.heard(own).size();
  rota.passes(25h + 50min);  // Saturday 20:00
  rota.line.drain();
  rota.passes(23h + 45min);  // Sunday 19:45
  rota.line.drain();
  const auto heard = rota.line.heard(own);
  REQUIRE(heard.size() == before + 2);
  CHECK(heard[before] == "Your shift begins on Sunday at 8 pm");
  CHECK(heard[before + 1] == "It begins on Sunday at 8 pm");
  CHECK(rota.told(EventKind::shift_reminder).size() == 4);
}

TEST_CASE("a day on which the line is closed has no hours that nobody covers") {
  Rota rota;
  const auto& line = rota.line.lines.all().front();
  const auto from = utc("2026-11-22T08:00:00Z");
  const auto open = [&] {
    return rota.line.kept<std::vector<routing::Period>>([&](store::Reading& store) {
      return flows::open_hours(store, line, from, from + std::chrono::hours(48));
    });
  };
  REQUIRE(open().size() == 1);
  CHECK(open().front().to - open().front().from == 48h);
  REQUIRE(run(rota.line.loop,
              flows::set_day(*rota.line.store, rota.line.lines, line.id, rota.cora,
                             *routing::parse_day("2026-11-22"), std::vector<routing::Span>{})));
  REQUIRE(open().size() == 1);
  CHECK(open().front().from == from + std::chrono::hours(24));
}

TEST_CASE("a reminder that comes too late is left out") {
  Rota rota;
  rota.planned(rota.ana, "2026-11-22", "20:00", "02:00");
  rota.line.restart();
  rota.line.later(50h);  // Sunday 20:10, ten minutes into the shift
  CHECK(rota.told(EventKind::shift_reminder).empty());
}

TEST_CASE("who could not sign in for a while is reminded of the shifts they still have") {
  Rota rota;
  rota.planned(rota.ana, "2026-11-20", "20:00", "22:00");
  const auto change = [&](void (*how)(store::Writing&, Rota&)) {
    std::move_only_function<routing::Result<void>(store::Writing&)> job =
        [&](store::Writing& writing) -> routing::Result<void> {
      how(writing, rota);
      return {};
    };
    REQUIRE(run(rota.line.loop, rota.line.store->write<void>(std::move(job))));
  };
  change([](store::Writing& store, Rota& of) {
    flows::take_everything_back(store, of.line.lines, of.ana, of.cora);
    store::staff::disable(store, of.ana);
  });
  rota.passes(80min);  // 19:30: the rota was looked at, and the shift was nobody's
  change([](store::Writing& store, Rota& of) {
    flows::enable_staff(store, of.line.lines, of.ana, of.cora);
  });
  rota.passes(10min);  // 19:40
  CHECK(rota.told(EventKind::shift_reminder).empty());
  rota.passes(5min);
  REQUIRE(rota.told(EventKind::shift_reminder).size() == 1);
  CHECK(rota.told(EventKind::shift_reminder).front().at("staff") == rota.ana.text());
}

TEST_CASE("a quarter of an hour before the end, who is there is told what is still open") {
  Rota rota;
  rota.planned(rota.ana, "2026-11-20", "20:00", "22:00");
  rota.planned(rota.ben, "2026-11-20", "20:00", "22:00");
  rota.talks(maya);
  rota.talks(noor);
  REQUIRE(rota.line.does(flows::rest_conversation, rota.ana, noor, utc("2026-11-22T00:00:00Z")));
  rota.line.sets(rota.ben, Presence::off);
  rota.passes(3h + 30min);  // 21:40
  CHECK(rota.told(EventKind::shift_ending).empty());
  rota.passes(5min);
  const auto told = rota.told(EventKind::shift_ending);
  REQUIRE(told.size() == 1);
  CHECK(told.front().at("staff") == rota.ana.text());
  CHECK(told.front().at("open") == 1);
  CHECK(told.front().at("resting") == 1);
}

TEST_CASE("`grace` after the end of a shift what is still theirs returns, and they are off") {
  Rota rota;
  rota.planned(rota.ana, "2026-11-20", "20:00", "22:00");
  rota.line.sets(rota.ben, Presence::off);
  rota.line.sets(rota.cora, Presence::off);
  rota.talks(maya);
  rota.talks(noor);
  REQUIRE(rota.line.does(flows::rest_conversation, rota.ana, noor, utc("2026-11-22T00:00:00Z")));
  rota.passes(4h + 4min, 1min);  // 22:14
  CHECK(rota.line.conversation(maya).owner == rota.ana);
  CHECK(rota.presence(rota.ana) == Presence::on);
  rota.line.later(1min);
  for (const auto& phone : {maya, noor}) {
    const auto conversation = rota.line.conversation(phone);
    CHECK(conversation.state == ConversationState::waiting);
    CHECK(conversation.returned);
  }
  CHECK(rota.presence(rota.ana) == Presence::off);
  const auto ended = rota.told(EventKind::shift_ended);
  REQUIRE(ended.size() == 1);
  CHECK(ended.front().at("open") == 1);
  CHECK(ended.front().at("resting") == 1);
  CHECK(rota.told(EventKind::presence_changed).back().at("by_shift_end") == true);

  // It was acted on: coming back is their own act, which nothing undoes.
  rota.line.sets(rota.ana, Presence::on);
  rota.line.restart();
  rota.line.later(0s);
  CHECK(rota.presence(rota.ana) == Presence::on);
  rota.passes(2h);
  CHECK(rota.presence(rota.ana) != Presence::off);
  CHECK(rota.told(EventKind::shift_ended).size() == 1);
}

TEST_CASE("what they have on another line goes back as well when they go off") {
  Rota rota;
  rota.planned(rota.ana, "2026-11-20", "20:00", "22:00");
  rota.line.sets(rota.ben, Presence::off);
  rota.line.sets(rota.cora, Presence::off);
  REQUIRE(rota.line.delivers(maya, "hi", {}, {}, 1));
  const auto id = rota.line.conversation(maya, 1).id;
  REQUIRE(
      run(rota.line.loop, flows::accept_offer(*rota.line.store, rota.line.lines, id, rota.ana)));
  REQUIRE(run(rota.line.loop, flows::send_reply(*rota.line.store, rota.line.lines, id, {rota.ana},
                                                routing::Body("hello"), "1")));
  rota.passes(4h + 5min);
  CHECK(rota.presence(rota.ana) == Presence::off);
  CHECK(rota.line.conversation(maya, 1).state == ConversationState::waiting);
}

TEST_CASE("a shift that ended while the service was down ends when it starts") {
  Rota rota;
  rota.planned(rota.ana, "2026-11-20", "20:00", "02:00", "FREQ=DAILY");
  rota.talks(maya);
  rota.line.sets(rota.ben, Presence::off);
  rota.line.sets(rota.cora, Presence::off);
  rota.line.restart([&] { rota.line.opened.clock.advance(62h); });  // Monday 08:10
  CHECK(rota.presence(rota.ana) == Presence::on);
  rota.line.later(0s);
  CHECK(rota.presence(rota.ana) == Presence::off);
  CHECK(rota.line.conversation(maya).state == ConversationState::waiting);
  CHECK(rota.told(EventKind::shift_ended).size() == 1);
  CHECK(rota.told(EventKind::shift_ending).empty());
  // Of Monday's shift alone: the others have begun.
  REQUIRE(rota.told(EventKind::shift_reminder).size() == 1);
  CHECK(rota.told(EventKind::shift_reminder).front().at("starts") == "2026-11-24T04:00:00.000000Z");
}

TEST_CASE("somebody who is on outside the rota stays on") {
  Rota rota;
  rota.planned(rota.ana, "2026-11-20", "20:00", "22:00");
  rota.line.sets(rota.ana, Presence::off);
  rota.passes(4h);  // 22:10
  rota.line.sets(rota.ana, Presence::on);
  rota.passes(2h);
  CHECK(rota.presence(rota.ana) == Presence::on);  // came when it was over
  CHECK(rota.presence(rota.ben) == Presence::on);  // has no shift at all
  CHECK(rota.told(EventKind::shift_ended).empty());
}

TEST_CASE("where the next shift follows, nothing ends") {
  Rota rota;
  rota.planned(rota.ana, "2026-11-20", "20:00", "22:00");
  rota.planned(rota.ana, "2026-11-20", "22:00", "23:30");
  rota.talks(maya);
  rota.passes(5h);  // 23:10
  CHECK(rota.line.conversation(maya).owner == rota.ana);
  CHECK(rota.told(EventKind::shift_ended).empty());
  rota.passes(40min);
  CHECK(rota.line.conversation(maya).owner != rota.ana);
  CHECK(rota.presence(rota.ana) == Presence::off);
}

TEST_CASE("a shift that is planned after it was over takes nobody off, and one that was due does") {
  Rota rota;
  rota.planned(rota.ana, "2026-11-20", "18:30", "19:30");
  rota.passes(90min);  // 19:40
  rota.planned(rota.ben, "2026-11-20", "18:00", "19:00");
  rota.line.later(0s);
  CHECK(rota.presence(rota.ben) == Presence::on);
  // Nobody looks at 19:45, and the next one who does so changes the rota.
  rota.line.opened.clock.advance(15min);
  rota.planned(rota.ben, "2026-11-21", "18:00", "19:00");
  CHECK(rota.presence(rota.ana) == Presence::off);
}

TEST_CASE("with a shift on another line they stay on, and what they had here returns") {
  Rota rota;
  rota.planned(rota.ana, "2026-11-20", "20:00", "22:00");
  rota.planned(rota.ana, "2026-11-20", "21:00", "23:30", "", 1);
  rota.talks(maya);
  rota.line.sets(rota.ben, Presence::off);
  rota.line.sets(rota.cora, Presence::off);
  rota.passes(4h + 5min);
  CHECK(rota.presence(rota.ana) == Presence::on);
  CHECK(rota.line.conversation(maya).state == ConversationState::waiting);
  CHECK(rota.told(EventKind::shift_ended).front().at("presence") == "on");
}

TEST_CASE("a shift that was cancelled, or given away, ends for nobody who had it") {
  Rota rota;
  const auto given = rota.planned(rota.ana, "2026-11-20", "20:00", "22:00");
  const auto cancelled = rota.planned(rota.ben, "2026-11-20", "20:00", "22:00");
  REQUIRE(rota.changes(shift_of(given, "2026-11-20"), {.staff = std::optional(rota.cora)}));
  REQUIRE(run(rota.line.loop, flows::cancel_shift(*rota.line.store, rota.line.lines, rota.cora,
                                                  shift_of(cancelled, "2026-11-20"))));
  rota.passes(5h);
  CHECK(rota.presence(rota.ana) == Presence::on);
  CHECK(rota.presence(rota.ben) == Presence::on);
  CHECK(rota.presence(rota.cora) == Presence::off);
}

TEST_CASE("a shift that is moved later ends later") {
  Rota rota;
  const auto rule = rota.planned(rota.ana, "2026-11-20", "20:00", "22:00");
  rota.passes(3h);
  REQUIRE(rota.changes(shift_of(rule, "2026-11-20"), {.ends = routing::parse_clock("23:00")}));
  rota.passes(2h);  // 23:10
  CHECK(rota.presence(rota.ana) == Presence::on);
  rota.passes(5min);
  CHECK(rota.presence(rota.ana) == Presence::off);
}

TEST_CASE("hours that nobody covers are reported ahead, once a day") {
  Rota rota;
  rota.planned(rota.ana, "2026-11-20", "00:00", "00:00", "FREQ=DAILY");
  rota.passes(24h, 30min);
  CHECK(rota.told(EventKind::rota_uncovered).empty());  // somebody is there at every hour
  rota.planned(std::nullopt, "2026-11-25", "20:00", "22:00");
  rota.passes(24h, 30min);
  REQUIRE(rota.told(EventKind::rota_uncovered).size() == 1);
  const auto told = rota.told(EventKind::rota_uncovered).front();
  CHECK(told.at("count") == 1);
  CHECK(told.at("minutes") == 120);
  CHECK(told.at("starts") == "2026-11-26T04:00:00.000000Z");
  rota.line.restart();
  rota.passes(24h, 30min);
  CHECK(rota.told(EventKind::rota_uncovered).size() == 2);
}

TEST_CASE("whoever has the Friday night shift is on shift at Saturday 02:00, and others are not") {
  Rota rota;
  rota.planned(rota.ana, "2026-11-06", "20:00", "04:00", "FREQ=WEEKLY;BYDAY=FR");
  rota.passes(7h + 50min, 10min);  // Saturday 02:00
  const auto line = rota.line.lines.all().front().id;
  rota.line.kept<bool>([&](store::Reading& store) {
    const flows::NowOnShift now(store, rota.line.lines, {line});
    CHECK(now.until(rota.ana) == utc("2026-11-21T12:00:00Z"));
    CHECK_FALSE(now.is_outside(rota.ana, Presence::on));
    CHECK_FALSE(now.until(rota.ben));
    CHECK(now.is_outside(rota.ben, Presence::on));
    CHECK(now.is_outside(rota.ben, Presence::break_));
    CHECK_FALSE(now.is_outside(rota.ben, Presence::off));
    return true;
  });
  CHECK(rota.presence(rota.ana) == Presence::on);
}

TEST_CASE("where no line has a rota nobody is outside it") {
  Rota rota;
  rota.line.kept<bool>([&](store::Reading& store) {
    const flows::NowOnShift now(store, rota.line.lines, {rota.line.lines.all().front().id});
    CHECK_FALSE(now.is_outside(rota.ana, Presence::on));
    return true;
  });
}

}  // namespace warmline::test
