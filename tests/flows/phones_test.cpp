// Staff's own phones: confirmed by a code, and obeyed.
#include "gateway/store/phones.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "gateway/flows/set_phone.hpp"
#include "gateway/flows/text_staff.hpp"
#include "gateway/store/staff_texts.hpp"
#include "tests/flows/with_phone.hpp"

namespace warmline::test {
namespace {

using routing::Presence;
using routing::ProblemCode;
using namespace std::chrono_literals;

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

}  // namespace warmline::test
