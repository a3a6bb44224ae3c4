// Texts of a line to staff's own phones: inside a store job, they are queued; what becomes of them
// is settled. StaffOutbox (drain_staff_texts.hpp) sends them.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "gateway/store/database.hpp"
#include "gateway/store/phones.hpp"
#include "routing/ids.hpp"
#include "routing/line.hpp"
#include "routing/problem.hpp"
#include "routing/staff_wording.hpp"
#include "routing/text.hpp"

namespace warmline::flows {

// Two phones that answer each other by themselves must not go on all night.
inline constexpr int answers_an_hour_max = 5;
inline constexpr int staff_texts_an_hour_max = 20;

// Who waits on this line now.
routing::StaffFacts facts_of(store::Reading& store, const routing::Line& line);

// Whether this may be texted to them: they have a phone, which did not say STOP to this line and
// had not too much of it in the last hour.
bool may_text(store::Reading& store, const routing::Line& line, routing::StaffId who,
              routing::StaffText which);

// Queues it where it may be texted; else false. With what waits now.
bool text_staff(store::Writing& store, const routing::Line& line, routing::StaffId to,
                routing::StaffText which, std::optional<routing::PageId> page = {});
// The same for a shift of theirs that begins then.
bool text_of_shift(store::Writing& store, const routing::Line& line, routing::StaffId to,
                   routing::StaffText which, routing::Instant begins);

// Queues it for this phone of theirs, whatever is known of it.
void text_phone(store::Writing& store, const routing::Line& line, routing::StaffId to,
                const store::Phone& phone, routing::StaffText which,
                const routing::StaffFacts& facts, std::optional<routing::PageId> page = {});

// The same, but it stays here: nothing goes to a phone that said STOP. It counts as one that was
// texted, and is on record like one.
void hold_back(store::Writing& store, const routing::Line& line, routing::StaffId to,
               const store::Phone& phone, routing::StaffText which);

// What became of one. A page that certainly does not arrive is not waited for: the next one on call
// is due.
void settle_staff_text(store::Writing& store, routing::TextId id, routing::TextStatus status,
                       std::optional<routing::ProblemCode> why = {});
// The same for what the carrier says of one that it knows as `carrier_id`, and then for every
// receipt of it that came before we knew that id.
void settle_staff_text_from_carrier(store::Writing& store, routing::TextId id,
                                    const std::string& carrier, const std::string& carrier_id,
                                    routing::TextStatus status,
                                    std::optional<routing::ProblemCode> why = {});

}  // namespace warmline::flows
