// What a line itself says, in its coordinators' words. Each change is one event; the same again is
// none. It holds for the very next text.
#pragma once

#include <string>

#include "gateway/flows/store_thread.hpp"
#include "routing/ids.hpp"
#include "routing/line.hpp"

namespace warmline::flows {

// `line` is one of flows::Lines; `name` as in a wording file. The words that the line came with are
// the same as a reset. not_found (no such language or text), and the problems of
// routing::check_words.
awaitable<Result<void>> set_wording(StoreThread& store, const routing::Line& line,
                                    std::string language, std::string name, std::string words,
                                    routing::StaffId by);
// not_found.
awaitable<Result<void>> reset_wording(StoreThread& store, const routing::Line& line,
                                      std::string language, std::string name, routing::StaffId by);

}  // namespace warmline::flows
