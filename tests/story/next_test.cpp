// product.md, "Routing": "Who is next, and for whom".
#include <doctest/doctest.h>

#include "tests/story/line.hpp"

namespace warmline::story {

using namespace std::chrono_literals;
using routing::Wish;
using routing::WishKind;

namespace {

Wish language(const std::string& which) {
  return {.kind = WishKind::language, .value = which, .not_ = {}, .only = false};
}
Wish experience(const std::string& which, bool only = false) {
  return {.kind = WishKind::experience, .value = which, .not_ = {}, .only = only};
}
Wish not_again(Person who) {
  return {.kind = WishKind::not_the_same_person, .value = "", .not_ = who.id, .only = false};
}

}  // namespace

TEST_CASE("queue order: flagged urgent, then returned, then the rest; the longest waiting first") {
  Line line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben", {.capacity = 1});
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).texts(noor, "hi").passes(ana, noor);
  line.after(1min).texts(omar, "hi").passes(ana, omar).texts(pia, "hi").passes(ana, pia);
  line.flags(ana, pia, "she is in danger").goes_off(ana);
  // Noor has waited longest; Maya was answered once; Pia is in danger.
  const auto next = [&] {
    line.comes_on(ben);
    for (const Texter& each : {maya, noor, omar, pia}) {
      if (line.offered_to(each) == ben) {
        line.accepts(ben, each).closes(ben, each).goes_off(ben);
        return each.phone;
      }
    }
    return std::string();
  };
  CHECK(next() == pia.phone);
  CHECK(next() == maya.phone);
  CHECK(next() == noor.phone);
  CHECK(next() == omar.phone);
}

TEST_CASE("eligible: on (present and not on break)") {
  Line line;
  const auto ana = line.peer("ana");
  line.texts(maya, "hi");
  CHECK(line.waits(maya));
  line.comes_on(ana).takes_a_break(ana);
  CHECK(line.waits(maya));
  line.comes_on(ana);
  CHECK(line.offered_to(maya) == ana);
}

TEST_CASE("eligible: works this line") {
  Line line;
  const auto ana = line.peer("ana", {.only_line = 1});
  line.comes_on(ana).texts(maya, "hi", 0);
  CHECK(line.waits(maya));
  line.texts(noor, "hi", 1);
  CHECK(line.offered_to(noor, 1) == ana);
}

TEST_CASE("eligible: below capacity") {
  Line line;
  const auto ana = line.peer("ana", {.capacity = 1});
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).texts(noor, "hi");
  CHECK(line.waits(noor));
  line.closes(ana, maya);
  CHECK(line.offered_to(noor) == ana);
}

TEST_CASE("eligible: speaks the language if the texter asked for it") {
  Line line;
  const auto ana = line.peer("ana");
  const auto eva = line.peer("eva", {.languages = {"en", "es"}});
  line.texts(maya, "hola").wishes(maya, language("es")).comes_on(ana).after(1h);
  CHECK(line.waits(maya));
  CHECK(line.times_asked(ana) == 0);
  line.comes_on(eva);
  CHECK(line.offered_to(maya) == eva);
}

TEST_CASE("eligible: not someone the texter asked not to have") {
  Line line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.texts(maya, "not Ana, please").wishes(maya, not_again(ana)).comes_on(ana).after(1h);
  CHECK(line.waits(maya));
  CHECK(line.times_asked(ana) == 0);
  line.comes_on(ben);
  CHECK(line.offered_to(maya) == ben);
}

TEST_CASE("eligible: has not just passed on this conversation") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").passes(ana, maya).after(4min);
  CHECK(line.waits(maya));
  CHECK(line.times_asked(ana) == 1);
  line.after(2min);
  CHECK(line.offered_to(maya) == ana);
}

TEST_CASE("best: most wishes met") {
  Line line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben", {.experiences = {"grief"}});
  line.texts(maya, "hi").wishes(maya, experience("grief"));
  line.comes_on(ana).comes_on(ben);
  CHECK(line.offered_to(maya) == ben);
}

TEST_CASE("best: then whoever talked with this texter last") {
  Line line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).closes(ana, maya);
  line.texts(noor, "hi").accepts(ana, noor).replies(ana, noor, "hello").comes_on(ben);
  line.after(31min);
  // Ben has less to do.
  line.texts(maya, "it is me");
  CHECK(line.offered_to(maya) == ana);
}

TEST_CASE("best: then the lightest load") {
  Line line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.comes_on(ana).texts(maya, "hi").accepts(ana, maya).comes_on(ben).texts(noor, "hi");
  CHECK(line.offered_to(noor) == ben);
}

TEST_CASE("best: then idle longest") {
  Line line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.comes_on(ben).after(10min).comes_on(ana).texts(maya, "hi");
  CHECK(line.offered_to(maya) == ben);
}

TEST_CASE("best: then lowest id, so that the same input always gives the same answer") {
  for (int again = 0; again < 3; ++again) {
    Line line;
    const auto ana = line.peer("ana");
    const auto ben = line.peer("ben");
    line.comes_on(ben).comes_on(ana).texts(maya, "hi");
    CHECK(line.offered_to(maya) == ben);
    line.is_cut_off();
    CHECK(line.offered_to(maya) == ben);
  }
}

TEST_CASE("a wish waits `wish_patience` (3 min) for someone who meets it; then anyone") {
  Line line;
  const auto ana = line.peer("ana");
  line.texts(maya, "hi").wishes(maya, experience("grief")).comes_on(ana).after(2min);
  CHECK(line.waits(maya));
  CHECK(line.times_asked(ana) == 0);
  line.after(1min + 5s);
  CHECK(line.offered_to(maya) == ana);
}

TEST_CASE("… unless the texter said \"only\"") {
  Line line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben", {.experiences = {"grief"}});
  line.texts(maya, "hi").wishes(maya, experience("grief", true)).comes_on(ana).after(1h);
  CHECK(line.waits(maya));
  CHECK(line.times_asked(ana) == 0);
  line.comes_on(ben);
  CHECK(line.offered_to(maya) == ben);
}

TEST_CASE("`offer` (60 s): accept, pass, or let it lapse; a lapse moves on to the next") {
  Line line;
  const auto ana = line.peer("ana");
  const auto ben = line.peer("ben");
  line.comes_on(ana).after(1min).comes_on(ben).texts(maya, "hi");
  REQUIRE(line.offered_to(maya) == ana);
  line.after(55s);
  CHECK(line.offered_to(maya) == ana);
  line.after(10s);
  CHECK(line.offered_to(maya) == ben);
  CHECK(line.tries_to_accept(ana, maya) == ProblemCode::offer_expired);
  line.passes(ben, maya);
  CHECK(line.waits(maya));
}

TEST_CASE("two lapses in a row put that peer on break and tell them and the coordinator") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").after(1min + 5s);
  CHECK(line.presence(ana) == Presence::on);
  line.texts(noor, "hi").after(1min + 5s);
  CHECK(line.presence(ana) == Presence::break_);
  // Whoever may see events hears it: that nobody did it by hand.
  CHECK_FALSE(line.who_did(EventKind::presence_changed));
}

TEST_CASE("an answer in between, be it a pass, and two lapses are not in a row") {
  Line line;
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").after(1min + 5s);
  line.texts(noor, "hi").passes(ana, noor).texts(omar, "hi").after(1min + 5s);
  CHECK(line.presence(ana) == Presence::on);
}

TEST_CASE("a line may instead run in `pull` mode (peers pick from the queue)") {
  Line line(LineMode::pull);
  const auto ana = line.peer("ana");
  line.comes_on(ana).texts(maya, "hi").texts(noor, "hi").after(10min);
  CHECK(line.waits(maya));
  CHECK(line.times_asked(ana) == 0);
  line.claims(ana, noor);
  CHECK(line.owner(noor) == ana);
  CHECK(line.waits(maya));
}

TEST_CASE("… or `auto` (no accept step)") {
  Line line(LineMode::auto_);
  const auto ana = line.peer("ana", {.capacity = 1});
  line.comes_on(ana).texts(maya, "hi").texts(noor, "hi");
  CHECK(line.owner(maya) == ana);
  CHECK(line.waits(noor));
  line.closes(ana, maya);
  CHECK(line.owner(noor) == ana);
}

}  // namespace warmline::story
