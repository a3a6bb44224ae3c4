#include "gateway/api/staff_json.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "gateway/api/json_body.hpp"
#include "gateway/http/fields.hpp"
#include "gateway/store/experiences.hpp"
#include "routing/utf8.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::problem;
using routing::ProblemCode;
using routing::Result;

namespace {

constexpr std::size_t language_characters_max = 35;  // BCP 47, section 4.4.1

bool is_there(const json& body, const char* field) {
  const auto found = body.find(field);
  return found != body.end() && !found->is_null();
}

// On one line, and something to be seen in it.
bool is_fit_name(std::string_view name) {
  std::size_t characters = 0;
  bool is_seen = false;
  while (!name.empty()) {
    const auto point = routing::take_code_point(name);
    if (!point || *point < U' ' || *point == U'\x7f') return false;
    is_seen = is_seen || !routing::is_blank(*point);
    ++characters;
  }
  return is_seen && characters <= name_characters_max;
}

bool is_language(const std::string& tag) {
  const auto is_fit = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !tag.empty() && tag.size() <= language_characters_max && std::ranges::all_of(tag, is_fit);
}

// Each once.
Result<std::vector<std::string>> read_set(const json& body, const char* field, std::size_t most) {
  auto strings = read_strings(body, field);
  if (!strings) return strings;
  if (strings->size() > most ||
      std::set<std::string>(strings->begin(), strings->end()).size() < strings->size()) {
    return problem(ProblemCode::malformed, std::string(field) + ": too many, or one twice");
  }
  return strings;
}

Result<std::vector<routing::LineId>> read_lines(const json& body, const flows::Lines& lines) {
  const auto texts = read_set(body, "lines", lines.all().size());
  if (!texts) return std::unexpected(texts.error());
  std::vector<routing::LineId> ids;
  for (const auto& text : *texts) {
    const auto id = routing::LineId::parse(text);
    if (!id || !lines.find(*id)) return problem(ProblemCode::malformed, "lines: no such line");
    ids.push_back(*id);
  }
  std::ranges::sort(ids);  // as the store gives them back
  return ids;
}

Result<void> read_who(const json& body, flows::StaffWanted& wanted) {
  if (is_there(body, "name")) {
    const auto name = read_string(body, "name");
    if (!name) return std::unexpected(name.error());
    wanted.name = std::string(http::trim_spaces(*name));
    if (!is_fit_name(*wanted.name)) return problem(ProblemCode::malformed, "name: not to be shown");
  }
  if (is_there(body, "role")) {
    const auto word = read_string(body, "role");
    if (!word) return std::unexpected(word.error());
    wanted.role = routing::parse_role(*word);
    if (!wanted.role) return problem(ProblemCode::malformed, "role: there is no such role");
  }
  if (const auto capacity = body.find("capacity"); is_there(body, "capacity")) {
    if (!capacity->is_number_integer() || *capacity < 1 || *capacity > capacity_max) {
      return problem(ProblemCode::malformed, "capacity: 1 to 50");
    }
    wanted.capacity = capacity->get<int>();
  }
  return {};
}

json line_ids(const std::vector<routing::LineId>& lines) {
  json ids = json::array();
  for (const auto line : lines) ids.push_back(line.text());
  return ids;
}

}  // namespace

Result<flows::StaffWanted> read_staff(const json& body, const flows::Lines& lines) {
  flows::StaffWanted wanted;
  if (auto read = read_who(body, wanted); !read) return std::unexpected(std::move(read.error()));
  if (is_there(body, "languages")) {
    auto languages = read_set(body, "languages", languages_max);
    if (!languages) return std::unexpected(std::move(languages.error()));
    if (!std::ranges::all_of(*languages, is_language)) {
      return problem(ProblemCode::malformed, "languages: not a tag");
    }
    wanted.languages = std::move(*languages);
  }
  if (is_there(body, "experiences")) {
    auto experiences = read_set(body, "experiences", experiences_max);
    if (!experiences) return std::unexpected(std::move(experiences.error()));
    wanted.experiences = std::move(*experiences);
  }
  if (is_there(body, "lines")) {
    auto ids = read_lines(body, lines);
    if (!ids) return std::unexpected(std::move(ids.error()));
    wanted.lines = std::move(*ids);
  }
  return wanted;
}

Result<void> check_experiences(store::Reading& store, const flows::StaffWanted& wanted,
                               const std::vector<std::string>& already) {
  if (!wanted.experiences) return {};
  const auto known = store::experiences::all(store);
  const auto is_known = [&](const std::string& name) {
    return std::ranges::find(known, name, &routing::Experience::name) != known.end() ||
           std::ranges::find(already, name) != already.end();
  };
  if (std::ranges::all_of(*wanted.experiences, is_known)) return {};
  return problem(ProblemCode::malformed, "experiences: none that texters may wish for");
}

json staff_shape(store::Reading& store, const store::StaffRow& row) {
  const auto& member = row.staff;
  const auto reset = store::invitations::reset_of(store, member.id);
  return {{"id", member.id.text()},
          {"username", member.username},
          {"name", member.name},
          {"role", routing::to_string(member.role)},
          {"languages", member.languages},
          {"experiences", member.experiences},
          {"lines", line_ids(member.lines)},
          {"capacity", member.capacity},
          {"enabled", member.enabled},
          {"presence", routing::to_string(row.presence)},
          {"load", row.load},
          {"reset_until", reset ? json(routing::format_instant(reset->expires_at)) : json()}};
}

json invitation_shape(Names& names, const store::invitations::Invitation& invitation) {
  const auto& as = invitation.as;
  return {{"id", invitation.id.text()},
          {"name", as.name},
          {"role", routing::to_string(as.role)},
          {"languages", as.languages},
          {"experiences", as.experiences},
          {"lines", line_ids(as.lines)},
          {"capacity", as.capacity},
          {"made_at", routing::format_instant(invitation.made_at)},
          {"made_by", invitation.made_by.text()},
          {"made_by_name", names.of(invitation.made_by)},
          {"expires_at", routing::format_instant(invitation.expires_at)}};
}

}  // namespace warmline::api
