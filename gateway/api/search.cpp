#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "gateway/api/api.hpp"
#include "gateway/api/cursor.hpp"
#include "gateway/api/excerpt.hpp"
#include "gateway/api/json_body.hpp"
#include "gateway/api/readable.hpp"
#include "gateway/api/shapes.hpp"
#include "gateway/http/problem_response.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/search_index.hpp"
#include "gateway/store/search_query.hpp"
#include "gateway/store/texters.hpp"
#include "gateway/store/texts.hpp"

namespace warmline::api {

using nlohmann::json;
using routing::ConversationId;
using routing::problem;
using routing::ProblemCode;
using routing::Result;
using store::SearchQuery;
using store::search_index::Candidate;

namespace {

// For one page; what is not found within them is found by asking for the next. Between two
// stretches the time is looked at: how long one takes depends on how common the words are.
constexpr int candidates_max = 1000;
constexpr std::int64_t stretch_texts = 200'000;
constexpr std::chrono::milliseconds looking_longest{10};

struct Asked {
  SearchQuery query;
  std::int64_t before_seq = std::numeric_limits<std::int64_t>::max();
  std::size_t most = 0;
};

std::vector<std::string> languages_of(const flows::Lines& lines) {
  std::vector<std::string> languages;
  for (const auto& line : lines.all()) {
    for (const auto& language : line.languages) {
      if (std::ranges::find(languages, language) == languages.end()) languages.push_back(language);
    }
  }
  return languages;
}

Result<Asked> read_asked(const std::string& typed, const Result<int>& most,
                         const std::optional<std::string>& cursor, const flows::Lines& lines) {
  const auto languages = languages_of(lines);
  auto query = SearchQuery::parse(typed, languages);
  if (!query) return std::unexpected(std::move(query.error()));
  if (!most) return std::unexpected(most.error());
  Asked asked{.query = std::move(*query), .most = static_cast<std::size_t>(*most)};
  if (cursor) {
    const auto before = read_seq_cursor(*cursor);
    if (!before) return problem(ProblemCode::malformed, "not a cursor of ours");
    asked.before_seq = *before;
  }
  return asked;
}

Result<Asked> read_asked_in_query(const http::Request& request, const flows::Lines& lines) {
  return read_asked(query_of(request, "q").value_or(""), page_size_of(request),
                    query_of(request, "cursor"), lines);
}

Result<Asked> read_asked_in_body(const http::Request& request, const flows::Lines& lines) {
  const auto body = read_json(request);
  if (!body) return std::unexpected(body.error());
  const auto typed = read_string(*body, "q");
  if (!typed) return std::unexpected(typed.error());
  const auto cursor = read_optional_string(*body, "cursor");
  if (!cursor) return std::unexpected(cursor.error());
  return read_asked(*typed, read_page_size(*body), *cursor, lines);
}

// Which conversation leads someone to a text: its own, or another one of its thread that they may
// read, since whoever reads a conversation reads its thread.
class Ways {
 public:
  Ways(store::Reading& store, const routing::Staff& who) : store_(store), who_(who) {}

  struct Way {
    ConversationId through;
    routing::Instant until{};  // what was said later is not theirs to read
  };
  std::optional<Way> to(const Candidate& text) {
    auto [found, is_new] = known_.try_emplace(text.thread);
    auto& known = found->second;
    if (is_new) known = look_up(text.thread);
    if (known.readable.empty()) return std::nullopt;
    const bool is_own_readable =
        text.conversation &&
        std::ranges::find(known.readable, *text.conversation) != known.readable.end();
    return Way{is_own_readable ? *text.conversation : known.readable.front(), known.until};
  }

 private:
  struct Known {
    std::vector<ConversationId> readable;  // the newest first
    routing::Instant until{};
  };
  Known look_up(routing::ThreadId thread) {
    const auto until = readable_until(store_, thread, who_);
    if (!until) return {};
    Known known{.until = *until};
    for (const auto& one : store::conversations::standings(store_, thread)) {
      if (may_read(one, who_)) known.readable.push_back(one.id);
    }
    return known;
  }

  store::Reading& store_;
  const routing::Staff& who_;
  std::map<routing::ThreadId, Known> known_;
};

std::optional<store::Text> opened(store::Reading& store, const Candidate& candidate) {
  if (candidate.erased) return std::nullopt;
  try {
    return store::texts::find(store, candidate.text);
  } catch (const store::SealBroken&) {
    // A damaged text is `warmline verify`'s to tell about; the others are found all the same.
    return std::nullopt;
  }
}

json found_shape(store::Reading& store, const store::Text& text, ConversationId way,
                 std::span<const SearchQuery::Match> matches) {
  const auto thread = store::texters::thread(store, text.thread);
  return {{"conversation", way.text()},
          {"text", text.id.text()},
          {"at", routing::format_instant(text.at)},
          {"direction", text.direction ? json(routing::to_string(*text.direction)) : json()},
          {"kind", routing::to_string(text.kind)},
          {"line", thread->line.text()},
          {"texter", texter_shape(store, thread->texter)},
          {"excerpt", excerpt(text.body.words(), matches)}};
}

// Looks for one page.
class Look {
 public:
  Look(store::Reading& store, const Asked& asked, const routing::Staff& who)
      : store_(store), asked_(asked), ways_(store, who) {}

  json page() {
    const auto began = std::chrono::steady_clock::now();
    const auto expression = asked_.query.expression(store_.seal);
    const auto consider = [this](const Candidate& candidate) {
      look_at(candidate);
      if (items_.size() < asked_.most && candidates_ < candidates_max) return true;
      full_at_ = candidate.seq;
      return false;
    };
    auto before = std::min(asked_.before_seq, store::search_index::newest_seq(store_) + 1);
    while (before > 0 && !full_at_) {
      const auto from = std::max<std::int64_t>(0, before - stretch_texts);
      store::search_index::each_candidate(store_, expression, from, before, consider);
      before = full_at_.value_or(from);
      if (std::chrono::steady_clock::now() - began > looking_longest) break;
    }
    json next = before > 0 ? json(write_cursor(before)) : json();
    return {{"items", std::move(items_)}, {"next", std::move(next)}};
  }

 private:
  void look_at(const Candidate& candidate) {
    ++candidates_;
    const auto way = ways_.to(candidate);
    if (!way) return;
    const auto text = opened(store_, candidate);
    if (!text || text->at > way->until) return;
    const auto matches = asked_.query.matches(text->body.words(), text->language);
    if (!matches.empty()) items_.push_back(found_shape(store_, *text, way->through, matches));
  }

  store::Reading& store_;
  const Asked& asked_;
  Ways ways_;
  json items_ = json::array();
  int candidates_ = 0;
  std::optional<std::int64_t> full_at_;
};

}  // namespace

Api::Answer Api::search(http::Request request, auth::Identity who) {
  const auto asked = request.method == "POST" ? read_asked_in_body(request, lines_)
                                              : read_asked_in_query(request, lines_);
  if (!asked) co_return http::problem_response(asked.error());
  std::move_only_function<Result<http::Response>(store::Reading&)> job =
      [&](store::Reading& reading) -> Result<http::Response> {
    return http::json_response(200, Look(reading, *asked, who.who.staff).page());
  };
  const auto answer = co_await store_.read<http::Response>(std::move(job));
  co_return answer ? *answer : http::problem_response(answer.error());
}

}  // namespace warmline::api
