#include "tests/bench/past.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "gateway/flows/apply_actions.hpp"
#include "gateway/store/receipts.hpp"
#include "gateway/store/texts.hpp"
#include "routing/text.hpp"

namespace warmline::bench {
namespace {

using routing::EventKind;
using routing::TextStatus;

constexpr std::size_t talks_at_once = 64;
constexpr std::size_t texts_of_a_thread = 50;
constexpr std::size_t texts_of_a_talk_least = 4;
constexpr std::size_t texts_of_a_talk_most = 20;
// A step through the threads that meets each of them once in a round.
constexpr std::size_t thread_stride = 7919;

std::string sid(Random& random) {
  std::string made(sid_size, ' ');
  write_sid(made.data(), random);
  return made;
}

// What the carrier says with a text, as receive_text keeps it.
std::string parameters_of(const std::string& carrier_id, const std::string& from,
                          const std::string& to, const std::string& body) {
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  return nlohmann::json(Pairs{{"ToCountry", "US"},
                              {"ToState", "OR"},
                              {"SmsMessageSid", carrier_id},
                              {"NumMedia", "0"},
                              {"ToCity", "PORTLAND"},
                              {"FromZip", ""},
                              {"SmsSid", carrier_id},
                              {"FromState", "OR"},
                              {"SmsStatus", "received"},
                              {"FromCity", ""},
                              {"Body", body},
                              {"FromCountry", "US"},
                              {"To", to},
                              {"ToZip", "97201"},
                              {"NumSegments", "1"},
                              {"ReferralNumMedia", "0"},
                              {"MessageSid", carrier_id},
                              {"AccountSid", "AC00000000000000000000000000005550"},
                              {"From", from},
                              {"ApiVersion", "2010-04-01"}})
      .dump();
}

}  // namespace

void Talk::go_on(store::Writing& store, Random& random) {
  if (!begun_) begin(store);
  const std::size_t said = plan_.texts - left_;
  --left_;
  if (said % 2 == 0) {
    hear(store, random);
  } else {
    answer(store, random);
  }
  if (is_over() && !plan_.stays_open) close(store);
}

void Talk::begin(store::Writing& store) {
  begun_ = true;
  const auto number = routing::PhoneNumber::parse(phone(plan_.texter));
  thread_ = store::texters::thread_with(store, number.value(), plan_.line->id);
  conversation_ = {.id = store.ids.next<routing::ConversationId>(store.now),
                   .thread = thread_.id,
                   .line = plan_.line->id,
                   .texter = thread_.texter,
                   .waiting_since = store.now,
                   .language = plan_.line->languages.front(),
                   .welcomed = true,
                   .opened_at = store.now};
  change(store, EventKind::conversation_started);
}

void Talk::change(store::Writing& store, EventKind kind) {
  const std::array<routing::Action, 1> actions{routing::action::Change{.kind = kind,
                                                                       .after = conversation_,
                                                                       .actor = conversation_.owner,
                                                                       .from = std::nullopt,
                                                                       .to = conversation_.owner}};
  flows::apply(store, *plan_.line, thread_, actions);
}

void Talk::hear(store::Writing& store, Random& random) {
  store::Text text;
  text.conversation = conversation_.id;
  text.direction = routing::Direction::in;
  const auto words = english_text(random);
  text.body = routing::Body(words);
  text.language = conversation_.language;
  text.status = TextStatus::received;
  text.carrier = plan_.line->carrier;
  text.carrier_id = sid(random);
  const auto id = store::texts::add(
      store, thread_, text,
      {store::texts::token_hash(store.seal, sid(random)),
       parameters_of(*text.carrier_id, phone(plan_.texter), plan_.line->number.dialable(), words)});
  flows::record(store, EventKind::text_received, thread_, conversation_, id, {}, text.status);
}

void Talk::answer(store::Writing& store, Random& random) {
  if (!conversation_.owner) {
    conversation_.state = routing::ConversationState::open;
    conversation_.owner = plan_.peer;
    conversation_.waiting_since.reset();
    change(store, EventKind::conversation_claimed);
  }
  store::Text text;
  text.conversation = conversation_.id;
  text.direction = routing::Direction::out;
  text.author = plan_.peer;
  text.body = routing::Body(english_text(random));
  text.language = conversation_.language;
  text.status = TextStatus::delivered;
  text.carrier = plan_.line->carrier;
  text.carrier_id = sid(random);
  text.client_id = sid(random);
  text.segments = 1;
  const auto id = store::texts::add(store, thread_, text);
  flows::record(store, EventKind::text_queued, thread_, conversation_, id, plan_.peer,
                TextStatus::queued);
  for (const auto status : {TextStatus::sent, TextStatus::delivered}) {
    store::receipts::add(store, *text.carrier, *text.carrier_id,
                         std::string(routing::to_string(status)), {status, {}});
    flows::record(store, EventKind::text_status, thread_, conversation_, id, {}, status);
  }
}

void Talk::close(store::Writing& store) {
  conversation_.state = routing::ConversationState::closed;
  conversation_.last_owner = std::exchange(conversation_.owner, std::nullopt);
  conversation_.closed_at = store.now;
  conversation_.waiting_since.reset();
  change(store, EventKind::conversation_closed);
}

Past::Past(const Wanted& wanted, const flows::Lines& lines, std::span<const routing::StaffId> peers)
    : wanted_{wanted.texts, std::min(wanted.long_thread, wanted.texts / 4 + 1)},
      lines_(lines),
      peers_(peers.begin(), peers.end()),
      threads_(std::max<std::size_t>(wanted.texts / texts_of_a_thread, 2 * talks_at_once)),
      random_(wanted.texts) {
  talks_.push_back(Talk(Talk::Plan{.texter = 0,
                                   .line = &lines.all().front(),
                                   .peer = peers_.front(),
                                   .texts = wanted_.long_thread,
                                   .stays_open = true}));
  while (talks_.size() < talks_at_once) talks_.push_back(new_talk());
}

Talk Past::new_talk() {
  next_thread_ = (next_thread_ + thread_stride) % threads_;
  // The long one's own texter has nothing else to say.
  const std::size_t thread = std::max<std::size_t>(next_thread_, 1);
  const auto& lines = lines_.all();
  return Talk(Talk::Plan{.texter = thread % phones,
                         .line = &lines[thread / phones % lines.size()],
                         .peer = peers_[random_() % peers_.size()],
                         .texts = texts_of_a_talk_least +
                                  random_() % (texts_of_a_talk_most - texts_of_a_talk_least + 1)});
}

void Past::go_on(store::Writing& store) {
  // Often enough that the long one is done before the end.
  const std::size_t rounds = wanted_.texts / (2 * wanted_.long_thread) + 1;
  const bool is_long_ones_turn = !talks_.front().is_over() && random_() % rounds == 0;
  auto& talk = talks_[is_long_ones_turn ? 0 : 1 + random_() % (talks_.size() - 1)];
  if (talk.is_over()) talk = new_talk();
  talk.go_on(store, random_);
}

}  // namespace warmline::bench
