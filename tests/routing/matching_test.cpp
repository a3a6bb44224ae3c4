#include "routing/matching.hpp"

#include <doctest/doctest.h>

#include "tests/routing/world.hpp"

using namespace warmline::routing;
using namespace warmline::routing::test;
using namespace std::chrono_literals;
using Kinds = std::vector<EventKind>;
using State = ConversationState;

namespace {

Wish experience(const std::string& what, bool only_ = false) {
  return {WishKind::experience, what, std::nullopt, only_};
}

// Three texters who came one second after another while nobody was on.
struct Queue {
  World world;
  StaffId ana = world.peer();
  TexterId first = world.texter();
  TexterId second = world.texter();
  TexterId third = world.texter();
  Queue() {
    world.person(ana).staff.capacity = 1;
    world.sets(ana, Presence::off);
    for (const auto texter : {first, second, third}) {
      world.texts(texter, "hi");
      world.later(1s);
    }
  }
};

}  // namespace

TEST_CASE("who waits longest is next") {
  Queue queue;
  queue.world.sets(queue.ana, Presence::on);
  CHECK(queue.world.of(queue.first).offered_to == queue.ana);
}

TEST_CASE("whom somebody already began to answer is ahead of newcomers") {
  Queue queue;
  queue.world.of(queue.third).returned = true;
  queue.world.sets(queue.ana, Presence::on);
  CHECK(queue.world.of(queue.third).offered_to == queue.ana);
}

TEST_CASE("urgent is ahead of everybody") {
  Queue queue;
  queue.world.of(queue.second).returned = true;
  queue.world.of(queue.third).urgent = true;
  queue.world.sets(queue.ana, Presence::on);
  CHECK(queue.world.of(queue.third).offered_to == queue.ana);
}

TEST_CASE("somebody whom nobody can take now does not hold up those behind") {
  Queue queue;
  queue.world.of(queue.first).wishes = {experience("grief", /*only_=*/true)};
  queue.world.sets(queue.ana, Presence::on);
  CHECK(queue.world.of(queue.first).state == State::waiting);
  CHECK(queue.world.of(queue.second).offered_to == queue.ana);
}

TEST_CASE("nobody is offered more than they can take, and offers count") {
  Queue queue;
  queue.world.sets(queue.ana, Presence::on);
  CHECK(queue.world.load(queue.ana) == 1);
  CHECK(queue.world.tick().empty());
  queue.world.does(queue.first, happened::Accepted{queue.ana});
  CHECK(queue.world.tick().empty());
}

TEST_CASE("only peers of the line who are on are offered anything") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.coordinator();
  SUBCASE("on a break") {
    world.person(ana).presence = Presence::break_;
  }
  SUBCASE("off") {
    world.person(ana).presence = Presence::off;
  }
  SUBCASE("another line's") {
    world.person(ana).staff.lines = {LineId()};
  }
  SUBCASE("disabled") {
    world.person(ana).staff.enabled = false;
  }
  world.texts(maya, "hi");
  CHECK(world.of(maya).state == State::waiting);
}

TEST_CASE("the lightest load is first, then who is idle longest, then the lowest id") {
  World world;
  const auto ana = world.peer();
  const auto ben = world.peer();
  const auto maya = world.texter();
  const auto noor = world.texter();
  SUBCASE("lowest id") {
    world.texts(maya, "hi");
    CHECK(world.of(maya).offered_to == ana);
  }
  SUBCASE("idle longest") {
    world.person(ben).idle_since -= 1s;
    world.texts(maya, "hi");
    CHECK(world.of(maya).offered_to == ben);
  }
  SUBCASE("lightest load") {
    world.texts(noor, "hi");
    world.person(ana).idle_since -= 1h;
    world.texts(maya, "hi");
    CHECK(world.of(noor).offered_to == ana);
    CHECK(world.of(maya).offered_to == ben);
  }
}

TEST_CASE("most wishes met is before who talked with them last, which is before the load") {
  World world;
  const auto ana = world.peer();
  const auto ben = world.peer();
  const auto other = world.texter();
  const auto maya = world.texter();
  world.sets(ana, Presence::off);
  world.texts(other, "hi");
  world.does(other, happened::Accepted{ben});
  world.sets(ben, Presence::off);
  world.texts(maya, "hi");
  world.does(other, happened::Assigned{world.coordinator(), ben, /*insist=*/true});
  auto& conversation = world.of(maya);
  conversation.last_owner = ben;
  SUBCASE("last") {
    world.person(ben).presence = Presence::on;
    world.sets(ana, Presence::on);
    CHECK(world.of(maya).offered_to == ben);
  }
  SUBCASE("wishes") {
    conversation.wishes = {experience("grief")};
    world.person(ana).staff.experiences = {"grief"};
    world.person(ben).presence = Presence::on;
    world.sets(ana, Presence::on);
    CHECK(world.of(maya).offered_to == ana);
  }
}

TEST_CASE("a wish waits for somebody who meets it, then anyone will do") {
  Queue queue;
  queue.world.of(queue.first).wishes = {experience("grief")};
  queue.world.of(queue.second).wishes = {experience("grief")};
  queue.world.of(queue.third).wishes = {experience("grief")};
  CHECK(kinds(queue.world.sets(queue.ana, Presence::on)).empty());
  queue.world.later(3min - 3s - 1us);
  CHECK(queue.world.tick().empty());
  queue.world.later(1us);
  queue.world.tick();
  CHECK(queue.world.of(queue.first).offered_to == queue.ana);
}

TEST_CASE("a wish for nobody else waits however long") {
  World world;
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.of(maya).wishes = {experience("grief", /*only_=*/true)};
  world.peer();
  world.later(24h);
  CHECK(world.tick().empty());
  const auto ben = world.peer();
  world.person(ben).staff.experiences = {"grief"};
  world.tick();
  CHECK(world.of(maya).offered_to == ben);
}

TEST_CASE("a language that was asked for is needed, another is not") {
  World world;
  const auto maya = world.texter();
  world.texts(maya, "hola");
  const auto ana = world.peer();
  SUBCASE("asked for") {
    world.of(maya).wishes = {{WishKind::language, "es", std::nullopt, false}};
    world.later(24h);
    CHECK(world.tick().empty());
    world.person(ana).staff.languages = {"en", "es"};
    world.tick();
    CHECK(world.of(maya).offered_to == ana);
  }
  SUBCASE("not asked for") {
    world.of(maya).language = "es";
    world.tick();
    CHECK(world.of(maya).offered_to == ana);
  }
}

TEST_CASE("somebody the texter asked not to have is never offered to them") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.sets(ana, Presence::off);
  world.texts(maya, "hi");
  world.of(maya).wishes = {{WishKind::not_the_same_person, "", ana, false}};
  world.sets(ana, Presence::on);
  world.later(24h);
  CHECK(world.tick().empty());
  const auto ben = world.peer();
  world.tick();
  CHECK(world.of(maya).offered_to == ben);
}

TEST_CASE("who comes back is not offered to the peer they asked not to have") {
  World world;
  const auto ana = world.peer();
  const auto maya = world.texter();
  world.texts(maya, "hi");
  world.does(maya, happened::Accepted{ana});
  world.does(maya, happened::Closed{ana});
  world.of(maya).wishes = {{WishKind::not_the_same_person, "", ana, false}};
  world.texts(maya, "hi again");
  CHECK(world.of(maya).state == State::waiting);
}

TEST_CASE("on a pull line nothing is offered: peers pick") {
  World world;
  world.line.mode = LineMode::pull;
  const auto ana = world.peer();
  const auto maya = world.texter();
  CHECK(kinds(world.texts(maya, "hi")) == Kinds{EventKind::conversation_started});
  CHECK(world.tick().empty());
  world.does(maya, happened::Claimed{ana});
  CHECK(world.of(maya).owner == ana);
}

TEST_CASE("on an auto line the best peer has it at once") {
  World world;
  world.line.mode = LineMode::auto_;
  const auto ana = world.peer();
  const auto maya = world.texter();
  const auto actions = world.texts(maya, "hi");
  CHECK(kinds(actions) == Kinds{EventKind::conversation_started, EventKind::conversation_assigned});
  CHECK(world.of(maya).owner == ana);
  CHECK(world.of(maya).waiting_since == world.now());
}

TEST_CASE("the order of the queue ends with the id, so that it is always the same") {
  UuidBytes bytes{};
  Conversation one;
  bytes[15] = 1;
  one.id = ConversationId(bytes);
  Conversation two = one;
  bytes[15] = 2;
  two.id = ConversationId(bytes);
  CHECK(ahead(one, two));
  CHECK_FALSE(ahead(two, one));
  CHECK_FALSE(ahead(one, one));
  two.waiting_since = Instant(-1s);
  CHECK(ahead(two, one));
}
