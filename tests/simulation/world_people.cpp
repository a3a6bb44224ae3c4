// What people do in a simulated world.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "gateway/flows/change_conversation.hpp"
#include "gateway/flows/flag_conversation.hpp"
#include "gateway/store/texts.hpp"
#include "tests/simulation/world.hpp"

namespace warmline::simulation {
namespace {

using routing::Presence;

bool is_free_to_look(int mood) {
  return mood % 10 != 0;
}

}  // namespace

StaffId World::staff(int number) const {
  return cast_.staff[one_of(number, cast_.staff.size())].id;
}

const Talk* World::talk(int number) const {
  const auto& live = record_->live();
  if (live.empty()) return nullptr;
  return &std::next(live.begin(), static_cast<std::ptrdiff_t>(one_of(number, live.size())))->second;
}

const Talk* World::first(const std::function<bool(const Talk&)>& wanted) const {
  const Talk* found = nullptr;
  for (const auto& [id, talk] : record_->live()) {
    if (!wanted(talk)) continue;
    if (!found || talk.waiting_since.value_or(Instant::max()) <
                      found->waiting_since.value_or(Instant::max())) {
      found = &talk;
    }
  }
  return found;
}

void World::act(const Step& step) {
  constexpr std::array jumps{300, 3600, 3 * 3600, -30, -300, -3600};
  const auto set = [&](Presence presence) {
    program_->run(
        flows::set_presence(program_->store(), program_->lines(), staff(step.who), presence));
  };
  switch (step.act) {
    case Act::texts:
    case Act::chooses:
      return text(step);
    case Act::carrier:
      carrier_->set_mood(mood_of(step));
      return at(passed_ + std::chrono::seconds(20 + step.which % 600),
                [this] { carrier_->set_mood(Mood::well); });
    case Act::clock_jumps:
      clock_ahead_ += std::chrono::seconds(jumps[one_of(step.how, jumps.size())]);
      return;
    default:
      break;
  }
  if (!program_) return;  // nobody gets through to it
  switch (step.act) {
    case Act::dies:
      down_for_s_ = step.whom % 300;
      return program_->stage().die_at(
          {.commits_before = step.which % 6, .after = step.how % 2 == 0});
    case Act::comes_on:
      return set(Presence::on);
    case Act::takes_a_break:
      return set(Presence::break_);
    case Act::goes_off:
      return set(Presence::off);
    case Act::looks:
      return look(step);
    case Act::both_claim:
      return claim_at_once(step);
    case Act::assigns:
      return assign(step);
    case Act::switches:
      return switch_line(step);
    default:
      return act_on_conversation(step);
  }
}

// With one that they have; sometimes one that they do not.
void World::act_on_conversation(const Step& step) {
  const StaffId by = staff(step.who);
  const bool own = step.which % 4 != 0;
  const Talk* found =
      own ? first([&](const Talk& each) { return each.owner == by; }) : talk(step.which);
  // From a list that may be old: what waited a moment ago may be somebody's now.
  if (step.act == Act::claims && step.which % 3 != 0) {
    found = first([](const Talk& each) { return each.state == ConversationState::waiting; });
  } else if (step.act == Act::claims) {
    found = talk(step.how);
  }
  if (step.act == Act::reopens) {
    if (!last_closed_) return;
    program_->run(
        flows::reopen_conversation(program_->store(), program_->lines(), *last_closed_, by));
    return;
  }
  if (step.act == Act::grants) {
    found = first([](const Talk& each) {
      return std::ranges::any_of(each.flags, [](const auto& flag) {
        return flag.second.kind == routing::FlagKind::opt_out_wish;
      });
    });
  }
  if (!found) return;
  auto& store = program_->store();
  const auto& lines = program_->lines();
  const auto id = found->id;
  switch (step.act) {
    case Act::flags:
      program_->run(flows::raise_flag(store, lines, id, by, routing::Body("worries me")));
      return;
    case Act::clears:
      program_->run(flows::clear_flags(store, lines, id, by, {}, routing::Body("we spoke")));
      return;
    case Act::grants:
      program_->run(flows::opt_out_texter(store, lines, id, by));
      return;
    case Act::claims:
      program_->run(flows::claim_conversation(store, lines, id, by));
      return;
    case Act::replies:
      return reply(by, id, step.how % 5 == 0);
    case Act::notes:
      program_->run(flows::add_note(store, lines, id, by, routing::Body("a note")));
      return;
    case Act::hands_off: {
      const auto to = step.how % 2 == 0 ? std::optional(staff(step.whom)) : std::nullopt;
      auto note =
          step.how % 3 == 0 ? std::optional(routing::Body("likes the garden")) : std::nullopt;
      program_->run(flows::hand_off_conversation(store, lines, id, by, to, std::move(note)));
      return;
    }
    case Act::rests: {
      const auto until = clock() + std::chrono::seconds(10 + step.how * 4);
      program_->run(flows::rest_conversation(store, lines, id, by, until));
      return;
    }
    case Act::closes:
      last_closed_ = id;
      program_->run(flows::close_conversation(store, lines, id, by));
      return;
    default:
      return;
  }
}

// Takes what is offered, answers who waits, ends what is over: as a mood has it.
void World::look(const Step& step) {
  const StaffId by = staff(step.who);
  if (!is_free_to_look(step.how)) return;
  auto& store = program_->store();
  const auto& lines = program_->lines();
  if (const Talk* offered = first([&](const Talk& each) { return each.offered_to == by; })) {
    if (step.how % 6 == 0) {
      program_->run(flows::pass_offer(store, lines, offered->id, by));
      return;
    }
    // Jobs of one moment differ by microseconds.
    const bool in_time = clock() + std::chrono::seconds(1) < offered->offer_expires_at.value() &&
                         clock_ahead_ == Duration(0);
    const auto accepted = program_->run(flows::accept_offer(store, lines, offered->id, by));
    if (in_time && accepted && !*accepted) {
      throw Broken("an offer stands for its time", "it could not be accepted");
    }
    return;
  }
  const Talk* unanswered = first([&](const Talk& each) {
    return each.state == ConversationState::open && each.owner == by && each.waiting_since;
  });
  if (unanswered) return reply(by, unanswered->id, false);
  const Talk* quiet = first([&](const Talk& each) { return each.owner == by; });
  if (!quiet) return;
  if (step.how % 4 == 1) {
    last_closed_ = quiet->id;
    program_->run(flows::close_conversation(store, lines, quiet->id, by));
  } else if (step.how % 7 == 2) {
    program_->run(flows::rest_conversation(store, lines, quiet->id, by,
                                           clock() + std::chrono::minutes(5 + step.which % 60)));
  }
}

void World::reply(StaffId by, ConversationId to, bool twice) {
  send_reply(by, to, fmt::format("reply {}", ++made_), twice);
}

// A draft that nobody heard back about is sent again.
void World::send_reply(StaffId by, ConversationId to, const std::string& client_id, bool twice) {
  if (!program_) {
    return at(passed_ + std::chrono::seconds(30),
              [=, this] { send_reply(by, to, client_id, false); });
  }
  auto heard = std::make_shared<int>(0);
  for (int i = 0; i < (twice ? 2 : 1); ++i) {
    program_->begin(flows::send_reply(program_->store(), program_->lines(), to, {by},
                                      routing::Body(client_id), client_id),
                    [this, heard, client_id](const routing::Result<flows::Written>& written) {
                      ++*heard;
                      heard_of_reply(client_id, written);
                    });
  }
  program_->go_on();
  if (*heard > 0) return;
  at(passed_ + std::chrono::seconds(30), [=, this] { send_reply(by, to, client_id, false); });
}

void World::heard_of_reply(const std::string& client_id,
                           const routing::Result<flows::Written>& written) {
  if (!written) return;
  const auto [known, is_new] =
      ledger_.written.try_emplace(client_id, Written{client_id, written->text.id});
  if (!is_new && known->second.text != written->text.id) {
    ledger_.broken.emplace("no text is sent twice", "one reply was kept as two");
  }
}

void World::claim_at_once(const Step& step) {
  const Talk* waiting =
      first([](const Talk& each) { return each.state == ConversationState::waiting; });
  if (!waiting) return;
  auto got = std::make_shared<int>(0);
  for (const StaffId by : {staff(step.who), staff(step.who + 1 + step.whom % 2)}) {
    program_->begin(
        flows::claim_conversation(program_->store(), program_->lines(), waiting->id, by),
        [this, got, by](const routing::Result<routing::Conversation>& claimed) {
          if (claimed && ++*got > 1 && claimed->owner != by) {
            ledger_.broken.emplace("one voice", "two who claimed at once both got it");
          }
        });
  }
  program_->go_on();
}

}  // namespace warmline::simulation
