#include "gateway/store/forgetting.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gateway/store/erasing.hpp"
#include "gateway/store/forgotten_list.hpp"
#include "gateway/store/outbox.hpp"
#include "gateway/store/search_index.hpp"
#include "gateway/store/texts.hpp"
#include "tests/store/opened.hpp"

namespace warmline::test {

using routing::EventKind;
using routing::TexterId;
using routing::TextStatus;
using store::Reading;
using store::Writing;
namespace forgetting = store::forgetting;
namespace search_index = store::search_index;

namespace {

const std::string maya = "+15035550123";
const std::string noor = "+15035550124";

routing::TextId says(Writing& store, const store::Thread& thread, const std::string& words,
                     std::optional<routing::ConversationId> conversation = {}) {
  store::Text text;
  text.conversation = conversation;
  text.direction = routing::Direction::in;
  text.status = TextStatus::received;
  text.body = routing::Body(words);
  text.language = "en";
  text.carrier = "main";
  text.carrier_id = "SM" + store.ids.next<routing::TextId>(store.now).text();
  text.media = {{"image/png", "https://media.example.org/" + words}};
  return store::texts::add(store, thread, text,
                           {store::texts::token_hash(store.seal, words), "everything of " + words});
}

void notes(Writing& store, const store::Thread& thread, const std::string& words,
           routing::StaffId by) {
  store::Text note;
  note.kind = routing::TextKind::note;
  note.author = by;
  note.body = routing::Body(words);
  note.language = "en";
  store::texts::add(store, thread, note);
}

// Who has this number, and what they have said.
store::Thread talks(Opened& opened, const std::string& from,
                    const std::vector<std::string>& all_words) {
  store::Thread thread;
  for (const auto& words : all_words) {
    opened.write([&](Writing& store) {
      thread = a_thread(store, from);
      says(store, thread, words);
    });
  }
  return thread;
}

void forget_in_steps(Opened& opened, TexterId texter) {
  opened.write([&](Writing& store) { REQUIRE(forgetting::begin(store, texter)); });
  for (bool is_more = true; is_more;)
    opened.write([&](Writing& store) { is_more = forgetting::go_on(store); });
}

void merge_all(Opened& opened) {
  for (store::erasing::Merging merging; !merging.is_done;) {
    opened.write([&](Writing& store) { merging = store::erasing::merge_some(store, merging); });
  }
}

std::vector<store::Text> all_texts(Reading& store, routing::ThreadId thread) {
  return store::texts::of_thread(store, thread, routing::Instant::max(), 100'000);
}

int found_by_search(Reading& store, const std::string& word) {
  const auto terms = search_index::terms(store.seal, word, "en");
  auto row =
      store.db.query("SELECT count(*) FROM search WHERE search MATCH ?1", '"' + terms.words + '"');
  row.next();
  return row.get<int>(0);
}

std::string bytes_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string as_string(const store::Bytes& bytes) {
  return {bytes.begin(), bytes.end()};
}

// Everything by which somebody might find this texter in the file.
std::set<std::string> traces_of(Reading& store, const store::Thread& thread,
                                const std::string& number) {
  std::set<std::string> traces;
  auto key = store.db.query("SELECT wrapped FROM texter_keys WHERE texter = ?1", thread.texter);
  REQUIRE(key.next());
  traces.insert(as_string(key.get<store::Bytes>(0)));
  auto who = store.db.query("SELECT number, number_hash FROM texters WHERE id = ?1", thread.texter);
  REQUIRE(who.next());
  traces.insert(as_string(who.get<store::Bytes>(0)));
  traces.insert(as_string(store.seal.keyed_hash("number", number)));
  traces.insert(store::texters::codename(store, thread.texter));
  auto texts = store.db.query(
      "SELECT body, media, parameters, coalesce(delivery_token, body) FROM texts WHERE thread = ?1",
      thread.id);
  while (texts.next()) {
    for (int column = 0; column < 4; ++column)
      traces.insert(as_string(texts.get<store::Bytes>(column)));
  }
  return traces;
}

}  // namespace

TEST_CASE("who is forgotten leaves nothing but that somebody texted, and when") {
  Opened opened;
  routing::StaffId ana;
  opened.write([&](Writing& store) { ana = a_peer(store, "ana"); });
  const auto thread = talks(opened, maya, {"my garden is flooded", "are you there"});
  opened.write([&](Writing& store) { notes(store, thread, "lives by the river", ana); });
  std::string codename;
  std::vector<store::Text> before;
  opened.read([&](Reading& store) {
    codename = store::texters::codename(store, thread.texter);
    before = all_texts(store, thread.id);
    const auto held = forgetting::held(store, thread.texter);
    CHECK(held.codename == codename);
    CHECK(held.texts == 2);
    CHECK(held.notes == 1);
    CHECK(found_by_search(store, "garden") == 1);
    CHECK(found_by_search(store, "river") == 1);
  });

  forget_in_steps(opened, thread.texter);

  opened.read([&](Reading& store) {
    CHECK(!store::texters::find(store, number(maya)));
    CHECK(!store::texters::find_by_codename(store, codename));
    CHECK(store::texters::codename(store, thread.texter).starts_with("Forgotten "));
    CHECK_THROWS_AS(store::texters::key(store, thread.texter), store::SealBroken);
    const auto after = all_texts(store, thread.id);
    REQUIRE(after.size() == before.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
      CHECK(after[i].erased);
      CHECK(after[i].body.empty());
      CHECK(after[i].media.empty());
      CHECK(store::texts::parameters(store, after[i].id).empty());
      CHECK(after[i].at == before[i].at);
      CHECK(after[i].status == before[i].status);
      CHECK(after[i].carrier_id == before[i].carrier_id);
    }
    CHECK(found_by_search(store, "garden") == 0);
    CHECK(found_by_search(store, "river") == 0);
    CHECK(forgetting::held(store, thread.texter).texts == 0);
    CHECK(forgetting::all(store) == std::vector{thread.texter});
    const auto events = store::events::after(store, 0, 100);
    CHECK(events.back().kind == EventKind::texter_forgotten);
    CHECK(events.back().data.find(thread.texter.text()) != std::string::npos);
  });
  CHECK(store::forgotten_list::all(opened.file()) == std::vector{thread.texter});
}

TEST_CASE("nothing of who is forgotten is in the bytes of the database or its log") {
  Opened opened;
  const auto thread = talks(opened, maya, {"my garden is flooded", "help me find shelter"});
  talks(opened, noor, {"the harvest was good"});
  std::set<std::string> traces;
  std::set<std::string> tokens;
  opened.read([&](Reading& store) {
    traces = traces_of(store, thread, maya);
    for (const std::string word : {"garden", "flooded", "help", "find", "shelter"}) {
      // What a token has in common with the one before it is not written again.
      tokens.insert(search_index::terms(store.seal, word, "en").words.substr(1));
    }
  });
  // So that the file itself holds all of it as well.
  REQUIRE(forgetting::empty_log(opened.file()));
  const auto before = bytes_of(opened.file());
  for (const auto& trace : traces) CHECK(before.find(trace) != std::string::npos);
  std::erase_if(tokens, [&](const auto& token) { return before.find(token) == std::string::npos; });
  REQUIRE(!tokens.empty());

  forget_in_steps(opened, thread.texter);
  merge_all(opened);
  REQUIRE(forgetting::empty_log(opened.file()));

  const auto after = bytes_of(opened.file()) + bytes_of(opened.file() + "-wal");
  for (const auto& trace : traces) CHECK(after.find(trace) == std::string::npos);
  for (const auto& token : tokens) CHECK(after.find(token) == std::string::npos);
  opened.read([&](Reading& store) { CHECK(found_by_search(store, "harvest") == 1); });
}

TEST_CASE("others are not touched") {
  Opened opened;
  const auto thread = talks(opened, maya, {"my garden is flooded"});
  const auto other = talks(opened, noor, {"my garden is dry"});
  forget_in_steps(opened, thread.texter);
  merge_all(opened);
  opened.read([&](Reading& store) {
    CHECK(found_by_search(store, "garden") == 1);
    const auto texts = all_texts(store, other.id);
    REQUIRE(texts.size() == 1);
    CHECK(texts[0].body.words() == "my garden is dry");
    CHECK(texts[0].media.size() == 1);
    CHECK(store::texters::find(store, number(noor)) == other.texter);
    CHECK(store::texters::number(store, other.texter).dialable() == noor);
  });
}

TEST_CASE("a long thread goes in steps, and an interruption after any of them is made good") {
  Opened opened;
  constexpr int texts = 3 * forgetting::texts_at_once + 7;
  store::Thread thread;
  opened.write([&](Writing& store) {
    thread = a_thread(store, maya);
    for (int i = 0; i < texts; ++i) says(store, thread, "text " + std::to_string(i));
  });
  const auto left = [&] {
    int count = 0;
    opened.read([&](Reading& store) { count = forgetting::held(store, thread.texter).texts; });
    return count;
  };
  opened.write([&](Writing& store) { REQUIRE(forgetting::begin(store, thread.texter)); });
  CHECK(left() == texts - forgetting::texts_at_once);
  // Unreachable from the first step on.
  opened.read([&](Reading& store) { CHECK(!store::texters::find(store, number(maya))); });

  int steps = 0;
  for (bool is_more = true; is_more; ++steps) {
    opened.open();  // the program ended here, and is started again
    opened.write([&](Writing& store) { is_more = forgetting::go_on(store); });
  }
  CHECK(steps > 3);
  CHECK(left() == 0);
  opened.read([&](Reading& store) {
    CHECK_THROWS_AS(store::texters::key(store, thread.texter), store::SealBroken);
  });
}

TEST_CASE("a step that fails changes nothing, and the next one does it") {
  Opened opened;
  const auto thread = talks(opened, maya, {"my garden is flooded"});
  CHECK_THROWS(opened.write([&](Writing& store) {
    forgetting::begin(store, thread.texter);
    throw std::runtime_error("the disk is full");
  }));
  opened.read([&](Reading& store) {
    CHECK(store::texters::find(store, number(maya)) == thread.texter);
    CHECK(all_texts(store, thread.id).front().body.words() == "my garden is flooded");
    CHECK(found_by_search(store, "garden") == 1);
  });
  // They are on the list all the same: it is written first.
  CHECK(store::forgotten_list::all(opened.file()) == std::vector{thread.texter});
  forget_in_steps(opened, thread.texter);
  opened.read([&](Reading& store) { CHECK(found_by_search(store, "garden") == 0); });
  CHECK(store::forgotten_list::all(opened.file()).size() == 1);
}

TEST_CASE("who is forgotten while the side list can't be written is put down on it later") {
  Opened opened;
  const auto thread = talks(opened, maya, {"my garden is flooded"});
  const auto path = store::forgotten_list::path_for(opened.file());
  std::filesystem::create_directory(path);
  forget_in_steps(opened, thread.texter);
  opened.read([&](Reading& store) {
    CHECK(found_by_search(store, "garden") == 0);
    CHECK_THROWS_AS(forgetting::complete_list(store), std::system_error);
  });
  std::filesystem::remove(path);
  opened.read([](Reading& store) { forgetting::complete_list(store); });
  CHECK(store::forgotten_list::all(opened.file()) == std::vector{thread.texter});
}

TEST_CASE(
    "what was to be sent is not, and a live conversation is closed so that its peer sees it") {
  Opened opened;
  store::Thread thread;
  routing::ConversationId id;
  routing::TextId queued;
  routing::TextId sending;
  routing::StaffId ana;
  opened.write([&](Writing& store) {
    ana = a_peer(store, "ana");
    thread = a_thread(store, maya);
    auto conversation = a_conversation(store, thread);
    id = conversation.id;
    conversation.state = routing::ConversationState::open;
    conversation.owner = ana;
    conversation.wishes = {{.kind = routing::WishKind::language, .value = "es"}};
    store::conversations::keep(store, conversation);
    store::Text reply;
    reply.conversation = id;
    reply.direction = routing::Direction::out;
    reply.author = ana;
    reply.status = TextStatus::queued;
    reply.body = routing::Body("on my way");
    sending = store::texts::add(store, thread, reply);
    store::outbox::add(store, sending, thread.id);
    store::texts::advance(store, sending, TextStatus::sending);
    store::outbox::mark_sending(store, sending);
    queued = store::texts::add(store, thread, reply);
    store::outbox::add(store, queued, thread.id);
  });
  forget_in_steps(opened, thread.texter);
  opened.read([&](Reading& store) {
    CHECK(store::texts::find(store, queued)->status == TextStatus::failed);
    // It may arrive all the same: nobody knows.
    CHECK(store::texts::find(store, sending)->status == TextStatus::unknown);
    CHECK(!store.db.query("SELECT 1 FROM outbox").next());
    const auto closed = *store::conversations::find(store, id);
    CHECK(closed.state == routing::ConversationState::closed);
    CHECK(closed.last_owner == ana);
    CHECK(closed.wishes.empty());
    const auto events = store::events::after(store, 0, 100);
    const auto told =
        std::ranges::find(events, EventKind::conversation_closed, &store::Event::kind);
    REQUIRE(told != events.end());
    CHECK(told->conversation == id);
    CHECK(told->data == R"({"state":"closed","owner":null,"offered_to":null,"from":")" +
                            ana.text() + R"(","to":null})");
  });
}

TEST_CASE("a text that comes in with the step that forgets does not reach the search index") {
  Opened opened;
  auto thread = talks(opened, maya, {"my garden is flooded"});
  opened.write([&](Writing& store) {
    says(store, thread, "forget the lighthouse");
    forgetting::begin(store, thread.texter);
  });
  opened.read([&](Reading& store) {
    CHECK(found_by_search(store, "lighthouse") == 0);
    CHECK(forgetting::held(store, thread.texter).texts == 0);
  });
}

TEST_CASE("nobody, and somebody already forgotten, are told apart from somebody") {
  Opened opened;
  const auto thread = talks(opened, maya, {"hi"});
  opened.write([&](Writing& store) {
    CHECK(!forgetting::begin(store, store.ids.next<TexterId>(store.now)));
    CHECK(!forgetting::forget(store, store.ids.next<TexterId>(store.now)));
    CHECK(forgetting::begin(store, thread.texter));
    CHECK(!forgetting::begin(store, thread.texter));
  });
}

TEST_CASE("who has a damaged key is forgotten all the same, and others are still found") {
  Opened opened;
  const auto thread = talks(opened, maya, {"tomatoes"});
  talks(opened, noor, {"corn"});
  opened.write([&](Writing& store) {
    store.db.query("UPDATE texter_keys SET wrapped = x'00' WHERE texter = ?1", thread.texter).run();
  });
  forget_in_steps(opened, thread.texter);
  opened.write([](Writing& store) { search_index::index_some(store, 100); });
  opened.write([&](Writing& store) {
    for (const auto& text : all_texts(store, thread.id)) CHECK(text.erased);
    CHECK(found_by_search(store, "tomatoes") == 0);
    CHECK(found_by_search(store, "corn") == 1);
  });
}

TEST_CASE("who is in a damaged index is forgotten all the same, and others are still found") {
  Opened opened;
  const auto thread = talks(opened, maya, {"tomatoes"});
  talks(opened, noor, {"corn"});
  // How many entries there are (https://www.sqlite.org/fts5.html, "The %_data table").
  opened.write([](Writing& store) {
    store.db.query("UPDATE search_data SET block = x'00' WHERE id = 1").run();
  });
  opened.open();
  forget_in_steps(opened, thread.texter);
  opened.write([](Writing& store) { search_index::index_some(store, 100); });
  opened.read([&](Reading& store) {
    CHECK(found_by_search(store, "tomatoes") == 0);
    CHECK(found_by_search(store, "corn") == 1);
  });
}

TEST_CASE("the same number is somebody new afterwards") {
  Opened opened;
  const auto thread = talks(opened, maya, {"hi"});
  forget_in_steps(opened, thread.texter);
  const auto again = talks(opened, maya, {"hello"});
  CHECK(again.texter != thread.texter);
  CHECK(again.id != thread.id);
}

TEST_CASE("as a restore does it: all in one job, and without a key the index is made anew") {
  Opened opened;
  const auto thread = talks(opened, maya, {"my garden is flooded"});
  talks(opened, noor, {"my garden is dry"});
  opened.write([&](Writing& store) {
    store.db.query("DELETE FROM texter_keys WHERE texter = ?1", thread.texter).run();
    CHECK(forgetting::forget(store, thread.texter));
  });
  opened.read([&](Reading& store) { CHECK(found_by_search(store, "garden") == 0); });
  opened.write([&](Writing& store) { CHECK(search_index::index_some(store, 100) == 1); });
  opened.read([&](Reading& store) {
    CHECK(found_by_search(store, "garden") == 1);
    CHECK(found_by_search(store, "flooded") == 0);
    CHECK(all_texts(store, thread.id).front().erased);
  });
}

TEST_CASE("a line of the side list that a crash cut short is left out, and the next one is whole") {
  Opened opened;
  const auto first = talks(opened, maya, {"hi"}).texter;
  const auto second = talks(opened, noor, {"hi"}).texter;
  store::forgotten_list::add(opened.file(), first);
  const auto path = store::forgotten_list::path_for(opened.file());
  std::ofstream(path, std::ios::app) << second.text().substr(0, 20);
  CHECK(store::forgotten_list::all(opened.file()) == std::vector{first});
  store::forgotten_list::add(opened.file(), second);
  CHECK(store::forgotten_list::all(opened.file()) == std::vector{first, second});
  CHECK((std::filesystem::status(path).permissions() & std::filesystem::perms::all) ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

}  // namespace warmline::test
