// What a line texts to staff's own phones, and what staff text back to be obeyed. Numbers and words
// are sealed, and are gone as soon as a text is known to be on its way.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/phone_number.hpp"
#include "routing/problem.hpp"
#include "routing/staff_command.hpp"
#include "routing/staff_wording.hpp"
#include "routing/text.hpp"

namespace warmline::store {

struct StaffTextRow {
  routing::TextId id;
  routing::StaffId staff;
  routing::LineId line;
  routing::StaffText kind;
  std::optional<routing::PageId> page;
  routing::Instant at{};
  routing::TextStatus status = routing::TextStatus::queued;
  int tries = 0;                                 // how often it was handed to the carrier
  std::optional<routing::Instant> attempted_at;  // the last time
};

namespace staff_texts {

// Two sealed values of one row open only each in its own place; part of the file's format.
enum class Place : std::uint8_t { body = 0, number = 0x40 };
routing::UuidBytes place(routing::TextId id, Place which);

// Keeps a new one, queued, at the job's time.
routing::TextId add(Writing& store, const StaffTextRow& text, const routing::PhoneNumber& to,
                    const routing::Body& body);
std::optional<StaffTextRow> find(Reading& store, routing::TextId id);
std::optional<routing::TextId> by_carrier_id(Reading& store, const std::string& carrier,
                                             const std::string& carrier_id);

// Those whose time has come, `most` at the most, the oldest first: of each phone the first, and
// none while one is being handed over to it. And when the next one is due.
std::vector<StaffTextRow> due(Reading& store, int most);
std::optional<routing::Instant> next_due(Reading& store);
// Those that were being handed over when the program ended.
std::vector<routing::TextId> interrupted(Reading& store);

// The outcome is not known: look into the carrier's list at `next`. Again: look once more.
void look(Writing& store, routing::TextId id, routing::Instant next);
// Those whose next look is due, `most` at the most.
std::vector<StaffTextRow> to_look_for(Reading& store, int most);
// While it is looked for; empty once it is settled.
std::optional<StaffTextRow> sought(Reading& store, routing::TextId id);
std::optional<routing::Instant> next_look(Reading& store);
// It stays unknown: its number and words are gone.
void stop_looking(Writing& store, routing::TextId id);

// Where to, and what, while it is queued, being handed over or looked for. Throws SealBroken,
// Corrupt.
routing::PhoneNumber number(Reading& store, routing::TextId id);
routing::Body body(Reading& store, routing::TextId id);

void mark_sending(Writing& store, routing::TextId id);
// It was certainly not taken: again at `next`.
void put_back(Writing& store, routing::TextId id, routing::Instant next);
// Moves on where routing::may_become allows it; true when it did. Number and words are gone then,
// and it is not looked for.
bool settle(Writing& store, routing::TextId id, routing::TextStatus status,
            std::optional<routing::ProblemCode> why = {});
// What has not left for them, or for anybody, does not leave any more; what may have is not looked
// for.
void drop_queued(Writing& store, std::optional<routing::StaffId> who);
void set_carrier_id(Writing& store, routing::TextId id, const std::string& carrier,
                    const std::string& carrier_id);

// Whether whoever has this number said STOP to this line.
bool is_stopped(Reading& store, const routing::PhoneNumber& number, routing::LineId line);
// How many were written to this phone after `since`; of these kinds alone, where given.
int count_to(Reading& store, const routing::PhoneNumber& number, routing::Instant since,
             const std::vector<routing::StaffText>& kinds = {});
int count_to(Reading& store, routing::StaffId who, routing::Instant since, routing::StaffText kind);
// When this person was last texted this by this line.
std::optional<routing::Instant> last(Reading& store, routing::StaffId who, routing::LineId line,
                                     routing::StaffText kind);

// A command from somebody's phone. False when it was kept before.
bool keep_command(Writing& store, const std::string& carrier, const std::string& carrier_id,
                  routing::StaffId who, routing::LineId line, routing::StaffCommand command);
bool is_command(Reading& store, const std::string& carrier, const std::string& carrier_id);

}  // namespace staff_texts
}  // namespace warmline::store
