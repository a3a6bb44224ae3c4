#include "routing/problem.hpp"

namespace warmline::routing {

std::string_view to_string(ProblemCode code) {
  switch (code) {
    case ProblemCode::malformed:
      return "malformed";
    case ProblemCode::too_large:
      return "too_large";
    case ProblemCode::empty_body:
      return "empty_body";
    case ProblemCode::too_long:
      return "too_long";
    case ProblemCode::nothing_to_search:
      return "nothing_to_search";
    case ProblemCode::unknown_placeholder:
      return "unknown_placeholder";
    case ProblemCode::missing_placeholder:
      return "missing_placeholder";
    case ProblemCode::name_taken:
      return "name_taken";
    case ProblemCode::not_found:
      return "not_found";
    case ProblemCode::method_not_allowed:
      return "method_not_allowed";
    case ProblemCode::request_timeout:
      return "request_timeout";
    case ProblemCode::bad_signature:
      return "bad_signature";
    case ProblemCode::not_signed_in:
      return "not_signed_in";
    case ProblemCode::wrong_password:
      return "wrong_password";
    case ProblemCode::wrong_code:
      return "wrong_code";
    case ProblemCode::too_many_tries:
      return "too_many_tries";
    case ProblemCode::bad_csrf:
      return "bad_csrf";
    case ProblemCode::forbidden:
      return "forbidden";
    case ProblemCode::already_claimed:
      return "already_claimed";
    case ProblemCode::offer_expired:
      return "offer_expired";
    case ProblemCode::not_owner:
      return "not_owner";
    case ProblemCode::not_on:
      return "not_on";
    case ProblemCode::at_capacity:
      return "at_capacity";
    case ProblemCode::peer_off:
      return "peer_off";
    case ProblemCode::peer_full:
      return "peer_full";
    case ProblemCode::not_wanted:
      return "not_wanted";
    case ProblemCode::opted_out:
      return "opted_out";
    case ProblemCode::conversation_closed:
      return "conversation_closed";
    case ProblemCode::conversation_live:
      return "conversation_live";
    case ProblemCode::forgotten:
      return "forgotten";
    case ProblemCode::draft_changed:
      return "draft_changed";
    case ProblemCode::text_settled:
      return "text_settled";
    case ProblemCode::may_have_arrived:
      return "may_have_arrived";
    case ProblemCode::bad_shift:
      return "bad_shift";
    case ProblemCode::shift_taken:
      return "shift_taken";
    case ProblemCode::shift_over:
      return "shift_over";
    case ProblemCode::swap_over:
      return "swap_over";
    case ProblemCode::phone_taken:
      return "phone_taken";
    case ProblemCode::bad_username:
      return "bad_username";
    case ProblemCode::username_taken:
      return "username_taken";
    case ProblemCode::bad_password:
      return "bad_password";
    case ProblemCode::link_over:
      return "link_over";
    case ProblemCode::account_disabled:
      return "account_disabled";
    case ProblemCode::last_administrator:
      return "last_administrator";
    case ProblemCode::carrier_refused:
      return "carrier_refused";
    case ProblemCode::carrier_busy:
      return "carrier_busy";
    case ProblemCode::carrier_unreachable:
      return "carrier_unreachable";
    case ProblemCode::outcome_unknown:
      return "outcome_unknown";
    case ProblemCode::picture_gone:
      return "picture_gone";
    case ProblemCode::picture_withheld:
      return "picture_withheld";
    case ProblemCode::picture_too_large:
      return "picture_too_large";
    case ProblemCode::not_a_picture:
      return "not_a_picture";
    case ProblemCode::store_full:
      return "store_full";
    case ProblemCode::store_unavailable:
      return "store_unavailable";
    case ProblemCode::store_damaged:
      return "store_damaged";
    case ProblemCode::stopping:
      return "stopping";
    case ProblemCode::internal:
      return "internal";
  }
  return "internal";
}

std::optional<ProblemCode> parse_problem_code(std::string_view text) {
  for (int i = 0; i <= static_cast<int>(ProblemCode::internal); ++i) {
    if (to_string(static_cast<ProblemCode>(i)) == text) return static_cast<ProblemCode>(i);
  }
  return std::nullopt;
}

}  // namespace warmline::routing
