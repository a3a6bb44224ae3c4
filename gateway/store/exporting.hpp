// Everything that is kept, opened, as JSON: for the person who asks what we hold of them, and for
// whoever takes their line elsewhere. README.md, "What is kept, and how it goes", says what a
// record looks like.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"

namespace warmline::store::exporting {

// One record, a JSON object without line ends.
using Take = std::function<void(const std::string& record)>;

// Hands over one record after the other, as the database stood when it began: what concerns
// `texter`, or everything but passwords, sessions and keys. Holds one record in memory at a time.
// `store` is used for nothing else meanwhile. How many there were.
std::int64_t export_all(Reading& store, const std::optional<routing::TexterId>& texter,
                        const Take& take);

// Records that it was done; `texter` as above.
void record(Writing& store, const std::optional<routing::TexterId>& texter);

}  // namespace warmline::store::exporting
