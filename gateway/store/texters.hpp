// Those who text, and their threads with each line. Shown by codename; the number is sealed and
// found by its keyed hash.
#pragma once

#include <optional>
#include <string>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/instant.hpp"
#include "routing/phone_number.hpp"

namespace warmline::store {

// Everything that was ever said between one texter and one line.
struct Thread {
  routing::ThreadId id;
  routing::TexterId texter;
  routing::LineId line;
  bool opted_out = false;
  std::optional<routing::Instant> forget_asked_at;  // FORGET was texted, and waits to be confirmed
  std::optional<routing::Instant> closed_told_at;   // they were told that the line is closed
  std::optional<routing::Instant> menu_sent_at;     // they got the menu
  std::optional<routing::Instant> held_back_at;  // automatic texts were, since there were too many
  bool blocked = false;                          // now (blocks.hpp)
  bool asked_back = false;                       // and has not come back yet (contacts.hpp)
};

namespace texters {

// The thread between this number and this line; it, and the texter with a codename and a key of
// their own, are made when new.
Thread thread_with(Writing& store, const routing::PhoneNumber& number, routing::LineId line);
// What finds a number, here and among the phones of staff, without showing it. Any thread.
Bytes number_hash(const Seal& seal, const routing::PhoneNumber& number);
// The same, by a hash that was made beforehand.
Thread thread_with(Writing& store, const routing::PhoneNumber& number, const Bytes& hash,
                   routing::LineId line);
std::optional<Thread> thread(Reading& store, routing::ThreadId id);

// The key under which everything of this texter is sealed. Throws SealBroken when it is gone or
// does not open.
DataKey key(Reading& store, routing::TexterId texter);
routing::PhoneNumber number(Reading& store, routing::TexterId texter);
std::string codename(Reading& store, routing::TexterId texter);

// STOP and START: true when this changes something.
bool set_opted_out(Writing& store, routing::ThreadId thread, bool opted_out);
// Whether they opted out, or were opted out, after that and not by a text from before it.
bool opted_out_since(Reading& store, routing::ThreadId thread, routing::Instant at);
// FORGET, for the first time: now.
void set_forget_asked(Writing& store, routing::ThreadId thread);

// They have been told that the line is closed; they have got the menu; automatic texts to them were
// held back: now.
void set_closed_told(Writing& store, routing::ThreadId thread);
void set_menu_sent(Writing& store, routing::ThreadId thread);
void set_held_back(Writing& store, routing::ThreadId thread);

// How many automatic texts went to this texter since then, from all lines.
int automatic_since(Reading& store, routing::TexterId texter, routing::Instant since);

// The thread between this number and this line, where there is one.
std::optional<routing::ThreadId> known_thread(Reading& store, const routing::PhoneNumber& number,
                                              routing::LineId line);

// Whose number, or codename, it is.
std::optional<routing::TexterId> find(Reading& store, const routing::PhoneNumber& number);
std::optional<routing::TexterId> find_by_codename(Reading& store, const std::string& codename);

}  // namespace texters
}  // namespace warmline::store
