// Offers those who wait to whoever is free: inside store jobs. The flows let it follow whatever may
// have freed somebody, or brought somebody into a queue.
#pragma once

#include "gateway/flows/lines.hpp"
#include "gateway/store/database.hpp"

namespace warmline::flows {

// On one line.
void match_queue(store::Writing& store, const routing::Line& line);
// On all of them, beginning where somebody is furthest ahead.
void match_queues(store::Writing& store, const Lines& lines);

}  // namespace warmline::flows
