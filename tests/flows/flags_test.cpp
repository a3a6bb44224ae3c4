// Flags, blocking and fair use, from a texter's phone to what is kept.
#include "gateway/store/flags.hpp"

#include <algorithm>
#include <chrono>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "gateway/flows/block_thread.hpp"
#include "gateway/flows/edit_flags.hpp"
#include "gateway/flows/flag_conversation.hpp"
#include "gateway/store/blocks.hpp"
#include "gateway/store/events.hpp"
#include "tests/flows/running_line.hpp"

namespace warmline::test {

using nlohmann::json;
using routing::ConversationState;
using routing::EventKind;
using routing::FlagKind;
using routing::ProblemCode;
using namespace std::chrono_literals;

namespace {

const routing::FlagList english{.language = "en",
                                .guidance = "Ask calmly.",
                                .worrying = {"want to die", "can't go on living"},
                                .opt_out = {"stop texting me"},
                                .except = {"won't stop texting me"}};

// It looks for a few phrases.
struct WatchfulLine : RunningLine {
  WatchfulLine() { lines.flags().look_for(lines.all().front().id, english); }

  std::vector<store::flags::Shown> flags(const std::string& phone) {
    const auto id = conversation(phone).id;
    return kept<std::vector<store::flags::Shown>>(
        [&](store::Reading& store) { return store::flags::of_conversation(store, id, true); });
  }
  std::vector<store::Event> told(EventKind kind) {
    auto events = kept<std::vector<store::Event>>(
        [](store::Reading& store) { return store::events::after(store, 0, 10'000); });
    std::erase_if(events, [&](const store::Event& event) { return event.kind != kind; });
    return events;
  }
  int unread(const std::string& phone, routing::StaffId who) {
    const auto id = conversation(phone).id;
    return kept<int>(
        [&](store::Reading& store) { return store::conversations::unread(store, id, who); });
  }
  void count_contacts(int most) {
    auto all = lines.all();
    for (auto& line : all) line.contacts_per_day = most;
    lines = flows::Lines(std::move(all));
  }
};

}  // namespace

TEST_CASE("worrying words make it urgent and tell staff; the phone hears nothing of it") {
  WatchfulLine line;
  line.texts(noor, "hi");
  line.texts(maya, "I... WANT to die!!");
  CHECK(line.conversation(maya).urgent);
  const auto flags = line.flags(maya);
  REQUIRE(flags.size() == 1);
  CHECK(flags.front().kind == FlagKind::worrying_words);
  CHECK(flags.front().phrase == "want to die");
  CHECK_FALSE(flags.front().raised_by.has_value());

  const auto told = line.told(EventKind::flag_raised);
  REQUIRE(told.size() == 1);
  CHECK(told.front().conversation == line.conversation(maya).id);
  CHECK(told.front().data.find("die") == std::string::npos);
  const auto data = json::parse(told.front().data);
  CHECK(data.at("flag_kind") == "worrying_words");
  CHECK(data.at("urgent") == true);
  CHECK(line.heard(maya).size() == 1);  // the welcome

  // It is in front of who came before, and its first to be offered.
  const auto ana = line.peer("ana");
  CHECK(line.conversation(maya).offered_to == ana);
}

TEST_CASE("a text that comes twice raises its flag once") {
  WatchfulLine line;
  REQUIRE(line.delivers(maya, "i want to die", "SM1000", "token"));
  REQUIRE(line.delivers(maya, "i want to die", "SM1000", "token"));
  line.texts(maya, "I want to die");
  CHECK(line.flags(maya).size() == 1);
  line.texts(maya, "I cant go on living");
  CHECK(line.flags(maya).size() == 2);
}

TEST_CASE("a flag by hand has a note in the thread, and so has clearing it") {
  WatchfulLine line;
  const auto ana = line.peer_talking_to(maya);
  const auto cora = line.coordinator("cora");
  REQUIRE(line.does(flows::raise_flag, ana, maya, routing::Body("he has a knife")));
  CHECK(line.conversation(maya).urgent);
  const auto flags = line.flags(maya);
  REQUIRE(flags.size() == 1);
  CHECK(flags.front().raised_by == ana);
  REQUIRE(flags.front().raised_note.has_value());
  CHECK(line.thread(maya).back().id == *flags.front().raised_note);
  CHECK(line.thread(maya).back().body.words() == "he has a knife");

  const auto wrong = line.does(flows::clear_flags, line.peer("ben"), maya, std::nullopt,
                               routing::Body("not mine to say"));
  REQUIRE(!wrong);
  CHECK(wrong.error().code == ProblemCode::not_owner);
  CHECK(line.thread(maya).back().body.words() == "he has a knife");
  REQUIRE(line.does(flows::clear_flags, cora, maya, std::optional(flags.front().id),
                    routing::Body("a kitchen knife")));
  CHECK_FALSE(line.conversation(maya).urgent);
  CHECK(line.flags(maya).empty());
  CHECK(line.told(EventKind::flag_cleared).front().actor == cora);
}

TEST_CASE("the peer grants the wish to hear nothing more, and it is on record who did") {
  WatchfulLine line;
  const auto ana = line.peer_talking_to(maya);
  line.texts(maya, "my ex won't stop texting me");
  CHECK(line.flags(maya).empty());
  line.texts(maya, "please stop texting me");
  REQUIRE(line.flags(maya).size() == 1);
  CHECK(line.flags(maya).front().kind == FlagKind::opt_out_wish);
  CHECK_FALSE(line.conversation(maya).urgent);
  CHECK_FALSE(line.opted_out(maya));
  REQUIRE(line.does(flows::opt_out_texter, ana, maya));
  CHECK(line.opted_out(maya));
  CHECK(line.flags(maya).empty());
  const auto told = line.told(EventKind::texter_opted_out);
  REQUIRE(told.size() == 1);
  CHECK(told.front().actor == ana);
  const auto refused = line.replies(ana, maya, "one more thing");
  REQUIRE(!refused);
  CHECK(refused.error().code == ProblemCode::opted_out);
  line.texts(maya, "START");
  CHECK_FALSE(line.opted_out(maya));
}

TEST_CASE("texts of somebody blocked are kept, answered by nothing and nobody's to read") {
  WatchfulLine line;
  const auto ana = line.peer_talking_to(maya);
  const auto cora = line.coordinator("cora");
  const auto heard = line.heard(maya).size();
  const auto until = line.opened.clock.now() + 24h;
  REQUIRE(line.does(flows::block_thread, cora, maya, until, routing::Body("threats")));
  CHECK(line.conversation(maya).state == ConversationState::closed);
  line.texts(maya, "I want to die");
  line.texts(maya, "HELP");
  CHECK(line.conversation(maya).state == ConversationState::closed);
  CHECK(line.thread(maya).back().body.words() == "HELP");
  CHECK_FALSE(line.thread(maya).back().conversation.has_value());
  CHECK(line.unread(maya, ana) == 1);  // what she had texted before
  CHECK(line.heard(maya).size() == heard);
  CHECK(line.told(EventKind::flag_raised).empty());

  line.restart();
  line.later(24h);
  line.texts(maya, "hello?");
  CHECK(line.conversation(maya).state == ConversationState::offered);
  CHECK(line.heard(maya).size() == heard + 1);
}

TEST_CASE("a block is ended by a coordinator, or by going on with the conversation") {
  WatchfulLine line;
  const auto ana = line.peer_talking_to(maya);
  const auto cora = line.coordinator("cora");
  const auto until = line.opened.clock.now() + 24h;
  const auto blocked = [&] {
    const auto thread = line.conversation(maya).thread;
    return line.kept<bool>(
        [&](store::Reading& store) { return store::blocks::in_force(store, thread).has_value(); });
  };
  const auto refused = line.does(flows::block_thread, ana, maya, until, routing::Body("rude"));
  REQUIRE(!refused);
  CHECK(refused.error().code == ProblemCode::forbidden);
  REQUIRE(line.does(flows::block_thread, cora, maya, until, routing::Body("threats")));
  CHECK(blocked());
  REQUIRE(line.does(flows::unblock_thread, cora, maya));
  CHECK_FALSE(blocked());
  REQUIRE(line.does(flows::block_thread, cora, maya, until, routing::Body("threats")));
  const auto reopened = line.does(flows::reopen_conversation, ana, maya);
  REQUIRE(!reopened);
  CHECK(reopened.error().code == ProblemCode::forbidden);
  REQUIRE(line.does(flows::reopen_conversation, cora, maya));
  CHECK_FALSE(blocked());
  CHECK(line.told(EventKind::thread_blocked).size() == 2);
  CHECK(line.told(EventKind::thread_unblocked).size() == 2);
}

TEST_CASE("a block that is asked for in an old conversation ends the one that goes on") {
  WatchfulLine line;
  const auto ana = line.peer_talking_to(maya);
  const auto cora = line.coordinator("cora");
  const auto old = line.conversation(maya).id;
  REQUIRE(line.does(flows::close_conversation, ana, maya));
  line.later(1h);
  line.texts(maya, "me again");
  REQUIRE(line.conversation(maya).id != old);
  REQUIRE(
      run(line.loop, flows::block_thread(*line.store, line.lines, old, cora,
                                         line.opened.clock.now() + 24h, routing::Body("threats"))));
  CHECK(line.conversation(maya).state == ConversationState::closed);
}

TEST_CASE("nobody blocks whoever was forgotten") {
  WatchfulLine line;
  const auto ana = line.peer_talking_to(maya);
  const auto cora = line.coordinator("cora");
  const auto id = line.conversation(maya).id;
  line.texts(maya, "FORGET");
  line.texts(maya, "FORGET");
  const auto refused =
      run(line.loop, flows::block_thread(*line.store, line.lines, id, cora,
                                         line.opened.clock.now() + 24h, routing::Body("threats")));
  REQUIRE(!refused);
  CHECK(refused.error().code == ProblemCode::forgotten);
  const auto flagged = run(
      line.loop, flows::raise_flag(*line.store, line.lines, id, ana, routing::Body("too late")));
  REQUIRE(!flagged);
  CHECK(flagged.error().code == ProblemCode::conversation_closed);
}

TEST_CASE("who comes more often than the line has in mind is pointed out, and served") {
  WatchfulLine line;
  line.count_contacts(1);
  const auto ana = line.peer_talking_to(maya);
  REQUIRE(line.does(flows::close_asking_back, ana, maya));
  line.later(1h);
  line.texts(maya, "you said I should");
  CHECK(line.flags(maya).empty());
  REQUIRE(line.does(flows::accept_offer, ana, maya));
  REQUIRE(line.does(flows::close_conversation, ana, maya));
  line.later(1h);
  line.texts(maya, "me again");
  REQUIRE(line.flags(maya).size() == 1);
  CHECK(line.flags(maya).front().kind == FlagKind::too_often);
  CHECK_FALSE(line.conversation(maya).urgent);
  CHECK(line.conversation(maya).offered_to == ana);
}

TEST_CASE("a list that a coordinator changes counts from the next text on, also after a restart") {
  WatchfulLine line;
  const auto cora = line.coordinator("cora");
  const auto id = line.lines.all().front().id;
  auto changed = english;
  changed.worrying = {"Größte Angst"};
  REQUIRE(run(line.loop, flows::set_flag_list(*line.store, line.lines, id, changed, cora)));
  line.texts(maya, "I want to die");
  CHECK_FALSE(line.conversation(maya).urgent);
  line.texts(maya, "GRÖSSTE angst");
  CHECK(line.conversation(maya).urgent);
  CHECK(line.told(EventKind::flags_changed).front().actor == cora);

  const flows::Lines started_anew(line.lines.all());
  CHECK(started_anew.flags().find(id, store::words_of("größte Angst", "")).empty());
  line.kept<bool>([&](store::Reading& store) {
    flows::take_flag_lists(store, started_anew);
    return true;
  });
  CHECK(started_anew.flags().find(id, store::words_of("größte Angst", "")).size() == 1);
  CHECK(started_anew.flags().guidance(id, "fr", {"en"}) == "Ask calmly.");
}

}  // namespace warmline::test
