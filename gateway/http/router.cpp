#include "gateway/http/router.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "gateway/http/form.hpp"
#include "gateway/http/problem_response.hpp"

namespace warmline::http {

namespace {

using routing::ProblemCode;

bool is_name(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

// Takes the next segment off `rest`, which begins with '/'.
std::string_view next_segment(std::string_view& rest) {
  rest.remove_prefix(1);
  const auto segment = rest.substr(0, rest.find('/'));
  rest.remove_prefix(segment.size());
  return segment;
}

bool fits(const std::vector<std::string>& segments, std::string_view path) {
  for (const std::string& segment : segments) {
    if (path.empty()) return false;
    const auto given = next_segment(path);
    if (is_name(segment) ? given.empty() : segment != percent_decode(given)) return false;
  }
  return path.empty();
}

void take_values(const std::vector<std::string>& segments, std::string_view path,
                 Request& request) {
  for (const std::string& segment : segments) {
    const auto given = next_segment(path);
    if (is_name(segment)) {
      request.path_values[segment.substr(1, segment.size() - 2)] = percent_decode(given);
    }
  }
}

}  // namespace

void Router::add(Route route) {
  insert({std::move(route.method), std::move(route.pattern), {}, std::move(route.handler), {}});
}

void Router::add(LiveRoute route) {
  insert({"GET", std::move(route.pattern), {}, {}, std::move(route.admit)});
}

void Router::set_fallback(Handler fallback) {
  fallback_ = std::move(fallback);
}

void Router::insert(Entry entry) {
  if (!entry.pattern.starts_with('/')) {
    throw std::logic_error("a route's pattern begins with '/': " + entry.pattern);
  }
  for (std::string_view rest = entry.pattern; !rest.empty();) {
    const auto segment = next_segment(rest);
    if (!is_name(segment) && segment.find_first_of("{}") != segment.npos) {
      throw std::logic_error("a {name} is a whole segment: " + entry.pattern);
    }
    entry.segments.emplace_back(segment);
  }
  // Names count as equal, and after any literal: no literal has this byte, a path has it escaped.
  const auto rank = [](const Entry& one) {
    std::vector<std::string> key = one.segments;
    for (std::string& segment : key) {
      if (is_name(segment)) segment = "\xff";
    }
    return key;
  };
  const auto key = rank(entry);
  const auto same = std::ranges::equal_range(entries_, key, {}, rank);
  for (const Entry& other : same) {
    if (other.method == entry.method) {
      throw std::logic_error("a route is there twice: " + entry.method + " " + entry.pattern);
    }
  }
  entries_.insert(same.end(), std::move(entry));
}

Router::Match Router::match(Request& request) const {
  const std::string_view path = raw_path(request.target);
  std::string allow;
  Match match;
  for (const Entry& entry : entries_) {
    if (!path.starts_with('/') || !fits(entry.segments, path)) continue;
    const bool asked =
        entry.method == request.method || (entry.method == "GET" && request.method == "HEAD");
    if (asked) {
      take_values(entry.segments, path, request);
      match.pattern = entry.pattern;
      if (entry.live) {
        match.live = &entry.live;
      } else {
        match.handler = &entry.handler;
      }
      return match;
    }
    allow += (allow.empty() ? "" : ", ") + entry.method + (entry.method == "GET" ? ", HEAD" : "");
  }
  if (!allow.empty()) {
    match.refused = problem_response({ProblemCode::method_not_allowed, {}, {}});
    match.refused->set("Allow", std::move(allow));
  } else if (fallback_ && (request.method == "GET" || request.method == "HEAD")) {
    match.handler = &fallback_;
  } else {
    match.refused = problem_response({ProblemCode::not_found, {}, {}});
  }
  return match;
}

}  // namespace warmline::http
