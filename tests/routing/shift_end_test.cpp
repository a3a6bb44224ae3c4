// product.md, "Shifts": what becomes of somebody's conversations when their shift is over.
#include <doctest/doctest.h>

#include "tests/routing/world.hpp"

using namespace warmline::routing;
using namespace warmline::routing::test;
using namespace std::chrono_literals;
using Kinds = std::vector<EventKind>;
using State = ConversationState;

namespace {

// Ana, who talks with Maya, rests with Noor, and is offered Lena.
struct Evening {
  World world;
  StaffId ana = world.peer();
  TexterId maya = world.texter();
  TexterId noor = world.texter();
  TexterId lena = world.texter();

  Evening() {
    for (const auto texter : {maya, noor}) {
      world.texts(texter, "hi");
      world.does(texter, happened::Accepted{ana});
      world.does(texter, happened::Replied{ana});
    }
    world.does(noor, happened::Rested{ana, world.now() + 3h});
    world.texts(lena, "hi");
  }

  Actions ends(bool goes_off) {
    return world.happens(happened::ShiftEnded{ana, goes_off}, std::nullopt).value();
  }
};

}  // namespace

TEST_CASE("at the end of a shift what is open, resting and offered returns, and they go off") {
  Evening evening;
  auto& world = evening.world;
  const auto actions = evening.ends(/*goes_off=*/true);
  CHECK(kinds(actions) == Kinds(3, EventKind::conversation_returned));
  for (const auto& each : actions) {
    if (const auto* change = std::get_if<action::Change>(&each)) {
      CHECK_FALSE(change->actor);
      CHECK(change->from == evening.ana);
    }
  }
  const auto set = only<action::SetPresence>(actions);
  CHECK(set.presence == Presence::off);
  CHECK(set.by_shift_end);
  CHECK_FALSE(set.by_lapses);
  for (const auto texter : {evening.maya, evening.noor}) {
    CHECK(world.of(texter).state == State::waiting);
    CHECK(world.of(texter).returned);
  }
  CHECK_FALSE(world.of(evening.lena).returned);  // nobody had begun to answer her
}

TEST_CASE("whoever was waiting for them is offered to whoever is still on") {
  Evening evening;
  auto& world = evening.world;
  const auto ben = world.peer();
  evening.ends(/*goes_off=*/true);
  for (const auto texter : {evening.maya, evening.noor, evening.lena}) {
    CHECK(world.of(texter).offered_to == ben);
  }
}

TEST_CASE("somebody with another shift going on stays on, and is not offered the same at once") {
  Evening evening;
  auto& world = evening.world;
  const auto actions = evening.ends(/*goes_off=*/false);
  CHECK_FALSE(has<action::SetPresence>(actions));
  CHECK(kinds(actions) == Kinds(3, EventKind::conversation_returned));
  CHECK(world.person(evening.ana).presence == Presence::on);
  CHECK(world.of(evening.maya).state == State::waiting);
}

TEST_CASE("the end of the shift of somebody who left the line changes nothing") {
  Evening evening;
  evening.world.person(evening.ana).staff.enabled = false;
  CHECK(evening.ends(/*goes_off=*/true).empty());
}
