#include "tests/flows/running_line.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "gateway/flows/pass_time.hpp"
#include "gateway/flows/set_phone.hpp"
#include "gateway/store/events.hpp"
#include "gateway/store/outbox.hpp"
#include "gateway/store/staff_texts.hpp"
#include "gateway/store/texts.hpp"
#include "tests/support/wording.hpp"

namespace warmline::test {
namespace {

const std::string account_sid = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const std::string auth_token = "0123456789abcdef0123456789abcdef";
const std::vector<std::string> line_numbers{"+15035550100", "+15035550101"};

// Nothing of what is texted to staff is due by then, or to be looked for, or under way.
bool is_idle_for_staff(store::Reading& reading, routing::Instant soon) {
  const auto next = store::staff_texts::next_due(reading);
  const auto look = store::staff_texts::next_look(reading);
  return (!next || *next > soon) && (!look || *look > soon) &&
         store::staff_texts::interrupted(reading).empty();
}

constexpr std::chrono::milliseconds shortest_pause{1};
constexpr routing::Duration longest_hold_up = flows::SentSearch::Limits{}.hold_up_longest;

routing::Line a_line(const std::string& its_number) {
  return {.name = "Community line",
          .number = number(its_number),
          .carrier = "main",
          .time_zone = "America/Los_Angeles",
          .languages = {"en"},
          .wording = {plain_wording()}};
}

}  // namespace

RunningLine::RunningLine(flows::StoreThread::Limits limits, std::chrono::milliseconds send_deadline,
                         std::size_t listed_max)
    : limits_(limits) {
  std::vector<routing::Line> made;
  for (const auto& its_number : line_numbers) made.push_back(a_line(its_number));
  opened.write([&](store::Writing& writing) {
    for (auto& line : made) line.id = store::lines::keep(writing, line.number, line.name);
  });
  lines = flows::Lines(std::move(made));

  carriers::Simulator::Settings settings{
      .account_sid = account_sid,
      .auth_token = auth_token,
      .receipts = {.on = false},
      .retry_pauses = {.first = std::chrono::milliseconds(1)},
      .now = [this] { return opened.clock.now() + carrier_ahead; },
      .random = seeded_random(3)};
  for (const auto& its_number : line_numbers) {
    settings.numbers.push_back({its_number, "http://127.0.0.1:9/webhooks/main/message"});
  }
  simulator = std::make_unique<carriers::Simulator>(
      loop.get_executor(), settings, [](std::string_view where, std::exception_ptr) {
        FAIL_CHECK("the simulator failed: " << std::string(where));
      });
  simulator->start();
  twilio = std::make_unique<carriers::Twilio>(
      carriers::TwilioSettings{.name = "main",
                               .account_sid = account_sid,
                               .auth_token = auth_token,
                               .api_url = simulator->url(),
                               .public_url = "https://line.example.org",
                               .send_deadline = send_deadline,
                               .texts_max = listed_max});
  start();
}

RunningLine::~RunningLine() {
  stop();
  run(loop, simulator->stop(std::chrono::seconds(5)));
}

void RunningLine::start() {
  store = std::make_unique<flows::StoreThread>(
      loop.get_executor(), *opened.database, opened.clock.reader(), limits_, [](const auto&) {},
      [this](const std::string& why) { on_refusal(why); });
  tasks_ = std::make_unique<async::TaskGroup>(loop.get_executor(),
                                              [](std::string_view task, std::exception_ptr) {
                                                FAIL_CHECK("a task failed: " << std::string(task));
                                              });
  outbox_ = std::make_unique<flows::Outbox>(
      loop.get_executor(), *store, lines, flows::Carriers{{"main", twilio.get()}}, *tasks_,
      opened.clock.reader(), [this] { return must_listen; },
      flows::Outbox::Limits{.store_pause = shortest_pause});
  staff_outbox_ = std::make_unique<flows::StaffOutbox>(
      loop.get_executor(), *store, lines, flows::Carriers{{"main", twilio.get()}}, *tasks_,
      opened.clock.reader(), flows::StaffOutbox::Limits{.store_pause = shortest_pause});
  catch_up_ = std::make_unique<flows::CatchUp>(
      loop.get_executor(), *store, lines, flows::Carriers{{"main", twilio.get()}}, *tasks_,
      opened.clock.reader(), flows::CatchUp::Limits{},
      [this](const std::string& words) { log.push_back(words); });
  tasks_->spawn("outbox", outbox_->run());
  tasks_->spawn("staff outbox", staff_outbox_->run());
}

void RunningLine::stop() {
  if (!outbox_) return;  // what was to be done before a restart has failed
  tasks_->close();
  outbox_->wake();
  staff_outbox_->wake();
  CHECK(run(loop, tasks_->wait_until_empty(std::chrono::seconds(10))));
  store->stop();
}

void RunningLine::restart(const std::function<void()>& before_start) {
  stop();
  catch_up_.reset();
  outbox_.reset();
  staff_outbox_.reset();
  store.reset();
  // Ids are made of the time and of chance, which begins anew.
  opened.clock.advance(std::chrono::seconds(1));
  opened.open();
  if (before_start) before_start();
  start();
}

routing::StaffId RunningLine::hire(const std::string& username, routing::Role role) {
  std::move_only_function<routing::Result<routing::StaffId>(store::Writing&)> job =
      [&](store::Writing& writing) -> routing::Result<routing::StaffId> {
    const routing::Staff member{.id = writing.ids.next<routing::StaffId>(writing.now),
                                .username = username,
                                .name = username,
                                .role = role};
    store::staff::add(writing, member, "no hash");
    return member.id;
  };
  const auto id = *run(loop, store->write<routing::StaffId>(std::move(job)));
  sets(id, routing::Presence::on);
  return id;
}

routing::StaffId RunningLine::peer(const std::string& username) {
  return hire(username, routing::Role::peer);
}

routing::StaffId RunningLine::coordinator(const std::string& username) {
  return hire(username, routing::Role::coordinator);
}

routing::StaffId RunningLine::peer_talking_to(const std::string& phone) {
  const auto ana = peer("ana");
  texts(phone, "hi");
  drain();
  REQUIRE(does(flows::accept_offer, ana, phone));
  return ana;
}

void RunningLine::sets(routing::StaffId who, routing::Presence presence) {
  REQUIRE(run(loop, flows::set_presence(*store, lines, who, presence)));
}

routing::Presence RunningLine::presence(routing::StaffId who) {
  return kept<routing::Presence>(
      [&](store::Reading& reading) { return store::staff::find(reading, who)->presence; });
}

void RunningLine::confirms_phone(routing::StaffId who, const std::string& phone,
                                 const std::string& language) {
  REQUIRE(run(loop, flows::set_phone(*store, lines, who, store::Phone{number(phone), language})));
  const auto words = heard(phone).back();
  REQUIRE(words.starts_with("Code "));
  REQUIRE(run(loop, flows::confirm_phone(*store, who, words.substr(5))));
}

routing::Result<flows::ReceivedText> RunningLine::delivers(const std::string& phone,
                                                           const std::string& words,
                                                           std::string carrier_id,
                                                           const std::string& token,
                                                           std::size_t which) {
  if (carrier_id.empty()) carrier_id = "SM" + std::to_string(++made_);
  carriers::InboundText text{.carrier_id = std::move(carrier_id),
                             .from = number(phone),
                             .to = number(line_numbers.at(which)),
                             .body = routing::Body(words)};
  return run(loop, flows::receive_text(*store, lines, "main", std::move(text), token));
}

void RunningLine::texts_answered(const std::string& phone, const std::string& words,
                                 routing::Keyword acted_on) {
  carriers::InboundText text{.carrier_id = "SM" + std::to_string(++made_),
                             .from = number(phone),
                             .to = number(line_numbers.front()),
                             .body = routing::Body(words),
                             .answered_by_carrier = acted_on};
  REQUIRE(run(loop, flows::receive_text(*store, lines, "main", std::move(text), {})));
}

routing::Conversation RunningLine::conversation(const std::string& phone, std::size_t which) {
  return kept<routing::Conversation>([&](store::Reading& reading) {
    auto thread = reading.db.query(
        "SELECT t.id FROM threads t JOIN texters x ON x.id = t.texter"
        " WHERE x.number_hash = ?1 AND t.line = ?2",
        reading.seal.keyed_hash("number", phone), lines.all().at(which).id);
    REQUIRE(thread.next());
    const auto found = store::conversations::latest(reading, thread.get<routing::ThreadId>(0));
    REQUIRE(found);
    return *found;
  });
}

std::vector<store::Text> RunningLine::thread(const std::string& phone) {
  const auto id = conversation(phone).thread;
  return kept<std::vector<store::Text>>([&](store::Reading& reading) {
    auto texts = store::texts::of_thread(reading, id, routing::Instant::max(), 1000);
    std::ranges::reverse(texts);
    return texts;
  });
}

store::Text RunningLine::last_reply(const std::string& phone) {
  for (auto texts = thread(phone); !texts.empty(); texts.pop_back()) {
    if (texts.back().direction == routing::Direction::out && !texts.back().automatic) {
      return texts.back();
    }
  }
  FAIL("there is no reply");
  return {};
}

bool RunningLine::opted_out(const std::string& phone) {
  const auto id = conversation(phone).thread;
  return kept<bool>(
      [&](store::Reading& reading) { return store::texters::thread(reading, id)->opted_out; });
}

std::vector<routing::EventKind> RunningLine::events() {
  return kept<std::vector<routing::EventKind>>([](store::Reading& reading) {
    std::vector<routing::EventKind> kinds;
    for (const auto& event : store::events::after(reading, 0, 10'000)) kinds.push_back(event.kind);
    return kinds;
  });
}

routing::Result<flows::Written> RunningLine::replies(routing::StaffId by, const std::string& phone,
                                                     const std::string& words,
                                                     std::string client_id) {
  if (client_id.empty()) client_id = "client-" + std::to_string(++made_);
  auto written = run(loop, flows::send_reply(*store, lines, conversation(phone).id, {by},
                                             routing::Body(words), std::move(client_id)));
  outbox_->wake();
  return written;
}

void RunningLine::later(routing::Duration by) {
  opened.clock.advance(by);
  std::move_only_function<routing::Result<bool>(store::Writing&)> job =
      [&](store::Writing& writing) -> routing::Result<bool> {
    flows::pass_time(writing, lines);
    return true;
  };
  REQUIRE(run(loop, store->write<bool>(std::move(job))));
}

void RunningLine::passes(std::chrono::seconds time, std::chrono::seconds step) {
  for (; time > std::chrono::seconds(0); time -= step) {
    later(std::min(step, time));
    drain();
  }
}

void RunningLine::drain() {
  // Jobs of one moment differ by microseconds: what is due in a second is due later.
  struct Idle {
    bool texters;
    bool staff;
  };
  const auto look = [](store::Reading& reading) {
    const auto soon = reading.now + std::chrono::seconds(1);
    const auto next = store::outbox::next_due(reading, longest_hold_up);
    const auto look = store::outbox::next_look(reading);
    return Idle{(!next || *next > soon) && (!look || *look > soon) &&
                    store::outbox::interrupted(reading).empty(),
                is_idle_for_staff(reading, soon)};
  };
  Idle idle{false, false};
  do {
    outbox_->wake();
    if (!idle.staff) staff_outbox_->wake();
    // Each round is one turn of the loop: a read that the outbox's own work goes on beside.
    idle = kept<Idle>(look);
  } while (!idle.texters || !idle.staff);
}

bool RunningLine::is_settled() {
  return kept<bool>([](store::Reading& reading) {
    return !store::outbox::next_due(reading, longest_hold_up) &&
           !store::outbox::next_look(reading) && store::outbox::interrupted(reading).empty();
  });
}

std::string RunningLine::texts_unheard(const std::string& phone, const std::string& words,
                                       std::vector<routing::Media> media) {
  const auto texted =
      run(loop, simulator->text_from(phone, line_numbers.front(), words, std::move(media)));
  REQUIRE(texted);
  REQUIRE(texted->status == 0);
  return texted->sid;
}

std::vector<std::string> RunningLine::heard(const std::string& phone) {
  drain();
  std::vector<std::string> bodies;
  for (const auto& text : simulator->history().texts()) {
    if (text.to == phone) bodies.push_back(text.body);
  }
  return bodies;
}

std::vector<std::string> RunningLine::heard_from_people(const std::string& phone) {
  auto bodies = heard(phone);
  std::erase_if(bodies, [](const std::string& body) {
    return body.starts_with("Welcome to") || body.starts_with("Nobody is here") ||
           body.starts_with("Help is here");
  });
  return bodies;
}

}  // namespace warmline::test
