#include "gateway/http/problem_response.hpp"

#include <nlohmann/json.hpp>

namespace warmline::http {

namespace {

Response make(const routing::Problem& problem, unsigned status, const nlohmann::json& extras) {
  nlohmann::json body = {{"type", "about:blank"},
                         {"title", reason_phrase(status)},
                         {"status", status},
                         {"code", routing::to_string(problem.code)},
                         {"detail", telling_of(problem.code).sentence}};
  if (!problem.who.empty()) body["owner"] = problem.who;
  body.update(extras);
  Response response = json_response(status, body);
  response.set("Content-Type", "application/problem+json");
  // RFC 9110, 11.6.1: a 401 names a scheme. Bearer is the one that makes no browser ask.
  if (status == 401) response.set("WWW-Authenticate", "Bearer");
  return response;
}

}  // namespace

Telling telling_of(routing::ProblemCode code) {
  using enum routing::ProblemCode;
  switch (code) {
    case malformed:
      return {400, "The request could not be understood. Check how it is written."};
    case too_large:
      return {413, "The request is too large. Send less at once."};
    case empty_body:
      return {422, "There is nothing in it. Write something first."};
    case too_long:
      return {422, "It is too long. Shorten it and send it again."};
    case nothing_to_search:
      return {400, "There is no word in it. Type a word, or the first three letters of one."};
    case unknown_placeholder:
      return {422, "There is a placeholder in it that nothing fills in. Take it out."};
    case missing_placeholder:
      return {422, "Something that has to stand in it is missing. Put it back."};
    case name_taken:
      return {409, "Something else has this name already. Choose another one."};
    case not_found:
      return {404, "There is nothing here, or nothing you may see."};
    case method_not_allowed:
      return {405, "This can't be done here. See the Allow header."};
    case request_timeout:
      return {408, "The request took too long to arrive. Send it again."};
    case bad_signature:
      return {403,
              "The signature is missing or does not match. Check the token "
              "and the public address."};
    case not_signed_in:
      return {401, "You are not signed in. Sign in and try again."};
    case wrong_password:
      return {401, "The username or the password is wrong."};
    case wrong_code:
      return {422, "That is not the code, or it is no longer good. Ask for a new one."};
    case too_many_tries:
      return {429, "Too many tries. Wait a little, then try again."};
    case bad_csrf:
      return {403, "This page is out of date. Reload it and try again."};
    case forbidden:
      return {403, "Your role does not allow this. Ask a coordinator."};
    case already_claimed:
      return {409, "Someone else has this conversation already."};
    case offer_expired:
      return {409, "This offer is over; the conversation has moved on."};
    case not_owner:
      return {409, "This conversation is not yours now."};
    case not_on:
      return {409, "You are not on. Set your presence to on first."};
    case at_capacity:
      return {409,
              "You have as many conversations as you take. Close or hand off "
              "one first."};
    case peer_off:
      return {409, "That peer is not on. Choose someone else, or insist."};
    case peer_full:
      return {409, "That peer has no room. Choose someone else, or insist."};
    case not_wanted:
      return {409, "They asked for someone else. Let another peer take this one, or insist."};
    case opted_out:
      return {409, "They opted out. You can't reply until they text START."};
    case conversation_closed:
      return {409, "This conversation is closed. Reopen it first."};
    case conversation_live:
      return {409, "This conversation is not closed."};
    case forgotten:
      return {409, "They were forgotten: nobody can write to them from here any more."};
    case draft_changed:
      return {409, "You wrote other words here meanwhile. Look at both and keep one."};
    case text_settled:
      return {409, "Nothing is to be decided about this text."};
    case may_have_arrived:
      return {409, "The carrier may have this text. Check with the carrier, or insist."};
    case bad_shift:
      return {422, "No shift can be planned like this."};
    case shift_taken:
      return {409, "Someone else has this shift."};
    case shift_over:
      return {409, "This shift is over."};
    case swap_over:
      return {409, "This swap has been decided, or the shift has changed since."};
    case phone_taken:
      return {409, "Someone else on your team uses this phone already."};
    case bad_username:
      return {422, "A username has up to 64 letters, digits, dots, dashes and underscores."};
    case username_taken:
      return {409, "Someone has this username already. Choose another one."};
    case bad_password:
      return {422, "A password has at least 8 characters."};
    case link_over:
      return {410, "This link was used already, or it is too old. Ask for a new one."};
    case account_disabled:
      return {409, "This account is disabled. Enable it first."};
    case last_administrator:
      return {409, "They are the last administrator. Make someone else one first."};
    case carrier_refused:
      return {502, "The carrier refused the text. It was not sent."};
    case carrier_busy:
      return {502, "The carrier is busy. Try again in a moment."};
    case carrier_unreachable:
      return {502, "The carrier can't be reached. Try again in a moment."};
    case outcome_unknown:
      return {502,
              "The carrier did not say whether the text was sent. Ask a "
              "coordinator before sending it again."};
    case picture_gone:
      return {410, "This picture is gone, here and at the carrier."};
    case picture_withheld:
      return {502, "The carrier does not give this picture out. Try again later."};
    case picture_too_large:
      return {422, "This picture is too large to be shown here."};
    case not_a_picture:
      return {422, "This is a file that can't be shown here."};
    case store_full:
      return {503, "Too much is waiting right now. Try again in a moment."};
    case store_unavailable:
      return {503, "Nothing can be kept right now. Try again in a moment."};
    case store_damaged:
      return {503, "Some of what is kept is damaged. Tell the administrator."};
    case stopping:
      return {503, "The service is stopping. Try again in a moment."};
    case internal:
      return {500, "Something went wrong on our side. It has been noted."};
  }
  return {500, "Something went wrong on our side. It has been noted."};
}

Response problem_response(const routing::Problem& problem) {
  return make(problem, telling_of(problem.code).status, nlohmann::json::object());
}

Response problem_response(const routing::Problem& problem, const nlohmann::json& extras) {
  return make(problem, telling_of(problem.code).status, extras);
}

Response problem_response(const routing::Problem& problem, unsigned status) {
  return make(problem, status, nlohmann::json::object());
}

}  // namespace warmline::http
