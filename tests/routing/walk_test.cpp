#include <random>
#include <set>

#include <doctest/doctest.h>

#include "tests/routing/world.hpp"

using namespace warmline::routing;
using namespace warmline::routing::test;

namespace {

// Somebody does something, thousands of times; the world checks what must hold after each.
class Walk {
 public:
  explicit Walk(unsigned seed) : random_(seed) {
    world_.line.mode = pick(std::vector{LineMode::offer, LineMode::pull, LineMode::auto_});
    for (int i = 0; i < 4; ++i) {
      staff_.push_back(world_.peer());
      world_.person(staff_.back()).staff.capacity = 1 + below(3);
      if (chance(2)) world_.person(staff_.back()).staff.experiences = {"grief"};
    }
    staff_.push_back(world_.coordinator());
    for (int i = 0; i < 8; ++i) texters_.push_back(world_.texter());
  }

  void step() {
    world_.later(std::chrono::seconds(chance(10) ? below(3600) : below(40)));
    change_wishes();
    const TexterId texter = pick(texters_);
    switch (below(8)) {
      case 0:
      case 1:
      case 2:
        remember(world_.texts(texter, chance(12) ? pick(keywords_) : "hi"));
        return;
      case 3:
        remember(world_.sets(pick(staff_), pick(presences_)));
        return;
      case 4:
        remember(world_.tick());
        return;
      default:
        act(texter);
    }
  }

  // The kinds of changes there have been.
  const std::set<EventKind>& seen() const { return seen_; }
  // Everybody comes on with all the room there is: nobody may be left waiting for long.
  void everybody_comes_on() {
    for (const StaffId id : staff_) {
      world_.person(id).staff.capacity = 100;
      world_.sets(id, Presence::on);
    }
    world_.later(std::chrono::hours(1));
    world_.tick();
    world_.sets(staff_.front(), Presence::on);
    world_.tick();
  }
  std::size_t waiting() {
    std::size_t count = 0;
    for (const TexterId texter : texters_) {
      if (world_.conversations_of(texter) == 0) continue;
      count += world_.of(texter).state == ConversationState::waiting ? 1U : 0U;
    }
    return count;
  }
  LineMode mode() const { return world_.line.mode; }

 private:
  void act(TexterId texter) {
    if (world_.conversations_of(texter) == 0) return;
    const Conversation& conversation = world_.of(texter);
    const auto holder = conversation.owner ? conversation.owner : conversation.offered_to;
    const StaffId by = holder && !chance(5) ? *holder : pick(staff_);
    remember(world_.happens(something(by), texter).value_or(Actions()));
  }

  void remember(const Actions& actions) {
    for (const EventKind kind : kinds(actions)) seen_.insert(kind);
  }

  Event something(StaffId by) {
    switch (below(10)) {
      case 0:
        return happened::Replied{by};
      case 1:
        return happened::Noted{by};
      case 2:
        return happened::Accepted{by};
      case 3:
        return happened::Passed{by};
      case 4:
        return happened::Claimed{by};
      case 5:
        return happened::HandedOff{by, pick(staff_)};
      case 6:
        return happened::HandedOff{by, std::nullopt};
      case 7:
        return happened::Assigned{staff_.back(), pick(staff_), chance(4)};
      case 8:
        return happened::Rested{by, world_.now() + std::chrono::seconds(1 + below(600))};
      default:
        break;
    }
    if (chance(2)) return happened::Closed{by};
    return happened::Reopened{by};
  }

  void change_wishes() {
    const TexterId texter = pick(texters_);
    if (!chance(20) || world_.conversations_of(texter) == 0) return;
    Conversation& conversation = world_.of(texter);
    conversation.urgent = chance(3);
    conversation.wishes.clear();
    if (chance(2)) {
      conversation.wishes.push_back({WishKind::experience, "grief", std::nullopt, false});
    }
  }

  int below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(random_); }
  bool chance(int one_in) { return below(one_in) == 0; }
  template <class Thing>
  Thing pick(const std::vector<Thing>& from) {
    return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
  }

  std::mt19937 random_;
  World world_;
  std::vector<StaffId> staff_;
  std::vector<TexterId> texters_;
  std::vector<Presence> presences_{Presence::on, Presence::on,     Presence::on,
                                   Presence::on, Presence::break_, Presence::off};
  std::vector<std::string> keywords_{"stop", "start", "help", "switch", "wait"};
  std::set<EventKind> seen_;
};

}  // namespace

TEST_CASE("whatever happens in whatever order, what must hold holds") {
  std::set<EventKind> seen;
  for (unsigned seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    Walk walk(seed);
    for (int i = 0; i < 500; ++i) {
      CAPTURE(i);
      walk.step();
    }
    seen.insert(walk.seen().begin(), walk.seen().end());
    walk.everybody_comes_on();
    if (walk.mode() != LineMode::pull) CHECK(walk.waiting() == 0);
  }
  // The walks went everywhere: each kind of change that there is.
  for (int kind = static_cast<int>(EventKind::conversation_started);
       kind <= static_cast<int>(EventKind::conversation_reopened); ++kind) {
    CAPTURE(to_string(static_cast<EventKind>(kind)));
    CHECK(seen.contains(static_cast<EventKind>(kind)));
  }
}
