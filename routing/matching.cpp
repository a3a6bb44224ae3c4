#include "routing/matching.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

namespace warmline::routing {
namespace {

bool contains(const std::vector<std::string>& values, const std::string& wanted) {
  return std::ranges::find(values, wanted) != values.end();
}

bool meets(const Peer& peer, const Wish& wish) {
  switch (wish.kind) {
    case WishKind::experience:
      return contains(peer.staff.experiences, wish.value);
    case WishKind::language:
      return contains(peer.staff.languages, wish.value);
    case WishKind::not_the_same_person:
      return peer.staff.id != wish.not_;
  }
  return false;
}

// Only an experience can do without in the end: a peer who can't be understood, or was asked not to
// come, is no help.
bool is_binding(const Wish& wish) {
  return wish.only || wish.kind != WishKind::experience;
}

bool has_just_passed(const Conversation& conversation, const Peer& peer, const Line& line,
                     Instant now) {
  return std::ranges::any_of(conversation.passes, [&](const Pass& pass) {
    return pass.staff == peer.staff.id && now - pass.at < line.timing.page;
  });
}

long wishes_met(const Conversation& conversation, const Peer& peer) {
  return std::ranges::count_if(conversation.wishes,
                               [&](const Wish& wish) { return meets(peer, wish); });
}

Instant waits_since(const Conversation& conversation) {
  return conversation.waiting_since.value_or(conversation.opened_at);
}

// Less is better.
auto preference(const Conversation& conversation, const Peer& peer) {
  return std::tuple(-wishes_met(conversation, peer), conversation.last_owner != peer.staff.id,
                    peer.load, peer.idle_since, peer.staff.id);
}

}  // namespace

bool ahead(const Conversation& left, const Conversation& right) {
  const auto place = [](const Conversation& conversation) {
    return std::tuple(!conversation.urgent, !conversation.returned, waits_since(conversation),
                      conversation.id);
  };
  return place(left) < place(right);
}

bool is_full(const Peer& peer) {
  return peer.load >= peer.staff.capacity;
}

bool suits(const Conversation& conversation, const Peer& peer) {
  return std::ranges::all_of(conversation.wishes, [&](const Wish& wish) {
    return !is_binding(wish) || meets(peer, wish);
  });
}

bool is_unwanted(const Conversation& conversation, StaffId who) {
  return std::ranges::any_of(conversation.wishes, [&](const Wish& wish) {
    return wish.kind == WishKind::not_the_same_person && wish.not_ == who;
  });
}

bool eligible(const Conversation& conversation, const Peer& peer, const Line& line, Instant now) {
  return peer.staff.enabled && peer.staff.role == Role::peer && peer.presence == Presence::on &&
         works(peer.staff, line.id) && !is_full(peer) &&
         !has_just_passed(conversation, peer, line, now) && suits(conversation, peer);
}

Peer* best(const Conversation& conversation, std::span<Peer> staff, const Line& line, Instant now) {
  const bool patient = now - waits_since(conversation) < line.timing.wish_patience;
  const long wanted = patient ? static_cast<long>(conversation.wishes.size()) : 0;
  Peer* chosen = nullptr;
  for (Peer& peer : staff) {
    if (!eligible(conversation, peer, line, now) || wishes_met(conversation, peer) < wanted) {
      continue;
    }
    if (chosen == nullptr || preference(conversation, peer) < preference(conversation, *chosen)) {
      chosen = &peer;
    }
  }
  return chosen;
}

}  // namespace warmline::routing
