#include "gateway/flows/catch_up.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "gateway/flows/bring_back.hpp"
#include "gateway/flows/receive_text.hpp"
#include "gateway/store/forgotten_texts.hpp"
#include "gateway/store/lines.hpp"
#include "gateway/store/staff_texts.hpp"
#include "gateway/store/texts.hpp"
#include "routing/keyword.hpp"

namespace warmline::flows {
namespace {

using carriers::ListedText;
using routing::Instant;

// Without its pictures.
carriers::InboundText inbound(ListedText missed, bool answered_since, bool taken_back) {
  return {.carrier_id = std::move(missed.carrier_id),
          .from = std::move(missed.from),
          .to = std::move(missed.to),
          .body = std::move(missed.body),
          .media = {},
          .answered_by_carrier = std::nullopt,
          .parameters = std::move(missed.parameters),
          .sent_at = missed.at,
          .answered_since = answered_since,
          .taken_back = taken_back};
}

// A YES, which is one too for who has opted out, may be an answer to whoever they talk with.
bool is_plainly_start(const ListedText& text, const routing::Line& line) {
  const auto& words = text.body.words();
  return routing::keyword(words, line.languages) == routing::Keyword::start &&
         routing::plain_words(words).words != "yes";
}

std::vector<ListedText> starts_among(const std::vector<ListedText>& texts,
                                     const routing::Line& line) {
  std::vector<ListedText> starts;
  std::ranges::copy_if(texts, std::back_inserter(starts),
                       [&](const ListedText& text) { return is_plainly_start(text, line); });
  return starts;
}

bool has_one_after(const std::vector<ListedText>& starts, const ListedText& text) {
  return std::ranges::any_of(starts, [&](const ListedText& start) {
    return start.from == text.from && start.at > text.at;
  });
}

// What a carrier may be over with by the next round.
bool is_of_carrier(const Problem& problem) {
  return problem.code == ProblemCode::carrier_unreachable ||
         problem.code == ProblemCode::carrier_busy;
}

// Leaves what came in for this line, or went out from it, since then by the carrier's clock, which
// is said in whole seconds.
void keep_those_of(const routing::Line& line, routing::Direction direction, Instant since,
                   std::vector<ListedText>& listed) {
  const auto from = std::chrono::floor<std::chrono::seconds>(since);
  std::erase_if(listed, [&](const ListedText& text) {
    const auto& ours = direction == routing::Direction::in ? text.to : text.from;
    return text.direction != direction || ours != line.number || text.at < from;
  });
}

// As they were said. The carrier's times are whole seconds: within one, what came in comes first.
std::vector<ListedText> in_order(std::vector<ListedText> missed, std::vector<ListedText> sent) {
  std::vector<ListedText> all;
  all.reserve(missed.size() + sent.size());
  std::merge(std::move_iterator(missed.begin()), std::move_iterator(missed.end()),
             std::move_iterator(sent.begin()), std::move_iterator(sent.end()),
             std::back_inserter(all),
             [](const ListedText& one, const ListedText& other) { return one.at < other.at; });
  return all;
}

std::string count_of(std::size_t texts) {
  return texts == 1 ? "a text" : fmt::format("{} texts", texts);
}

}  // namespace

CatchUp::CatchUp(async::asio::any_io_executor loop, StoreThread& store, const Lines& lines,
                 Carriers carriers, async::TaskGroup& tasks, store::Database::Clock clock,
                 Limits limits, Log log)
    : store_(store),
      lines_(lines),
      carriers_(std::move(carriers)),
      tasks_(tasks),
      clock_(std::move(clock)),
      limits_(limits),
      log_(std::move(log)),
      wakeup_(loop) {}

awaitable<void> CatchUp::run() {
  while (!tasks_.stopping()) {
    const bool all = co_await compare();
    has_begun_ = true;
    if (tasks_.stopping()) co_return;
    co_await wakeup_.wait_for(all ? limits_.every : limits_.left_alone);
  }
}

awaitable<bool> CatchUp::compare() {
  bool all = true;
  for (const auto& line : lines_.all()) {
    if (tasks_.stopping()) co_return all;
    try {
      all = co_await compare(line) == Compared::all && all;
    } catch (const std::exception& broken) {
      note(line, Problem{ProblemCode::internal, broken.what(), {}});
    }
  }
  co_return all;
}

awaitable<CatchUp::Compared> CatchUp::compare(const routing::Line& line) {
  // What we could not keep would be asked for again and again.
  if (store_.refusing()) co_return Compared::not_now;
  std::move_only_function<Result<store::lines::Kept>(store::Reading&)> look =
      [id = line.id](store::Reading& reading) -> Result<store::lines::Kept> {
    return store::lines::kept(reading, id);
  };
  const auto kept = co_await store_.read<store::lines::Kept>(std::move(look));
  if (!kept) co_return Compared::not_now;

  const auto began = clock_();
  const auto since = kept->caught_up_until ? *kept->caught_up_until - limits_.overlap
                                           : kept->added_at - limits_.clocks_apart_max;
  const auto from = go_on_.contains(line.id) ? go_on_.at(line.id) : GoesOn{since};
  carriers::ListRequest request{std::nullopt, line.number, from.since};
  auto listing = co_await carriers_.at(line.carrier)->list_texts(std::move(request));
  if (!listing) {
    note(line, listing.error());
    co_return Compared::all;  // the next round is soon enough
  }

  // By the carrier's clock.
  const auto now = listing->carrier_now.value_or(began);
  // Where the list goes on, the next round begins with its last.
  const auto last = listing->whole ? now : listing->texts.back().at;
  const auto added_at = kept->added_at + (now - began);
  keep_those_of(line, routing::Direction::in, added_at, listing->texts);
  auto missed = co_await this->missed(line, std::move(listing->texts));
  if (!missed) co_return Compared::not_now;
  bool left = false;
  if (begun_.contains(line.id)) {
    left = std::erase_if(missed->texts, [&](const ListedText& text) {
             return text.at > now - limits_.left_alone;
           }) > 0;
  }
  // A restore comes before a first round.
  Result<SentUnkept> sent;
  if (!missed->texts.empty() || !begun_.contains(line.id)) {
    sent = co_await sent_unkept(
        line, {std::max(from.since, added_at), listing->whole ? Instant::max() : last});
  }
  if (!sent) co_return postponed(line, sent.error());
  std::size_t left_out = from.left_out;
  if (const auto stopped = co_await take_in(line, std::move(*missed), std::move(*sent), left_out)) {
    co_return *stopped;
  }
  note(line, std::nullopt);
  if (!listing->whole) {
    go_on_.insert_or_assign(line.id, GoesOn{last, left_out});
    co_return Compared::so_far;
  }
  go_on_.erase(line.id);
  note_left_out(line, left_out);
  // They are asked for again from where they are, with all that came since.
  if (left_out > 0) co_return Compared::all;
  std::move_only_function<Result<void>(store::Writing&)> keep =
      [id = line.id, now](store::Writing& writing) -> Result<void> {
    store::lines::set_caught_up(writing, id, now);
    return {};
  };
  if (!co_await store_.write<void>(std::move(keep))) co_return Compared::not_now;
  begun_.insert(line.id);
  co_return left ? Compared::all_but_the_youngest : Compared::all;
}

awaitable<Result<std::vector<ListedText>>> CatchUp::not_kept(const routing::Line& line,
                                                             std::vector<ListedText> listed) {
  std::move_only_function<Result<std::vector<ListedText>>(store::Reading&)> job =
      [&line, listed = std::move(listed)](
          store::Reading& reading) mutable -> Result<std::vector<ListedText>> {
    std::erase_if(listed, [&](const ListedText& text) {
      return store::texts::by_carrier_id(reading, line.carrier, text.carrier_id) ||
             store::staff_texts::is_command(reading, line.carrier, text.carrier_id) ||
             store::staff_texts::by_carrier_id(reading, line.carrier, text.carrier_id);
    });
    return std::move(listed);
  };
  co_return co_await store_.read<std::vector<ListedText>>(std::move(job));
}

// Only the carrier's list still leads from a number to somebody who was forgotten.
awaitable<Result<CatchUp::Latest>> CatchUp::latest_of_forgotten(
    const routing::Line& line, const std::vector<ListedText>& listed) {
  std::move_only_function<Result<Latest>(store::Reading&)> job =
      [&](store::Reading& reading) -> Result<Latest> {
    Latest latest;
    for (const auto& text : listed) {
      if (!store::forgotten_texts::is_one(reading, line.carrier, text.carrier_id)) continue;
      latest.insert_or_assign(text.from, text.at);
    }
    return latest;
  };
  co_return co_await store_.read<Latest>(std::move(job));
}

awaitable<Result<CatchUp::Missed>> CatchUp::missed(const routing::Line& line,
                                                   std::vector<ListedText> listed) {
  const auto forgotten = co_await latest_of_forgotten(line, listed);
  if (!forgotten) co_return std::unexpected(forgotten.error());
  auto starts = starts_among(listed, line);
  auto texts = co_await not_kept(line, std::move(listed));
  if (!texts) co_return std::unexpected(std::move(texts.error()));
  std::erase_if(*texts, [&](const ListedText& text) {
    const auto last = forgotten->find(text.from);
    return last != forgotten->end() && text.at <= last->second;
  });
  std::erase_if(starts, [&](const ListedText& start) {
    return std::ranges::any_of(
        *texts, [&](const ListedText& text) { return text.carrier_id == start.carrier_id; });
  });
  co_return Missed{std::move(*texts), std::move(starts)};
}

awaitable<Result<CatchUp::SentUnkept>> CatchUp::sent_unkept(const routing::Line& line, Span span) {
  SentUnkept sent;
  for (Instant since = std::chrono::floor<std::chrono::seconds>(span.since);;) {
    carriers::ListRequest request{line.number, std::nullopt, since};
    auto listing = co_await carriers_.at(line.carrier)->list_texts(std::move(request));
    if (!listing) {
      if (is_of_carrier(listing.error())) co_return std::unexpected(std::move(listing.error()));
      co_return sent;  // it has no sensible answer: rather one text too many than none
    }
    const bool goes_on = !listing->whole && listing->texts.back().at > since;
    if (goes_on) since = listing->texts.back().at;
    keep_those_of(line, routing::Direction::out, span.since, listing->texts);
    auto unkept = co_await not_kept(line, std::move(listing->texts));
    if (!unkept) co_return std::unexpected(std::move(unkept.error()));
    for (auto& text : *unkept) {
      sent.latest.insert_or_assign(text.to, text.at);
      if (text.at <= span.until) sent.texts.push_back(std::move(text));
    }
    if (!goes_on) co_return sent;
  }
}

// In order or not at all: whatever keeps one back keeps back those after it. Then: how the round
// ends. Only what is damaged keeps nobody else waiting: theirs is asked for again each time.
awaitable<std::optional<CatchUp::Compared>> CatchUp::take_in(const routing::Line& line,
                                                             Missed missed, SentUnkept sent,
                                                             std::size_t& left_out) {
  std::size_t taken = 0;
  std::size_t brought_back = 0;
  std::optional<Problem> problem;
  for (auto& text : in_order(std::move(missed.texts), std::move(sent.texts))) {
    const bool is_ours = text.direction == routing::Direction::out;
    const auto last = sent.latest.find(text.from);
    const bool answered_since = last != sent.latest.end() && last->second >= text.at;
    const bool taken_back = has_one_after(missed.kept_starts, text);
    const auto media_count = text.media_count;
    const auto kept =
        is_ours ? co_await bring_back(store_, line, *carriers_.at(line.carrier), std::move(text))
                : co_await take_in(line, inbound(std::move(text), answered_since, taken_back),
                                   media_count);
    if (kept) {
      (is_ours ? brought_back : taken) += *kept ? 1 : 0;
    } else if (kept.error().code == ProblemCode::store_damaged) {
      ++left_out;
    } else {
      problem = kept.error();
      break;
    }
  }
  if (taken > 0) {
    log_(
        fmt::format("line \"{}\": took in {} that had not reached us", line.name, count_of(taken)));
  }
  if (brought_back > 0) {
    log_(fmt::format("line \"{}\": {} that it had sent came back from the carrier's record",
                     line.name, count_of(brought_back)));
  }
  if (!problem) co_return std::nullopt;
  co_return postponed(line, *problem);
}

// How a round ends that could not take in all.
CatchUp::Compared CatchUp::postponed(const routing::Line& line, const Problem& problem) {
  if (!is_of_carrier(problem)) return Compared::not_now;
  note(line, problem);
  return Compared::all;
}

awaitable<Result<bool>> CatchUp::take_in(const routing::Line& line, carriers::InboundText text,
                                         std::size_t media_count) {
  if (media_count > 0) {
    auto listed = co_await carriers_.at(line.carrier)->list_media(text.carrier_id);
    if (listed) {
      text.media = std::move(*listed);
    } else if (is_of_carrier(listed.error())) {
      co_return std::unexpected(std::move(listed.error()));
    }
    // Otherwise the carrier has no sensible answer: its words alone are better than nothing.
  }
  const auto taken = co_await receive_text(store_, lines_, line.carrier, std::move(text), {});
  if (!taken) co_return std::unexpected(taken.error());
  co_return !taken->kept_before;
}

// One line in the log when it begins.
void CatchUp::note_left_out(const routing::Line& line, std::size_t texts) {
  if (texts == 0) {
    leaving_out_.erase(line.id);
  } else if (leaving_out_.insert(line.id).second) {
    log_(
        fmt::format("line \"{}\": {} can't be taken in, because what is kept of whoever texted is "
                    "damaged. It stays in the carrier's list, and is tried again",
                    line.name, count_of(texts)));
  }
}

// One line in the log when it begins to fail, and one when it is over.
void CatchUp::note(const routing::Line& line, const std::optional<Problem>& problem) {
  if (problem && silent_.insert(line.id).second) {
    log_(
        fmt::format("line \"{}\": can't compare with the carrier's list: {}. If texts were missed "
                    "they come in later",
                    line.name, problem->detail));
  } else if (!problem && silent_.erase(line.id) > 0) {
    log_(fmt::format("line \"{}\": the carrier's list can be read again", line.name));
  }
}

}  // namespace warmline::flows
