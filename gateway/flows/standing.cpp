#include "gateway/flows/standing.hpp"

#include <nlohmann/json.hpp>

#include "routing/instant.hpp"

namespace warmline::flows {
namespace {

nlohmann::json or_null(const std::optional<routing::StaffId>& id) {
  return id ? nlohmann::json(id->text()) : nlohmann::json();
}

}  // namespace

nlohmann::json standing_of(const routing::Conversation& conversation) {
  nlohmann::json standing{{"state", routing::to_string(conversation.state)},
                          {"owner", or_null(conversation.owner)},
                          {"offered_to", or_null(conversation.offered_to)}};
  if (conversation.offer_expires_at) {
    standing["offer_expires_at"] = routing::format_instant(*conversation.offer_expires_at);
  }
  return standing;
}

}  // namespace warmline::flows
