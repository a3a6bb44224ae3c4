#include "gateway/routes.hpp"

#include <array>
#include <string>
#include <utility>
#include <variant>

namespace warmline {
namespace {

using api::Api;
using auth::Access;
using http::Request;
using http::Response;
using webhooks::Webhooks;
using Answer = async::asio::awaitable<Response>;

// What may answer a route. Only api calls are guarded by sign-in; what the others check is in their
// contracts.
using ForStaff = Api::Call;
using ForAnyone = Answer (Api::*)(Request);
using ForAnyoneConst = Answer (Api::*)(Request) const;
using ForCarriers = Answer (Webhooks::*)(Request);
using Page = Answer (Pages::*)(Request);
using PageConst = Answer (Pages::*)(Request) const;
using Live = async::asio::awaitable<http::Upgrade> (Api::*)(Request);
using Target =
    std::variant<ForStaff, ForAnyone, ForAnyoneConst, ForCarriers, Page, PageConst, Live>;

struct Row {
  RouteRow route;
  Target target;
};

// clang-format off
const std::array table{
    Row{{"POST",   "/webhooks/{carrier}/message",          Access::signed_by_carrier}, &Webhooks::message},
    Row{{"POST",   "/webhooks/{carrier}/status",           Access::signed_by_carrier}, &Webhooks::status},

    Row{{"GET",    "/healthz",                             Access::anyone},      &Pages::healthz},
    Row{{"GET",    "/readyz",                              Access::anyone},      &Pages::readyz},
    Row{{"GET",    "/metrics",                             Access::anyone},      &Pages::metrics},

    Row{{"GET",    "/rota/{token}",                        Access::anyone},      &Api::rota_feed},

    Row{{"GET",    "/api/openapi.yaml",                    Access::anyone},      &Api::describe},
    Row{{"POST",   "/api/session",                         Access::anyone},      &Api::sign_in},
    Row{{"DELETE", "/api/session",                         Access::any_staff},   &Api::sign_out},
    Row{{"GET",    "/api/me",                              Access::any_staff},   &Api::me},
    Row{{"PUT",    "/api/me/presence",                     Access::any_staff},   &Api::set_presence},
    Row{{"PUT",    "/api/me/password",                     Access::any_staff},   &Api::change_password},
    Row{{"GET",    "/api/me/settings",                     Access::any_staff},   &Api::settings},
    Row{{"PUT",    "/api/me/settings",                     Access::any_staff},   &Api::change_settings},
    Row{{"GET",    "/api/me/phone",                        Access::any_staff},   &Api::phone},
    Row{{"PUT",    "/api/me/phone",                        Access::any_staff},   &Api::set_phone},
    Row{{"POST",   "/api/me/phone/confirm",                Access::any_staff},   &Api::confirm_phone},
    Row{{"DELETE", "/api/me/phone",                        Access::any_staff},   &Api::remove_phone},
    Row{{"POST",   "/api/me/rota-feed",                    Access::any_staff},   &Api::renew_my_feed},
    Row{{"GET",    "/api/lines",                           Access::any_staff},   &Api::list_lines},
    Row{{"POST",   "/api/lines/{id}/rota-feed",            Access::coordinator}, &Api::renew_line_feed},
    Row{{"PUT",    "/api/lines/{id}/switch",               Access::coordinator}, &Api::switch_line},
    Row{{"PUT",    "/api/lines/{id}/timing",               Access::coordinator}, &Api::set_timing},
    Row{{"PUT",    "/api/lines/{id}/days/{day}",           Access::coordinator}, &Api::set_day},
    Row{{"DELETE", "/api/lines/{id}/days/{day}",           Access::coordinator}, &Api::clear_day},
    Row{{"GET",    "/api/experiences",                     Access::any_staff},   &Api::list_experiences},
    Row{{"PUT",    "/api/experiences",                     Access::administrator}, &Api::set_experiences},
    Row{{"GET",    "/api/lines/{id}/flags",                Access::coordinator}, &Api::list_flags},
    Row{{"PUT",    "/api/lines/{id}/flags",                Access::coordinator}, &Api::set_flags},
    Row{{"GET",    "/api/lines/{id}/wording",              Access::coordinator}, &Api::list_wording},
    Row{{"PUT",    "/api/lines/{id}/wording/{language}/{name}", Access::coordinator}, &Api::set_wording},
    Row{{"DELETE", "/api/lines/{id}/wording/{language}/{name}", Access::coordinator}, &Api::reset_wording},
    Row{{"GET",    "/api/lines/{id}/snippets",             Access::any_staff},   &Api::list_snippets},
    Row{{"POST",   "/api/lines/{id}/snippets",             Access::coordinator}, &Api::add_snippet},
    Row{{"PUT",    "/api/lines/{id}/snippets/{snippet}",   Access::coordinator}, &Api::change_snippet},
    Row{{"DELETE", "/api/lines/{id}/snippets/{snippet}",   Access::coordinator}, &Api::remove_snippet},
    Row{{"GET",    "/api/lines/{id}/on-call",              Access::coordinator}, &Api::list_on_call},
    Row{{"PUT",    "/api/lines/{id}/on-call",              Access::coordinator}, &Api::set_on_call},
    Row{{"GET",    "/api/lines/{id}/troubled-texts",       Access::coordinator}, &Api::list_troubled_texts},
    Row{{"GET",    "/api/pages",                           Access::coordinator}, &Api::list_pages},
    Row{{"POST",   "/api/pages/{id}/acknowledge",          Access::coordinator}, &Api::acknowledge_page},
    Row{{"GET",    "/api/peers",                           Access::any_staff},   &Api::list_peers},
    Row{{"GET",    "/api/staff",                           Access::coordinator}, &Api::list_staff},
    Row{{"PATCH",  "/api/staff/{id}",                      Access::coordinator}, &Api::change_staff},
    Row{{"POST",   "/api/staff/{id}/disable",              Access::administrator}, &Api::disable_staff},
    Row{{"POST",   "/api/staff/{id}/enable",               Access::administrator}, &Api::enable_staff},
    Row{{"POST",   "/api/staff/{id}/reset",                Access::administrator}, &Api::reset_staff},
    Row{{"POST",   "/api/staff/{id}/return",               Access::coordinator}, &Api::return_all},
    Row{{"GET",    "/api/invitations",                     Access::administrator}, &Api::list_invitations},
    Row{{"POST",   "/api/invitations",                     Access::administrator}, &Api::invite},
    Row{{"DELETE", "/api/invitations/{id}",                Access::administrator}, &Api::withdraw_invitation},
    Row{{"POST",   "/api/join/look",                       Access::anyone},      &Api::look_at_link},
    Row{{"POST",   "/api/join",                            Access::anyone},      &Api::join},
    Row{{"GET",    "/api/activity",                        Access::coordinator}, &Api::list_activity},
    Row{{"GET",    "/api/queue",                           Access::any_staff},   &Api::list_queue},
    Row{{"GET",    "/api/conversations",                   Access::any_staff},   &Api::list_conversations},
    Row{{"GET",    "/api/conversations/{id}",              Access::any_staff},   &Api::show_conversation},
    Row{{"GET",    "/api/conversations/{id}/texts",        Access::any_staff},   &Api::list_texts},
    Row{{"POST",   "/api/conversations/{id}/texts",        Access::any_staff},   &Api::send_text},
    Row{{"POST",   "/api/conversations/{id}/notes",        Access::any_staff},   &Api::add_note},
    Row{{"PUT",    "/api/conversations/{id}/draft",        Access::any_staff},   &Api::keep_draft},
    Row{{"GET",    "/api/drafts",                          Access::any_staff},   &Api::list_drafts},
    Row{{"POST",   "/api/texts/{id}/retry",                Access::any_staff},   &Api::retry_text},
    Row{{"POST",   "/api/texts/{id}/check",                Access::any_staff},   &Api::check_text},
    Row{{"POST",   "/api/texts/{id}/leave",                Access::any_staff},   &Api::leave_text},
    Row{{"GET",    "/api/texts/{id}/media/{index}",        Access::any_staff},   &Api::show_picture},
    Row{{"POST",   "/api/conversations/{id}/read",         Access::any_staff},   &Api::mark_read},
    Row{{"POST",   "/api/conversations/{id}/accept",       Access::any_staff},   &Api::accept},
    Row{{"POST",   "/api/conversations/{id}/pass",         Access::any_staff},   &Api::pass},
    Row{{"POST",   "/api/conversations/{id}/claim",        Access::any_staff},   &Api::claim},
    Row{{"POST",   "/api/conversations/{id}/handoff",      Access::any_staff},   &Api::hand_off},
    Row{{"POST",   "/api/conversations/{id}/assign",       Access::coordinator}, &Api::assign},
    Row{{"POST",   "/api/conversations/{id}/return",       Access::coordinator}, &Api::give_back},
    Row{{"PUT",    "/api/conversations/{id}/wishes",       Access::any_staff},   &Api::set_wishes},
    Row{{"POST",   "/api/conversations/{id}/rest",         Access::any_staff},   &Api::rest},
    Row{{"POST",   "/api/conversations/{id}/close",        Access::any_staff},   &Api::close},
    Row{{"POST",   "/api/conversations/{id}/reopen",       Access::any_staff},   &Api::reopen},
    Row{{"POST",   "/api/conversations/{id}/flag",         Access::any_staff},   &Api::raise_flag},
    Row{{"POST",   "/api/conversations/{id}/unflag",       Access::any_staff},   &Api::clear_flags},
    Row{{"POST",   "/api/conversations/{id}/opt-out",      Access::any_staff},   &Api::opt_out},
    Row{{"POST",   "/api/conversations/{id}/block",        Access::coordinator}, &Api::block},
    Row{{"POST",   "/api/conversations/{id}/unblock",      Access::coordinator}, &Api::unblock},
    Row{{"POST",   "/api/conversations/{id}/reveal",       Access::coordinator}, &Api::reveal},
    Row{{"GET",    "/api/rota",                            Access::any_staff},   &Api::list_shifts},
    Row{{"GET",    "/api/rota/uncovered",                  Access::any_staff},   &Api::list_uncovered},
    Row{{"GET",    "/api/rota/rules",                      Access::any_staff},   &Api::list_rules},
    Row{{"POST",   "/api/rota/rules",                      Access::coordinator}, &Api::add_rule},
    Row{{"PATCH",  "/api/rota/rules/{id}",                 Access::coordinator}, &Api::change_rule},
    Row{{"DELETE", "/api/rota/rules/{id}",                 Access::coordinator}, &Api::end_rule},
    Row{{"PATCH",  "/api/rota/shifts/{id}",                Access::coordinator}, &Api::change_shift},
    Row{{"DELETE", "/api/rota/shifts/{id}",                Access::coordinator}, &Api::cancel_shift},
    Row{{"POST",   "/api/rota/shifts/{id}/restore",        Access::coordinator}, &Api::restore_shift},
    Row{{"POST",   "/api/rota/shifts/{id}/take",           Access::any_staff},   &Api::take_shift},
    Row{{"POST",   "/api/rota/shifts/{id}/swap",           Access::any_staff},   &Api::ask_swap},
    Row{{"GET",    "/api/rota/swaps",                      Access::any_staff},   &Api::list_swaps},
    Row{{"POST",   "/api/rota/swaps/{id}/accept",          Access::any_staff},   &Api::accept_swap},
    Row{{"POST",   "/api/rota/swaps/{id}/approve",         Access::coordinator}, &Api::approve_swap},
    Row{{"POST",   "/api/rota/swaps/{id}/decline",         Access::any_staff},   &Api::decline_swap},
    Row{{"GET",    "/api/numbers",                         Access::coordinator}, &Api::show_numbers},
    Row{{"GET",    "/api/numbers.csv",                     Access::coordinator}, &Api::show_numbers_csv},
    Row{{"GET",    "/api/search",                          Access::any_staff},   &Api::search},
    Row{{"POST",   "/api/search",                          Access::any_staff},   &Api::search},
    Row{{"GET",    "/api/live",                            Access::any_staff},   &Api::live},
};
// clang-format on

// Binds a row's target to the part it belongs to, and adds it.
struct Adder {
  http::Router& router;
  const RouteRow& row;
  Api& api;
  Webhooks& webhooks;
  Pages& pages;

  void operator()(ForStaff call) const { add(api.guard(row.access, call)); }
  void operator()(ForAnyone call) const { add(bound(api, call)); }
  void operator()(ForAnyoneConst call) const { add(bound(api, call)); }
  void operator()(ForCarriers call) const { add(bound(webhooks, call)); }
  void operator()(Page call) const { add(bound(pages, call)); }
  void operator()(PageConst call) const { add(bound(pages, call)); }
  void operator()(Live call) const {
    router.add(http::LiveRoute{std::string(row.pattern), [&part = api, call](Request request) {
                                 return (part.*call)(std::move(request));
                               }});
  }

 private:
  template <class Part, class Call>
  static http::Handler bound(Part& part, Call call) {
    return [&part, call](Request request) { return (part.*call)(std::move(request)); };
  }
  void add(http::Handler handler) const {
    router.add(http::Route{std::string(row.method), std::string(row.pattern), std::move(handler)});
  }
};

}  // namespace

std::vector<RouteRow> route_table() {
  std::vector<RouteRow> rows;
  for (const auto& row : table) rows.push_back(row.route);
  return rows;
}

http::Router routes(Api& api, Webhooks& webhooks, Pages& pages, std::vector<http::Route> extra) {
  http::Router router;
  for (const auto& row : table) {
    std::visit(Adder{router, row.route, api, webhooks, pages}, row.target);
  }
  for (auto& route : extra) router.add(std::move(route));
  router.set_fallback([&pages](Request request) { return pages.inbox(std::move(request)); });
  return router;
}

}  // namespace warmline
