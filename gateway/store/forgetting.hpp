// Forgetting a texter: what they said, and who they were, goes for good; that somebody texted, and
// when, stays. In steps, since a thread may be long: begin() makes them unreachable at once,
// go_on() takes the words away, and with the last step their key is destroyed. It goes last because
// without it nobody could tell which entries of the search index are theirs. What is left to do is
// in the database (forgotten, and still with a key), so that an interruption is made good at the
// next start.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/instant.hpp"

namespace warmline::store::forgetting {

// Texts at a time: some milliseconds of the writing thread.
inline constexpr int texts_at_once = 200;

// Their number and codename lead to nobody from now on, what was to be sent to them is not, their
// conversations are closed, and texts_at_once of their texts are erased. Writes the side list
// (forgotten_list.hpp) before anything is committed, where that can be written now. False, and
// nothing is changed: there is no such texter, or it has begun before.
bool begin(Writing& store, routing::TexterId texter);

// Puts everybody on the side list who is missing there. Throws std::system_error where it can't be
// written.
void complete_list(Reading& store);

// The next texts_at_once texts of somebody with whom it has begun; then the key. False: nothing is
// left to do for anybody.
bool go_on(Writing& store);

// Everything in one job: for a database that nobody else uses, as a restore makes one. Also good
// for somebody without a key. False: there is no such texter.
bool forget(Writing& store, routing::TexterId texter);

// What they are called instead: "Forgotten 3f9a", as short as nobody else here is called.
std::string nameless(Reading& store, routing::TexterId texter);

// Whether it has begun with them, or is done.
bool is_forgotten(Reading& store, routing::TexterId texter);
// Everybody in this database, done or only begun.
std::vector<routing::TexterId> all(Reading& store);

// When the last one was, or began; empty when nobody was.
std::optional<routing::Instant> latest(Reading& store);

// What would go.
struct Held {
  std::string codename;
  int texts = 0;
  int notes = 0;
  int conversations = 0;
};
Held held(Reading& store, routing::TexterId texter);

// Brings the write-ahead log back and empties it, by a connection of its own, and waits for it:
// what was deleted is then nowhere in it. False: a reader held on to it for too long.
bool empty_log(const std::string& database);

}  // namespace warmline::store::forgetting
