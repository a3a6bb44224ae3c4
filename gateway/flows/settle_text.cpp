#include "gateway/flows/settle_text.hpp"

#include "gateway/flows/apply_actions.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/receipts.hpp"
#include "gateway/store/texters.hpp"

namespace warmline::flows {

store::Failure failure_of(const carriers::SendProblem& problem) {
  return {problem.code, problem.carrier_code, problem.words};
}

void settle_text(store::Writing& store, routing::TextId id, routing::TextStatus status,
                 const std::optional<store::Failure>& failure) {
  const auto text = store::texts::standing(store, id);
  if (!text || !store::texts::advance(store, id, status, failure)) return;
  const auto thread = store::texters::thread(store, text->thread);
  const auto about =
      text->conversation ? store::conversations::find(store, *text->conversation) : std::nullopt;
  record(store, routing::EventKind::text_status, *thread, about, id, {}, status);
  // Known already: since when they are counts against a START that comes late.
  const bool is_news = !thread->opted_out;
  if (is_news && failure && failure->code == routing::ProblemCode::opted_out) {
    opt_out(store, *thread);
  }
}

void settle_from_carrier(store::Writing& store, routing::TextId id, const std::string& carrier,
                         const std::string& carrier_id, routing::TextStatus status,
                         const std::optional<store::Failure>& failure) {
  settle_text(store, id, status, failure);
  for (const auto& receipt : store::receipts::of(store, carrier, carrier_id)) {
    settle_text(store, id, receipt.status, receipt.failure);
  }
}

}  // namespace warmline::flows
