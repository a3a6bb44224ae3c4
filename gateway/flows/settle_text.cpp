#include "gateway/flows/settle_text.hpp"

#include "gateway/flows/step.hpp"
#include "gateway/store/texters.hpp"

namespace warmline::flows {

store::Failure failure_of(const carriers::SendProblem& problem) {
  return {problem.code, problem.carrier_code, problem.words};
}

void settle_text(store::Writing& store, routing::TextId id, routing::TextStatus status,
                 const std::optional<store::Failure>& failure) {
  const auto text = store::texts::find(store, id);
  if (!text || !store::texts::advance(store, id, status, failure)) return;
  const auto thread = store::texters::thread(store, text->thread);
  record(store, routing::EventKind::text_status, *thread, text->conversation, id, {}, status);
  if (failure && failure->code == routing::ProblemCode::opted_out) opt_out(store, *thread);
}

}  // namespace warmline::flows
