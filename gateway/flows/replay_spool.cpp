#include "gateway/flows/replay_spool.hpp"

#include <exception>
#include <utility>

#include <fmt/format.h>

#include "gateway/flows/receive_text.hpp"

namespace warmline::flows {

SpoolReplay::SpoolReplay(StoreThread& store, const Lines& lines, TextSpool& spool,
                         async::TaskGroup& tasks, store::MasterKey master, Limits limits,
                         TextSpool::Log log)
    : store_(store),
      lines_(lines),
      spool_(spool),
      tasks_(tasks),
      master_(master),
      limits_(limits),
      log_(std::move(log)) {}

awaitable<void> SpoolReplay::run() {
  while (!tasks_.stopping()) {
    std::string failed;
    try {
      co_await look();
    } catch (const std::exception& failure) {
      failed = failure.what();
    }
    if (failed != std::exchange(said_, failed) && !failed.empty()) {
      log_(fmt::format("texts stay in the spool: {}", failed));
    }
    co_await tasks_.stop_signal().wait_for(limits_.look_again);
  }
}

awaitable<void> SpoolReplay::look() {
  if (store_.refusing()) co_await store_.probe();
  if (!spool_.usable()) co_await spool_.open_again(master_);
  if (++looks_ % limits_.looks_until_apart_again == 0) spool_.take_back_apart();
  co_await replay();
}

awaitable<void> SpoolReplay::replay() {
  while (const auto number = spool_.next()) {
    if (tasks_.stopping() || store_.refusing()) co_return;
    if (co_await take_in(*number) == Taken::later) co_return;
  }
  co_await spool_.clear_if_done();
}

awaitable<SpoolReplay::Taken> SpoolReplay::take_in(TextSpool::Number number) {
  using enum ProblemCode;
  const auto text = co_await spool_.read(number);
  if (!text) {
    if (text.error().code == malformed) co_return co_await drop(number, text.error());
    if (text.error().code == store_damaged) spool_.set_apart(number);
    co_return text.error().code == store_damaged ? Taken::yes : Taken::later;
  }
  if (spool_.is_apart(*text)) {
    spool_.set_apart(number, *text);
    co_return Taken::yes;
  }
  const auto kept =
      co_await receive_text(store_, lines_, text->carrier, text->text, text->idempotency_token);
  if (kept) {
    co_await spool_.erase(number);
    co_return Taken::yes;
  }
  const auto code = kept.error().code;
  if (code == store_unavailable || code == store_full || code == stopping) co_return Taken::later;
  if (code != store_damaged && code != not_found) co_return co_await drop(number, kept.error());
  if (code == not_found && !std::exchange(said_no_line_, true)) {
    log_("texts in the spool are for a line that is not set up: they wait there until it is again");
  }
  // It must not keep the others waiting.
  spool_.set_apart(number, *text);
  co_return Taken::yes;
}

awaitable<SpoolReplay::Taken> SpoolReplay::drop(TextSpool::Number number, Problem why) {
  log_(fmt::format("a text in the spool was turned down: {}: {}", routing::to_string(why.code),
                   why.detail));
  co_await spool_.erase(number);
  co_return Taken::yes;
}

}  // namespace warmline::flows
