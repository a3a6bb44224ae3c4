// The lines: what the configuration knows them by (their number) and the id everything else refers
// to.
#pragma once

#include <string>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/phone_number.hpp"

namespace warmline::store::lines {

// The id of the line with this number; kept when it is new, renamed when its name has changed.
routing::LineId keep(Writing& store, const routing::PhoneNumber& number, const std::string& name);

}  // namespace warmline::store::lines
