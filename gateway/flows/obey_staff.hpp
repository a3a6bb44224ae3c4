// Staff sign on and off, and acknowledge a page, by text from their own phone.
#pragma once

#include <optional>
#include <string>

#include "gateway/carriers/carrier.hpp"
#include "gateway/flows/lines.hpp"
#include "gateway/flows/receive_text.hpp"
#include "gateway/store/database.hpp"
#include "routing/line.hpp"
#include "routing/staff_command.hpp"

namespace warmline::flows {

// A text that is such a command (routing/staff_command.hpp). Where it is from the confirmed phone
// of somebody who works this line: does it, once, answers, and says so. Nothing of it is kept as a
// texter's. Empty: it is a text like any other. So is an OK of somebody who is talking with the
// line as a texter, unless they were paged.
//
// One that reaches us late changes nothing of what they do now; the answer says what that is.
std::optional<ReceivedText> obey_staff(store::Writing& store, const Lines& lines,
                                       const routing::Line& line, const std::string& carrier,
                                       const carriers::InboundText& text,
                                       routing::StaffCommand command);

}  // namespace warmline::flows
