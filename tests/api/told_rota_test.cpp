// Who hears of the rota.
#include <doctest/doctest.h>

#include "gateway/api/told_event.hpp"

using namespace warmline;
using routing::EventKind;

namespace {

template <class SomeId>
SomeId id(std::uint8_t which) {
  routing::UuidBytes bytes{};
  bytes[15] = which;
  return SomeId(bytes);
}

const auto line = id<routing::LineId>(1);
const auto other_line = id<routing::LineId>(2);

routing::Staff somebody(std::uint8_t which, routing::Role role, routing::LineId works) {
  routing::Staff staff;
  staff.id = id<routing::StaffId>(which);
  staff.role = role;
  staff.lines = {works};
  return staff;
}

const auto ana = somebody(11, routing::Role::peer, line);
const auto ben = somebody(12, routing::Role::peer, line);
const auto lea = somebody(13, routing::Role::peer, line);
const auto dee = somebody(14, routing::Role::peer, other_line);
const auto cora = somebody(15, routing::Role::coordinator, other_line);

// "ana ben", of those who hear of it.
std::string hearing(EventKind kind, const nlohmann::json& data) {
  const api::ToldEvent event({.kind = kind, .line = line, .data = data.dump()});
  std::string names;
  for (const auto& [name, who] :
       {std::pair("ana", &ana), {"ben", &ben}, {"lea", &lea}, {"dee", &dee}, {"cora", &cora}}) {
    if (event.is_for(*who, {})) names += (names.empty() ? "" : " ") + std::string(name);
  }
  return names;
}

}  // namespace

TEST_CASE("a reminder is told to whose shift it is, and to coordinators") {
  for (const auto kind :
       {EventKind::shift_reminder, EventKind::shift_ending, EventKind::shift_ended}) {
    CHECK(hearing(kind, {{"staff", ana.id.text()}}) == "ana cora");
  }
}

TEST_CASE("a swap is told to the two of them, and to coordinators") {
  for (const auto kind : {EventKind::swap_asked, EventKind::swap_accepted, EventKind::swap_approved,
                          EventKind::swap_declined}) {
    CHECK(hearing(kind, {{"from", ana.id.text()}, {"to", ben.id.text()}}) == "ana ben cora");
  }
}

TEST_CASE("what becomes of the rota is told to everybody on the line") {
  CHECK(hearing(EventKind::rota_changed, {{"staff", ana.id.text()}}) == "ana ben lea cora");
  CHECK(hearing(EventKind::shift_taken, {{"staff", ana.id.text()}}) == "ana ben lea cora");
}

TEST_CASE("hours that nobody covers, and feeds, are told to coordinators alone") {
  CHECK(hearing(EventKind::rota_uncovered, {{"count", 1}}) == "cora");
  CHECK(hearing(EventKind::rota_feed_made, {{"staff", ana.id.text()}}) == "cora");
}
