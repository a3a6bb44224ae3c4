// product.md, "Routing": whoever is on call is texted when somebody waits for too long.
#include <doctest/doctest.h>

#include "tests/story/line.hpp"

namespace warmline::story {

using namespace std::chrono_literals;
using Words = std::vector<std::string>;

namespace {

const std::string after_5_min = "Page: 1 wait, the longest 5 min";
const std::string after_10_min = "Page: 1 wait, the longest 10 min";
const std::string after_15_min = "Page: 1 wait, the longest 15 min";

// Three coordinators on call, in this order, each with a phone and none of them at a screen.
struct Duty {
  Line line;
  Person cora = line.coordinator("cora");
  Person dan = line.coordinator("dan");
  Person eva = line.coordinator("eva");

  Duty() {
    for (const Person& each : {cora, dan, eva}) line.has_phone(each);
    line.are_on_call({cora, dan, eva});
  }
};

}  // namespace

TEST_CASE(
    "someone waits in the queue longer than `page` (5 min): the on-call coordinator is texted") {
  Duty duty;
  auto& line = duty.line;
  line.texts(maya, "I can't be alone tonight").after(4min + 55s);
  CHECK(line.heard(duty.cora).empty());
  line.after(10s);
  CHECK(line.heard(duty.cora) == Words{after_5_min});
  CHECK(line.heard(duty.dan).empty());
}

TEST_CASE("… with how many wait and the longest wait") {
  Duty duty;
  auto& line = duty.line;
  line.texts(maya, "hi").after(2min).texts(noor, "hi").texts(omar, "hi").after(3min + 5s);
  CHECK(line.heard(duty.cora) == Words{"Page: 3 wait, the longest 5 min"});
}

TEST_CASE("… at most once per 10 min") {
  Duty duty;
  auto& line = duty.line;
  line.are_on_call({duty.cora}).texts(maya, "hi").after(14min + 50s);
  CHECK(line.heard(duty.cora) == Words{after_5_min});
  line.texts(noor, "hi").after(15s);
  CHECK(line.heard(duty.cora) == Words{after_5_min, "Page: 2 wait, the longest 15 min"});
  line.after(9min + 50s);
  CHECK(line.heard(duty.cora).size() == 2);
}

TEST_CASE("… nobody is, while everybody is answered, or the offer is being looked at") {
  Duty duty;
  auto& line = duty.line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).replies(ana, maya, "hello").after(30min);
  CHECK(line.heard(duty.cora).empty());
}

TEST_CASE("who does not acknowledge within 5 min is followed by the next on call, in their order") {
  Duty duty;
  auto& line = duty.line;
  line.texts(maya, "hi").after(9min + 55s);
  CHECK(line.heard(duty.dan).empty());
  line.after(10s);
  CHECK(line.heard(duty.dan) == Words{after_10_min});
  CHECK(line.heard(duty.eva).empty());
  line.after(5min);
  CHECK(line.heard(duty.eva) == Words{after_15_min});
  CHECK(line.heard(duty.cora) == Words{after_5_min});
}

TEST_CASE("OK acknowledges: nobody else is texted, and they not for 10 min") {
  Duty duty;
  auto& line = duty.line;
  line.texts(maya, "hi").after(7min + 5s).texts(duty.cora, "Ok.").after(7min + 50s);
  CHECK(line.heard(duty.cora) == Words{after_5_min, "Thank you, 1 wait, the longest 7 min"});
  CHECK(line.who_did(EventKind::page_acknowledged) == duty.cora);
  CHECK(line.heard(duty.dan).empty());
  // Whoever waits still is not forgotten.
  line.after(20s);
  CHECK(line.last_heard(duty.cora) == after_15_min);
}

TEST_CASE("seeing to the queue acknowledges as well, whichever coordinator does") {
  Duty duty;
  auto& line = duty.line;
  line.texts(maya, "hi").texts(noor, "hi").after(6min).comes_on(duty.eva).claims(duty.eva, noor);
  CHECK(line.who_did(EventKind::page_acknowledged) == duty.eva);
  line.after(6min);
  CHECK(line.heard(duty.dan).empty());
}

TEST_CASE("who is no longer waiting is no reason to wake the next one") {
  Duty duty;
  auto& line = duty.line;
  const auto ana = line.peer("ana");
  line.texts(maya, "hi").after(6min).comes_on(ana).accepts(ana, maya).replies(ana, maya, "hello");
  line.after(10min);
  CHECK(line.heard(duty.dan).empty());
}

TEST_CASE("who has no phone, or told the line to STOP, is passed over") {
  Duty duty;
  auto& line = duty.line;
  const auto fay = line.coordinator("fay");
  line.are_on_call({fay, duty.cora, duty.dan}).texts(duty.cora, "STOP");
  line.texts(maya, "hi").after(5min + 5s);
  CHECK(line.heard(duty.cora).empty());
  CHECK(line.heard(duty.dan) == Words{after_5_min});
}

TEST_CASE("with nobody on call who can be texted, coordinators are told in the inbox") {
  Line line;
  line.texts(maya, "hi").after(5min + 5s);
  CHECK(line.times(EventKind::page_sent) == 1);
  line.after(10min);
  CHECK(line.times(EventKind::page_sent) == 2);
}

TEST_CASE("nobody is paged for who waits until the line opens, and then they are") {
  Duty duty;
  auto& line = duty.line;
  line.at("Fri 20:00").closes_the_line(duty.dan, 2h).texts(maya, "hi").at("Fri 21:59");
  CHECK(line.heard(duty.cora).empty());
  line.at("Fri 22:00").after(5s);
  CHECK(line.heard(duty.cora).size() == 1);
  CHECK(line.last_heard(duty.cora).starts_with("Page: 1 wait"));
}

TEST_CASE("a power cut pages nobody twice, and nobody less") {
  Duty duty;
  auto& line = duty.line;
  line.texts(maya, "hi").after(6min).is_cut_off().after(1min).is_cut_off().after(3min + 5s);
  CHECK(line.heard(duty.cora) == Words{after_5_min});
  CHECK(line.heard(duty.dan) == Words{after_10_min});
}

TEST_CASE("whom two lapses put on a break is told on their phone, and so is who is on call") {
  Duty duty;
  auto& line = duty.line;
  const auto ana = line.peer("ana");
  line.has_phone(ana).comes_on(ana).texts(maya, "hi").after(1min + 5s);
  line.texts(noor, "hi").after(1min + 5s);
  CHECK(line.presence(ana) == Presence::break_);
  CHECK(line.heard(ana) == Words{"You are on a break"});
  CHECK(line.heard(duty.cora) == Words{"Page: lapses"});
}

}  // namespace warmline::story
