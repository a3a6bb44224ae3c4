// The JSON shapes of openapi.yaml, made inside store jobs: what they need is read or opened there.
#pragma once

#include <map>
#include <optional>

#include <nlohmann/json.hpp>

#include "gateway/flows/lines.hpp"
#include "gateway/store/database.hpp"
#include "gateway/store/staff.hpp"
#include "gateway/store/texts.hpp"
#include "routing/conversation.hpp"
#include "routing/staff.hpp"

namespace warmline::api {

// The names of staff, each read once.
class Names {
 public:
  explicit Names(store::Reading& store) : store_(store) {}
  // A string, or null for nobody.
  nlohmann::json of(const std::optional<routing::StaffId>& who);

 private:
  store::Reading& store_;
  std::map<routing::StaffId, nlohmann::json> known_;
};

nlohmann::json time_or_null(const std::optional<routing::Instant>& at);
template <class SomeId>
nlohmann::json id_or_null(const std::optional<SomeId>& id) {
  return id ? nlohmann::json(id->text()) : nlohmann::json();
}

nlohmann::json me_shape(const store::StaffRow& who, const flows::Lines& lines);
// A line as it is set, and as it stands now.
nlohmann::json line_shape(const routing::Line& line, routing::Instant now);
nlohmann::json peer_shape(const routing::Peer& peer);
// What a line looks for in texts of one language.
nlohmann::json flag_list_shape(const routing::FlagList& list);
nlohmann::json texter_shape(store::Reading& store, routing::TexterId texter);
// As `viewer` sees it: of its thread, what they may read (readable_until).
nlohmann::json conversation_shape(store::Reading& store, const flows::Lines& lines, Names& names,
                                  const routing::Conversation& conversation,
                                  const routing::Staff& viewer);
// One that waits, without a word of what was said.
nlohmann::json queued_shape(store::Reading& store, const routing::Conversation& conversation);
// Why a text failed; null for none.
nlohmann::json error_shape(const std::optional<store::Failure>& failure);
nlohmann::json text_shape(const store::Text& text, nlohmann::json author_name);
// An event as it stands in a thread between the texts.
nlohmann::json event_shape(const store::Event& event, Names& names);

}  // namespace warmline::api
