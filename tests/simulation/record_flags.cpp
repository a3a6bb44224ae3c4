// What flags do to what the record knows, and what has to be flagged.
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "gateway/store/texters.hpp"
#include "tests/simulation/record.hpp"

namespace warmline::simulation {

using nlohmann::json;
using routing::FlagKind;
using routing::Role;

bool Talk::is_urgent() const {
  return std::ranges::any_of(flags, [](const auto& each) {
    return each.second.kind == FlagKind::worrying_words || each.second.kind == FlagKind::by_hand;
  });
}

void Record::raise_flag(const store::Event& event, const json& data, Talk& talk) {
  const auto id = routing::FlagId::parse(data.at("flag").get<std::string>()).value();
  const auto kind = routing::parse_flag_kind(data.at("flag_kind").get<std::string>()).value();
  Said said{kind, {}};
  if (event.actor) {
    const bool may_read_it = talk.state == ConversationState::waiting ||
                             talk.owner == event.actor || talk.offered_to == event.actor ||
                             person(*event.actor).staff.role != Role::peer;
    if (kind != FlagKind::by_hand || !may_read_it) {
      throw Broken("who may read it may flag it", "another did");
    }
  } else if (kind == FlagKind::machine) {
    if (!had_all_automatic(talk.thread, event.at)) {
      throw Broken("a machine is flagged for its answers", "the line has more to say to it");
    }
  } else {
    const auto due = std::ranges::find(talk.unflagged, kind, &Said::kind);
    if (due == talk.unflagged.end()) {
      throw Broken("a flag is raised for what they said", "nothing called for it");
    }
    said = *due;
    talk.unflagged.erase(due);
  }
  talk.flags.emplace(id, std::move(said));
  if (data.at("urgent").get<bool>() != talk.is_urgent()) {
    throw Broken("worrying words make it urgent", "the event says otherwise");
  }
}

void Record::clear_flag(const store::Event& event, const json& data, Talk& talk) {
  const auto id = routing::FlagId::parse(data.at("flag").get<std::string>()).value();
  const auto flag = talk.flags.extract(id);
  if (flag.empty()) throw Broken("a flag is cleared once", "it does not stand");
  const bool is_granted =
      !event.actor && flag.mapped().kind == FlagKind::opt_out_wish && tie(talk).stopped;
  const bool is_theirs =
      event.actor && (talk.owner == event.actor || person(*event.actor).staff.role != Role::peer);
  if (!is_granted && !is_theirs) throw Broken("only whoever has it clears a flag", "another did");
  if (data.at("urgent").get<bool>() != talk.is_urgent()) {
    throw Broken("urgent for as long as the flag stands", "the event says otherwise");
  }
}

// A phrase that is flagged already is not flagged again.
void Record::take_sign(Talk& talk, const Words& words) const {
  if (!words.sign) return;
  const Said said{*words.sign, words.phrase};
  const bool stands =
      std::ranges::any_of(talk.flags, [&](const auto& flag) { return flag.second == said; });
  const bool is_granted = said.kind == FlagKind::opt_out_wish && ties_.at(talk.thread).stopped;
  if (!stands && !is_granted) talk.unflagged.push_back(said);
}

void Record::check_flagged(store::Reading& store) const {
  for (const auto& [id, talk] : live_) {
    for (const Said& said : talk.unflagged) {
      // The carrier may have been the one to say that they hear nothing more.
      const bool is_granted = said.kind == FlagKind::opt_out_wish &&
                              store::texters::thread(store, talk.thread).value().opted_out;
      if (!is_granted) throw Broken("what is worrying is flagged", said.phrase + " was not");
    }
  }
}

// In words of their own, as somebody who talks with them understood them.
void Record::take_opted_out(const store::Event& event) {
  if (!event.actor) return;
  const Talk* talk = find(event.conversation);
  if (!talk) throw Broken("everything is accounted for", "nobody is opted out");
  stop(talk->thread, event.at);
}

// Nobody is to be late any more with what can't be answered.
void Record::stop(routing::ThreadId thread, Instant at) {
  Tie& its = ties_[thread];
  its.stopped = its.ever_stopped = true;
  its.stopped_at = std::max(its.stopped_at, at);
  its.unanswered = false;
  for (auto& [id, talk] : live_) {
    if (talk.thread != thread || !talk.owner) continue;
    // To do what they asked for is the answer to it.
    if (talk.waiting_since) talk.said_at = std::max(talk.said_at, at);
    talk.waiting_since.reset();
    talk.nudged_at.reset();
  }
}

}  // namespace warmline::simulation
