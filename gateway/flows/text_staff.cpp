#include "gateway/flows/text_staff.hpp"

#include <algorithm>
#include <vector>

#include <nlohmann/json.hpp>

#include "gateway/store/events.hpp"
#include "gateway/store/health.hpp"
#include "gateway/store/pages.hpp"
#include "gateway/store/receipts.hpp"
#include "gateway/store/staff_texts.hpp"
#include "gateway/store/wording.hpp"

namespace warmline::flows {
namespace {

using nlohmann::json;
using routing::StaffText;
namespace staff_texts = store::staff_texts;

// What is said in answer to a text of theirs.
const std::vector<StaffText> answers{StaffText::on, StaffText::on_break, StaffText::off,
                                     StaffText::acknowledged};

bool is_answer(StaffText which) {
  return std::ranges::find(answers, which) != answers.end();
}

// A damaged one is none: nothing else is held up by it.
std::optional<store::Phone> phone_of(store::Reading& store, routing::StaffId who) {
  return store::unless_damaged(store, [&] { return store::phones::find(store, who); })
      .value_or(std::nullopt);
}

bool may_text_phone(store::Reading& store, const routing::Line& line, const store::Phone& phone,
                    StaffText which) {
  const auto hour_ago = store.now - std::chrono::hours(1);
  if (staff_texts::is_stopped(store, phone.number, line.id)) return false;
  if (staff_texts::count_to(store, phone.number, hour_ago) >= staff_texts_an_hour_max) return false;
  return !is_answer(which) ||
         staff_texts::count_to(store, phone.number, hour_ago, answers) < answers_an_hour_max;
}

void record(store::Writing& store, const routing::Line& line, routing::StaffId to,
            StaffText which) {
  const json data{{"staff", to.text()}, {"what", routing::to_string(which)}};
  store::events::append(
      store, {.kind = routing::EventKind::staff_texted, .line = line.id, .data = data.dump()});
}

}  // namespace

routing::StaffFacts facts_of(store::Reading& store, const routing::Line& line) {
  routing::StaffFacts facts{.waiting = store::pages::count_waiting(store, line.id)};
  if (const auto since = store::pages::waiting_since(store, line.id); since && *since < store.now) {
    facts.longest_wait = std::chrono::floor<std::chrono::minutes>(store.now - *since);
  }
  return facts;
}

bool may_text(store::Reading& store, const routing::Line& line, routing::StaffId who,
              StaffText which) {
  const auto phone = phone_of(store, who);
  return phone && may_text_phone(store, line, *phone, which);
}

bool text_staff(store::Writing& store, const routing::Line& line, routing::StaffId to,
                StaffText which, std::optional<routing::PageId> page) {
  const auto phone = phone_of(store, to);
  if (!phone || !may_text_phone(store, line, *phone, which)) return false;
  text_phone(store, line, to, *phone, which, facts_of(store, line), page);
  return true;
}

bool text_of_shift(store::Writing& store, const routing::Line& line, routing::StaffId to,
                   StaffText which, routing::Instant begins) {
  const auto phone = phone_of(store, to);
  if (!phone || !may_text_phone(store, line, *phone, which)) return false;
  auto facts = facts_of(store, line);
  facts.begins = begins;
  text_phone(store, line, to, *phone, which, facts);
  return true;
}

void text_phone(store::Writing& store, const routing::Line& line, routing::StaffId to,
                const store::Phone& phone, StaffText which, const routing::StaffFacts& facts,
                std::optional<routing::PageId> page) {
  const store::StaffTextRow text{.staff = to, .line = line.id, .kind = which, .page = page};
  const auto worded = store::wording::as_worded(store, line, phone.language);
  staff_texts::add(store, text, phone.number,
                   routing::Body(routing::words(worded, which, phone.language, facts)));
  record(store, line, to, which);
}

void hold_back(store::Writing& store, const routing::Line& line, routing::StaffId to,
               const store::Phone& phone, StaffText which) {
  const store::StaffTextRow text{.staff = to, .line = line.id, .kind = which, .page = {}};
  const auto id = staff_texts::add(store, text, phone.number, {});
  staff_texts::settle(store, id, routing::TextStatus::failed, routing::ProblemCode::opted_out);
  record(store, line, to, which);
}

void settle_staff_text(store::Writing& store, routing::TextId id, routing::TextStatus status,
                       std::optional<routing::ProblemCode> why) {
  const auto text = staff_texts::find(store, id);
  if (!text || !staff_texts::settle(store, id, status, why)) return;
  if (status != routing::TextStatus::failed || !text->page) return;
  const auto page = store::pages::find(store, *text->page);
  if (page->escalate_at && page->texted.back() == text->staff) {
    store::pages::set_escalation(store, page->id, store.now);
  }
}

void settle_staff_text_from_carrier(store::Writing& store, routing::TextId id,
                                    const std::string& carrier, const std::string& carrier_id,
                                    routing::TextStatus status,
                                    std::optional<routing::ProblemCode> why) {
  staff_texts::set_carrier_id(store, id, carrier, carrier_id);
  settle_staff_text(store, id, status, why);
  for (const auto& receipt : store::receipts::of(store, carrier, carrier_id)) {
    settle_staff_text(store, id, receipt.status,
                      receipt.failure ? std::optional(receipt.failure->code) : std::nullopt);
  }
}

}  // namespace warmline::flows
