#include "gateway/flows/text_spool.hpp"

#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "gateway/async/overload.hpp"

namespace warmline::flows {
namespace {

using routing::Problem;
using routing::ProblemCode;
using routing::Result;

constexpr std::size_t appends_waiting_max = 1024;

Problem problem_of(std::exception_ptr failure) {
  try {
    std::rethrow_exception(std::move(failure));
  } catch (const async::Overloaded& full) {
    return {ProblemCode::store_full, full.what(), {}};
  } catch (const async::Stopped& stopped) {
    return {ProblemCode::stopping, stopped.what(), {}};
  } catch (const store::SealBroken& broken) {
    return {ProblemCode::store_damaged, broken.what(), {}};
  } catch (const std::system_error& refused) {
    return {ProblemCode::store_unavailable, refused.what(), {}};
  }
}

}  // namespace

TextSpool::TextSpool(async::asio::any_io_executor loop, Place place, store::Database::Clock clock,
                     Log log)
    : place_(std::move(place)),
      clock_(std::move(clock)),
      log_(std::move(log)),
      worker_(std::move(loop), "spool", 1, appends_waiting_max) {
  std::string why;
  try {
    if (place_.key_is_proven) {
      open_proven();
    } else {
      open();
    }
  } catch (const std::exception& failure) {
    why = failure.what();
  }
  opened(why);
}

void TextSpool::open() {
  spool_.emplace(place_.file, place_.master, clock_(), place_.limits);
}

void TextSpool::open_proven() {
  if (!store::Spool::exists(place_.file)) {
    store::Spool::make(place_.file, place_.master, place_.limits);
  }
  try {
    open();
  } catch (const store::SpoolUnreadable& unreadable) {
    const auto aside = store::Spool::put_aside(place_.file, clock_());
    log_(fmt::format("{}: it was put aside as {}", unreadable.what(), aside));
    store::Spool::make(place_.file, place_.master, place_.limits);
    open();
  }
}

void TextSpool::opened(const std::string& why_not) {
  usable_ = spool_.has_value();
  if (!usable_) {
    if (std::exchange(said_, why_not) != why_not) {
      log_(fmt::format("texts can't be kept while the database refuses: {}", why_not));
    }
    return;
  }
  said_.clear();
  if (const auto& aside = spool_->damaged_file()) {
    log_(fmt::format("the spool was damaged; what is whole in it goes on, all of it is in {}",
                     *aside));
  }
  for (const auto& [number, place] : spool_->records()) waiting_.insert(number);
  has_begun_ = !waiting_.empty();
}

awaitable<void> TextSpool::open_again(store::MasterKey master) {
  std::move_only_function<std::string(std::size_t)> job = [this, master](std::size_t) {
    place_.master = master;
    try {
      if (place_.key_is_proven && !store::Spool::exists(place_.file)) {
        store::Spool::make(place_.file, place_.master, place_.limits);
      }
      open();
      return std::string();
    } catch (const std::exception& failure) {
      return std::string(failure.what());
    }
  };
  opened(co_await worker_.run<std::string>(std::move(job)));
}

std::string TextSpool::sender(const ArrivedText& text) {
  return fmt::format("{}\n{}\n{}", text.carrier, text.text.from.dialable(),
                     text.text.to.dialable());
}

bool TextSpool::holds_back(const ArrivedText& text) const {
  return appending_ > 0 || !waiting_.empty() || (!apart_.empty() && is_apart(text));
}

awaitable<Result<void>> TextSpool::append(const Lines& lines, ArrivedText text) {
  if (lines.find(text.carrier, text.text.to) == nullptr) {
    co_return routing::problem(ProblemCode::not_found,
                               fmt::format("a text for {}, the number of no line of carrier {}",
                                           text.text.to, text.carrier));
  }
  if (!usable_) {
    co_return routing::problem(ProblemCode::store_unavailable,
                               "the database refuses, and there is no spool");
  }
  std::move_only_function<std::optional<Number>(std::size_t)> job =
      [this, record = spool_record(text, clock_())](std::size_t) { return spool_->append(record); };
  ++appending_;
  std::optional<Number> number;
  std::optional<Problem> problem;
  try {
    number = co_await worker_.run<std::optional<Number>>(std::move(job));
  } catch (...) {
    problem = problem_of(std::current_exception());
  }
  --appending_;
  if (problem) co_return std::unexpected(std::move(*problem));
  if (!number) {
    co_return routing::problem(ProblemCode::store_full,
                               "the database refuses, and the spool is full");
  }
  has_begun_ = true;
  (is_apart(text) ? apart_ : waiting_).insert(*number);
  co_return Result<void>{};
}

std::optional<TextSpool::Number> TextSpool::next() const {
  if (waiting_.empty()) return std::nullopt;
  return *waiting_.begin();
}

awaitable<Result<ArrivedText>> TextSpool::read(Number number) {
  std::move_only_function<Result<ArrivedText>(std::size_t)> job = [this, number](std::size_t) {
    return from_spool_record(spool_->read(number));
  };
  try {
    co_return co_await worker_.run<Result<ArrivedText>>(std::move(job));
  } catch (...) {
    co_return std::unexpected(problem_of(std::current_exception()));
  }
}

awaitable<void> TextSpool::erase(Number number) {
  waiting_.erase(number);
  std::move_only_function<void(std::size_t)> job = [this, number](std::size_t) {
    spool_->erase(number);
  };
  co_await worker_.run<void>(std::move(job));
}

void TextSpool::set_apart(Number number, const ArrivedText& text) {
  set_apart(number);
  senders_apart_.insert(sender(text));
}

void TextSpool::set_apart(Number number) {
  waiting_.erase(number);
  apart_.insert(number);
}

void TextSpool::take_back_apart() {
  waiting_.merge(apart_);
  apart_.clear();
  senders_apart_.clear();
}

awaitable<void> TextSpool::clear_if_done() {
  if (!has_begun_ || appending_ > 0 || !waiting_.empty() || !apart_.empty()) co_return;
  // Whoever is appended from here on is appended after it.
  has_begun_ = false;
  std::move_only_function<void(std::size_t)> job = [this](std::size_t) { spool_->clear(); };
  try {
    co_await worker_.run<void>(std::move(job));
  } catch (const std::system_error&) {
    // All of it is in the database by now, and stays readable here until this succeeds.
    has_begun_ = true;
  }
}

}  // namespace warmline::flows
