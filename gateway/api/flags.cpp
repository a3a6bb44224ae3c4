#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/api/api.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/shapes.hpp"
#include "gateway/flows/block_thread.hpp"
#include "gateway/flows/edit_flags.hpp"
#include "gateway/flows/flag_conversation.hpp"
#include "gateway/http/problem_response.hpp"
#include "routing/flag.hpp"
#include "routing/flag_list_size.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::problem;
using routing::ProblemCode;
using routing::Result;

namespace {

Result<std::optional<routing::FlagId>> read_which(const json& body) {
  const auto text = read_optional_string(body, "flag");
  if (!text) return std::unexpected(text.error());
  if (!*text) return std::nullopt;
  const auto id = routing::FlagId::parse(**text);
  if (!id) return problem(ProblemCode::not_found, "no such flag");
  return id;
}

struct Block {
  routing::Instant until;
  routing::Body reason;
};

Result<Block> read_block(const http::Request& request) {
  const auto body = read_json(request);
  if (!body) return std::unexpected(body.error());
  const auto until = read_until(*body);
  if (!until) return std::unexpected(until.error());
  auto reason = read_words(*body, "reason");
  if (!reason) return std::unexpected(std::move(reason.error()));
  return Block{*until, std::move(*reason)};
}

Result<std::vector<std::string>> read_phrases(const json& body, std::string_view field) {
  auto phrases = read_strings(body, field);
  if (!phrases) return phrases;
  if (phrases->size() > routing::phrases_max) {
    return problem(ProblemCode::malformed, std::string(field) + " has too many phrases");
  }
  if (!std::ranges::all_of(*phrases, routing::is_fit_phrase)) {
    return problem(ProblemCode::malformed, std::string(field) + " has a blank or a long phrase");
  }
  return phrases;
}

Result<routing::FlagList> read_list(const json& body, const routing::Line& line) {
  routing::FlagList list;
  const auto language = read_string(body, "language");
  if (!language) return std::unexpected(language.error());
  if (std::ranges::find(line.languages, *language) == line.languages.end()) {
    return problem(ProblemCode::malformed, "language is none of the line's");
  }
  list.language = *language;
  const auto guidance = read_string(body, "guidance");
  if (!guidance) return std::unexpected(guidance.error());
  const auto fit = routing::sendable_body(*guidance);
  if (!fit && fit.error().code != ProblemCode::empty_body) return std::unexpected(fit.error());
  list.guidance = *guidance;
  for (auto [field, phrases] : {std::pair("worrying", &list.worrying),
                                {"opt_out", &list.opt_out},
                                {"except", &list.except}}) {
    auto read = read_phrases(body, field);
    if (!read) return std::unexpected(std::move(read.error()));
    *phrases = std::move(*read);
  }
  if (routing::bytes_of(list) > routing::list_bytes_max) {
    return problem(ProblemCode::malformed, "the phrases are too much together");
  }
  return list;
}

}  // namespace

Api::Answer Api::raise_flag(http::Request request, auth::Identity who) {
  const auto id = conversation_id_of(request);
  if (!id) co_return http::problem_response(id.error());
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto note = read_words(*body, "note");
  if (!note) co_return http::problem_response(note.error());
  auto result = co_await flows::raise_flag(store_, lines_, *id, who.who.staff.id, *note);
  co_return co_await changed(std::move(result), std::move(who));
}

Api::Answer Api::clear_flags(http::Request request, auth::Identity who) {
  const auto id = conversation_id_of(request);
  if (!id) co_return http::problem_response(id.error());
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  const auto which = read_which(*body);
  if (!which) co_return http::problem_response(which.error());
  const auto note = read_words(*body, "note");
  if (!note) co_return http::problem_response(note.error());
  auto result = co_await flows::clear_flags(store_, lines_, *id, who.who.staff.id, *which, *note);
  co_return co_await changed(std::move(result), std::move(who));
}

Api::Answer Api::opt_out(http::Request request, auth::Identity who) {
  return act(flows::opt_out_texter, std::move(request), std::move(who));
}

Api::Answer Api::block(http::Request request, auth::Identity who) {
  const auto id = conversation_id_of(request);
  if (!id) co_return http::problem_response(id.error());
  const auto wanted = read_block(request);
  if (!wanted) co_return http::problem_response(wanted.error());
  auto result = co_await flows::block_thread(store_, lines_, *id, who.who.staff.id, wanted->until,
                                             wanted->reason);
  co_return co_await changed(std::move(result), std::move(who));
}

Api::Answer Api::unblock(http::Request request, auth::Identity who) {
  return act(flows::unblock_thread, std::move(request), std::move(who));
}

Result<const routing::Line*> Api::line_of_path(const http::Request& request) const {
  const auto found = request.path_values.find("id");
  const auto id =
      found == request.path_values.end() ? std::nullopt : routing::LineId::parse(found->second);
  const auto* line = id ? lines_.find(*id) : nullptr;
  if (line == nullptr) return problem(ProblemCode::not_found, "no such line");
  return line;
}

// One for each of the line's languages.
http::Response Api::flag_lists_of(const routing::Line& line) const {
  const auto lists = lines_.flags().lists(line.id);
  json items = json::array();
  for (const auto& language : line.languages) {
    const auto list = std::ranges::find(lists, language, &routing::FlagList::language);
    items.push_back(
        flag_list_shape(list == lists.end() ? routing::FlagList{.language = language} : *list));
  }
  const json page{{"items", std::move(items)}, {"next", nullptr}};
  return http::json_response(200, page);
}

Api::Answer Api::list_flags(http::Request request, auth::Identity /*who*/) {
  const auto line = line_of_path(request);
  if (!line) co_return http::problem_response(line.error());
  co_return flag_lists_of(**line);
}

Api::Answer Api::set_flags(http::Request request, auth::Identity who) {
  const auto line = line_of_path(request);
  if (!line) co_return http::problem_response(line.error());
  const auto body = read_json(request);
  if (!body) co_return http::problem_response(body.error());
  auto list = read_list(*body, **line);
  if (!list) co_return http::problem_response(list.error());
  const auto kept = co_await flows::set_flag_list(store_, lines_, (*line)->id, std::move(*list),
                                                  who.who.staff.id);
  co_return kept ? flag_lists_of(**line) : http::problem_response(kept.error());
}

}  // namespace warmline::api
