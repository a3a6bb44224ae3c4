// What the inbox, and programs, call: JSON over HTTP, and the live WebSocket. openapi.yaml
// describes it; gateway/routes.cpp says which role each route needs.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "gateway/api/live_feed.hpp"
#include "gateway/async/worker_pool.hpp"
#include "gateway/auth/access.hpp"
#include "gateway/auth/sign_in.hpp"
#include "gateway/flows/change_conversation.hpp"
#include "gateway/flows/drain_outbox.hpp"
#include "gateway/flows/lines.hpp"
#include "gateway/flows/open_picture.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/flows/swap_shifts.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/response.hpp"
#include "gateway/http/router.hpp"
#include "gateway/store/activity.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/rota_feeds.hpp"
#include "gateway/store/texts.hpp"

namespace warmline::api {

// The cookie that holds a session's token.
inline constexpr std::string_view session_cookie = "warmline_session";

// Loop thread only.
class Api {
 public:
  using Answer = flows::awaitable<http::Response>;
  using Call = Answer (Api::*)(http::Request, auth::Identity);

  // `public_url`: what people type to get here. Pages of its origin, and of the address a request
  // was made to, may change things; over https the cookie is Secure. `hashing` compares passwords.
  // All references must outlive the requests under way.
  Api(flows::StoreThread& store, const flows::Lines& lines, async::WorkerPool& hashing,
      flows::Outbox& outbox, flows::Pictures& pictures, LiveFeed& feed, std::string public_url);

  // Finds out who asks (session cookie, or bearer token), and lets only those through who may:
  // not_signed_in, forbidden (role), bad_csrf (a change by cookie without the right X-CSRF-Token,
  // or from another site's page).
  http::Handler guard(auth::Access access, Call call);

  // Without a sign-in:
  Answer sign_in(http::Request request);         // POST /api/session
  Answer describe(http::Request request) const;  // GET /api/openapi.yaml
  // join.cpp: the secret of a link is what opens it.
  Answer look_at_link(http::Request request);  // POST /api/join/look
  Answer join(http::Request request);          // POST /api/join

  // session.cpp
  Answer sign_out(http::Request request, auth::Identity who);         // DELETE /api/session
  Answer me(http::Request request, auth::Identity who);               // GET /api/me
  Answer set_presence(http::Request request, auth::Identity who);     // PUT /api/me/presence
  Answer change_password(http::Request request, auth::Identity who);  // PUT /api/me/password
  // settings.cpp
  Answer settings(http::Request request, auth::Identity who);         // GET /api/me/settings
  Answer change_settings(http::Request request, auth::Identity who);  // PUT /api/me/settings
  // phone.cpp
  Answer phone(http::Request request, auth::Identity who);          // GET /api/me/phone
  Answer set_phone(http::Request request, auth::Identity who);      // PUT /api/me/phone
  Answer confirm_phone(http::Request request, auth::Identity who);  // POST /api/me/phone/confirm
  Answer remove_phone(http::Request request, auth::Identity who);   // DELETE /api/me/phone
  // on_call.cpp
  Answer list_on_call(http::Request request, auth::Identity who);  // GET /api/lines/{id}/on-call
  Answer set_on_call(http::Request request, auth::Identity who);   // PUT /api/lines/{id}/on-call
  // pages.cpp
  Answer list_pages(http::Request request, auth::Identity who);  // GET /api/pages
  Answer acknowledge_page(http::Request request,
                          auth::Identity who);  // POST /api/pages/{id}/acknowledge
  // troubled_texts.cpp
  Answer list_troubled_texts(http::Request request,
                             auth::Identity who);  // GET /api/lines/{id}/troubled-texts
  // people.cpp
  Answer list_peers(http::Request request, auth::Identity who);  // GET /api/peers
  Answer return_all(http::Request request, auth::Identity who);  // POST /api/staff/{id}/return
  // staff.cpp
  Answer list_staff(http::Request request, auth::Identity who);     // GET /api/staff
  Answer change_staff(http::Request request, auth::Identity who);   // PATCH /api/staff/{id}
  Answer disable_staff(http::Request request, auth::Identity who);  // POST /api/staff/{id}/disable
  Answer enable_staff(http::Request request, auth::Identity who);   // POST /api/staff/{id}/enable
  Answer reset_staff(http::Request request, auth::Identity who);    // POST /api/staff/{id}/reset
  // join.cpp
  Answer list_invitations(http::Request request, auth::Identity who);  // GET /api/invitations
  Answer invite(http::Request request, auth::Identity who);            // POST /api/invitations
  Answer withdraw_invitation(http::Request request,
                             auth::Identity who);  // DELETE /api/invitations/{id}
  // activity.cpp
  Answer list_activity(http::Request request, auth::Identity who);  // GET /api/activity
  Answer reveal(http::Request request, auth::Identity who);  // POST /api/conversations/{id}/reveal
  // lines.cpp
  Answer list_lines(http::Request request, auth::Identity who);        // GET /api/lines
  Answer switch_line(http::Request request, auth::Identity who);       // PUT /api/lines/{id}/switch
  Answer set_timing(http::Request request, auth::Identity who);        // PUT /api/lines/{id}/timing
  Answer set_day(http::Request request, auth::Identity who);           // PUT …/days/{day}
  Answer clear_day(http::Request request, auth::Identity who);         // DELETE …/days/{day}
  Answer list_experiences(http::Request request, auth::Identity who);  // GET /api/experiences
  Answer set_experiences(http::Request request, auth::Identity who);   // PUT /api/experiences
  // conversations.cpp
  Answer list_conversations(http::Request request, auth::Identity who);  // GET /api/conversations
  Answer list_queue(http::Request request, auth::Identity who);          // GET /api/queue
  Answer show_conversation(http::Request request,
                           auth::Identity who);  // GET /api/conversations/{id}
  Answer mark_read(http::Request request,
                   auth::Identity who);  // POST /api/conversations/{id}/read
  // texts.cpp, under /api/conversations/{id}
  Answer list_texts(http::Request request, auth::Identity who);  // GET …/texts
  Answer send_text(http::Request request, auth::Identity who);   // POST …/texts
  Answer add_note(http::Request request, auth::Identity who);    // POST …/notes
  // drafts.cpp
  Answer list_drafts(http::Request request, auth::Identity who);  // GET /api/drafts
  Answer keep_draft(http::Request request,
                    auth::Identity who);  // PUT /api/conversations/{id}/draft
  // sends.cpp, POST under /api/texts/{id}
  Answer retry_text(http::Request request, auth::Identity who);  // …/retry
  Answer check_text(http::Request request, auth::Identity who);  // …/check
  Answer leave_text(http::Request request, auth::Identity who);  // …/leave
  // pictures.cpp
  Answer show_picture(http::Request request,
                      auth::Identity who);  // GET /api/texts/{id}/media/{index}
  // rota.cpp
  Answer list_shifts(http::Request request, auth::Identity who);     // GET /api/rota
  Answer list_uncovered(http::Request request, auth::Identity who);  // GET /api/rota/uncovered
  Answer list_rules(http::Request request, auth::Identity who);      // GET /api/rota/rules
  Answer add_rule(http::Request request, auth::Identity who);        // POST /api/rota/rules
  Answer change_rule(http::Request request, auth::Identity who);     // PATCH /api/rota/rules/{id}
  Answer end_rule(http::Request request, auth::Identity who);        // DELETE /api/rota/rules/{id}
  // shifts.cpp, under /api/rota/shifts/{id}
  Answer change_shift(http::Request request, auth::Identity who);   // PATCH
  Answer cancel_shift(http::Request request, auth::Identity who);   // DELETE
  Answer restore_shift(http::Request request, auth::Identity who);  // POST …/restore
  Answer take_shift(http::Request request, auth::Identity who);     // POST …/take
  Answer ask_swap(http::Request request, auth::Identity who);       // POST …/swap
  // … and under /api/rota/swaps
  Answer list_swaps(http::Request request, auth::Identity who);    // GET
  Answer accept_swap(http::Request request, auth::Identity who);   // POST …/{id}/accept
  Answer approve_swap(http::Request request, auth::Identity who);  // POST …/{id}/approve
  Answer decline_swap(http::Request request, auth::Identity who);  // POST …/{id}/decline
  // rota_feed.cpp
  Answer renew_my_feed(http::Request request, auth::Identity who);  // POST /api/me/rota-feed
  Answer renew_line_feed(http::Request request,
                         auth::Identity who);  // POST /api/lines/{id}/rota-feed
  // Without a sign-in: the secret in its address is what opens it.
  Answer rota_feed(http::Request request);  // GET /rota/{token}.ics
  // search.cpp
  Answer search(http::Request request, auth::Identity who);  // GET, POST /api/search
  // acts.cpp, POST under /api/conversations/{id}
  Answer accept(http::Request request, auth::Identity who);      // …/accept
  Answer pass(http::Request request, auth::Identity who);        // …/pass
  Answer claim(http::Request request, auth::Identity who);       // …/claim
  Answer hand_off(http::Request request, auth::Identity who);    // …/handoff
  Answer assign(http::Request request, auth::Identity who);      // …/assign
  Answer give_back(http::Request request, auth::Identity who);   // …/return
  Answer set_wishes(http::Request request, auth::Identity who);  // PUT …/wishes
  Answer rest(http::Request request, auth::Identity who);        // …/rest
  Answer close(http::Request request, auth::Identity who);       // …/close
  Answer reopen(http::Request request, auth::Identity who);      // …/reopen

  // flags.cpp, POST under /api/conversations/{id}
  Answer raise_flag(http::Request request, auth::Identity who);   // …/flag
  Answer clear_flags(http::Request request, auth::Identity who);  // …/unflag
  Answer opt_out(http::Request request, auth::Identity who);      // …/opt-out
  Answer block(http::Request request, auth::Identity who);        // …/block
  Answer unblock(http::Request request, auth::Identity who);      // …/unblock
  // … and under /api/lines/{id}
  Answer list_flags(http::Request request, auth::Identity who);  // GET …/flags
  Answer set_flags(http::Request request, auth::Identity who);   // PUT …/flags

  // numbers.cpp
  Answer show_numbers(http::Request request, auth::Identity who);      // GET /api/numbers
  Answer show_numbers_csv(http::Request request, auth::Identity who);  // GET /api/numbers.csv
  // wording.cpp, under /api/lines/{id}
  Answer list_wording(http::Request request, auth::Identity who);  // GET …/wording
  Answer set_wording(http::Request request, auth::Identity who);  // PUT …/wording/{language}/{name}
  Answer reset_wording(http::Request request, auth::Identity who);  // DELETE …
  // snippets.cpp, under /api/lines/{id}
  Answer list_snippets(http::Request request, auth::Identity who);   // GET …/snippets
  Answer add_snippet(http::Request request, auth::Identity who);     // POST …/snippets
  Answer change_snippet(http::Request request, auth::Identity who);  // PUT …/snippets/{snippet}
  Answer remove_snippet(http::Request request, auth::Identity who);  // DELETE …/snippets/{snippet}

  // GET /api/live?since=SEQ. Needs a sign-in of any role, which it checks itself.
  flows::awaitable<http::Upgrade> live(http::Request request);

 private:
  struct Credentials {
    std::string token;
    bool is_program = false;
  };
  struct SignInTry;
  struct Joining;
  struct Checked {
    std::chrono::seconds wait{};  // too many tries before: nothing was compared
    std::string opened;           // the hash that the password opens; empty: it is wrong
  };

  static std::optional<Credentials> credentials_of(const http::Request& request);
  bool is_own_origin(const http::Request& request) const;
  flows::awaitable<routing::Result<auth::Identity>> identify(Credentials credentials);
  Answer enter(auth::Access access, Call call, http::Request request);
  // The problem as an answer, with the name of whoever it says has it, and with what is wrong with
  // a shift.
  Answer refuse(routing::Problem problem);

  flows::awaitable<routing::Result<Checked>> check_password(SignInTry wanted);
  flows::awaitable<routing::Result<http::Response>> finish_sign_in(SignInTry wanted,
                                                                   std::string opened);
  flows::awaitable<routing::Result<http::Response>> finish_password_change(SignInTry tried,
                                                                           bool is_right,
                                                                           std::string wanted,
                                                                           auth::Identity who);
  flows::awaitable<routing::Result<http::Response>> use_link(Joining joining);
  // A session of theirs begins: the answer, with its cookie.
  http::Response begin_session(store::Writing& store, const store::StaffRow& who,
                               const std::string& address) const;
  // `more`, with a one-time link's address and how long it is good.
  http::Response link_response(const std::string& token, routing::Instant expires_at,
                               nlohmann::json more) const;
  routing::Result<store::activity::Wanted> activity_wanted(const http::Request& request,
                                                           const routing::Staff& who) const;
  routing::Result<std::optional<routing::LineId>> line_of(const http::Request& request) const;
  // The line of the query, which has to name one: malformed, not_found.
  routing::Result<const routing::Line*> line_asked(const http::Request& request) const;
  routing::Result<const routing::Line*> line_of_path(const http::Request& request) const;
  http::Response flag_lists_of(const routing::Line& line) const;
  // The line that is asked for, or all lines they may see. not_found, forbidden.
  routing::Result<std::vector<routing::LineId>> lines_seen(const http::Request& request,
                                                           const auth::Identity& who) const;
  // The {id} of the path; not_found unless it is a configured line's.
  routing::Result<const routing::Line*> line_in_path(const http::Request& request) const;
  // One text of the line's wording as it stands after a change of it.
  Answer wording_after(routing::Result<void> result, const routing::Line& line,
                       std::string language, std::string name);
  routing::Result<store::conversations::Wanted> wanted_of(
      const http::Request& request, const auth::Identity& who,
      std::optional<store::conversations::View> fixed) const;
  using Act = flows::Changed (*)(flows::StoreThread&, const flows::Lines&, routing::ConversationId,
                                 routing::StaffId);
  Answer act(Act act, http::Request request, auth::Identity who);
  Answer changed(routing::Result<routing::Conversation> result, auth::Identity who);
  flows::awaitable<routing::Result<routing::TextId>> readable_text(const http::Request& request,
                                                                   const auth::Identity& who);
  flows::awaitable<routing::Result<nlohmann::json>> shape_with_author(store::Text text);
  // The line of the path as it stands after a change of it.
  Answer line_after(routing::Result<void> result, routing::LineId line);
  Answer planned(routing::Result<routing::ShiftRule> result, unsigned status);
  Answer shift_changed(routing::Result<routing::Shift> result);
  using SwapAct = flows::Swapped (*)(flows::StoreThread&, const flows::Lines&, routing::StaffId,
                                     routing::SwapId);
  Answer swap_act(SwapAct act, http::Request request, auth::Identity who);
  Answer swapped(routing::Result<store::Swap> result, unsigned status);
  Answer renew_feed(store::rota_feeds::Feed feed, routing::StaffId by);

  flows::StoreThread& store_;
  const flows::Lines& lines_;
  async::WorkerPool& hashing_;
  flows::Outbox& outbox_;
  flows::Pictures& pictures_;
  LiveFeed& feed_;
  std::string public_origin_;
  bool is_https_;
};

}  // namespace warmline::api
