// Staff's own phones: confirmed by a code, obeyed, and texted within limits.
#include "gateway/store/phones.hpp"

#include <algorithm>
#include <deque>

#include <doctest/doctest.h>

#include "gateway/flows/set_phone.hpp"
#include "gateway/flows/text_staff.hpp"
#include "gateway/store/staff_texts.hpp"
#include "tests/flows/running_line.hpp"

namespace warmline::test {
namespace {

using routing::Presence;
using routing::ProblemCode;
using Words = std::vector<std::string>;
using namespace std::chrono_literals;

const std::string ana_phone = "+15035550151";
const std::string ben_phone = "+15035550152";

routing::Result<void> gives(RunningLine& line, routing::StaffId who, const std::string& phone) {
  return run(line.loop,
             flows::set_phone(*line.store, line.lines, who, store::Phone{number(phone), "en"}));
}

routing::Result<void> confirms(RunningLine& line, routing::StaffId who, const std::string& code) {
  return run(line.loop, flows::confirm_phone(*line.store, who, code));
}

std::string last_code(RunningLine& line, const std::string& phone) {
  return line.heard(phone).back().substr(5);
}

// Another code than this one.
std::string wrong(std::string code) {
  code[0] = code[0] == '9' ? '0' : static_cast<char>(code[0] + 1);
  return code;
}

ProblemCode problem_of(const routing::Result<void>& result) {
  return result ? ProblemCode::internal : result.error().code;
}

int count(RunningLine& line, std::string_view table) {
  return line.kept<int>([&](store::Reading& reading) {
    static std::deque<std::string> made;
    made.push_back("SELECT count(*) FROM " + std::string(table));
    auto row = reading.db.query(made.back());
    row.next();
    return row.get<int>(0);
  });
}

// What a phone heard after the code it was confirmed with.
Words heard_since(RunningLine& line, const std::string& phone) {
  auto words = line.heard(phone);
  const auto last = std::ranges::find_if(
      words.rbegin(), words.rend(), [](const auto& text) { return text.starts_with("Code "); });
  return Words(last.base(), words.end());
}

// Of what was texted to staff: neither words nor numbers.
bool nothing_is_kept(RunningLine& line) {
  return count(line, "staff_texts WHERE length(body) > 0 OR length(number) > 0") == 0;
}

// As a crash leaves the answer to Ana's ON that was being handed over: `taken`, the carrier has it.
void crashes_while_answering(RunningLine& line, bool taken, std::chrono::seconds down_for) {
  line.simulator->faults().add({.fault = carriers::simulator::Fault::busy, .times = 1});
  line.texts(ana_phone, "ON");
  line.drain();
  line.restart([&] {
    line.opened.write([](store::Writing& writing) {
      const auto* const queued = "SELECT id FROM staff_texts WHERE status = 'queued'";
      auto row = writing.db.query(queued);
      REQUIRE(row.next());
      store::staff_texts::mark_sending(writing, row.get<routing::TextId>(0));
    });
    if (taken) {
      carriers::OutgoingText text{.from = number("+15035550100"),
                                  .to = number(ana_phone),
                                  .body = routing::Body("On, 0 wait")};
      REQUIRE(run(line.loop, line.twilio->send(std::move(text))));
    }
    line.opened.clock.advance(down_for);
  });
}

// Ana, a peer who is off, with a phone of her own.
struct WithPhone {
  RunningLine line;
  routing::StaffId ana = line.peer("ana");

  WithPhone() {
    line.confirms_phone(ana, ana_phone);
    line.sets(ana, Presence::off);
  }
};

}  // namespace

TEST_CASE("a phone is somebody's own once they give the code that was texted to it") {
  RunningLine line;
  const auto ana = line.peer("ana");
  REQUIRE(gives(line, ana, ana_phone));
  const auto code = last_code(line, ana_phone);
  CHECK(code.size() == 6);
  const auto own = [&](store::Reading& reading) {
    return store::phones::find(reading, ana).has_value();
  };
  CHECK_FALSE(line.kept<bool>(own));
  CHECK(problem_of(confirms(line, ana, wrong(code))) == ProblemCode::wrong_code);
  REQUIRE(confirms(line, ana, code));
  CHECK(line.kept<bool>(own));
  // Good for once.
  CHECK(problem_of(confirms(line, ana, code)) == ProblemCode::wrong_code);
  CHECK(std::ranges::count(line.events(), routing::EventKind::phone_set) == 1);
  REQUIRE(run(line.loop, flows::remove_phone(*line.store, ana)));
  CHECK_FALSE(line.kept<bool>(own));
}

TEST_CASE("a code is good for 10 minutes, and for 5 wrong tries") {
  RunningLine line;
  const auto ana = line.peer("ana");
  REQUIRE(gives(line, ana, ana_phone));
  const auto first = last_code(line, ana_phone);
  for (int i = 0; i < 5; ++i) {
    CHECK(problem_of(confirms(line, ana, wrong(first))) == ProblemCode::wrong_code);
  }
  CHECK(problem_of(confirms(line, ana, first)) == ProblemCode::wrong_code);
  REQUIRE(gives(line, ana, ana_phone));
  const auto second = last_code(line, ana_phone);
  line.later(10min + 1s);
  CHECK(problem_of(confirms(line, ana, second)) == ProblemCode::wrong_code);
}

TEST_CASE("three codes an hour are texted, for one person and for one phone") {
  RunningLine line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  for (int i = 0; i < 3; ++i) REQUIRE(gives(line, ana, ana_phone));
  CHECK(problem_of(gives(line, ana, ben_phone)) == ProblemCode::too_many_tries);
  CHECK(problem_of(gives(line, ben, ana_phone)) == ProblemCode::too_many_tries);
  CHECK(line.heard(ana_phone).size() == 3);
  line.later(1h + 1s);
  CHECK(gives(line, ana, ana_phone));
}

TEST_CASE("nobody gets a colleague's phone, or a line's number") {
  RunningLine line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.confirms_phone(ana, ana_phone);
  REQUIRE(gives(line, ben, ana_phone));
  CHECK(problem_of(confirms(line, ben, last_code(line, ana_phone))) == ProblemCode::phone_taken);
  CHECK(problem_of(gives(line, ben, "+15035550101")) == ProblemCode::malformed);
  CHECK(problem_of(gives(line, ben, "13013")) == ProblemCode::malformed);
}

TEST_CASE("a phone that said STOP gets no code, and whoever typed it can't tell it from others") {
  RunningLine line;
  const auto ana = line.peer("ana");
  line.texts(ben_phone, "STOP");
  const auto heard = line.heard(ben_phone).size();
  for (int i = 0; i < 3; ++i) REQUIRE(gives(line, ana, ben_phone));
  CHECK(line.heard(ben_phone).size() == heard);
  CHECK(problem_of(confirms(line, ana, "000000")) == ProblemCode::wrong_code);
  // Counted, so that nobody goes through many numbers, and as many as any other.
  CHECK(problem_of(gives(line, ana, ben_phone)) == ProblemCode::too_many_tries);
  CHECK(problem_of(gives(line, ana, ana_phone)) == ProblemCode::too_many_tries);
  CHECK(count(line, "staff_texts WHERE kind = 'staff_code' AND problem = 'opted_out'") == 3);
  CHECK(count(line, "staff_texts WHERE next_at IS NOT NULL") == 0);
}

TEST_CASE("a new phone takes the place of the old one") {
  WithPhone with;
  auto& line = with.line;
  line.confirms_phone(with.ana, ben_phone);
  line.texts(ana_phone, "ON");
  CHECK(line.presence(with.ana) == Presence::off);
  line.texts(ben_phone, "ON");
  CHECK(line.presence(with.ana) == Presence::on);
}

TEST_CASE("a peer signs on, takes a break and goes off by text, and is no texter for it") {
  WithPhone with;
  auto& line = with.line;
  line.texts(ana_phone, "On");
  CHECK(line.presence(with.ana) == Presence::on);
  line.texts(ana_phone, "break.");
  CHECK(line.presence(with.ana) == Presence::break_);
  line.texts(ana_phone, "OFF");
  CHECK(line.presence(with.ana) == Presence::off);
  CHECK(heard_since(line, ana_phone) == Words{"On, 0 wait", "On a break, 0 wait", "Off, 0 wait"});
  CHECK(count(line, "texters") == 0);
  CHECK(count(line, "threads") == 0);
  CHECK(count(line, "texts") == 0);
}

TEST_CASE("who signs on by text is offered who waits, and told how many there are") {
  WithPhone with;
  auto& line = with.line;
  line.texts(maya, "hi");
  line.texts(noor, "hello?");
  line.texts(ana_phone, "ON");
  CHECK(line.conversation(maya).offered_to == with.ana);
  CHECK(heard_since(line, ana_phone) == Words{"On, 2 wait"});
  line.texts(ana_phone, "OFF");
  CHECK(line.conversation(maya).state == routing::ConversationState::waiting);
}

TEST_CASE("a command that is delivered again is obeyed once") {
  WithPhone with;
  auto& line = with.line;
  CHECK_FALSE(line.delivers(ana_phone, "ON", "SM-on")->kept_before);
  CHECK_FALSE(line.delivers(ana_phone, "OFF", "SM-off")->kept_before);
  CHECK(line.delivers(ana_phone, "ON", "SM-on")->kept_before);
  CHECK(line.presence(with.ana) == Presence::off);
  CHECK(heard_since(line, ana_phone).size() == 2);
}

TEST_CASE("a command whose webhook was missed is taken in once") {
  WithPhone with;
  auto& line = with.line;
  line.texts_unheard(ana_phone, "ON");
  CHECK(line.catches_up());
  CHECK(line.presence(with.ana) == Presence::on);
  line.sets(with.ana, Presence::off);
  line.later(1min);
  CHECK(line.catches_up());
  CHECK(line.presence(with.ana) == Presence::off);
  CHECK(heard_since(line, ana_phone).size() == 1);
  CHECK(line.log.size() == 1);
}

TEST_CASE("a command that comes very late changes nothing, and its answer says what is") {
  WithPhone with;
  auto& line = with.line;
  line.texts_unheard(ana_phone, "ON");
  line.later(11min);
  CHECK(line.catches_up());
  CHECK(line.presence(with.ana) == Presence::off);
  CHECK(heard_since(line, ana_phone) == Words{"Off, 0 wait"});
}

TEST_CASE("who had an answer to a command before a restore gets none again; others do") {
  WithPhone with;
  auto& line = with.line;
  const auto ben = line.peer("ben");
  line.confirms_phone(ben, ben_phone);
  line.sets(ben, Presence::off);
  line.opened.clock.advance(1min);
  line.texts_unheard(ana_phone, "ON");
  line.texts_unheard(ben_phone, "ON");
  line.opened.clock.advance(1min);
  // By the line as it was, which is forgotten.
  REQUIRE(run(line.loop, line.twilio->send({.id = {},
                                            .from = line.lines.all().front().number,
                                            .to = *routing::PhoneNumber::parse(ana_phone),
                                            .body = routing::Body("You are on.")})));
  line.later(11min);
  CHECK(line.catches_up());
  CHECK(heard_since(line, ana_phone) == Words{"You are on."});
  CHECK(heard_since(line, ben_phone) == Words{"Off, 0 wait"});
}

TEST_CASE("an answer of ours that nobody knows to have left is not taken for one from before") {
  WithPhone with;
  auto& line = with.line;
  line.texts_unheard(ana_phone, "ON");
  line.opened.clock.advance(1min);
  line.simulator->faults().add({.fault = carriers::simulator::Fault::lose_response, .times = 1});
  line.texts(ana_phone, "OFF");
  line.drain();
  line.later(11min);
  CHECK(line.catches_up());
  CHECK(heard_since(line, ana_phone) == Words{"Off, 0 wait", "Off, 0 wait"});
}

TEST_CASE("what waits to leave for a phone does not leave once the phone is taken away") {
  WithPhone with;
  auto& line = with.line;
  line.simulator->faults().add({.fault = carriers::simulator::Fault::busy, .times = 1});
  line.texts(ana_phone, "ON");
  line.drain();
  REQUIRE(run(line.loop, flows::remove_phone(*line.store, with.ana)));
  line.later(1min);
  CHECK(heard_since(line, ana_phone).empty());
  CHECK(count(line, "staff_texts WHERE length(number) > 0") == 0);
}

TEST_CASE("everything else from the same phone is a text of somebody who may need the line") {
  WithPhone with;
  auto& line = with.line;
  line.texts(ana_phone, "I don't know where to go on from here");
  CHECK(line.conversation(ana_phone).state == routing::ConversationState::waiting);
  line.texts(ana_phone, "HELP");
  const auto words = heard_since(line, ana_phone);
  CHECK(words == Words{"Nobody is here right now.", "Help is here."});
}

TEST_CASE("an OK belongs to the conversation that they have as a texter") {
  WithPhone with;
  auto& line = with.line;
  line.texts(ana_phone, "hi");
  const auto before = line.thread(ana_phone).size();
  line.texts(ana_phone, "ok");
  CHECK(line.thread(ana_phone).size() == before + 1);
}

TEST_CASE("an OK to nothing is taken in silence") {
  WithPhone with;
  auto& line = with.line;
  line.texts(ana_phone, "ok");
  CHECK(heard_since(line, ana_phone).empty());
  CHECK(count(line, "texters") == 0);
}

TEST_CASE("nobody is obeyed whose phone is not confirmed, or who no longer works here") {
  WithPhone with;
  auto& line = with.line;
  const auto ben = line.peer("ben");
  line.sets(ben, Presence::off);
  REQUIRE(gives(line, ben, ben_phone));
  line.texts(ben_phone, "ON");
  CHECK(line.presence(ben) == Presence::off);
  CHECK(line.thread(ben_phone).size() > 0);
  line.opened.write([&](store::Writing& writing) { store::staff::disable(writing, with.ana); });
  line.texts(ana_phone, "ON");
  CHECK(line.presence(with.ana) == Presence::off);
  CHECK(line.thread(ana_phone).size() > 0);
}

TEST_CASE("a staff phone that said STOP is obeyed in silence until it says START") {
  WithPhone with;
  auto& line = with.line;
  line.texts(ana_phone, "STOP");
  line.texts(ana_phone, "ON");
  CHECK(line.presence(with.ana) == Presence::on);
  CHECK(heard_since(line, ana_phone).empty());
  line.texts(ana_phone, "START");
  line.texts(ana_phone, "OFF");
  CHECK(heard_since(line, ana_phone) == Words{"Off, 0 wait"});
}

TEST_CASE("a text that waits to leave for a phone that says STOP stays here") {
  WithPhone with;
  auto& line = with.line;
  line.simulator->faults().add({.fault = carriers::simulator::Fault::busy, .times = 1});
  line.texts(ana_phone, "ON");
  line.drain();
  line.texts(ana_phone, "STOP");
  line.later(1min);
  CHECK(heard_since(line, ana_phone).empty());
}

TEST_CASE("where only the carrier knows of a STOP, we learn it from its refusal") {
  WithPhone with;
  auto& line = with.line;
  line.texts_unheard(ana_phone, "STOP");
  line.texts(ana_phone, "ON");
  line.drain();
  CHECK(count(line, "threads WHERE opted_out_at IS NOT NULL") == 1);
  line.texts(ana_phone, "OFF");
  CHECK(count(line, "staff_texts WHERE status = 'failed' AND problem = 'opted_out'") == 1);
  CHECK(count(line, "staff_texts WHERE status = 'queued'") == 0);
}

TEST_CASE("a phone that answers by itself is answered 5 times an hour") {
  WithPhone with;
  auto& line = with.line;
  for (int i = 0; i < 40; ++i) {
    line.texts(ana_phone, i % 2 == 0 ? "ON" : "OFF");
    line.drain();
    line.later(30s);
  }
  CHECK(heard_since(line, ana_phone).size() == flows::answers_an_hour_max);
  CHECK(line.presence(with.ana) == Presence::off);
  line.later(1h);
  line.texts(ana_phone, "ON");
  CHECK(heard_since(line, ana_phone).size() == flows::answers_an_hour_max + 1);
}

TEST_CASE("whatever a carrier does, a text to staff leaves once") {
  using carriers::simulator::Fault;
  for (const auto fault :
       {Fault::lose_response, Fault::drop, Fault::server_error, Fault::late_error, Fault::busy}) {
    CAPTURE(to_string(fault));
    WithPhone with;
    auto& line = with.line;
    line.simulator->faults().add({.fault = fault, .times = 1});
    line.texts(ana_phone, "ON");
    line.drain();
    line.passes(3min);
    CHECK(heard_since(line, ana_phone) == Words{"On, 0 wait"});
    CHECK(count(line, "staff_texts WHERE status NOT IN ('sent', 'delivered')") == 0);
    CHECK(nothing_is_kept(line));
  }
}

TEST_CASE("what may have left for staff goes again only once it is certain that it did not") {
  WithPhone with;
  auto& line = with.line;
  line.simulator->faults().add({.fault = carriers::simulator::Fault::drop, .times = 1});
  line.texts(ana_phone, "ON");
  line.drain();
  line.passes(110s);
  CHECK(heard_since(line, ana_phone).empty());
  CHECK(count(line, "staff_texts WHERE status = 'unknown'") == 1);
  line.passes(20s);
  CHECK(heard_since(line, ana_phone) == Words{"On, 0 wait"});
}

TEST_CASE("a text to staff that may have left holds up none of those after it") {
  WithPhone with;
  auto& line = with.line;
  line.simulator->faults().add({.fault = carriers::simulator::Fault::drop, .times = 1});
  line.texts(ana_phone, "ON");
  line.drain();
  line.texts(ana_phone, "OFF");
  line.drain();
  CHECK(heard_since(line, ana_phone) == Words{"Off, 0 wait"});
}

TEST_CASE("what nobody can tell of a text to staff is left at that while it is still of use") {
  using carriers::simulator::Asked;
  using carriers::simulator::Fault;
  WithPhone with;
  auto& line = with.line;
  line.simulator->faults().add({.fault = Fault::drop, .times = 1});
  line.simulator->faults().add(
      {.fault = Fault::server_error, .times = std::nullopt, .on = Asked::list});
  line.texts(ana_phone, "ON");
  line.drain();
  line.passes(9min);
  CHECK_FALSE(nothing_is_kept(line));
  line.passes(5min);
  CHECK(heard_since(line, ana_phone).empty());
  CHECK(count(line, "staff_texts WHERE status = 'unknown'") == 1);
  CHECK(nothing_is_kept(line));
}

TEST_CASE("what may have left for a phone is not sent to it again once the phone is taken away") {
  WithPhone with;
  auto& line = with.line;
  line.simulator->faults().add({.fault = carriers::simulator::Fault::drop, .times = 1});
  line.texts(ana_phone, "ON");
  line.drain();
  REQUIRE(run(line.loop, flows::remove_phone(*line.store, with.ana)));
  line.passes(3min);
  CHECK(heard_since(line, ana_phone).empty());
  CHECK(count(line, "staff_texts WHERE status = 'unknown'") == 1);
  CHECK(nothing_is_kept(line));
}

TEST_CASE("what the carrier could not deliver to staff is known once it is found") {
  WithPhone with;
  auto& line = with.line;
  line.simulator->faults().add({.fault = carriers::simulator::Fault::lose_response, .times = 1});
  line.simulator->faults().fail_texts_to(ana_phone, 30003);
  line.texts(ana_phone, "ON");
  line.drain();
  line.passes(10s);
  CHECK(count(line, "staff_texts WHERE status = 'failed' AND problem = 'carrier_refused'") == 1);
  CHECK(nothing_is_kept(line));
}

TEST_CASE("a crash in the middle of a send to staff: what the carrier has not is sent, once") {
  for (const bool taken : {true, false}) {
    CAPTURE(taken);
    WithPhone with;
    auto& line = with.line;
    crashes_while_answering(line, taken, 5s);
    line.drain();
    line.passes(3min);
    CHECK(heard_since(line, ana_phone) == Words{"On, 0 wait"});
    CHECK(count(line, "staff_texts WHERE status = 'unknown'") == 0);
    CHECK(nothing_is_kept(line));
  }
}

TEST_CASE("a crash long ago in the middle of a send to staff repeats nothing") {
  WithPhone with;
  auto& line = with.line;
  crashes_while_answering(line, false, 11min);
  line.passes(3min);
  CHECK(heard_since(line, ana_phone).empty());
  CHECK(count(line, "staff_texts WHERE status = 'unknown'") == 1);
  CHECK(nothing_is_kept(line));
}

TEST_CASE("once it has left, nothing of a text to staff is kept but that there was one") {
  WithPhone with;
  auto& line = with.line;
  line.texts(ana_phone, "ON");
  line.drain();
  CHECK(count(line, "staff_texts") == 2);
  CHECK(nothing_is_kept(line));
  // Its receipt is known for one of ours.
  const auto sid = line.kept<std::string>([](store::Reading& reading) {
    auto row = reading.db.query("SELECT carrier_id FROM staff_texts ORDER BY id DESC LIMIT 1");
    row.next();
    return row.get<std::string>(0);
  });
  const carriers::Receipt receipt{
      .carrier_id = sid, .carrier_status = "delivered", .status = routing::TextStatus::delivered};
  CHECK(*run(line.loop, flows::record_receipt(*line.store, "main", receipt)));
  CHECK(count(line, "staff_texts WHERE status = 'delivered'") == 1);
}

}  // namespace warmline::test
