// Flags, blocks, contacts and lists of phrases, as they are kept.
#include "gateway/store/flags.hpp"

#include <chrono>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "gateway/store/blocks.hpp"
#include "gateway/store/contacts.hpp"
#include "gateway/store/exporting.hpp"
#include "gateway/store/flag_lists.hpp"
#include "gateway/store/forgetting.hpp"
#include "gateway/store/retention.hpp"
#include "tests/store/opened.hpp"

namespace warmline::test {

using nlohmann::json;
using routing::FlagKind;
using store::Reading;
using store::Writing;
using namespace std::chrono_literals;
namespace flags = store::flags;
namespace blocks = store::blocks;

namespace {

const routing::Sign worrying{FlagKind::worrying_words, "want to die", "en"};

// Maya's conversation, with a flag, in a thread that is blocked.
struct Flagged {
  Flagged() {
    opened.write([&](Writing& store) {
      cora = a_peer(store, "cora");
      thread = a_thread(store);
      conversation = a_conversation(store, thread);
      flag = flags::raise(store, conversation, worrying, {}, {});
      until = store.now + 24h;
      blocks::block(store, conversation, cora, until, routing::Body("threats"));
    });
  }

  bool is_blocked() {
    bool blocked = false;
    opened.read([&](Reading& store) {
      blocked = store::texters::thread(store, thread.id)->blocked;
      CHECK(blocks::in_force(store, thread.id).has_value() == blocked);
    });
    return blocked;
  }
  // Sealed, as they stand in the file.
  std::string kept(const std::string& sql) {
    std::string bytes;
    opened.read([&](Reading& store) {
      auto row = store.db.query(sql);
      REQUIRE(row.next());
      const auto blob = row.blob(0);
      bytes.assign(blob.begin(), blob.end());
    });
    return bytes;
  }
  std::vector<json> exported(std::optional<routing::TexterId> texter, const std::string& kind) {
    std::vector<json> found;
    opened.read([&](Reading& store) {
      store::exporting::export_all(store, texter, [&](const std::string& record) {
        const auto read = json::parse(record);
        if (read.at("kind") == kind) found.push_back(read);
      });
    });
    return found;
  }

  Opened opened;
  routing::StaffId cora;
  store::Thread thread;
  routing::Conversation conversation;
  routing::FlagId flag;
  routing::Instant until{};
};

}  // namespace

TEST_CASE("a flag is kept with its phrase, sealed, until it is cleared, and afterwards") {
  Flagged flagged;
  const std::string phrase = flagged.kept("SELECT phrase FROM flags");
  CHECK(phrase.size() > worrying.phrase.size());
  CHECK(phrase.find("die") == std::string::npos);
  flagged.opened.write([&](Writing& store) {
    const std::vector standing{
        routing::StandingFlag{flagged.flag, FlagKind::worrying_words, "want to die"}};
    CHECK(flags::standing(store, flagged.conversation) == standing);
    flags::clear(store, flagged.flag, flagged.cora, {});
    CHECK(flags::standing(store, flagged.conversation).empty());
    const auto all = flags::of_conversation(store, flagged.conversation.id, false);
    REQUIRE(all.size() == 1);
    CHECK(all.front().phrase == "want to die");
    CHECK(all.front().cleared_by == flagged.cora);
  });
}

TEST_CASE("a flag whose phrase is damaged stands all the same") {
  Flagged flagged;
  flagged.opened.write([&](Writing& store) {
    store.db.query("UPDATE flags SET phrase = x'01'").run();
    const auto standing = flags::standing(store, flagged.conversation);
    REQUIRE(standing.size() == 1);
    CHECK(standing.front().phrase.empty());
  });
}

TEST_CASE("a block is in force until its end, until it is lifted, or until another one") {
  Flagged flagged;
  CHECK(flagged.is_blocked());
  CHECK(flagged.kept("SELECT reason FROM blocks").find("threats") == std::string::npos);
  flagged.opened.clock.advance(23h);
  CHECK(flagged.is_blocked());
  flagged.opened.clock.advance(1h);
  CHECK_FALSE(flagged.is_blocked());

  flagged.opened.write([&](Writing& store) {
    blocks::block(store, flagged.conversation, flagged.cora, store.now + 1h,
                  routing::Body("again"));
  });
  flagged.opened.write([&](Writing& store) {
    blocks::block(store, flagged.conversation, flagged.cora, store.now + 2h,
                  routing::Body("longer"));
    CHECK(blocks::in_force(store, flagged.thread.id)->reason.words() == "longer");
    blocks::lift(store, flagged.thread.id, flagged.cora);
  });
  CHECK_FALSE(flagged.is_blocked());
  flagged.opened.read([&](Reading& store) {
    const auto all = blocks::of_thread(store, flagged.thread.id);
    REQUIRE(all.size() == 3);
    CHECK_FALSE(all[0].lifted_at.has_value());
    CHECK(all[1].lifted_by == flagged.cora);
    CHECK(all[2].lifted_by == flagged.cora);
  });
}

TEST_CASE("contacts of a day are counted, but those who were asked to come back") {
  Flagged flagged;
  auto& opened = flagged.opened;
  const auto& thread = flagged.thread;
  const auto contacts = [&](int most) {
    int found = 0;
    opened.write([&](Writing& store) {
      found = store::contacts::count(store, thread.id, store.now - 24h, most);
    });
    return found;
  };
  const auto come = [&](bool asked_back) {
    opened.write([&](Writing& store) {
      auto before = *store::conversations::latest(store, thread.id);
      before.state = routing::ConversationState::closed;
      before.waiting_since.reset();
      before.closed_at = store.now;
      store::conversations::keep(store, before);
      if (asked_back) store::contacts::ask_back(store, thread.id);
      CHECK(store::texters::thread(store, thread.id)->asked_back == asked_back);
    });
    opened.clock.advance(1h);
    opened.write([&](Writing& store) {
      const auto next = a_conversation(store, thread);
      if (asked_back) store::contacts::came_back(store, thread.id, next.id);
      CHECK_FALSE(store::texters::thread(store, thread.id)->asked_back);
    });
  };
  CHECK(contacts(9) == 1);
  come(false);
  come(true);
  CHECK(contacts(9) == 2);
  come(false);
  CHECK(contacts(9) == 3);
  CHECK(contacts(2) == 2);
  opened.clock.advance(23h);
  CHECK(contacts(9) == 1);
}

TEST_CASE("a line's own lists of phrases are kept by language") {
  Flagged flagged;
  const routing::FlagList spanish{.language = "es",
                                  .guidance = "Pregunta con calma.",
                                  .worrying = {"quiero morir", "me quiero \"morir\""},
                                  .opt_out = {},
                                  .except = {"no quiero morir"}};
  auto english = spanish;
  english.language = "en";
  flagged.opened.write([&](Writing& store) {
    const auto line = flagged.thread.line;
    CHECK(store::flag_lists::of_line(store, line).empty());
    store::flag_lists::keep(store, line, spanish, flagged.cora);
    store::flag_lists::keep(store, line, english, flagged.cora);
    english.worrying = {"want to die"};
    store::flag_lists::keep(store, line, english, flagged.cora);
    CHECK(store::flag_lists::of_line(store, line) == std::vector{english, spanish});
  });
  CHECK(flagged.exported({}, "flag_list").size() == 2);
  CHECK(flagged.exported(flagged.thread.texter, "flag_list").empty());
}

TEST_CASE("flags and blocks are a part of what is held of somebody") {
  Flagged flagged;
  const auto flag = flagged.exported(flagged.thread.texter, "flag");
  REQUIRE(flag.size() == 1);
  CHECK(flag.front().at("flag") == "worrying_words");
  CHECK(flag.front().at("phrase") == "want to die");
  CHECK(flag.front().at("cleared_at").is_null());
  const auto block = flagged.exported({}, "block");
  REQUIRE(block.size() == 1);
  CHECK(block.front().at("reason") == "threats");
  CHECK(block.front().at("until") == routing::format_instant(flagged.until));
  flagged.opened.write([](Writing& store) { a_thread(store, "+15035550124"); });
  std::optional<routing::TexterId> somebody_else;
  flagged.opened.read(
      [&](Reading& store) { somebody_else = store::texters::find(store, number("+15035550124")); });
  CHECK(flagged.exported(somebody_else, "flag").empty());
  CHECK(flagged.exported(somebody_else, "block").empty());
}

TEST_CASE("whoever is forgotten leaves neither a phrase nor a reason behind") {
  Flagged flagged;
  flagged.opened.write([&](Writing& store) {
    store::forgetting::begin(store, flagged.thread.texter);
    while (store::forgetting::go_on(store)) {
    }
  });
  CHECK(flagged.kept("SELECT phrase FROM flags").empty());
  CHECK(flagged.kept("SELECT reason FROM blocks").empty());
  flagged.opened.read([&](Reading& store) {
    CHECK(flags::of_conversation(store, flagged.conversation.id, false).front().phrase.empty());
    CHECK(blocks::of_thread(store, flagged.thread.id).front().reason.empty());
  });
}

TEST_CASE("a line that no longer keeps a conversation's words keeps no phrase of its flags") {
  Flagged flagged;
  flagged.opened.write([&](Writing& store) {
    auto closed = flagged.conversation;
    closed.state = routing::ConversationState::closed;
    closed.waiting_since.reset();
    closed.closed_at = store.now;
    store::conversations::keep(store, closed);
  });
  flagged.opened.clock.advance(1h);
  flagged.opened.write([&](Writing& store) {
    store::retention::erase_some(store, flagged.thread.line, {.texts_before = store.now}, 100);
  });
  CHECK(flagged.kept("SELECT phrase FROM flags").empty());
  // Why somebody is blocked has to be known for as long as they are.
  CHECK_FALSE(flagged.kept("SELECT reason FROM blocks").empty());
}

}  // namespace warmline::test
