// One recorded event as the live feed tells it: who may see it, and its message.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "gateway/store/events.hpp"
#include "gateway/store/staff.hpp"
#include "routing/ids.hpp"
#include "routing/staff.hpp"

namespace warmline::api {

using People = std::map<routing::StaffId, routing::Staff>;

// Where an event's data may hold the id of a member of staff, or null.
inline constexpr std::array staff_keys{"owner", "offered_to", "from", "to", "staff"};

// Adds "…_name" next to each of them. `name_of` gives a json string or null.
template <class NameOf>
void add_names(nlohmann::json& data, NameOf name_of) {
  for (const char* key : staff_keys) {
    const auto found = data.find(key);
    if (found == data.end()) continue;
    std::optional<routing::StaffId> who;
    if (found->is_string()) who = routing::StaffId::parse(found->template get<std::string>());
    data[std::string(key) + "_name"] = name_of(who);
  }
}

class ToldEvent {
 public:
  explicit ToldEvent(store::Event event) : event_(std::move(event)) {}

  std::int64_t seq() const { return event_.seq; }

  // Whether `viewer` may see it. Peers see what happens to conversations and to the presence of
  // those on the lines they work; of what is said, only where it waits for them or is theirs. What
  // the rota of their lines is, they see; reminders and swaps only where they are theirs. What
  // concerns pages, sign-ins and accounts is for coordinators.
  bool is_for(const routing::Staff& viewer, const People& people) const;

  // Whether it may have ended a sign-in of this person, or changed what they may see.
  bool ends_sign_in_of(routing::StaffId who) const;
  // Whether it may have changed who works here.
  bool changes_staff() const;

  // Everyone it names.
  std::vector<routing::StaffId> named() const;

  // The JSON text to send; made once.
  const std::string& message(const People& people);

 private:
  // Read when somebody is there to be told.
  const nlohmann::json& data() const;
  std::optional<routing::StaffId> id_in_data(const char* key) const;
  bool is_said_to(const routing::Staff& viewer) const;

  store::Event event_;
  mutable std::optional<nlohmann::json> data_;
  std::string message_;
};

}  // namespace warmline::api
