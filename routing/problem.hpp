// What went wrong, as a value. `code` is stable: the API shows it, one table gives it an HTTP
// status (gateway/http/problem_response.cpp). `detail` is for the log and for operators: it never
// holds a text's body, a full number, a name or a secret.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace warmline::routing {

enum class ProblemCode {
  // What a caller sent.
  malformed,
  too_large,
  empty_body,
  too_long,
  nothing_to_search,
  unknown_placeholder,
  missing_placeholder,
  name_taken,
  not_found,
  method_not_allowed,
  request_timeout,
  // Who the caller is.
  bad_signature,
  not_signed_in,
  wrong_password,
  wrong_code,
  too_many_tries,
  bad_csrf,
  forbidden,
  // What the conversation's state does not allow.
  already_claimed,
  offer_expired,
  not_owner,
  not_on,
  at_capacity,
  peer_off,
  peer_full,
  not_wanted,
  opted_out,
  conversation_closed,
  conversation_live,
  forgotten,
  draft_changed,
  text_settled,
  may_have_arrived,
  // What the rota does not allow.
  bad_shift,
  shift_taken,
  shift_over,
  swap_over,
  // What concerns somebody's own phone.
  phone_taken,
  // What concerns accounts of staff.
  bad_username,
  username_taken,
  bad_password,
  link_over,
  account_disabled,
  last_administrator,
  // What a carrier said of a send.
  carrier_refused,
  carrier_busy,
  carrier_unreachable,
  outcome_unknown,
  // What concerns a picture that came with a text.
  picture_gone,
  picture_withheld,
  picture_too_large,
  not_a_picture,
  // What we can't do now.
  store_full,
  store_unavailable,
  store_damaged,
  stopping,
  internal,
};

std::string_view to_string(ProblemCode code);
std::optional<ProblemCode> parse_problem_code(std::string_view text);

struct Problem {
  ProblemCode code;
  std::string detail;
  // For already_claimed and not_owner who has the conversation, for shift_taken who has the shift
  // (a staff id as text); else empty.
  std::string who;
};

}  // namespace warmline::routing
