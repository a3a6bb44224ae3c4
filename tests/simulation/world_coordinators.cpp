// What coordinators do in a simulated world.
#include "gateway/flows/change_conversation.hpp"
#include "gateway/flows/set_line.hpp"
#include "tests/simulation/world.hpp"

namespace warmline::simulation {

StaffId World::coordinator(int number) const {
  std::vector<StaffId> all;
  for (const auto& member : cast_.staff) {
    if (member.role == routing::Role::coordinator) all.push_back(member.id);
  }
  return all[one_of(number, all.size())];
}

void World::assign(const Step& step) {
  const Talk* found = talk(step.which);
  if (!found) return;
  program_->run(flows::assign_conversation(program_->store(), program_->lines(), found->id,
                                           coordinator(step.who),
                                           {.to = staff(step.whom), .insist = step.how % 3 == 0}));
}

void World::switch_line(const Step& step) {
  const auto& lines = program_->lines().all();
  const auto line = lines[one_of(step.which, lines.size())].id;
  std::optional<routing::LineSwitch> wanted;
  if (const auto switching = switching_of(step)) {
    wanted = {.to = switching->to, .since = {}, .until = clock() + switching->lasts, .words = {}};
    // In one of its languages: in the other they get the usual words.
    if (switching->own_words) wanted->words["en"] = "A storm is here. Back {opens}.";
    ledger_.switch_words[wanted->until] = wanted->words;
  }
  program_->run(flows::switch_line(program_->store(), program_->lines(), line,
                                   coordinator(step.who), std::move(wanted)));
}

}  // namespace warmline::simulation
