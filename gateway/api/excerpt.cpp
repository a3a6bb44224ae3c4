#include "gateway/api/excerpt.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace warmline::api {
namespace {

using nlohmann::json;
using Match = store::SearchQuery::Match;

constexpr std::size_t characters_before = 40;
constexpr std::string_view blanks = " \t\r\n";

// UTF-8 continues with 10xxxxxx.
bool begins_character(std::string_view text, std::size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

std::size_t back(std::string_view text, std::size_t from, std::size_t characters) {
  while (from > 0 && characters > 0) {
    --from;
    if (begins_character(text, from)) --characters;
  }
  return from;
}

std::size_t forward(std::string_view text, std::size_t from, std::size_t characters) {
  while (from < text.size() && characters > 0) {
    ++from;
    if (begins_character(text, from)) --characters;
  }
  return from;
}

// Where the excerpt begins: at a word, if one begins not too far before the match.
std::size_t begin_of(std::string_view body, const Match& match) {
  const std::size_t farthest = back(body, match.begin, characters_before);
  if (farthest == 0) return 0;
  const auto blank = body.find_first_of(blanks, farthest);
  return blank < match.begin ? blank + 1 : farthest;
}

// Where it ends: after a word, if one ends after the match.
std::size_t end_of(std::string_view body, std::size_t begin, const Match& match) {
  const std::size_t farthest = forward(body, begin, excerpt_characters_max);
  if (farthest == body.size()) return farthest;
  const auto blank = body.find_last_of(blanks, farthest);
  return blank != std::string_view::npos && blank >= match.end ? blank : farthest;
}

void append(json& pieces, std::string_view text, bool is_match) {
  if (text.empty()) return;
  std::string on_one_line(text);
  std::ranges::replace_if(
      on_one_line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  pieces.push_back({{"text", std::move(on_one_line)}, {"match", is_match}});
}

}  // namespace

json excerpt(std::string_view body, std::span<const Match> matches) {
  const std::size_t begin = begin_of(body, matches.front());
  const std::size_t end = end_of(body, begin, matches.front());
  json pieces = json::array();
  if (begin > 0) append(pieces, "…", false);
  std::size_t told = begin;
  for (const auto& match : matches) {
    if (match.begin >= end) break;
    append(pieces, body.substr(told, match.begin - told), false);
    const std::size_t match_end = std::min(match.end, end);
    append(pieces, body.substr(match.begin, match_end - match.begin), true);
    told = match_end;
  }
  append(pieces, body.substr(told, end - told), false);
  if (end < body.size()) append(pieces, "…", false);
  return pieces;
}

}  // namespace warmline::api
