// Within api/: what callers send about members of staff, and how these are shown.
#pragma once

#include <nlohmann/json.hpp>

#include "gateway/api/shapes.hpp"
#include "gateway/flows/edit_staff.hpp"
#include "gateway/flows/lines.hpp"
#include "gateway/store/database.hpp"
#include "gateway/store/invitations.hpp"
#include "routing/result.hpp"
#include "routing/staff.hpp"

namespace warmline::api {

inline constexpr int capacity_max = 50;
inline constexpr std::size_t name_characters_max = 60;
inline constexpr std::size_t languages_max = 20;
inline constexpr std::size_t experiences_max = 50;

// What is there of "name", "role", "languages", "experiences", "lines" and "capacity"; malformed.
routing::Result<flows::StaffWanted> read_staff(const nlohmann::json& body,
                                               const flows::Lines& lines);
// malformed where one is none that texters may wish for (but what is in `already` is kept).
routing::Result<void> check_experiences(store::Reading& store, const flows::StaffWanted& wanted,
                                        const std::vector<std::string>& already);

nlohmann::json staff_shape(store::Reading& store, const store::StaffRow& row);
nlohmann::json invitation_shape(Names& names, const store::invitations::Invitation& invitation);

}  // namespace warmline::api
